using HasToolkit.Tests;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Searching a review and asking it a question, in a browser.</summary>
public sealed class SearchPageTests(Chromium chromium)
{
    private const string Question = "La télésurveillance réduit-elle les hospitalisations ?";

    [Fact]
    public async Task An_equation_is_narrowed_by_a_facet_explained_and_leads_to_the_reference()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address, withScripts: false);
        await visit.BecomeAsync(Routes.Lead);
        var id = (await web.Reviews.Queries.ReviewsAsync())[0].Id;
        await visit.GoAsync($"/revues/{id}/recherche");
        var page = visit.Page;

        await page.GetByLabel("Mots ou équation").FillAsync("télésurveillance OU telemonitoring");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Chercher" }).ClickAsync();
        var all = await CountAsync(page);
        await Assertions.Expect(page.Locator(".hit h2 mark").First).ToHaveTextAsync("télésurveillance", new() { IgnoreCase = true });
        await page.GetByRole(AriaRole.Link, new() { Name = "français" }).ClickAsync();
        var kept = await CountAsync(page);
        Assert.InRange(kept, 1, all - 1);
        await page.GetByText("Pourquoi ici ?").First.ClickAsync();
        await Assertions.Expect(page.Locator(".hit details p").First).ToContainTextAsync("Score ");
        await page.GetByRole(AriaRole.Link, new() { Name = "Langue : français, ne plus garder" }).ClickAsync();
        Assert.Equal(all, await CountAsync(page));

        await page.GetByRole(AriaRole.Link, new() { Name = "Plus comme celle-ci" }).First.ClickAsync();
        await Assertions.Expect(page.GetByText("Références les plus proches de la")).ToBeVisibleAsync();
        await page.Locator(".hit h2 a").First.ClickAsync();
        await page.WaitForURLAsync("**/reference/*");
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task A_question_is_answered_word_for_word_and_without_a_model_none_is_offered()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address, withScripts: false);
        await visit.BecomeAsync(Routes.Lead);
        var id = (await web.Reviews.Queries.ReviewsAsync())[0].Id;
        await visit.GoAsync($"/revues/{id}/question");
        var page = visit.Page;

        await page.GetByLabel("Votre question").FillAsync(Question);
        await page.GetByRole(AriaRole.Button, new() { Name = "Répondre" }).ClickAsync();
        await Assertions.Expect(page.GetByText("phrases des références, mot pour mot")).ToBeVisibleAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Faire rédiger") }).CountAsync());
        await page.Locator(".answer-lines a.cite").First.ClickAsync();
        var source = page.Locator(".cited:target");
        var quote = (await source.Locator("blockquote").First.InnerTextAsync()).Trim('«', '»', ' ', '\u00a0');
        var link = (await source.Locator("h3 a").GetAttributeAsync("href"))!;
        var number = int.Parse(link.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var citation = (await web.Reviews.Queries.CitationsAsync(id, [number]))[number];
        Assert.True(global::LitReview.Answers.QuoteCheck.Stands(quote, citation.Abstract), quote);

        await visit.GoAsync($"/revues/{id}/question?q=Le rituximab guérit-il la sclérose en plaques ?");
        await Assertions.Expect(page.GetByText("Pas de réponse dans le corpus.")).ToBeVisibleAsync();
        visit.NothingToComplainAbout();
    }

    [Fact]
    public async Task A_model_that_is_set_up_writes_when_asked_and_a_false_sentence_is_shown_as_such()
    {
        await chromium.BrowserAsync();
        using var model = LoopbackModel.Saying(
            """
            {"phrases":[{"texte":"Elle ne les réduit pas [1].","citations":[{"passage":1,"extrait":"ne réduit pas les hospitalisations"}]},
            {"texte":"La mortalité baisse de 99 %.","citations":[{"passage":1,"extrait":"la mortalité baisse fortement"}]}]}
            """);
        await using var web = await RunningWeb.StartOnAsync(
            connection: null, $"--Has:Assistance:Endpoint={model.Address}", "--Has:Assistance:Model=essai");
        await using var visit = await Visit.OpenAsync(chromium, web.Address, withScripts: false);
        await visit.BecomeAsync(Routes.Lead);
        var id = (await web.Reviews.Queries.ReviewsAsync())[0].Id;
        await visit.GoAsync($"/revues/{id}/question?q={Uri.EscapeDataString(Question)}");
        Assert.Empty(model.Bodies);
        var page = visit.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "Faire rédiger par essai" }).ClickAsync();

        await Assertions.Expect(page.GetByText("rédigée par essai, à vérifier")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".answer-lines li").First).Not.ToHaveClassAsync("unsupported");
        await Assertions.Expect(page.Locator("li.unsupported")).ToContainTextAsync("le chiffre 99");
        Assert.DoesNotContain("Claire", Assert.Single(model.Bodies), StringComparison.Ordinal);
        Assert.Contains(
            $"\"person\":\"claire-martin\",\"review\":\"{id}\"", await File.ReadAllTextAsync(Path.Combine(web.Folder, "assistance.jsonl")),
            StringComparison.Ordinal);
        visit.NothingToComplainAbout();
    }

    private static async Task<int> CountAsync(IPage page) => int.Parse(
        (await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "référence" }).InnerTextAsync()).Split(' ')[0],
        System.Globalization.CultureInfo.InvariantCulture);
}
