using System.Globalization;
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
        if (int.Parse(facts["overflow"], CultureInfo.InvariantCulture) > 0)
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

    /// <summary>What a window of 1280 by 1024 pixels loses at 400 %, where it has 320 by 256 of its own (WCAG 1.4.10).</summary>
    /// <remarks>The page stands in a wide window before and after.</remarks>
    public static async Task<IReadOnlyList<string>> ZoomAsync(IPage page)
    {
        var size = page.ViewportSize!;
        var wide = await page.EvaluateAsync<int>(Words);
        await page.SetViewportSizeAsync(320, 256);
        var faults = new List<string>(await StructureAsync(page));
        if (await page.EvaluateAsync<string>(Hidden) is { Length: > 0 } hidden)
            faults.Add($"cut off: {hidden}");
        // The heads of tables are said again in each cell; nothing else may go.
        var narrow = await page.EvaluateAsync<int>(Words);
        if (narrow < wide)
            faults.Add($"{wide} words at {size.Width} px, {narrow} at 320 px.");
        await page.SetViewportSizeAsync(size.Width, size.Height);
        return faults;
    }

    /// <summary>Fails where a page has elements or attributes that no page of ours has: markup that was made of a text.</summary>
    public static async Task NoTextBecameMarkupAsync(IPage page)
    {
        var made = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll(
                "img, iframe, style, base, script:not([src]), [onerror], [onload], [onfocus], [autofocus], a[href^='javascript'], main b")]
                .map(e => e.outerHTML.slice(0, 80))
            """);
        Assert.True(made.Length == 0, $"{page.Url}: {string.Join(" | ", made)}");
    }

    /// <summary>What moves although less motion is asked for, as every visit does.</summary>
    public static async Task<IReadOnlyList<string>> StillnessAsync(IPage page)
    {
        var moving = await page.EvaluateAsync<string>(
            """
            () => [...document.querySelectorAll('*')].filter(e => {
                const style = getComputedStyle(e);
                const lasts = list => list.split(',').some(time => parseFloat(time) > 0);
                return (style.animationName !== 'none' && lasts(style.animationDuration)) || lasts(style.transitionDuration) || style.scrollBehavior === 'smooth';
            }).slice(0, 3).map(e => `${e.tagName}.${e.className}`).join(' | ')
            """);
        return moving.Length == 0 ? [] : [$"moves in spite of prefers-reduced-motion: {moving}"];
    }

    /// <summary>What paper loses of the page, or shows of its frame.</summary>
    public static async Task<IReadOnlyList<string>> PaperAsync(IPage page)
    {
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        var paper = await page.EvaluateAsync<Dictionary<string, string>>(
            """
            () => ({
                title: document.querySelector('h1').offsetHeight > 0 ? 'yes' : 'no',
                frame: [...document.querySelectorAll('.top, .rail, .foot')].some(e => e.offsetHeight > 0) ? 'yes' : 'no',
                words: String(document.querySelector('main').innerText.trim().length),
            })
            """);
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        var faults = new List<string>();
        if (paper["title"] != "yes")
            faults.Add("on paper: no title");
        if (paper["frame"] != "no")
            faults.Add("on paper: the frame of the screen");
        if (int.Parse(paper["words"], CultureInfo.InvariantCulture) <= 10)
            faults.Add("on paper: an empty sheet");
        return faults;
    }

    /// <summary>Looks at the page as it stands, with what is folded away: in every look, at 400 %, without motion, on paper.</summary>
    public static async Task EverythingAsync(this Visit visit, string what)
    {
        var page = visit.Page;
        await page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => details.open = true)");
        var faults = new List<string>();
        foreach (var look in Look.All.Reverse())
        {
            await PictureAsync(page, what, look);
            await look.ApplyAsync(page);
            IReadOnlyList<string> found = [.. await StructureAsync(page), .. await AxeAsync(page)];
            faults.AddRange(found.Select(fault => $"{look.Name}: {fault}"));
        }

        faults.AddRange((await ZoomAsync(page)).Select(fault => $"320 px: {fault}"));
        faults.AddRange(await StillnessAsync(page));
        faults.AddRange(await PaperAsync(page));
        Assert.True(faults.Count == 0, $"{what}, {page.Url}:\n{string.Join('\n', faults)}");
        visit.NothingToComplainAbout();
    }

    private const string Words =
        "() => document.querySelector('main').innerText.split(/\\s+/).filter(word => word.length > 0).length - "
        + "[...document.querySelectorAll('main thead')].reduce((sum, head) => sum + head.innerText.split(/\\s+/).filter(word => word.length > 0).length, 0)";

    // Texts that a box cuts without a way to reach the rest.
    private const string Hidden =
        """
        () => [...document.querySelectorAll('main *')].filter(e => {
            const style = getComputedStyle(e);
            return style.overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 2 && e.clientWidth > 1 && e.innerText?.trim() && !e.closest('.unseen');
        }).slice(0, 3).map(e => `${e.tagName}.${e.className} ${e.innerText.slice(0, 60)}`).join(' | ')
        """;

    private static string Short(string html) => html.Length > 160 ? html[..160] + "…" : html;
}
