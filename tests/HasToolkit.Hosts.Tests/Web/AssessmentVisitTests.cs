using System.Net;
using Evaluation.Workflows.Assessment;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>The assessment of a dossier and its evidence, in a browser without script.</summary>
public sealed class AssessmentVisitTests(Chromium chromium) : IAsyncLifetime
{
    private RunningWeb _web = null!;

    public async ValueTask InitializeAsync() => _web = await RunningWeb.StartAsync();

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task A_project_lead_fills_a_grid_with_a_page_and_links_evidence_that_is_then_seen_both_ways()
    {
        var id = await _web.ReferenceAsync("CARDIOVEILLE");
        await using var visit = await Visit.OpenAsync(chromium, _web.Address, withScripts: false);
        await visit.BecomeAsync(Routes.Lead);
        var page = visit.Page;

        await visit.GoAsync($"/dossiers/{id}?onglet=evaluation&grille=grille-ia@1");
        var line = page.Locator("#ligne-33");
        await line.Locator("summary").ClickAsync();
        await line.GetByLabel("Réponse").SelectOptionAsync("partiel");
        await line.GetByLabel("Commentaire").FillAsync("Les plus de 85 ans manquent.");
        await line.GetByLabel("Pièce").SelectOptionAsync(new SelectOptionValue { Label = "grille-ia.pdf" });
        await line.GetByLabel("Page").FillAsync("deux");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer « 3. Modèle »" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("« deux » n’est pas un numéro de page.");
        await Assertions.Expect(line.GetByLabel("Commentaire")).ToHaveValueAsync("Les plus de 85 ans manquent.");

        await line.GetByLabel("Page").FillAsync("9");
        await line.GetByLabel("Citation").FillAsync("Sensibilité par classe d’âge.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer « 3. Modèle »" }).ClickAsync();
        await Assertions.Expect(line).ToContainTextAsync("« Sensibilité par classe d’âge. »");
        await Assertions.Expect(line.GetByRole(AriaRole.Link, new() { Name = "grille-ia.pdf, page 9" })).ToBeVisibleAsync();
        Assert.Equal(
            GridAnswerKind.Partial,
            (await _web.FileAsync(id)).Dossier.Assessment.Answers[new AnswerKey(new GridRef("grille-ia", 1), null, "33")].Answer.Kind);

        await visit.GoAsync($"/dossiers/{id}?onglet=preuves");
        var evidence = page.Locator("#P3");
        await evidence.Locator("summary", new() { HasText = "Relier à une conclusion" }).ClickAsync();
        await evidence.GetByLabel("Point de la conclusion").SelectOptionAsync("fa|verdict");
        await evidence.GetByRole(AriaRole.Button, new() { Name = "Relier", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#P3 .plain")).ToContainTextAsync("Service attendu");
        await Assertions.Expect(page.Locator("tr", new() { HasText = "Service attendu" })).ToContainTextAsync("P3, Justification du comparateur");
        await visit.GoAsync($"/dossiers/{id}?onglet=conclusions");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "P3, Justification du comparateur" })).ToBeVisibleAsync();
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task What_lacks_in_the_evidence_is_listed_and_goes_once_it_is_said()
    {
        var id = await _web.ReferenceAsync("CARDIOVEILLE");
        using var lead = await _web.ClientAsync(Routes.Lead);
        const string Lack = "ne porte pas sur le produit";
        var html = await lead.GetTextAsync($"/dossiers/{id}?onglet=preuves");
        Assert.Contains(Lack, html, StringComparison.Ordinal);
        var form = HtmlForm.AllIn(html).Single(one => one.Action.EndsWith("/preuves/apprecier", StringComparison.Ordinal) && one.Hidden.Contains(("preuve", "P2")));

        using var said = await lead.PostAsync(
            form.Action,
            [.. form.Hidden, ("niveau", "2"), ("grade", "B"), ("specifique", "non"), ("comparative", "non"), ("transposabilite", "Même signal.")]);

        Assert.Equal(HttpStatusCode.Found, said.StatusCode);
        Assert.DoesNotContain(Lack, await lead.GetTextAsync($"/dossiers/{id}?onglet=preuves"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_applicant_fills_its_own_grids_and_neither_sees_the_analysis_nor_adds_evidence()
    {
        var id = await _web.ReferenceAsync("CARDIOVEILLE");
        using var applicant = await _web.ClientAsync("demandeur-telecoeur|demandeur");

        var page = await applicant.GetTextAsync($"/dossiers/{id}?onglet=evaluation");

        Assert.Contains("Grille IA", page, StringComparison.Ordinal);
        Assert.DoesNotContain("analyse-lppr", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/preuves/verser", await applicant.GetTextAsync($"/dossiers/{id}?onglet=preuves"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_share_of_comments_becomes_evidence_with_its_count_its_interval_and_the_hash_of_the_file()
    {
        var id = await _web.ReferenceAsync("CARDIOVEILLE");
        var batch = await _web.BatchAsync();
        using var lead = await _web.ClientAsync(Routes.Lead);

        using var handed = await lead.SubmitAsync($"/commentaires/{batch.Id}", $"/commentaires/{batch.Id}/verser", ("part", ""), ("dossier", id.Value));

        Assert.Equal(HttpStatusCode.Found, handed.StatusCode);
        var evidence = (await _web.FileAsync(id)).Dossier.Assessment.Evidence[^1];
        Assert.Equal((EvidenceKind.PatientFigure, batch.FileHash), (evidence.Description.Kind, evidence.Description.Sha256));
        Assert.Matches(@"^[\d ]+ sur [\d ]+, soit [\d,]+ % \(intervalle à 95 % : [\d,]+ % à [\d,]+ %\)$", evidence.Description.Figure.Replace('\u00a0', ' ').Replace('\u202f', ' '));
    }

    [Fact]
    public async Task A_reference_that_a_review_did_not_keep_is_not_handed_over()
    {
        var id = await _web.ReferenceAsync("CARDIOVEILLE");
        var review = (await _web.Reviews.Queries.ReviewsAsync())[0].Id;
        var excluded = (await _web.Reviews.Queries.ReviewAsync(review))!.Records.First(record => !record.FullTextVotes.Any()).Number;
        using var lead = await _web.ClientAsync(Routes.Lead);
        var token = HtmlForm.TokenIn(await lead.GetTextAsync($"/revues/{review}/reference/{excluded}"));

        using var refused = await lead.PostAsync(
            $"/revues/{review}/reference/{excluded}/faire/verser", [(token.Name, token.Value), ("dossier", id.Value)]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(4, (await _web.FileAsync(id)).Dossier.Assessment.Evidence.Count);
    }
}
