using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>A browser that runs no script finds, opens and moves a dossier.</summary>
public sealed class WithoutScriptTests(Chromium chromium)
{
    [Fact]
    public async Task From_the_tasks_to_a_finished_step()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartAsync();
        await using var visit = await Visit.OpenAsync(chromium, web.Address, withScripts: false);
        var page = visit.Page;

        await visit.GoAsync("/");
        await page.GetByRole(AriaRole.Button).Filter(new() { HasText = "Sophie Marchand" }).ClickAsync();
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "NEPHROSUIVI", Exact = true }).ClickAsync();
        await page.Locator("details:not([open]) > summary").Filter(new() { HasText = "Sans objet" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Sans objet", Exact = true });
        await form.GetByLabel("Motif").FillAsync("Aucune contribution.");
        await form.GetByRole(AriaRole.Button).ClickAsync();

        await page.IsRecordedAsync();
        var id = await web.ReferenceAsync("NEPHROSUIVI");
        Assert.Equal("sans-objet", (await web.FileAsync(id)).Dossier.LatestOf("contribution")?.Outcome);

        await page.GetByLabel("Vous agissez comme").SelectOptionAsync(Routes.Lead);
        await page.GetByRole(AriaRole.Button, new() { Name = "Changer", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Vous agissez comme")).ToHaveValueAsync(Routes.Lead);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("NEPHROSUIVI");
        visit.NothingToComplainAbout();
    }
}
