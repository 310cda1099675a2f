namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Every page at 400 %: a window of 1280 by 1024 pixels then has 320 by 256 of its own (WCAG 1.4.10).</summary>
public sealed class ZoomTests(Chromium chromium, DemoWeb demo)
{
    public static TheoryData<string, string, int> Pages => EveryPageTests.Pages;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Nothing_runs_out_of_the_window_and_nothing_is_lost(string path, string who, int status)
    {
        await chromium.BrowserAsync();
        var web = await demo.WebAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        await visit.BecomeAsync(who);
        await visit.GoAsync(await Routes.ResolveAsync(web, path), status);
        var wide = await visit.Page.EvaluateAsync<int>(Words);

        await visit.Page.SetViewportSizeAsync(320, 256);

        var faults = await PageChecks.StructureAsync(visit.Page);
        Assert.True(faults.Count == 0, $"{path}, {who}, 320 px:\n{string.Join('\n', faults)}");
        var hidden = await visit.Page.EvaluateAsync<string>(Hidden);
        Assert.True(hidden.Length == 0, $"{path}, {who}, 320 px: cut off: {hidden}");
        // The heads of tables are said again in each cell; nothing else may go.
        var narrow = await visit.Page.EvaluateAsync<int>(Words);
        Assert.True(narrow >= wide, $"{path}, {who}: {wide} words at 1440 px, {narrow} at 320 px.");
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
}
