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

        var faults = await PageChecks.ZoomAsync(visit.Page);
        Assert.True(faults.Count == 0, $"{path}, {who}, 320 px:\n{string.Join('\n', faults)}");
    }
}
