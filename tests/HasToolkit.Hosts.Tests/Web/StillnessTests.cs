using Microsoft.Playwright;

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

        var moving = await visit.Page.EvaluateAsync<string>(
            """
            () => [...document.querySelectorAll('*')].filter(e => {
                const style = getComputedStyle(e);
                const lasts = list => list.split(',').some(time => parseFloat(time) > 0);
                return (style.animationName !== 'none' && lasts(style.animationDuration)) || lasts(style.transitionDuration) || style.scrollBehavior === 'smooth';
            }).slice(0, 3).map(e => `${e.tagName}.${e.className}`).join(' | ')
            """);
        Assert.True(moving.Length == 0, $"{path}, {who}: moves in spite of prefers-reduced-motion: {moving}");

        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        var paper = await visit.Page.EvaluateAsync<Dictionary<string, string>>(
            """
            () => ({
                title: document.querySelector('h1').offsetHeight > 0 ? 'yes' : 'no',
                frame: [...document.querySelectorAll('.top, .rail, .foot')].some(e => e.offsetHeight > 0) ? 'yes' : 'no',
                words: String(document.querySelector('main').innerText.trim().length),
            })
            """);
        Assert.Equal(("yes", "no"), (paper["title"], paper["frame"]));
        Assert.True(int.Parse(paper["words"], System.Globalization.CultureInfo.InvariantCulture) > 10, $"{path}, {who}: an empty sheet.");
    }
}
