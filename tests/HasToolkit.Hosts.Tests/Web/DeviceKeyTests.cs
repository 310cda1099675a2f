using Microsoft.Playwright;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Keys of devices in a real browser, with an authenticator that the browser plays.</summary>
public sealed class DeviceKeyTests(Chromium chromium)
{
    [Fact]
    public async Task A_key_of_the_device_is_added_and_lets_its_holder_in_without_a_password_until_it_is_taken_away()
    {
        var browser = await chromium.BrowserAsync();
        await using var accounts = await AccountsWeb.StartAsync();
        await accounts.AccountOfAsync("claire-martin");
        // Keys belong to a name: an address in figures has none.
        var site = $"http://localhost:{accounts.Web.Address.Port}";
        await using var context = await browser.NewContextAsync(new() { Locale = "fr-FR" });
        var page = await context.NewPageAsync();
        await AddAuthenticatorAsync(context, page);

        await page.GotoAsync(site + "/compte");
        await page.GetByLabel("Identifiant").FillAsync("claire-martin");
        await page.GetByLabel("Mot de passe").FillAsync(AccountsWeb.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
        await page.GetByLabel("Nom de la clé").FillAsync("ordinateur du bureau");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter une clé" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Retirer ordinateur du bureau" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Vous êtes déconnecté.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Utiliser une clé d’accès" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Claire Martin" })).ToBeVisibleAsync();

        await page.GotoAsync(site + "/compte");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer ordinateur du bureau" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Aucune clé pour l’instant.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Utiliser une clé d’accès" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("n’est pas reconnue");
    }

    [Fact]
    public async Task Where_a_key_is_required_a_password_leads_to_where_it_is_added_and_no_further()
    {
        var browser = await chromium.BrowserAsync();
        await using var accounts = await AccountsWeb.StartAsync("--Has:RequirePasskey=true");
        await accounts.AccountOfAsync("claire-martin");
        var site = $"http://localhost:{accounts.Web.Address.Port}";
        await using var context = await browser.NewContextAsync(new() { Locale = "fr-FR" });
        var page = await context.NewPageAsync();
        await AddAuthenticatorAsync(context, page);

        await page.GotoAsync(site + "/dossiers");
        await EnterByPasswordAsync(page);
        await Assertions.Expect(page.GetByText("un mot de passe ne suffit pas")).ToBeVisibleAsync();
        await page.GotoAsync(site + "/revues");
        Assert.EndsWith("/compte", page.Url, StringComparison.Ordinal);
        await page.GetByLabel("Nom de la clé").FillAsync("ordinateur du bureau");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter une clé" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Retirer ordinateur du bureau" })).ToBeVisibleAsync();
        await page.GotoAsync(site + "/dossiers");
        Assert.EndsWith("/dossiers", page.Url, StringComparison.Ordinal);

        // A confirmation by the key, once the proof is old.
        await OwnSessionsTests.SetAsync(accounts, "proved_at");
        await page.GotoAsync(site + "/compte/sessions");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirmer par une clé d’accès" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Confirmez que c’est vous")).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" }).ClickAsync();
        await page.GotoAsync(site + "/dossiers");
        await EnterByPasswordAsync(page);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("entre par sa clé d’accès");
        await page.GetByRole(AriaRole.Button, new() { Name = "Utiliser une clé d’accès" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Dossiers" })).ToBeVisibleAsync();
    }

    private static async Task EnterByPasswordAsync(IPage page)
    {
        await page.GetByLabel("Identifiant").FillAsync("claire-martin");
        await page.GetByLabel("Mot de passe").FillAsync(AccountsWeb.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Se connecter" }).ClickAsync();
    }

    internal static async Task AddAuthenticatorAsync(IBrowserContext context, IPage page)
    {
        var devtools = await context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
