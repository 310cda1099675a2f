using System.Globalization;
using System.Text;
using HasToolkit.Tests;
using LitReview.Reviews;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>References that came in a file and hold orders, markup and scripts: pages show them as they are, and a model that obeys writes text.</summary>
public sealed class HostileReferenceTests(Chromium chromium)
{
    private const int Shown = 60;

    private static readonly ReviewerId Claire = new(Routes.Lead.Split('|')[0]);

    [Fact]
    public async Task Two_hundred_of_them_stay_text_on_every_page_of_their_review()
    {
        await chromium.BrowserAsync();
        using var elsewhere = LoopbackModel.Saying("");
        using var model = LoopbackModel.Saying(
            $$"""
            {"phrases":[{"texte":"Des patients sont suivis.","citations":[{"passage":1,"extrait":"patients suivis à domicile par télésurveillance"}]},
            {"texte":"<img src={{elsewhere.Address}} onerror=alert(1)>","citations":[]}]}
            """);
        await using var web = await RunningWeb.StartOnAsync(
            connection: null, $"--Has:Assistance:Endpoint={model.Address}", "--Has:Assistance:Model=essai");
        // A field of an export is a line.
        IReadOnlyList<string> texts = [.. HostileInstructions.All(elsewhere.Address).Select(text => text.Replace('\n', ' '))];
        var id = await ImportAsync(web, texts);
        var before = (await web.Reviews.Queries.ReviewAsync(id))!;
        Assert.Equal(texts.Count, before.Records.Count);

        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        await visit.BecomeAsync(Routes.Lead);
        string[] pages =
        [
            "", "/tri", "/references", "/references?page=2", "/doublons", "/import", "/rapport", "/protocole", "/journal",
            "/recherche?q=télésurveillance", "/question?q=La télésurveillance à domicile",
        ];
        foreach (var page in pages)
            await LookAsync(visit, $"/revues/{id}{page}");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Faire rédiger par essai" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText($"<img src={elsewhere.Address}").First).ToBeVisibleAsync();
        await PageChecks.NoTextBecameMarkupAsync(visit.Page);

        // Every third, so that each order and each wrapping comes by.
        for (var number = 1; number <= texts.Count; number += texts.Count / Shown)
        {
            await LookAsync(visit, $"/revues/{id}/reference/{number.ToString(CultureInfo.InvariantCulture)}");
            Assert.Contains(
                Plain(texts[number - 1]), Plain(await visit.Page.GetByRole(AriaRole.Main).TextContentAsync() ?? ""), StringComparison.Ordinal);
        }

        Assert.Empty(elsewhere.Bodies);
        var after = (await web.Reviews.Queries.ReviewAsync(id))!;
        // The question that was asked, and nothing else.
        Assert.Equal((before.Version + 1, 1), (after.Version, after.ModelRequests.Count));
        visit.NothingToComplainAbout();
    }

    // Narrow and wide: words without a break, of hundreds of letters, push nothing out of the window.
    private static async Task LookAsync(Visit visit, string path)
    {
        await visit.GoAsync(path);
        await PageChecks.NoTextBecameMarkupAsync(visit.Page);
        foreach (var look in Look.All.Where(look => look.Scheme == ColorScheme.Light))
        {
            await PageChecks.PictureAsync(visit.Page, path, look);
            await look.ApplyAsync(visit.Page);
            var faults = await PageChecks.StructureAsync(visit.Page);
            Assert.True(faults.Count == 0, $"{path}, {look.Name}: {string.Join(" | ", faults)}");
        }
    }

    // White space is folded on a page and in a file.
    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<ReviewId> ImportAsync(RunningWeb web, IReadOnlyList<string> texts)
    {
        var created = (ReviewResult.Done)await web.Reviews.Desk.CreateAsync(
            new CreateReview(new Protocol { Title = "Textes hostiles", ReviewersPerRecord = 1 }), Claire, Guid.NewGuid());
        var export = string.Concat(texts.Select((text, place) =>
            $"TY  - JOUR\nTI  - Étude {place} : {text}\nAB  - {place} patients suivis à domicile par télésurveillance. {text}\nPY  - 2024\nER  -\n\n"));
        Assert.IsType<ReviewResult.Done>(await web.Reviews.ImportAsync(
            created.Review.Id, new SearchSource(""), new MemoryStream(Encoding.UTF8.GetBytes(export)), "hostile.ris", Claire, Guid.NewGuid()));
        return created.Review.Id;
    }
}
