using System.Text;
using LitReview.Reviews;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>What enters a review without a file, articles known beforehand, linked references read as one, and what leaves for other programs.</summary>
public sealed class ReviewInputTests(Chromium chromium)
{
    private const string Poor =
        "TY  - JOUR\nTI  - Remote monitoring of heart failure at home\nAU  - Martin, A\nPY  - 2020\nDO  - 10.1000/coeur\nER  - \n";

    private const string Full =
        "TY  - JOUR\nTI  - Remote monitoring of heart failure at home\nAU  - Martin, A\nPY  - 2020\nDO  - 10.1000/coeur\n"
        + "AB  - Two hundred patients were followed by telemonitoring for twelve months.\nN1  - ASReview_relevant\nER  - \n";

    [Fact]
    public async Task Linked_references_are_read_as_one_and_set_apart_from_the_page_of_the_record()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address, withScripts: false);
        var page = visit.Page;
        var id = await AReviewAsync(web, Poor, Full);
        await visit.BecomeAsync(Routes.Lead);

        await visit.GoAsync($"/revues/{id}/tri");
        await Assertions.Expect(page.Locator(".abstract")).ToContainTextAsync("Two hundred patients");
        await visit.GoAsync($"/revues/{id}/doublons");
        await Assertions.Expect(page.Locator("table.grid")).ToContainTextAsync("DOI");

        await visit.GoAsync($"/revues/{id}/reference/1");
        await Assertions.Expect(page.GetByText("étiquette importée : incluse")).ToBeVisibleAsync();
        var document = page.GetByRole(AriaRole.Region, new() { Name = "Un même document" });
        await Assertions.Expect(document).ToContainTextAsync("2 notices liées");
        await document.GetByText("Défaire ce lien").ClickAsync();
        await document.GetByLabel("Pourquoi ce n’est pas un doublon").FillAsync("Deux publications.");
        await document.GetByRole(AriaRole.Button, new() { Name = "Défaire le lien" }).ClickAsync();
        await page.IsRecordedAsync();

        await Assertions.Expect(page.GetByText("Sans résumé dans l’export.")).ToBeVisibleAsync();
        Assert.True((await web.Reviews.Queries.ReviewAsync(id))!.Find(2)!.IsStanding);

        // It has no abstract now: a person types it.
        await page.GetByText("Saisir le résumé").ClickAsync();
        await page.Locator("#resume-texte").FillAsync("Trois cents patients suivis à domicile.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer le résumé" }).ClickAsync();
        await page.IsRecordedAsync();
        await Assertions.Expect(page.GetByText("Résumé saisi par")).ToBeVisibleAsync();

        // Any two references are linked by hand, and a number that is none is refused in its place.
        await visit.GoAsync($"/revues/{id}/reference/2");
        document = page.GetByRole(AriaRole.Region, new() { Name = "Un même document" });
        await document.GetByText("Cette référence en répète une autre").ClickAsync();
        await document.GetByLabel("Numéro de l’autre").FillAsync("9");
        await document.GetByRole(AriaRole.Button, new() { Name = "Lier", Exact = true }).ClickAsync();
        await Assertions.Expect(document).ToContainTextAsync("n’a pas de référence n° 9");
        await document.GetByLabel("Numéro de l’autre").FillAsync("1");
        await document.GetByLabel("Pourquoi c’est un doublon").FillAsync("Même étude, relue.");
        await document.GetByRole(AriaRole.Button, new() { Name = "Lier", Exact = true }).ClickAsync();
        await page.IsRecordedAsync();
        await Assertions.Expect(document).ToContainTextAsync("décidé par une personne : Même étude, relue.");
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task Text_is_pasted_and_articles_known_beforehand_are_looked_for()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address, withScripts: false);
        var page = visit.Page;
        var id = await AReviewAsync(web, Poor);
        await visit.BecomeAsync(Routes.Lead);
        await visit.GoAsync($"/revues/{id}/import");

        await page.Locator("#coller-texte").FillAsync(Full);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter à la revue" }).ClickAsync();
        await page.IsRecordedAsync();
        await Assertions.Expect(page.GetByText("« texte collé »").First).ToBeVisibleAsync();

        await page.Locator("#connus-texte").FillAsync("10.1000/coeur\n10.9999/absent");
        await page.GetByRole(AriaRole.Button, new() { Name = "Chercher dans la revue" }).ClickAsync();
        await page.IsRecordedAsync();
        await page.GetByText("1 ligne sans référence dans la revue").ClickAsync();
        await Assertions.Expect(page.GetByText("ligne 2 : 10.9999/absent")).ToBeVisibleAsync();
        await page.Locator("#coller-texte").FillAsync("10.9999/absent");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter à la revue" }).ClickAsync();
        await page.IsRecordedAsync();
        await Assertions.Expect(page.GetByText("2 références retrouvées")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("sans référence dans la revue")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Les prendre comme articles connus" }).ClickAsync();
        await page.IsRecordedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Chercher dans la revue" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Aucune liste n’est donnée.");

        var review = (await web.Reviews.Queries.ReviewAsync(id))!;
        Assert.Equal([1, 3], review.FirstExamples());
        Assert.All(review.Records, record => Assert.Empty(record.TitleVotes));
        visit.NothingToComplainAbout();
    }

    [Theory]
    [InlineData("references.ris", "TY  - JOUR")]
    [InlineData("references.bib", "@article")]
    [InlineData("references.json", "article-journal")]
    [InlineData("references.xlsx", "PK")]
    [InlineData("incluses.csv", "title,")]
    [InlineData("incluses.ris", "")]
    public async Task Each_format_of_the_command_line_is_on_the_page_of_the_report(string file, string begins)
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address, withScripts: false);
        var id = await AReviewAsync(web, Full);
        await visit.BecomeAsync(Routes.Lead);
        await visit.GoAsync($"/revues/{id}/rapport");
        await Assertions.Expect(visit.Page.Locator($"a[href='/revues/{id}/rapport/{file}']")).ToBeVisibleAsync();

        var answer = await visit.Page.APIRequest.GetAsync(new Uri(web.Address, $"/revues/{id}/rapport/{file}").ToString());

        Assert.Equal(200, answer.Status);
        var content = Encoding.UTF8.GetString(await answer.BodyAsync());
        Assert.Contains(begins, content, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileNameWithoutExtension(file), answer.Headers["content-disposition"], StringComparison.Ordinal);
    }

    private static async Task<ReviewId> AReviewAsync(RunningWeb web, params string[] exports)
    {
        var reader = new ReviewerId(Routes.Lead.Split('|')[0]);
        var created = (ReviewResult.Done)await web.Reviews.Desk.CreateAsync(
            new CreateReview(new Protocol { Title = "Essai", ReviewersPerRecord = 1 }), reader, Guid.NewGuid());
        foreach (var (index, export) in exports.Index())
        {
            await web.Reviews.ImportAsync(
                created.Review.Id, new SearchSource(""), new MemoryStream(Encoding.UTF8.GetBytes(export)), $"export-{index}.ris", reader, Guid.NewGuid());
        }

        return created.Review.Id;
    }
}
