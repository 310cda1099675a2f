using Evaluation.Workflows.Assessment;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>From a dossier to the literature and to what patients write, and back, in a browser.</summary>
public sealed class EvidenceChainTests(Chromium chromium) : IAsyncLifetime
{
    private RunningWeb _web = null!;

    public async ValueTask InitializeAsync() => _web = await RunningWeb.StartAsync();

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    [Fact]
    public async Task A_review_is_opened_for_a_dossier_and_each_shows_the_other()
    {
        var id = await _web.ReferenceAsync("CARDIOVEILLE");
        await using var visit = await Visit.OpenAsync(chromium, _web.Address);
        await visit.BecomeAsync(Routes.Lead);
        var page = visit.Page;

        await visit.GoAsync($"/dossiers/{id}?onglet=preuves");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ouvrir une revue pour ce dossier" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Titre de la revue")).ToHaveValueAsync("Données cliniques de CARDIOVEILLE");
        await Assertions.Expect(page.Locator("#nouvelle-intervention")).ToHaveValueAsync("CARDIOVEILLE");
        await page.GetByRole(AriaRole.Button, new() { Name = "Créer la revue" }).ClickAsync();
        await page.WaitForURLAsync("**/import");
        var review = page.Url.Split('/')[^2];

        await visit.GoAsync($"/revues/{review}");
        await Assertions.Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = id.Value })).ToBeVisibleAsync();
        await visit.GoAsync($"/dossiers/{id}?onglet=preuves");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Données cliniques de CARDIOVEILLE" })).ToBeVisibleAsync();
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task A_cited_answer_and_all_kept_references_are_handed_over_with_their_words_and_seen_from_both_sides()
    {
        var id = await _web.ReferenceAsync("CARDIOVEILLE");
        var review = (await _web.Reviews.Queries.ReviewsAsync())[0].Id;
        await using var visit = await Visit.OpenAsync(chromium, _web.Address);
        await visit.BecomeAsync(Routes.Lead);
        var page = visit.Page;

        await visit.GoAsync($"/revues/{review}/question?q={Uri.EscapeDataString("La télésurveillance réduit-elle les hospitalisations ?")}");
        await page.GetByLabel("Dossier", new() { Exact = true }).SelectOptionAsync(id.Value);
        await page.GetByRole(AriaRole.Button, new() { Name = "Verser la réponse citée" }).ClickAsync();
        await page.IsRecordedAsync();
        var answer = (await _web.FileAsync(id)).Dossier.Assessment.Evidence[^1].Description;
        Assert.Equal(EvidenceKind.CitedAnswer, answer.Kind);
        Assert.Equal(new EvidenceSource(EvidenceSource.Review, review.Value), answer.TakenFrom);
        Assert.NotEmpty(answer.Quotes!);
        await Assertions.Expect(page.Locator("figure.cited-words").First).ToContainTextAsync(answer.Quotes![0].Text);

        await visit.GoAsync($"/revues/{review}/etudes");
        await page.GetByLabel("Dossier", new() { Exact = true }).SelectOptionAsync(id.Value);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Verser .*retenues?$") }).ClickAsync();
        await page.IsRecordedAsync();
        var kept = (await _web.FileAsync(id)).Dossier.Assessment.Evidence.Count(item => item.Description.TakenFrom?.Item is not null);
        Assert.True(kept > 1, $"{kept} references were handed over.");

        // Handed over again, what is there stays as it is.
        await visit.GoAsync($"/revues/{review}/etudes");
        await page.GetByLabel("Dossier", new() { Exact = true }).SelectOptionAsync(id.Value);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Verser .*retenues?$") }).ClickAsync();
        await page.IsRecordedAsync();
        Assert.Equal(kept, (await _web.FileAsync(id)).Dossier.Assessment.Evidence.Count(item => item.Description.TakenFrom?.Item is not null));

        await visit.GoAsync($"/revues/{review}");
        await Assertions.Expect(page.Locator("[aria-labelledby=ou-cela-sert] a")).ToHaveCountAsync(kept + 1);
        await page.Locator("[aria-labelledby=ou-cela-sert] a").First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("CARDIOVEILLE");
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task A_figure_of_patients_comes_with_masked_comments_and_the_batch_shows_the_dossier_to_those_who_read_it()
    {
        var id = await _web.ReferenceAsync("CARDIOVEILLE");
        var batch = await _web.BatchAsync();
        await using var visit = await Visit.OpenAsync(chromium, _web.Address);
        await visit.BecomeAsync(Routes.Lead);
        var page = visit.Page;

        await visit.GoAsync($"/commentaires/{batch.Id}");
        await page.GetByLabel("Part", new() { Exact = true }).SelectOptionAsync("ATT-");
        await page.GetByLabel("Dossier", new() { Exact = true }).SelectOptionAsync(id.Value);
        await page.GetByRole(AriaRole.Button, new() { Name = "Verser comme preuve" }).ClickAsync();
        await page.IsRecordedAsync();
        var figure = (await _web.FileAsync(id)).Dossier.Assessment.Evidence[^1].Description;
        Assert.Equal(new EvidenceSource(EvidenceSource.Comments, batch.Id.Value), figure.TakenFrom);
        Assert.InRange(figure.Quotes!.Count, 1, 3);
        Assert.All(figure.Quotes, quote => Assert.StartsWith("commentaire n° ", quote.Where, StringComparison.Ordinal));

        await visit.GoAsync($"/commentaires/{batch.Id}");
        await Assertions.Expect(page.Locator("[aria-labelledby=ou-cela-sert]")).ToContainTextAsync(id.Value);

        // An expert reads comments, and no dossier.
        await visit.BecomeAsync("sonia-lefort|expert");
        await visit.GoAsync($"/commentaires/{batch.Id}");
        await Assertions.Expect(page.Locator("[aria-labelledby=ou-cela-sert]")).ToContainTextAsync("Aucun dossier que vous pouvez ouvrir");
        visit.NothingToComplainAbout();
    }
}
