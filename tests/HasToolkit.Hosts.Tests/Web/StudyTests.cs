using HasToolkit.Tests;
using LitReview.Extraction;
using LitReview.Reviews;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Studies in a browser: their level, what two people take from them, their risk of bias, and what a model proposes.</summary>
public sealed class StudyTests(Chromium chromium)
{
    private const string Paul = "paul-henry|chef-de-projet";

    [Fact]
    public async Task Two_people_extract_a_third_settles_and_the_tables_carry_it()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address, withScripts: false);
        var (id, number) = await AStudyAsync(web);
        var page = visit.Page;
        var quote = await QuoteAsync(web, id, number);

        await visit.BecomeAsync(Routes.Lead);
        await visit.GoAsync($"/revues/{id}/reference/{number}");
        await page.GetByLabel("Type d’étude").SelectOptionAsync("ecr-faible-puissance");
        await page.GetByRole(AriaRole.Button, new() { Name = "niveau" }).ClickAsync();
        await page.IsRecordedAsync();

        await visit.GoAsync($"/revues/{id}/etude/{number}");
        await FillAsync(page, "population", "Adultes", "des mots que l’étude n’a pas");
        // Nothing is attached, so a quote that is not in the abstract is kept and told to be unchecked.
        await Assertions.Expect(page.GetByText("non vérifié : aucun texte intégral n’est joint")).ToBeVisibleAsync();
        await FillAsync(page, "population", "Adultes", quote);
        await Assertions.Expect(page.GetByText("vérifié dans le résumé")).ToBeVisibleAsync();

        await visit.BecomeAsync(Paul);
        await visit.GoAsync($"/revues/{id}/etude/{number}");
        Assert.Equal("", await page.Locator("#extraire-valeur-population").InputValueAsync());
        await FillAsync(page, "population", "Enfants", quote);
        await visit.BecomeAsync(Routes.Service);
        await visit.GoAsync($"/revues/{id}/etude/{number}");
        await page.Locator(".difference summary").ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Trancher « Population »" });
        await form.GetByLabel("Pourquoi").FillAsync("L’abstract parle d’adultes.");
        await form.GetByRole(AriaRole.Button, new() { Name = "Trancher" }).ClickAsync();
        await page.IsRecordedAsync();

        await page.Locator("#biais-jugement-d1").SelectOptionAsync("faible");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les jugements" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("« Randomisation » : écrivez pourquoi");
        await page.Locator("#biais-raison-d1").FillAsync("Tirage central.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer les jugements" }).ClickAsync();
        await page.IsRecordedAsync();

        await visit.GoAsync($"/revues/{id}/etudes");
        await Assertions.Expect(page.Locator(".study-table")).ToContainTextAsync("Adultes");
        await visit.GoAsync($"/revues/{id}/etudes?vue=biais");
        await Assertions.Expect(page.GetByTitle("Risque faible : Tirage central.")).ToContainTextAsync("+");
        var review = (await web.Reviews.Queries.ReviewAsync(id))!;
        Assert.Equal(CellStatus.Settled, review.Cell(review.Find(number)!, review.Extraction.Field("population")!).Status);
        Assert.Null(await web.Reviews.Queries.FirstFaultAsync(id));
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task A_value_that_a_model_proposes_enters_only_when_a_person_ticks_it_and_bears_both_names()
    {
        await chromium.BrowserAsync();
        await using var probe = await RunningWeb.StartAsync();
        var (_, first) = await AStudyAsync(probe);
        var quote = await QuoteAsync(probe, (await probe.Reviews.Queries.ReviewsAsync())[0].Id, first);
        using var model = LoopbackModel.Saying(
            $$"""{"champs":[{"cle":"population","valeur":"Adultes insuffisants cardiaques","extrait":"{{quote}}"},{"cle":"duree","valeur":"99 mois","extrait":"pendant 99 mois"}]}""");
        await using var web = await RunningWeb.StartOnAsync(
            connection: null, $"--Has:Assistance:Endpoint={model.Address}", "--Has:Assistance:Model=essai");
        var (id, number) = await AStudyAsync(web);
        await using var visit = await Visit.OpenAsync(chromium, web.Address, withScripts: false);
        await visit.BecomeAsync(Routes.Lead);
        await visit.GoAsync($"/revues/{id}/reference/{number}");
        Assert.Empty(model.Bodies);
        var page = visit.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "Proposer une extraction" }).ClickAsync();

        await Assertions.Expect(page.GetByText("proposition de essai, à vérifier")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".proposed").Nth(1)).ToContainTextAsync("non appuyée");
        Assert.True((await web.Reviews.Queries.ReviewAsync(id))!.Find(number)!.Extracted.IsEmpty);
        await page.GetByLabel("Population : Adultes insuffisants cardiaques").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reprendre ce qui est coché" }).ClickAsync();
        await page.IsRecordedAsync();
        var given = Assert.Single((await web.Reviews.Queries.ReviewAsync(id))!.Find(number)!.Extracted).Value.Given[0];
        Assert.Equal(("claire-martin", "essai"), (given.Person.Value, given.Value.ProposedBy));

        await visit.GoAsync($"/revues/{id}/journal");
        await Assertions.Expect(page.GetByText("proposé par essai")).ToBeVisibleAsync();
        visit.NothingToComplainAbout();
    }

    private static async Task FillAsync(IPage page, string field, string value, string quote)
    {
        await page.Locator($"#extraire-valeur-{field}").FillAsync(value);
        await page.Locator($"#extraire-extrait-{field}").FillAsync(quote);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer l’extraction" }).ClickAsync();
        await page.IsRecordedAsync();
    }

    private static async Task<(ReviewId Id, int Number)> AStudyAsync(RunningWeb web)
    {
        var id = (await web.Reviews.Queries.ReviewsAsync())[0].Id;
        var review = (await web.Reviews.Queries.ReviewAsync(id))!;
        foreach (var record in review.Studies())
        {
            if ((await web.Reviews.Queries.CitationsAsync(id, [record.Number]))[record.Number].Abstract.Length > 100 && record.Extracted.IsEmpty)
                return (id, record.Number);
        }

        throw new InvalidOperationException("The fictional review keeps no study with an abstract.");
    }

    private static async Task<string> QuoteAsync(RunningWeb web, ReviewId id, int number) => string.Join(
        ' ', (await web.Reviews.Queries.CitationsAsync(id, [number]))[number].Abstract.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(6))
        .TrimEnd('.');
}
