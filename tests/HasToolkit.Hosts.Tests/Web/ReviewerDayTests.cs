using System.Text.RegularExpressions;
using LitReview.Reviews;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>A whole day of a review of the literature, each reader with an account of her or his own.</summary>
public sealed class ReviewerDayTests(Chromium chromium)
{
    private const string Export =
        """
        TY  - JOUR
        TI  - Orthèse d’avancée mandibulaire : essai croisé
        AU  - Évrard, Anne
        PY  - 2021
        AB  - Essai croisé chez 84 patients apnéiques, suivis 6 mois.
        DO  - 10.9999/jour.1
        ER  -

        TY  - JOUR
        TI  - Chirurgie du ronflement : série de cas
        AU  - Colin, Denis
        PY  - 2009
        AB  - Série de 12 patients opérés.
        ER  -

        TY  - JOUR
        TI  - Orthèse d’avancée mandibulaire : registre
        AU  - Marchetti, Lise
        PY  - 2023
        AB  - Registre de 318 patients apnéiques.
        ER  -

        """;

    [Fact]
    public async Task Two_readers_sign_in_judge_settle_with_a_third_and_sign_out_and_the_report_counts()
    {
        await chromium.BrowserAsync();
        await using var accounts = await AccountsWeb.StartAsync();
        var web = accounts.Web;
        foreach (var person in new[] { "claire-martin", "paul-henry", "sophie-marchand", "isabelle-garnier" })
            await accounts.AccountOfAsync(person);
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        var page = visit.Page;

        // Claire signs in, writes the protocol, takes in an export, names who reads with her, and reads.
        await visit.SignInAsync("claire-martin");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Menu principal" }).GetByRole(AriaRole.Link, new() { Name = "Littérature" }).ClickAsync();
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Nouvelle revue" }).First.ClickAsync();
        await page.CreateReviewAsync("Orthèses : une journée", Export);
        var id = (await web.Reviews.Queries.ReviewsAsync()).Single(review => review.Title == "Orthèses : une journée").Id;
        await visit.GoAsync($"/revues/{id}/protocole");
        foreach (var reader in new[] { "paul-henry", "sophie-marchand" })
        {
            var form = page.Locator($"form[action='/revues/{id}/protocole/faire/inscrire']");
            await form.Locator("select[name=personne]").SelectOptionAsync(reader);
            await form.Locator("button").ClickAsync();
            await page.IsRecordedAsync();
        }

        await ReadAllAsync(visit, id, title => title.Contains("Orthèse", StringComparison.Ordinal) ? "i" : "1");
        await LeaveAsync(visit);

        // Paul, at the same machine, sees none of her votes, and differs on the register.
        await visit.SignInAsync("paul-henry");
        await visit.GoAsync($"/revues/{id}/reference/3");
        Assert.Equal(0, await page.GetByText("Claire Martin").Locator("xpath=..").Filter(new() { HasText = "inclure" }).CountAsync());
        await ReadAllAsync(visit, id, title => title.Contains("essai", StringComparison.Ordinal) ? "i" : "1");
        await visit.GoAsync($"/revues/{id}/desaccords");
        await Assertions.Expect(page.GetByText("une troisième personne doit trancher.")).ToBeVisibleAsync();
        await LeaveAsync(visit);

        // Sophie settles; who was not named does not even open it.
        await visit.SignInAsync("isabelle-garnier");
        await visit.GoAsync($"/revues/{id}", 403);
        await LeaveAsync(visit);
        await visit.SignInAsync("sophie-marchand");
        await visit.GoAsync($"/revues/{id}/desaccords");
        var settling = page.GetByRole(AriaRole.Form, new() { Name = "Trancher la référence n° 3" });
        await settling.GetByLabel("Pourquoi").FillAsync("Pas de comparateur.");
        await settling.GetByRole(AriaRole.Button, new() { Name = "Exclure" }).ClickAsync();
        await page.IsRecordedAsync();
        await LeaveAsync(visit);

        // In the afternoon Claire joins the full text, judges it, and takes the report.
        await visit.SignInAsync("claire-martin");
        await visit.GoAsync($"/revues/{id}/texte-integral");
        var card = page.Locator("section.full-text").First;
        await card.GetByText("Joindre le PDF").ClickAsync();
        await card.GetByLabel("Fichier PDF").SetInputFilesAsync(Acts.APdf("essai.pdf"));
        await card.GetByRole(AriaRole.Button, new() { Name = "Joindre", Exact = true }).ClickAsync();
        await page.IsRecordedAsync();
        await page.Locator("section.full-text").First.Locator("button[name=avis][value=inclure]").ClickAsync();
        await page.IsRecordedAsync();
        await visit.GoAsync($"/revues/{id}/rapport");
        Assert.Contains(
            "Textes intégraux recherchés (n\u00a0=\u00a01)", string.Join(' ', await page.Locator(".prisma-figure text").AllTextContentsAsync()),
            StringComparison.Ordinal);

        var review = (await web.Reviews.Queries.ReviewAsync(id))!;
        Assert.Equal(
            ["claire-martin", "paul-henry"], review.Find(1)!.TitleVotes.Select(vote => vote.Reviewer.Value).Order(StringComparer.Ordinal));
        Assert.Equal("essai.pdf", review.Find(1)!.FullText!.FileName);
        var inFull = Assert.Single(review.Find(1)!.FullTextVotes);
        Assert.Equal((Verdict.Include, "claire-martin"), (inFull.Verdict, inFull.Reviewer.Value));
        Assert.Equal(Outcome.Excluded, review.OutcomeOf(review.Find(3)!, Stage.TitleAbstract));
        Assert.Null(await web.Reviews.Queries.FirstFaultAsync(id));
        await LeaveAsync(visit);
        await page.GotoAsync($"/revues/{id}");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/connexion"));
        visit.NothingToComplainAbout();
    }

    private static async Task LeaveAsync(Visit visit)
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Vous êtes déconnecté.")).ToBeVisibleAsync();
    }

    private static async Task ReadAllAsync(Visit visit, ReviewId id, Func<string, string> keyFor)
    {
        var page = visit.Page;
        await visit.GoAsync($"/revues/{id}/tri");
        for (var read = 0; read < 10 && await page.Locator("[data-reading]").CountAsync() > 0; read++)
        {
            var number = await page.Locator("input[name=numero]").GetAttributeAsync("value");
            await page.Keyboard.PressAsync(keyFor(await page.Locator("[data-reading]").InnerTextAsync()));
            await page.WaitForFunctionAsync("number => document.querySelector('input[name=numero]')?.value !== number", number);
        }

        await Assertions.Expect(page.GetByText("Vous avez tout lu.")).ToBeVisibleAsync();
    }
}
