using Accounts.Journal;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>
/// The forms of the first start, of accounts and of their administration, filled with text that tries to become markup: what is refused
/// is shown again, what is kept is shown ever after.
/// </summary>
public sealed class HostileAccountFormTests(Chromium chromium)
{
    private const string Start = "/premier-demarrage";
    private const string Comptes = "/administration/comptes";

    // The text that is short enough to be kept everywhere.
    private static string Kept => HostileForms.Texts[1];

    private static readonly Dictionary<string, string> Good = new()
    {
        ["identifiant"] = "luc.bernard",
        ["mot-de-passe"] = AccountsWeb.Password,
        ["encore"] = AccountsWeb.Password,
        ["present"] = AccountsWeb.Password,
    };

    [Fact]
    public async Task No_text_of_the_first_start_becomes_markup()
    {
        await chromium.BrowserAsync();
        await using var web = await RunningWeb.StartOnAsync(connection: null, "--Has:Access=comptes", "--Has:Demo=false");
        var code = (await web.AnnouncedAsync()).Split('\n')[1].Trim();
        await using var visit = await Visit.OpenAsync(chromium, web.Address);

        await SubmitAsync(visit, Start, Start + "/code");
        await SubmitAsync(visit, Start, Start + "/code", new() { ["code"] = code });
        await SubmitAsync(visit, Start, Start + "/langue");
        await SubmitAsync(visit, Start, Start + "/administrateur");
        await HostileForms.SubmitAsync(visit, Start, Start + "/administrateur", Kept, Good);
        foreach (var step in new[] { 1, 2, 3, 4 })
            await HostileForms.LookAtAsync(visit, $"{Start}?etape={step}");
        await SubmitAsync(visit, Start + "?etape=4", Start + "/fin");

        var administrator = Assert.Single(await web.Accounts.Queries.AllAsync());
        Assert.Equal((Kept, "luc.bernard"), (administrator.Name, administrator.Identifier));
        foreach (var path in new[] { Comptes, $"{Comptes}/{administrator.Id}", "/administration/journal", "/compte", "/compte/sessions" })
            await HostileForms.LookAtAsync(visit, path);
    }

    [Fact]
    public async Task No_text_of_accounts_and_of_their_administration_becomes_markup()
    {
        await chromium.BrowserAsync();
        await using var issuer = await LocalIssuer.StartAsync();
        await using var accounts = await AccountsWeb.StartAsync(
            $"--Has:OpenId:Authority={issuer.Address}", $"--Has:OpenId:ClientId={LocalIssuer.Client}", $"--Has:OpenId:ClientSecret={LocalIssuer.Secret}");
        // Keys belong to a name: an address in figures has none.
        var site = new Uri($"http://localhost:{accounts.Web.Address.Port}");
        await using var office = await Visit.OpenAsync(chromium, site);
        await SubmitAsync(office, "/connexion?retour=%2F\"><img src=x onerror=alert(1)>", "/connexion");
        await SubmitAsync(office, "/invitation", "/invitation");
        await SubmitAsync(office, "/connexion", "/connexion", Good);

        // A person whose name and organisation are such texts, invited.
        await SubmitAsync(office, Comptes, Comptes);
        await HostileForms.SubmitAsync(
            office, Comptes, Comptes, Kept, new Dictionary<string, string> { ["identifiant"] = "personne.hostile", ["personne"] = "" });
        var code = (await office.Page.Locator("code.secret").TextContentAsync())!.Split('#')[1];
        var account = (await accounts.Web.Accounts.Queries.NamedAsync("personne.hostile"))!;
        var person = (await accounts.Web.Ledger.Queries.PersonAsync(new(account.Person!)))!;
        Assert.Equal((Kept, Kept, Kept), (account.Name, person.Name, person.Organisation));
        await ThePersonAsync(accounts, site, code);

        var page = $"{Comptes}/{account.Id}";
        foreach (var act in new[] { "roles", "identite", "sessions", "bloquer", "debloquer", "inviter" })
            await SubmitAsync(office, page, $"{page}/{act}");
        await EveryPageStaysItselfAsync(office, page);
        account = (await accounts.Web.Accounts.Queries.NamedAsync("personne.hostile"))!;
        Assert.Equal((HostileForms.Texts[1], HostileForms.Texts[1]), (account.Issuer, account.Subject));
        var acts = await accounts.Web.Accounts.Queries.JournalAsync(null, 200);
        foreach (var act in new[] { AccountAct.Blocked, AccountAct.Invited })
            Assert.Contains(acts, entry => entry.Event.Act == act && entry.Event.Detail == Kept);
    }

    // Enters by the invitation, changes a password, names a key of a device and a key of a program.
    private async Task ThePersonAsync(AccountsWeb accounts, Uri site, string code)
    {
        await using var visit = await Visit.OpenAsync(chromium, site);
        await DeviceKeyTests.AddAuthenticatorAsync(visit.Page.Context, visit.Page);
        await SubmitAsync(visit, "/invitation", "/invitation", new() { ["code"] = code });
        await SubmitAsync(visit, path: null, "/invitation/mot-de-passe", Good);
        await SubmitAsync(visit, "/compte", "/compte/mot-de-passe");
        await SubmitAsync(visit, "/compte", "/compte/mot-de-passe", Good);
        await HostileForms.SubmitAsync(visit, "/compte", "/compte/cles/ajouter", Kept);
        var account = (await accounts.Web.Accounts.Queries.NamedAsync("personne.hostile"))!;
        Assert.Equal(Kept, Assert.Single(await accounts.Web.Accounts.Queries.KeysAsync(account.Id)).Name);
        await SubmitAsync(visit, "/cles", "/cles");
        Assert.Contains(await accounts.Web.Ledger.Keys.OfAsync(new(account.Person!)), key => key.Label == Kept);
        foreach (var path in new[] { "/", "/compte", "/compte/sessions", "/cles", "/dossiers", "/recherche?q=x", "/nulle-part" })
            await HostileForms.LookAtAsync(visit, path);
        await OwnSessionsTests.SetAsync(accounts, "proved_at");
        await SubmitAsync(visit, "/compte/sessions", "/compte/preuve");
        await SubmitAsync(visit, "/compte/sessions", "/compte/preuve", Good);
    }

    private static async Task EveryPageStaysItselfAsync(Visit office, string page)
    {
        foreach (var path in new[] { Comptes, page, "/administration/journal", "/compte", "/compte/retour", "/compte/sessions" })
            await HostileForms.LookAtAsync(office, path);
    }

    private static async Task SubmitAsync(Visit visit, string? path, string action, Dictionary<string, string>? kept = null)
    {
        var isThere = false;
        foreach (var text in HostileForms.Texts)
            isThere |= await HostileForms.SubmitAsync(visit, path, action, text, kept) is not null;
        Assert.True(isThere, $"{path} has no form that goes to {action}.");
    }
}
