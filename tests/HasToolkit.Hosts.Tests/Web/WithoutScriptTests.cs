using System.Globalization;
using LitReview.Reviews;
using Microsoft.Playwright;
using Verbatims.Nlp.Analysis;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>A browser that runs no script finds, opens and moves a dossier, corrects a comment and judges a reference.</summary>
public sealed class WithoutScriptTests(Chromium chromium)
{
    [Fact]
    public async Task From_the_tasks_to_a_finished_step()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address, withScripts: false);
        var page = visit.Page;

        await visit.GoAsync("/");
        await page.GetByRole(AriaRole.Button).Filter(new() { HasText = "Sophie Marchand" }).ClickAsync();
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "NEPHROSUIVI", Exact = true }).ClickAsync();
        await page.Locator("details:not([open]) > summary").Filter(new() { HasText = "Sans objet" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Sans objet", Exact = true });
        await form.GetByLabel("Motif").FillAsync("Aucune contribution.");
        await form.GetByRole(AriaRole.Button).ClickAsync();

        await page.IsRecordedAsync();
        var id = await web.ReferenceAsync("NEPHROSUIVI");
        Assert.Equal("sans-objet", (await web.FileAsync(id)).Dossier.LatestOf("contribution")?.Outcome);

        await page.GetByLabel("Vous agissez comme").SelectOptionAsync(Routes.Lead);
        await page.GetByRole(AriaRole.Button, new() { Name = "Changer", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Vous agissez comme")).ToHaveValueAsync(Routes.Lead);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("NEPHROSUIVI");
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task A_dossier_goes_from_admissibility_to_its_report_and_its_conclusion()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address, withScripts: false);
        var page = visit.Page;
        var id = await web.ReferenceAsync("SOMNEO");

        await visit.BecomeAsync(Routes.Service);
        await visit.GoAsync($"/dossiers/{id}");
        await FinishAsync(page, "Déclarer recevable");
        await visit.BecomeAsync(Routes.Lead);
        await visit.GoAsync($"/dossiers/{id}");
        // What is missing is said by the page that comes back.
        await FinishAsync(page, "Remettre le rapport d’évaluation", isRecorded: false, ("Synthèse du rapport", "   "));
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Synthèse du rapport");
        await FinishAsync(page, "Demander des informations", ("Questions au demandeur", "Quelle observance à six mois ?"));
        await visit.BecomeAsync("demandeur-nocturia|demandeur");
        await visit.GoAsync($"/dossiers/{id}");
        await FinishAsync(page, "Répondre aux questions", ("Réponse", "Cinq heures par nuit, en médiane."));
        await visit.BecomeAsync(Routes.Lead);
        await visit.GoAsync($"/dossiers/{id}");
        await FinishAsync(page, "Désigner les experts", ("Experts désignés", "Deux experts extérieurs"), ("Analyse des déclarations", "Aucun lien"));
        await FinishAsync(page, "Remettre le rapport d’évaluation", ("Synthèse du rapport", "Données suffisantes."));

        await visit.GoAsync($"/dossiers/{id}?onglet=conclusions");
        var section = page.GetByRole(AriaRole.Region, new() { Name = "Syndrome d’apnées du sommeil" });
        await section.Locator("summary").Filter(new() { HasText = "la conclusion" }).ClickAsync();
        await section.GetByLabel("Service attendu").SelectOptionAsync(new SelectOptionValue { Label = "Suffisant" });
        await section.GetByLabel("ASA").SelectOptionAsync("5");
        await section.GetByLabel("Comparateur").FillAsync("orthèse sur mesure");
        await section.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la conclusion" }).ClickAsync();
        await page.IsRecordedAsync();

        var dossier = (await web.FileAsync(id)).Dossier;
        Assert.Equal(
            ("recevable", "designes", "rapport"),
            (dossier.LatestOf("recevabilite")?.Outcome, dossier.LatestOf("experts")?.Outcome, dossier.LatestOf("instruction")?.Outcome));
        Assert.NotEmpty(dossier.Conclusions);
        Assert.Empty((await web.Ledger.Audit.VerifyAsync()).Faults);
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task A_comment_is_corrected_and_a_reference_is_kept_another_excluded_with_its_reason()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address, withScripts: false);
        var page = visit.Page;
        var batch = await web.BatchAsync();
        await visit.BecomeAsync(Routes.Service);
        await visit.GoAsync($"/commentaires/{batch.Id}/c/13");
        var before = Assert.Single(await web.Comments.Queries.CommentsAsync(batch.Id, [13])).Tone;
        var after = before == Tone.Mixed ? "N" : "M";
        await page.GetByRole(AriaRole.Form, new() { Name = "Corriger" }).GetByLabel("Tonalité").SelectOptionAsync(after);
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder la correction" }).ClickAsync();
        await page.IsRecordedAsync();
        var comment = Assert.Single(await web.Comments.Queries.CommentsAsync(batch.Id, [13]));
        Assert.NotEqual(before, comment.Tone);

        await visit.BecomeAsync("paul-henry|chef-de-projet");
        var review = (await web.Reviews.Queries.ReviewsAsync())[0].Id;
        var judged = new List<int>();
        foreach (var verdict in new[] { "inclure", "exclure-1" })
        {
            await visit.GoAsync($"/revues/{review}/tri");
            var form = page.GetByRole(AriaRole.Form, new() { Name = "Votre avis" });
            judged.Add(int.Parse((await form.Locator("input[name=numero]").GetAttributeAsync("value"))!, CultureInfo.InvariantCulture));
            await form.Locator($"button[value={verdict}]").ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync($"n° {judged[^1]}");
        }

        var state = (await web.Reviews.Queries.ReviewAsync(review))!;
        var votes = judged.Select(number => state.Find(number)!.TitleVotes.Single(vote => vote.Reviewer == new ReviewerId("paul-henry"))).ToList();
        Assert.Equal([(Verdict.Include, null), (Verdict.Exclude, "Population")], votes.Select(vote => (vote.Verdict, vote.Reason)));
        visit.NothingToComplainAbout();
    }

    private static Task FinishAsync(IPage page, string outcome, params (string Field, string Text)[] fields) =>
        FinishAsync(page, outcome, isRecorded: true, fields);

    private static async Task FinishAsync(IPage page, string outcome, bool isRecorded, params (string Field, string Text)[] fields)
    {
        var form = page.GetByRole(AriaRole.Form, new() { Name = outcome, Exact = true });
        while (await form.CountAsync() == 0 || !await form.IsVisibleAsync())
        {
            var summary = page.Locator("details:not([open]) > summary").Filter(new() { HasText = outcome });
            if (await summary.CountAsync() == 0 || !await summary.First.IsVisibleAsync())
                summary = page.Locator("details.others:not([open]) > summary");
            await summary.First.ClickAsync();
        }

        foreach (var (field, text) in fields)
            await form.GetByLabel(field).FillAsync(text);
        await form.GetByRole(AriaRole.Button, new() { Name = outcome, Exact = true }).ClickAsync();
        if (isRecorded)
            await page.IsRecordedAsync();
    }
}
