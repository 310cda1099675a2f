using System.Diagnostics;
using System.Globalization;
using System.Text;
using HasToolkit.Web.Hosting;
using LitReview;
using LitReview.Reviews;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HasToolkit.Benchmarks;

/// <summary>Time from a key press to the next reference, drawn, in Chromium: real host, real ranking, real database.</summary>
internal static class ScreeningBench
{
    private const double Goal = 100;

    private static readonly string[] Subjects =
        ["heart failure", "diabetes", "asthma", "stroke", "hypertension", "dementia", "obesity", "psoriasis", "epilepsy", "migraine"];

    private static readonly string[] Acts =
        ["telemonitoring", "rehabilitation", "screening", "surgery", "vaccination", "coaching", "imaging", "dialysis", "genotyping", "nutrition"];

    // The page says itself when the next reference is drawn: at the frame after the one in which its title is there.
    private const string Watch =
        """
        addEventListener('keydown', () => sessionStorage.setItem('pressed', JSON.stringify(
          { at: performance.timeOrigin + performance.now(), title: document.querySelector('[data-reading]').textContent })), true);
        const look = () => {
          const pressed = JSON.parse(sessionStorage.getItem('pressed') ?? 'null');
          const title = document.querySelector('[data-reading]')?.textContent;
          if (pressed && title && title !== pressed.title) {
            sessionStorage.removeItem('pressed');
            requestAnimationFrame(() => {
              document.documentElement.dataset.waited = performance.timeOrigin + performance.now() - pressed.at;
            });
          }
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
        """;

    public static async Task<int> RunAsync(Options options)
    {
        var (records, presses) = (options.Number("records", 10_000), options.Number("presses", 200));
        var pause = options.Number("pause", 1_000);
        var folder = Directory.CreateTempSubdirectory().FullName;
        await using var app = await WebApp.BuildAsync(
            [$"--Has:DataFolder={folder}", "--Has:Demo=true", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Error"]);
        try
        {
            await app.StartAsync();
            var reviews = app.Services.GetRequiredService<LitReviewServices>();
            var importing = Stopwatch.StartNew();
            var id = await ImportAsync(reviews, records);
            var imported = importing.Elapsed.TotalSeconds;
            var (first, times) = await ReadAsync(app, options, id, presses, pause);

            times.Sort();
            var p95 = times[(times.Count * 95 / 100) - 1];
            Results.Print(
                "Key press to next reference (Chromium)", options, "screening",
                ("references, imported and compared in", $"{records}, {imported.ToString("F1", CultureInfo.InvariantCulture)} s"),
                ("presses, and pause between two", $"{presses}, {pause} ms"),
                ("first page, with the ranking built from nothing", $"{first:F0} ms"),
                ("press to next reference drawn, p50 / p95 / max", $"{times[times.Count / 2]:F0} / {p95:F0} / {times[^1]:F0} ms (goal: p95 {Goal} ms)"));
            return p95 <= Goal ? 0 : 1;
        }
        finally
        {
            await app.StopAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double First, List<double> Times)> ReadAsync(WebApplication app, Options options, ReviewId id, int presses, int pause)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = options.Text("chromium", "/usr/bin/chromium"),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
        await using var context = await browser.NewContextAsync(new() { BaseURL = app.Urls.First(), Locale = "fr-FR" });
        await context.AddInitScriptAsync(Watch);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/bienvenue");
        var form = context.APIRequest.CreateFormData();
        form.Set("jeton", (await page.Locator("input[name=jeton]").First.GetAttributeAsync("value"))!);
        form.Set("qui", "claire-martin|chef-de-projet");
        form.Set("retour", "/");
        await context.APIRequest.PostAsync("/identite", new() { Form = form, MaxRedirects = 0 });

        var watch = Stopwatch.StartNew();
        await page.GotoAsync($"/revues/{id}/tri");
        var first = watch.Elapsed.TotalMilliseconds;
        var times = new List<double>();
        for (var press = 0; press < presses; press++)
        {
            await Task.Delay(pause);
            await page.EvaluateAsync("() => delete document.documentElement.dataset.waited");
            var title = await page.Locator("[data-reading]").InnerTextAsync();
            await page.Keyboard.PressAsync(
                title.Contains("heart failure", StringComparison.OrdinalIgnoreCase) && title.Contains("telemonitoring", StringComparison.OrdinalIgnoreCase) ? "i" : "e");
            await page.WaitForFunctionAsync("() => document.documentElement.dataset.waited");
            times.Add(double.Parse(
                (await page.Locator("html").GetAttributeAsync("data-waited"))!, CultureInfo.InvariantCulture));
        }

        return (first, times);
    }

    private static async Task<ReviewId> ImportAsync(LitReviewServices reviews, int records)
    {
        var reader = new ReviewerId("claire-martin");
        var created = (ReviewResult.Done)await reviews.Desk.CreateAsync(
            new CreateReview(new Protocol
            {
                Title = "Telemonitoring in heart failure",
                Question = "Does telemonitoring reduce admissions in heart failure?",
                Reasons = ["Population", "Intervention"],
            }),
            reader, Guid.NewGuid());
        await using var file = new MemoryStream(Encoding.UTF8.GetBytes(Export(records)));
        var result = await reviews.ImportAsync(
            created.Review.Id, new SearchSource("MEDLINE"), file, "synthetic.ris", reader, Guid.NewGuid());
        return result is ReviewResult.Done
            ? created.Review.Id
            : throw new InvalidOperationException($"Refused: {((ReviewResult.Refused)result).Reason.Message}");
    }

    // About 190 words each, from 12,000 made-up words drawn as words are in texts: few of them often, most rarely.
    private static string Export(int records)
    {
        var random = new Random(20_261);
        var words = Enumerable.Range(0, 12_000).Select(_ => string.Concat(
            Enumerable.Range(0, 2 + random.Next(3)).Select(_ => $"{"bcdfglmnprstv"[random.Next(13)]}{"aeiou"[random.Next(5)]}"))).ToArray();
        string Text(int count) => string.Join(' ', Enumerable.Range(0, count)
            .Select(_ => words[(int)(words.Length * Math.Pow(random.NextDouble(), 3))]));

        var export = new StringBuilder();
        for (var record = 1; record <= records; record++)
        {
            var (subject, act) = (Subjects[random.Next(10)], Acts[random.Next(10)]);
            export.Append(CultureInfo.InvariantCulture, $"TY  - JOUR\nTI  - {act} in {subject}: {Text(7)}\nAU  - {Text(1)}, {Text(1)}\n")
                .Append(CultureInfo.InvariantCulture, $"PY  - {1990 + random.Next(36)}\nJO  - {Text(3)}\nAB  - {Text(90)} {act} {Text(40)} {subject} {Text(45)}\nER  - \n\n");
        }

        return export.ToString();
    }
}
