namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Every page for who asks the system for less motion, and every page on paper.</summary>
public sealed class StillnessTests(Chromium chromium, DemoWeb demo)
{
    public static TheoryData<string, string, int> Pages => EveryPageTests.Pages;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Nothing_moves_when_less_motion_is_asked_for_and_paper_keeps_what_the_page_says(string path, string who, int status)
    {
        await chromium.BrowserAsync();
        var web = await demo.WebAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        await visit.BecomeAsync(who);
        await visit.GoAsync(await Routes.ResolveAsync(web, path), status);

        IReadOnlyList<string> faults = [.. await PageChecks.StillnessAsync(visit.Page), .. await PageChecks.PaperAsync(visit.Page)];
        Assert.True(faults.Count == 0, $"{path}, {who}:\n{string.Join('\n', faults)}");
    }
}
