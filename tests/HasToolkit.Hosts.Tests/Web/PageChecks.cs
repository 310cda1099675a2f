using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>A width and a colour scheme.</summary>
internal sealed record Look(int Width, ColorScheme Scheme)
{
    public static IReadOnlyList<Look> All { get; } =
    [
        new(1440, ColorScheme.Light), new(1440, ColorScheme.Dark), new(390, ColorScheme.Light), new(390, ColorScheme.Dark),
    ];

    public string Name => $"{Width}-{(Scheme == ColorScheme.Dark ? "sombre" : "clair")}";

    public async Task ApplyAsync(IPage page)
    {
        await page.SetViewportSizeAsync(Width, Width == 1440 ? 900 : 844);
        await page.EmulateMediaAsync(new() { ColorScheme = Scheme });
    }
}

/// <summary>What every page owes its reader. Each check returns the faults it found, in words.</summary>
internal static class PageChecks
{
    private static readonly AxeRunOptions Options = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
        },
        // What passes is not listed: it is long, and nobody reads it here.
        ResultTypes = [ResultType.Violations],
    };

    /// <summary>The violations that axe finds.</summary>
    public static async Task<IReadOnlyList<string>> AxeAsync(IPage page)
    {
        var result = await page.RunAxe(Options);
        return
        [
            .. result.Violations.Select(violation => $"axe {violation.Id} ({violation.Impact}): {violation.Help}; "
                + string.Join(" | ", violation.Nodes.Take(3).Select(node => $"{node.Target} {Short(node.Html)}"))),
        ];
    }

    /// <summary>What is wrong with language, titles and width.</summary>
    public static async Task<IReadOnlyList<string>> StructureAsync(IPage page)
    {
        var facts = await page.EvaluateAsync<Dictionary<string, string>>(
            """
            () => ({
                lang: document.documentElement.lang,
                titles: String(document.querySelectorAll('h1').length),
                title: document.title,
                overflow: String(document.documentElement.scrollWidth - document.documentElement.clientWidth),
                wide: Array.from(document.querySelectorAll('body *'))
                    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                    .slice(0, 3).map(e => e.tagName + '.' + e.className).join(' '),
            })
            """);
        var faults = new List<string>();
        if (!facts["lang"].StartsWith("fr", StringComparison.Ordinal))
            faults.Add($"lang is « {facts["lang"]} »");
        if (facts["titles"] != "1")
            faults.Add($"{facts["titles"]} h1");
        if (facts["title"].Length == 0)
            faults.Add("no title");
        if (int.Parse(facts["overflow"], System.Globalization.CultureInfo.InvariantCulture) > 0)
            faults.Add($"{facts["overflow"]} px wider than the window: {facts["wide"]}");
        return faults;
    }

    /// <summary>Keeps a picture of the page when HAS_TEST_PICTURES names a folder.</summary>
    public static async Task PictureAsync(IPage page, string name, Look look)
    {
        if (Environment.GetEnvironmentVariable("HAS_TEST_PICTURES") is not { Length: > 0 } folder)
            return;
        await look.ApplyAsync(page);
        Directory.CreateDirectory(folder);
        var file = string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) ? letter : '-')).Trim('-');
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(folder, $"{(file.Length == 0 ? "accueil" : file)}.{look.Name}.png"),
            FullPage = true,
        });
    }

    private static string Short(string html) => html.Length > 160 ? html[..160] + "…" : html;
}
