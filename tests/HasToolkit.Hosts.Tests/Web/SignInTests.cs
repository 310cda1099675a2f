using System.Net;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>Entering with an account, and what ends a session.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task A_session_is_in_a_cookie_that_only_a_safe_connection_and_the_server_see()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        await accounts.AccountOfAsync("claire-martin");
        using var client = new WebClient(accounts.Web.Address);
        using var answer = await AccountsWeb.EnterAsync(client, "claire-martin", AccountsWeb.Password, "/connexion?retour=%2Fdossiers");
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), text => text.StartsWith("__Host-has-session=", StringComparison.Ordinal));

        Assert.Equal("/dossiers", answer.Headers.Location?.ToString());
        Assert.Contains("; secure", cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", cookie, StringComparison.Ordinal);
        Assert.Contains("Claire Martin", await client.GetTextAsync("/dossiers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_identifier_and_a_wrong_password_are_answered_alike()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        await accounts.AccountOfAsync("claire-martin");
        using var client = new WebClient(accounts.Web.Address);
        var answers = new List<string>();
        foreach (var identifier in new[] { "claire-martin", "personne-ici" })
        {
            using var answer = await AccountsWeb.EnterAsync(client, identifier, "ce n’est pas lui");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            answers.Add(Regex().Match(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync())).Value);
        }

        Assert.NotEmpty(answers[0]);
        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task A_session_ends_when_its_holder_leaves_and_when_the_account_is_blocked_at_the_next_request()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        using var client = await accounts.ClientOfAsync("claire-martin");
        using var elsewhere = await accounts.ClientOfAsync("claire-martin");
        using (var left = await client.SubmitAsync("/compte", "/deconnexion"))
            Assert.Equal("/connexion?parti=1", left.Headers.Location?.ToString());
        await MustEnterAsync(client, "/dossiers");

        var account = await accounts.AccountOfAsync("claire-martin");
        using (var open = await elsewhere.Http.GetAsync("/dossiers"))
            Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        await accounts.Web.Accounts.Desk.BlockAsync(account.Id, "départ", by: null);
        await MustEnterAsync(elsewhere, "/dossiers");
        using var refused = await AccountsWeb.EnterAsync(elsewhere, "claire-martin", AccountsWeb.Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task A_change_of_rights_holds_at_the_next_request_and_one_acts_in_ones_own_roles_only()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        using var client = await accounts.ClientOfAsync("claire-martin");
        var claire = (await accounts.Web.Ledger.Queries.PersonAsync(new PersonId("claire-martin")))!;
        using (var open = await client.Http.GetAsync("/revues"))
            Assert.Equal(HttpStatusCode.OK, open.StatusCode);

        await accounts.Web.Ledger.Desk.RegisterAsync(claire with { Roles = [Role.Expert, Role.Association] }, Guid.NewGuid());
        using (var closed = await client.Http.GetAsync("/revues"))
            Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
        var token = HtmlForm.TokenIn(await client.GetTextAsync("/compte"));
        using (var other = await client.PostAsync("/identite", token, ("qui", Routes.Service), ("retour", "/")))
            Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        using (var notHeld = await client.PostAsync("/identite", token, ("qui", "claire-martin|president"), ("retour", "/")))
            Assert.Equal(HttpStatusCode.Forbidden, notHeld.StatusCode);
        using (var own = await client.PostAsync("/identite", token, ("qui", "claire-martin|association"), ("retour", "/compte")))
            Assert.Equal("/compte", own.Headers.Location?.ToString());
        using (var made = await client.PostAsync("/identite/nouvelle", token, ("nom", "Un Autre")))
            Assert.Equal(HttpStatusCode.NotFound, made.StatusCode);

        // A cookie that names somebody else gives nothing.
        client.Http.DefaultRequestHeaders.Add("Cookie", "has-personne=" + Uri.EscapeDataString(Routes.Service));
        Assert.DoesNotContain("Sophie Marchand, service", await client.GetTextAsync("/compte"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_not_the_one_that_chose_it()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        using var client = await accounts.ClientOfAsync("claire-martin");
        using var elsewhere = await accounts.ClientOfAsync("claire-martin");
        const string Next = "douze girafes au petit matin";
        using (var changed = await client.SubmitAsync(
            "/compte", "/compte/mot-de-passe", ("present", AccountsWeb.Password), ("mot-de-passe", Next), ("encore", Next)))
        {
            Assert.Equal("/compte", changed.Headers.Location?.ToString());
        }

        await MustEnterAsync(elsewhere, "/dossiers");
        using var open = await client.Http.GetAsync("/dossiers");
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
    }

    [Fact]
    public async Task Too_many_tries_from_one_address_are_answered_by_a_page_in_French()
    {
        await using var accounts = await AccountsWeb.StartAsync("--Has:SignInsPerMinute=3");
        using var client = new WebClient(accounts.Web.Address);
        var token = HtmlForm.TokenIn(await client.GetTextAsync("/connexion"));
        HttpStatusCode last = default;
        for (var attempt = 0; attempt < 4; attempt++)
        {
            using var answer = await client.PostAsync("/connexion", token, ("identifiant", $"essai{attempt}"), ("mot-de-passe", "ce n’est pas lui"));
            last = answer.StatusCode;
            if (attempt == 3)
            {
                Assert.Contains("Trop de demandes", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
                Assert.NotNull(answer.Headers.RetryAfter);
            }
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
        using var page = await client.Http.GetAsync("/connexion");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task An_administrator_invites_a_person_who_chooses_a_password_and_works()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        using var administrator = await accounts.SignInAsync(AccountsWeb.Administrator);
        using var created = await administrator.SubmitAsync(
            "/administration/comptes", "/administration/comptes", ("identifiant", "paul.henry"), ("sorte", "personne"), ("personne", "paul-henry"));
        var page = await created.Content.ReadAsStringAsync();
        var code = System.Text.RegularExpressions.Regex.Match(page, "/invitation#([A-Za-z0-9_-]{43})").Groups[1].Value;
        using var person = new WebClient(accounts.Web.Address);
        using var wrong = await person.SubmitAsync("/invitation", "/invitation", ("code", "un code inventé"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using var shown = await person.SubmitAsync("/invitation", "/invitation", ("code", code));
        var form = HtmlForm.To("/invitation/mot-de-passe", await shown.Content.ReadAsStringAsync());
        using var common = await person.PostAsync(form.Action, [.. form.Hidden, ("mot-de-passe", "Bonjourbonjour1"), ("encore", "Bonjourbonjour1")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, common.StatusCode);
        Assert.Contains("en premier", WebUtility.HtmlDecode(await common.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        using var entered = await person.PostAsync(form.Action, [.. form.Hidden, ("mot-de-passe", AccountsWeb.Password), ("encore", AccountsWeb.Password)]);

        Assert.Equal("/", entered.Headers.Location?.ToString());
        using (var open = await person.Http.GetAsync("/dossiers"))
            Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        using (var again = await person.SubmitAsync("/invitation", "/invitation", ("code", code)))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        using var own = await administrator.SubmitAsync(
            "/administration/comptes", "/administration/comptes", ("identifiant", "luc2"), ("sorte", "personne"), ("nom", "Bernard Luc"),
            ("organisme", "HAS"), ("role", "president"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, own.StatusCode);
        Assert.Contains("à lui-même", WebUtility.HtmlDecode(await own.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Null(await accounts.Web.Ledger.Queries.PersonAsync(new PersonId("bernard-luc")));
        Assert.Contains("chaîne vérifiée", await administrator.GetTextAsync("/administration/journal"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_form_that_the_host_answers_is_refused_without_its_token()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        using var person = await accounts.ClientOfAsync("sophie-marchand");
        using var administrator = await accounts.SignInAsync(AccountsWeb.Administrator);
        var posts = AddressesOf(accounts.Web, "POST");
        // Both lead away before a form is looked for.
        foreach (var path in posts.Where(path => !path.StartsWith("/premier-demarrage", StringComparison.Ordinal) && path != "/bienvenue"))
        {
            var client = path.StartsWith("/administration", StringComparison.Ordinal) ? administrator : person;
            using var answer = await client.PostAsync(path, ("qui", Routes.Service));
            // Programs show a key; a cookie opens nothing there.
            var refusal = path.StartsWith("/api/", StringComparison.Ordinal) ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest;
            Assert.True(answer.StatusCode == refusal, $"POST {path} without token: {(int)answer.StatusCode}.");
        }

        // Enough were found for the test to mean something.
        Assert.True(posts.Count > 60, $"{posts.Count} forms.");
    }

    /// <summary>The addresses of a method, with something in the place of each variable.</summary>
    internal static List<string> AddressesOf(RunningWeb web, string method) =>
    [
        .. web.Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.HttpMethodMetadata>()?.HttpMethods.Contains(method) == true)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'))
            .Distinct().Order(StringComparer.Ordinal)
            .Select(pattern => System.Text.RegularExpressions.Regex.Replace(
                pattern, @"\{[^}]*\}", variable => variable.Value.Contains(":guid", StringComparison.Ordinal) ? $"{Guid.Empty}"
                    : variable.Value.Contains(":int", StringComparison.Ordinal) || variable.Value.Contains(":long", StringComparison.Ordinal) ? "1" : "x")),
    ];

    private static async Task MustEnterAsync(WebClient client, string path)
    {
        using var answer = await client.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("/connexion?retour=", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    private static System.Text.RegularExpressions.Regex Regex() => new("Rien n’a été enregistré.*?</p>", System.Text.RegularExpressions.RegexOptions.Singleline);
}
