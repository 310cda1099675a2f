using LitReview.Reviews;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>A review from its protocol to its diagram, in a browser, by two readers and a third person.</summary>
public sealed class ReviewTests(Chromium chromium)
{
    private const string Paul = "paul-henry|chef-de-projet";

    private const string Export =
        """
        TY  - JOUR
        TI  - Télésurveillance de l’insuffisance cardiaque : essai randomisé
        AU  - Évrard, Anne
        PY  - 2021
        AB  - Essai randomisé chez 200 patients insuffisants cardiaques télésurveillés.
        DO  - 10.9999/fictif.1
        ER  -

        TY  - JOUR
        TI  - Dépistage de la rétinopathie par un algorithme
        AU  - Colin, Denis
        PY  - 2019
        AB  - Performances diagnostiques sur 2 100 clichés.
        ER  -

        TY  - JOUR
        TI  - Télésurveillance de l’insuffisance cardiaque : essai randomisé
        AU  - Évrard, A.
        PY  - 2021
        DO  - https://doi.org/10.9999/fictif.1
        ER  -

        TY  - JOUR
        TI  - Télésurveillance à domicile : étude de cohorte
        AU  - Marchetti, Lise
        PY  - 2023
        AB  - Cohorte de 318 patients insuffisants cardiaques.
        ER  -

        """;

    [Fact]
    public async Task Two_readers_judge_without_seeing_each_other_a_third_settles_and_the_diagram_counts()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        var page = visit.Page;
        var id = await CreateAsync(web, visit);

        // Claire: keeps what speaks of telemonitoring, with the keyboard.
        await ReadAllAsync(page, id, title => title.Contains("Télésurveillance", StringComparison.Ordinal) ? "i" : "1");
        await Assertions.Expect(page.GetByText("Vous avez tout lu.")).ToBeVisibleAsync();
        var review = (await web.Reviews.Queries.ReviewAsync(id))!;
        Assert.All(review.Records.Where(record => record.IsStanding), record => Assert.Single(record.TitleVotes));

        // Paul sees no vote of hers, changes a mistake at once, and differs on the cohort.
        await visit.BecomeAsync(Paul);
        await visit.GoAsync($"/revues/{id}/reference/4");
        Assert.Equal(0, await page.GetByText("Claire Martin").Locator("xpath=..").Filter(new() { HasText = "inclure" }).CountAsync());
        await visit.GoAsync($"/revues/{id}/tri");
        await page.Keyboard.PressAsync("e");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("exclue");
        await page.Keyboard.PressAsync("z");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("peut toujours être annulé");
        await ReadAllAsync(page, id, title => title.Contains("essai randomisé", StringComparison.Ordinal) ? "i" : "e");

        // Neither of the two can settle it; Sophie can.
        await visit.GoAsync($"/revues/{id}/desaccords");
        await Assertions.Expect(page.GetByText("une troisième personne doit trancher.")).ToBeVisibleAsync();
        await visit.BecomeAsync(Routes.Service);
        await visit.GoAsync($"/revues/{id}/desaccords");
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Trancher la référence n° 4" });
        await form.GetByLabel("Pourquoi").FillAsync("Étude non comparative.");
        await form.GetByRole(AriaRole.Button, new() { Name = "Exclure" }).ClickAsync();
        await page.IsRecordedAsync();

        await visit.GoAsync($"/revues/{id}/rapport");
        var texts = await page.Locator(".prisma-figure text").AllTextContentsAsync();
        Assert.Contains("doublons, par l’outil (n\u00a0=\u00a01)", texts);
        Assert.Contains("Écartées par des personnes (n\u00a0=\u00a02)", string.Join(' ', texts), StringComparison.Ordinal);
        Assert.Contains("Textes intégraux recherchés (n\u00a0=\u00a01)", string.Join(' ', texts), StringComparison.Ordinal);
        await Assertions.Expect(page.GetByText("kappa de Cohen")).ToBeVisibleAsync();
        Assert.Null(await web.Reviews.Queries.FirstFaultAsync(id));
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task A_reader_without_scripts_judges_and_takes_back()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address, withScripts: false);
        await visit.BecomeAsync(Routes.Lead);
        var id = (await web.Reviews.Queries.ReviewsAsync())[0].Id;
        await visit.GoAsync($"/revues/{id}/tri");
        var page = visit.Page;
        var title = await page.Locator("[data-reading]").InnerTextAsync();

        await PressAsync(page, "Incertain U");
        Assert.NotEqual(title, await page.Locator("[data-reading]").InnerTextAsync());
        await PressAsync(page, "Annuler cet avis");
        Assert.Equal(title, await page.Locator("[data-reading]").InnerTextAsync());
        visit.NothingToComplainAbout();
    }

    // A page without scripts is there when the last of it has come: its first half has the first half of a title.
    private static async Task PressAsync(IPage page, string button)
    {
        await page.RunAndWaitForRequestFinishedAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync(),
            new() { Predicate = request => request is { IsNavigationRequest: true, Method: "GET" } });
        await page.WaitForLoadStateAsync();
    }

    [Fact]
    public async Task A_file_that_is_no_export_is_refused_and_a_key_typed_in_a_note_judges_nothing()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        await visit.BecomeAsync(Routes.Lead);
        var page = visit.Page;
        var id = (await web.Reviews.Queries.ReviewsAsync())[0].Id;

        await visit.GoAsync($"/revues/{id}/import");
        await page.GetByLabel("Fichier exporté").SetInputFilesAsync(Acts.APdf("article.pdf"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Importer", Exact = true }).ClickAsync();
        await page.IsRefusedAsync("article.pdf");

        var before = (await web.Reviews.Queries.ReviewAsync(id))!.Version;
        await visit.GoAsync($"/revues/{id}/tri");
        await page.GetByText("Noter ou étiqueter cette référence").ClickAsync();
        await page.GetByLabel("Note", new() { Exact = true }).Last.PressSequentiallyAsync("ieus1");
        Assert.Equal("ieus1", await page.GetByLabel("Note", new() { Exact = true }).Last.InputValueAsync());
        Assert.Equal(before, (await web.Reviews.Queries.ReviewAsync(id))!.Version);
        visit.NothingToComplainAbout();
    }

    private static async Task<ReviewId> CreateAsync(RunningWeb web, Visit visit)
    {
        var page = visit.Page;
        await visit.BecomeAsync(Routes.Lead);
        await visit.GoAsync("/revues/nouvelle");
        await page.CreateReviewAsync("Essai de bout en bout", Export);
        var id = (await web.Reviews.Queries.ReviewsAsync()).Single(review => review.Title == "Essai de bout en bout").Id;
        var review = (await web.Reviews.Queries.ReviewAsync(id))!;
        Assert.Equal((4, 1), (review.Records.Count, review.Find(3)!.DuplicateOf));
        return id;
    }

    private static async Task ReadAllAsync(IPage page, ReviewId id, Func<string, string> keyFor)
    {
        await page.GotoAsync(new Uri(new Uri(page.Url), $"/revues/{id}/tri").ToString());
        for (var read = 0; read < 10 && await page.Locator("[data-reading]").CountAsync() > 0; read++)
        {
            var number = await page.Locator("input[name=numero]").GetAttributeAsync("value");
            await page.Keyboard.PressAsync(keyFor(await page.Locator("[data-reading]").InnerTextAsync()));
            await page.WaitForFunctionAsync("number => document.querySelector('input[name=numero]')?.value !== number", number);
        }
    }
}
