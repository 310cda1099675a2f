using System.Net;
using System.Text.RegularExpressions;
using HasToolkit.Web.Hosting;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>The first start: who proves to hold the machine sets the product up, once.</summary>
public sealed class FirstRunTests
{
    private const string Page = "/premier-demarrage";
    private const string Password = AccountsWeb.Password;

    [Fact]
    public async Task Every_address_leads_to_the_first_start_until_it_is_done_and_that_page_is_gone_for_ever_afterwards()
    {
        await using var web = await RunningWeb.StartOnAsync(connection: null, "--Has:Access=comptes", "--Has:Demo=false");
        var code = (await web.AnnouncedAsync()).Split('\n')[1].Trim();
        using var client = await web.ClientAsync(who: null);
        foreach (var path in new[] { "/", "/dossiers", "/connexion", "/avis", "/administration/comptes", "/bienvenue" })
        {
            using var away = await client.Http.GetAsync(path);
            Assert.Equal((HttpStatusCode.Found, Page), (away.StatusCode, away.Headers.Location?.ToString()));
        }

        Assert.Matches("^[A-Za-z0-9_-]{43}$", code);
        using (var wrong = await client.SubmitAsync(Page, Page + "/code", ("code", code[..^1] + "!")))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        await StepAsync(client, "/code", ("code", code));
        await StepAsync(client, "/langue", ("langue", "en"));
        await StepAsync(
            client, "/administrateur", ("nom", "Luc Bernard"), ("identifiant", "Luc.Bernard"), ("mot-de-passe", Password), ("encore", Password));
        Assert.Contains("écriture vérifiée", await client.GetTextAsync(Page), StringComparison.Ordinal);
        Assert.Empty(await web.Accounts.Queries.AllAsync());
        using (var end = await client.SubmitAsync(Page + "?etape=4", Page + "/fin", ("donnees", "vide")))
            Assert.Equal("/administration/comptes", end.Headers.Location?.ToString());

        Assert.Contains("Luc Bernard", await client.GetTextAsync("/administration/comptes"), StringComparison.Ordinal);
        Assert.Equal("en", await web.Accounts.Queries.LanguageAsync());
        using (var gone = await client.Http.GetAsync(Page))
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal("", await web.AnnouncedAsync());
    }

    [Fact]
    public async Task The_steps_cannot_be_done_without_the_code_nor_in_another_order()
    {
        await using var web = await RunningWeb.StartOnAsync(connection: null, "--Has:Access=comptes", "--Has:Demo=false");
        var code = (await web.AnnouncedAsync()).Split('\n')[1].Trim();
        using var client = await web.ClientAsync(who: null);
        var token = HtmlForm.TokenIn(await client.GetTextAsync(Page));
        await client.PostAsync(Page + "/langue", token, ("langue", "fr"));
        await client.PostAsync(Page + "/fin", token, ("donnees", "vide"));
        Assert.Contains("Code de la console", await client.GetTextAsync(Page), StringComparison.Ordinal);

        await StepAsync(client, "/code", ("code", code));
        await client.PostAsync(Page + "/fin", HtmlForm.TokenIn(await client.GetTextAsync(Page + "?etape=4")), ("donnees", "vide"));

        Assert.False(await web.Accounts.Queries.IsSealedAsync());
        Assert.Contains("Langue des données", await client.GetTextAsync(Page + "?etape=4"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_finish_at_once_make_one_administrator()
    {
        await using var web = await RunningWeb.StartOnAsync(connection: null, "--Has:Access=comptes", "--Has:Demo=false");
        var code = (await web.AnnouncedAsync()).Split('\n')[1].Trim();
        var clients = new List<WebClient>();
        foreach (var name in new[] { "luc", "eva" })
        {
            var client = await web.ClientAsync(who: null);
            clients.Add(client);
            await StepAsync(client, "/code", ("code", code));
            await StepAsync(client, "/langue", ("langue", "fr"));
            await StepAsync(
                client, "/administrateur", ("nom", name), ("identifiant", name), ("mot-de-passe", Password), ("encore", Password));
        }

        var answers = await Task.WhenAll(clients.Select(client => client.SubmitAsync(Page + "?etape=4", Page + "/fin", ("donnees", "vide"))));

        Assert.Single(answers, answer => answer.Headers.Location?.ToString() == "/administration/comptes");
        Assert.Single(await web.Accounts.Queries.AllAsync());
        foreach (var client in clients)
            client.Dispose();
    }

    [Theory]
    [InlineData("trop court", "12")]
    [InlineData("motdepasse123", "en premier")]
    [InlineData("vive luc.bernard ici", "luc")]
    public async Task A_weak_password_in_the_settings_stops_the_start(string password, string reason)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, password);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => RunningWeb.StartOnAsync(
            connection: null, "--Has:Access=comptes", "--Has:FirstRun:Administrator=luc.bernard", $"--Has:FirstRun:PasswordFile={file}"));
        File.Delete(file);

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Has:FirstRun:PasswordFile=/nulle/part", "pas de mot de passe par défaut")]
    [InlineData("--Has:FirstRun:PasswordHash=secret", "empreinte")]
    [InlineData("--Has:FirstRun:Language=fr", "pas de mot de passe par défaut")]
    [InlineData("--Has:Access=porte", "« comptes »")]
    [InlineData("--Has:IdleMinutes=0", "IdleMinutes")]
    [InlineData("--Has:Sessions=0", "Has:Sessions : un nombre de 1 à 100")]
    public async Task A_setting_that_cannot_be_used_stops_the_start_in_French(string setting, string reason)
    {
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => RunningWeb.StartOnAsync(
            connection: null, "--Has:Access=comptes", "--Has:FirstRun:Administrator=luc.bernard", setting));

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("choix", "http://0.0.0.0:0", false)]
    [InlineData("choix", "http://*:0", false)]
    [InlineData("choix", "http://[::]:0", false)]
    [InlineData("choix", "http://127.0.0.1:0", true)]
    [InlineData("comptes", "http://0.0.0.0:0", false)]
    [InlineData("comptes", "http://127.0.0.1:0", true)]
    public async Task An_address_that_others_reach_is_opened_for_accounts_behind_encryption_only(string access, string address, bool opens)
    {
        var folder = Directory.CreateTempSubdirectory("has-web-").FullName;
        await using (var app = await WebApp.BuildAsync(
            [$"--Has:DataFolder={folder}", "--Has:Demo=false", $"--Has:Access={access}", $"--urls={address}", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=None"]))
        {
            var failure = await Record.ExceptionAsync(() => app.StartAsync());
            Assert.Equal(opens, failure is null);
            if (!opens)
                Assert.Matches(access == "choix" ? "Has:Access=comptes" : "Has:BehindProxy=true", Assert.IsType<InvalidDataException>(failure).Message);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("--Has:Connection=Host=10.255.255.1;Database=has;Username=has;SSL Mode=Require", "SSL Mode=VerifyFull")]
    [InlineData("--Has:Telemetry:Endpoint=http://collecteur.exemple:4318", "https://")]
    public async Task A_way_out_that_is_not_safe_stops_the_start_where_the_settings_demand_safe_ones(string setting, string reason)
    {
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => RunningWeb.StartOnAsync(connection: null, "--Has:RequireTls=true", setting));

        Assert.StartsWith("Réglage Has:RequireTls", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_proxy_that_encrypts_the_address_is_opened()
    {
        var folder = Directory.CreateTempSubdirectory("has-web-").FullName;
        await using (var app = await WebApp.BuildAsync(
            [
                $"--Has:DataFolder={folder}", "--Has:Demo=false", "--urls=http://0.0.0.0:0", "--Has:BehindProxy=true",
                "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=None",
            ]))
        {
            await app.StartAsync();
            Assert.Contains("0.0.0.0", app.Urls.First(), StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Where_one_chooses_who_one_is_every_page_says_so()
    {
        await using var web = await RunningWeb.StartAsync();
        using var client = await web.ClientAsync();

        Assert.Matches(new Regex("class=\"open-access\""), await client.GetTextAsync("/dossiers"));
    }

    private static async Task StepAsync(WebClient client, string step, params (string Name, string Value)[] fields)
    {
        using var answer = await client.SubmitAsync(Page, Page + step, fields);
        Assert.True(
            answer.Headers.Location?.ToString() == Page,
            $"{step}: {(int)answer.StatusCode}\n{WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync())}");
    }
}
