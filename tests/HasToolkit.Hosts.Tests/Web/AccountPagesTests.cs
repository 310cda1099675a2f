using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>The pages of accounts in a real browser, in every look.</summary>
public sealed class AccountPagesTests(Chromium chromium)
{
    [Fact]
    public async Task The_steps_of_the_first_start_are_accessible_and_lead_to_the_accounts()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartOnAsync(connection: null, "--Has:Access=comptes", "--Has:Demo=false");
        var code = (await web.AnnouncedAsync()).Split('\n')[1].Trim();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);
        var page = visit.Page;
        await visit.GoAsync("/");
        await CheckAsync(visit, "code");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Code de la console" }).FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Commencer" }).ClickAsync();
        await CheckAsync(visit, "langue");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
        await page.GetByLabel("Nom et prénom").FillAsync("Luc Bernard");
        await page.GetByLabel("Identifiant").FillAsync("luc.bernard");
        await page.GetByLabel("Mot de passe").FillAsync(AccountsWeb.Password);
        await page.GetByLabel("Le même").FillAsync(AccountsWeb.Password);
        await CheckAsync(visit, "administrateur");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
        await CheckAsync(visit, "données");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continuer" }).ClickAsync();
        await CheckAsync(visit, "départ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mettre en service" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Comptes", Exact = true })).ToBeVisibleAsync();
        await CheckAsync(visit, "comptes");
    }

    [Fact]
    public async Task The_pages_of_accounts_are_accessible_and_fit_in_every_look()
    {
        await chromium.BrowserAsync();
        await using var accounts = await AccountsWeb.StartAsync();
        var claire = await accounts.AccountOfAsync("claire-martin");
        var invited = await accounts.Web.Accounts.Desk.CreateAsync("paul.henry", "Paul Henry", "paul-henry", by: null);
        await using var visit = await Visit.OpenAsync(chromium, accounts.Web.Address);
        foreach (var (path, status) in new[] { ("/invitation", 200), ("/connexion", 200), ("/connexion?refus=inconnu", 200), ("/connexion?retour=%2F&fin=1", 200) })
        {
            await visit.GoAsync(path, status);
            await CheckAsync(visit, path);
        }

        // The code is taken from behind the sign #, and out of the address.
        await visit.GoAsync($"/invitation#{invited.Code}");
        Assert.EndsWith("/invitation", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Continuer" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("au nom de Paul Henry")).ToBeVisibleAsync();
        await CheckAsync(visit, "mot de passe");

        await visit.SignInAsync(AccountsWeb.Administrator);
        foreach (var path in new[] { "/administration/comptes", $"/administration/comptes/{claire.Id}", "/administration/journal", "/compte", "/compte/retour", "/compte/sessions" })
        {
            await visit.GoAsync(path);
            await CheckAsync(visit, path);
        }

        await visit.GoAsync("/dossiers", 403);
        await CheckAsync(visit, "administrateur, dossiers");
        await visit.Page.Context.ClearCookiesAsync();
        await visit.SignInAsync(claire.Identifier);
        await visit.GoAsync("/compte");
        await CheckAsync(visit, "compte de personne");
        using var elsewhere = await accounts.ClientOfAsync("claire-martin");
        await visit.GoAsync("/compte/sessions");
        await CheckAsync(visit, "sessions de personne");
        await OwnSessionsTests.SetAsync(accounts, "proved_at");
        foreach (var path in new[] { "/compte", "/compte/retour", "/compte/sessions" })
        {
            await visit.GoAsync(path);
            await CheckAsync(visit, $"à confirmer {path}");
        }

        await visit.GoAsync("/");
        await CheckAsync(visit, "tâches");
    }

    private static Task CheckAsync(Visit visit, string what) => visit.EverythingAsync($"comptes {what}");
}
