namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Every page, wide and narrow, light and dark: accessible, in French, within the window, and silent.</summary>
public sealed class EveryPageTests(Chromium chromium, DemoWeb demo)
{
    public static TheoryData<string, string, int> Pages =>
        new(Routes.All.Select(route => new TheoryDataRow<string, string, int>(route.Path, route.Who, route.Status)));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Is_accessible_and_fits_in_every_look(string path, string who, int status)
    {
        await chromium.BrowserAsync();
        var web = await demo.WebAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        await visit.BecomeAsync(who);
        await visit.GoAsync(await Routes.ResolveAsync(web, path), status);

        foreach (var look in Look.All)
            await PageChecks.PictureAsync(visit.Page, $"{path} {who.Split('|')[1]}", look);

        // What is folded away is checked too.
        await visit.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(details => details.open = true)");
        var faults = new List<string>();
        foreach (var look in Look.All)
        {
            await look.ApplyAsync(visit.Page);
            IReadOnlyList<string> found =
                [.. await PageChecks.StructureAsync(visit.Page), .. await PageChecks.AxeAsync(visit.Page)];
            faults.AddRange(found.Select(fault => $"{look.Name}: {fault}"));
        }

        Assert.True(faults.Count == 0, $"{path}, {who}:\n{string.Join('\n', faults)}");
        visit.NothingToComplainAbout();
    }
}
