using System.Net;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Sessions that live on the server: what their holder sees of them, and what ends them.</summary>
public sealed class OwnSessionsTests
{
    private const string Page = "/compte/sessions";
    private const string Windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

    [Fact]
    public async Task A_cookie_that_was_copied_opens_nothing_once_its_holder_has_left()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        using var client = await accounts.ClientOfAsync("claire-martin");
        using var copy = new HttpClient { BaseAddress = accounts.Web.Address };
        copy.DefaultRequestHeaders.Add("Cookie", $"__Host-has-session={client.Cookies["__Host-has-session"]}");
        Assert.Contains("Claire Martin", await copy.GetStringAsync("/compte"), StringComparison.Ordinal);

        using var left = await client.SubmitAsync("/compte", "/deconnexion");

        Assert.Equal("\"cache\"", Assert.Single(left.Headers.GetValues("Clear-Site-Data")));
        Assert.False(client.Cookies.ContainsKey("__Host-has-session"));
        Assert.Contains("Votre session a pris fin", await copy.GetStringAsync("/compte"), StringComparison.Ordinal);
        Assert.Empty(await accounts.Web.Accounts.Sessions.ListAsync((await accounts.AccountOfAsync("claire-martin")).Id));
    }

    [Fact]
    public async Task One_sees_ones_sessions_ends_one_of_them_and_then_all_others()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        var clients = new List<WebClient>();
        foreach (var browser in new[] { Windows, Phone, "curl/8" })
            clients.Add(await EnterAsync(accounts, browser));
        var own = WebUtility.HtmlDecode(await clients[0].GetTextAsync(Page));
        Assert.Contains("3 sessions", own, StringComparison.Ordinal);
        Assert.Contains("Safari sur iPhone", own, StringComparison.Ordinal);
        Assert.Contains("Navigateur inconnu", own, StringComparison.Ordinal);
        Assert.Contains("10 au plus à la fois", System.Text.RegularExpressions.Regex.Replace(own, @"\s+", " "), StringComparison.Ordinal);
        Assert.Contains("<dt>Sessions ouvertes</dt><dd>3</dd>", await OfAdministratorAsync(accounts), StringComparison.Ordinal);

        var phone = (await accounts.Web.Accounts.Sessions.ListAsync((await accounts.AccountOfAsync("claire-martin")).Id))
            .Single(session => session.Device == "Safari sur iPhone");
        using (var ended = await clients[0].SubmitAsync(Page, Page + "/fermer", ("fermer", phone.Id)))
            Assert.Equal(Page, ended.Headers.Location?.ToString());
        await MustEnterAsync(clients[1]);
        using (var again = await clients[0].SubmitAsync(Page, Page + "/fermer", ("fermer", phone.Id)))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
            Assert.Contains("a peut-être déjà fini", WebUtility.HtmlDecode(await again.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }

        using (var others = await clients[0].SubmitAsync(Page, Page))
            Assert.Equal(Page, others.Headers.Location?.ToString());
        await MustEnterAsync(clients[2]);
        Assert.Contains("1 session", await clients[0].GetTextAsync(Page), StringComparison.Ordinal);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task An_administrator_ends_all_sessions_of_an_account()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        using var client = await accounts.ClientOfAsync("claire-martin");
        using var administrator = await accounts.SignInAsync(AccountsWeb.Administrator);
        var page = $"/administration/comptes/{(await accounts.AccountOfAsync("claire-martin")).Id}";
        Assert.Contains("<dt>Sessions ouvertes</dt><dd>1</dd>", await administrator.GetTextAsync(page), StringComparison.Ordinal);

        using var ended = await administrator.SubmitAsync(page, page + "/sessions");

        await MustEnterAsync(client);
        Assert.Contains("<dt>Sessions ouvertes</dt><dd>0</dd>", await administrator.GetTextAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_oldest_session_ends_when_there_are_more_than_the_setting_allows()
    {
        await using var accounts = await AccountsWeb.StartAsync("--Has:Sessions=2");
        using var first = await accounts.ClientOfAsync("claire-martin");
        using var second = await accounts.ClientOfAsync("claire-martin");
        using var third = await accounts.ClientOfAsync("claire-martin");

        await MustEnterAsync(first);
        foreach (var client in new[] { second, third })
            Assert.Contains("2 sessions", await client.GetTextAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_was_idle_is_refused_by_the_server_and_the_page_says_why()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        using var client = await accounts.ClientOfAsync("claire-martin");
        await SetAsync(accounts, "seen_at");
        await MustEnterAsync(client);
    }

    [Fact]
    public async Task Keys_and_sessions_are_changed_by_who_has_just_proved_who_he_is()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        using var client = await accounts.ClientOfAsync("claire-martin");
        using var other = await accounts.ClientOfAsync("claire-martin");
        var token = HtmlForm.TokenIn(await client.GetTextAsync(Page));
        await SetAsync(accounts, "proved_at");

        foreach (var path in new[] { "/compte/cles/options", "/compte/cles/ajouter", "/compte/cles/retirer", Page, Page + "/fermer" })
        {
            using var refused = await client.PostAsync(path, token, ("nom", "essai"));
            Assert.True(refused.StatusCode == HttpStatusCode.UnprocessableEntity, $"{path}: {(int)refused.StatusCode}");
            Assert.Contains("Confirmez que c’est vous", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("action=\"/compte/cles/ajouter\"", await client.GetTextAsync("/compte"), StringComparison.Ordinal);
        using (var wrong = await client.SubmitAsync(Page, "/compte/preuve", ("present", "ce n’est pas lui")))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using (var proved = await client.SubmitAsync(Page, "/compte/preuve", ("present", AccountsWeb.Password)))
            Assert.Equal(Page, proved.Headers.Location?.ToString());
        using (var done = await client.SubmitAsync(Page, Page))
            Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        await MustEnterAsync(other);
        Assert.Contains("action=\"/compte/cles/ajouter\"", await client.GetTextAsync("/compte"), StringComparison.Ordinal);
    }

    private static async Task<WebClient> EnterAsync(AccountsWeb accounts, string browser)
    {
        await accounts.AccountOfAsync("claire-martin");
        var client = new WebClient(accounts.Web.Address);
        client.Http.DefaultRequestHeaders.UserAgent.ParseAdd(browser);
        using var entered = await AccountsWeb.EnterAsync(client, "claire-martin", AccountsWeb.Password);
        Assert.Equal(HttpStatusCode.Found, entered.StatusCode);
        return client;
    }

    private static async Task<string> OfAdministratorAsync(AccountsWeb accounts)
    {
        using var administrator = await accounts.SignInAsync(AccountsWeb.Administrator);
        return await administrator.GetTextAsync($"/administration/comptes/{(await accounts.AccountOfAsync("claire-martin")).Id}");
    }

    /// <summary>Sets an instant of every session long ago.</summary>
    internal static async Task SetAsync(AccountsWeb accounts, string column)
    {
        await using var connection = await accounts.Web.Accounts.Database.ConnectAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written above.
        command.CommandText = $"UPDATE account_sessions SET {column} = '{DateTimeOffset.UnixEpoch:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}'";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task MustEnterAsync(WebClient client)
    {
        using var answer = await client.Http.GetAsync("/compte");
        Assert.Equal("/connexion?retour=%2Fcompte&fin=1", answer.Headers.Location?.ToString());
        Assert.Contains("Votre session a pris fin", await client.GetTextAsync(answer.Headers.Location!.ToString()), StringComparison.Ordinal);
    }
}
