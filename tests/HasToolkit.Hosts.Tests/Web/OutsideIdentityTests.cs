using System.Net;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Signing in through an issuer of identities, against a real one on this machine.</summary>
public sealed class OutsideIdentityTests
{
    [Fact]
    public async Task An_identity_enters_when_an_administrator_tied_it_to_an_account_and_not_before()
    {
        await using var issuer = await LocalIssuer.StartAsync();
        await using var accounts = await AccountsWeb.StartAsync(
            $"--Has:OpenId:Authority={issuer.Address}", $"--Has:OpenId:ClientId={LocalIssuer.Client}", $"--Has:OpenId:ClientSecret={LocalIssuer.Secret}",
            "--Has:OpenId:Label=Entrer par le fournisseur d’essai");
        var claire = await accounts.AccountOfAsync("claire-martin");
        using var client = new WebClient(accounts.Web.Address);
        Assert.Contains("fournisseur d’essai", WebUtility.HtmlDecode(await client.GetTextAsync("/connexion")), StringComparison.Ordinal);

        Assert.Equal("/connexion?refus=inconnu", await GoAsync(client, issuer));
        using (var closed = await client.Http.GetAsync("/dossiers"))
            Assert.Equal(HttpStatusCode.Found, closed.StatusCode);
        Assert.True(issuer.SawChallenge, "The request carried no challenge of PKCE.");

        using (var administrator = await accounts.SignInAsync(AccountsWeb.Administrator))
        {
            var page = $"/administration/comptes/{claire.Id}";
            using var tied = await administrator.SubmitAsync(page, page + "/identite", ("emetteur", issuer.Address + "/"), ("sujet", issuer.Subject));
            Assert.Equal(page, tied.Headers.Location?.ToString());
        }

        Assert.Equal("/dossiers?texte=glyco", await GoAsync(client, issuer));
        Assert.Contains("Claire Martin", await client.GetTextAsync("/dossiers"), StringComparison.Ordinal);

        await accounts.Web.Accounts.Desk.BlockAsync(claire.Id, "départ", by: null);
        using var other = new WebClient(accounts.Web.Address);
        Assert.Equal("/connexion?refus=inconnu", await GoAsync(other, issuer));
    }

    [Fact]
    public async Task An_answer_that_was_not_asked_for_lets_nobody_in()
    {
        await using var issuer = await LocalIssuer.StartAsync();
        await using var accounts = await AccountsWeb.StartAsync(
            $"--Has:OpenId:Authority={issuer.Address}", $"--Has:OpenId:ClientId={LocalIssuer.Client}", $"--Has:OpenId:ClientSecret={LocalIssuer.Secret}");
        using var client = new WebClient(accounts.Web.Address);
        using var answer = await client.Http.GetAsync("/openid/retour?code=x&state=y");

        Assert.Equal("/connexion?refus=echec", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("acr=eidas2", true)]
    [InlineData("acr=eidas3", true)]
    [InlineData("acr=eidas1", false)]
    [InlineData("", false)]
    public async Task A_level_that_was_asked_for_and_is_not_stated_is_refused(string stated, bool enters) =>
        Assert.Equal(enters, await EntersAsync(stated, "--Has:OpenId:AcrValues=eidas2 eidas3"));

    [Theory]
    [InlineData("amr=hwk", true)]
    [InlineData("amr=pwd amr=hwk", true)]
    [InlineData("amr=pwd", false)]
    [InlineData("acr=hwk", false)]
    public async Task A_means_that_is_demanded_and_not_stated_is_refused(string stated, bool enters) =>
        Assert.Equal(enters, await EntersAsync(stated, "--Has:OpenId:AmrValues=hwk otp"));

    [Theory]
    [InlineData(11, true)]
    [InlineData(13, false)]
    public async Task A_proof_at_the_issuer_that_is_older_than_a_session_is_refused(int hours, bool enters) =>
        Assert.Equal(enters, await EntersAsync($"auth_time={TimeProvider.System.GetUtcNow().AddHours(-hours).ToUnixTimeSeconds()}"));

    // Whether an identity that is tied to an account enters when the issuer states something of how it was proved.
    private static async Task<bool> EntersAsync(string stated, params string[] settings)
    {
        await using var issuer = await LocalIssuer.StartAsync();
        issuer.Stated.AddRange(stated.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => (pair.Split('=')[0], pair.Split('=')[1])));
        await using var accounts = await AccountsWeb.StartAsync(
            [
                $"--Has:OpenId:Authority={issuer.Address}", $"--Has:OpenId:ClientId={LocalIssuer.Client}", $"--Has:OpenId:ClientSecret={LocalIssuer.Secret}",
                .. settings,
            ]);
        var claire = await accounts.AccountOfAsync("claire-martin");
        await accounts.Web.Accounts.Desk.TieAsync(claire.Id, issuer.Address, issuer.Subject, by: null);
        using var client = new WebClient(accounts.Web.Address);
        var answer = await GoAsync(client, issuer);
        Assert.Equal(("43200", settings.Any(setting => setting.Contains("Acr", StringComparison.Ordinal)) ? "eidas2 eidas3" : null), (issuer.Asked["max_age"], issuer.Asked["acr_values"]));
        if (answer == "/connexion?refus=faible")
        {
            Assert.Contains("aussi sûrement", await client.GetTextAsync(answer), StringComparison.Ordinal);
            Assert.Empty(await accounts.Web.Accounts.Sessions.ListAsync(claire.Id));
            return false;
        }

        Assert.Equal("/dossiers?texte=glyco", answer);
        return true;
    }

    // As a browser does: to the issuer, back with a code, and where one wanted to go.
    private static async Task<string?> GoAsync(WebClient client, LocalIssuer issuer)
    {
        using var asked = await client.Http.GetAsync("/openid/aller?retour=%2Fdossiers%3Ftexte%3Dglyco");
        var away = asked.Headers.Location!.ToString();
        Assert.StartsWith(issuer.Address, away, StringComparison.Ordinal);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler);
        using var allowed = await browser.GetAsync(away);
        using var back = await client.Http.GetAsync(allowed.Headers.Location);
        return back.Headers.Location?.ToString();
    }
}
