using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>What every address of the host owes, found in the host itself and not in a list: headers, cookies, methods.</summary>
public sealed partial class EveryAnswerTests
{
    [Fact]
    public async Task Every_address_bears_its_headers_and_its_cookies_their_marks_with_accounts()
    {
        await using var accounts = await AccountsWeb.StartAsync();
        using var person = await accounts.ClientOfAsync("sophie-marchand");
        using var administrator = await accounts.SignInAsync(AccountsWeb.Administrator);
        using var nobody = new WebClient(accounts.Web.Address);
        foreach (var (method, path) in await AddressesAsync(accounts.Web))
        {
            foreach (var client in (WebClient[])[person, administrator, nobody])
            {
                using var answer = await AskAsync(client, method, path);
                Owes(answer, $"{method} {path}");
                foreach (var cookie in Cookies(answer).Where(cookie => !IsTakenAway(cookie)))
                {
                    Assert.True(
                        cookie.StartsWith("__Host-", StringComparison.Ordinal) && cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase),
                        $"{method} {path}: {cookie}");
                }
            }
        }
    }

    [Fact]
    public async Task Every_address_bears_its_headers_and_its_cookies_their_marks_where_one_chooses_who_one_is()
    {
        await using var web = await RunningWeb.StartAsync();
        using var service = await web.ClientAsync();
        using var nobody = await web.ClientAsync(who: null);
        var addresses = await AddressesAsync(web);
        foreach (var (method, path) in addresses)
        {
            foreach (var client in (WebClient[])[service, nobody])
            {
                using var answer = await AskAsync(client, method, path);
                Owes(answer, $"{method} {path}");
            }
        }

        // Enough were found for the test to mean something, and most of them open.
        Assert.True(addresses.Count > 150, $"{addresses.Count} addresses.");
    }

    [Fact]
    public async Task Behind_a_safe_connection_the_browser_is_told_never_to_come_back_on_another()
    {
        await using var accounts = await AccountsWeb.StartAsync("--Has:BehindProxy=true");
        using var client = new WebClient(accounts.Web.Address);
        foreach (var path in new[] { "/connexion", "/", "/css/base.css", "/health/live", "/nulle-part", "/api/v1/moi" })
        {
            using var plain = await client.Http.GetAsync(path);
            Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-For", "192.0.2.1");
            using var safe = await client.Http.SendAsync(request);
            Assert.Equal("max-age=31536000; includeSubDomains", Assert.Single(safe.Headers.GetValues("Strict-Transport-Security")));
        }
    }

    [Fact]
    public async Task An_address_that_only_reads_changes_nothing_and_unused_methods_are_not_answered()
    {
        await using var web = await RunningWeb.StartAsync();
        using var client = await web.ClientAsync();
        await web.BatchAsync();
        var before = await StateAsync(web);
        foreach (var (_, path) in (await AddressesAsync(web)).Where(address => address.Method == HttpMethod.Get))
        {
            using var answer = await client.Http.GetAsync(path);
            foreach (var method in new[] { "TRACE", "PUT", "PATCH" })
            {
                using var other = await AskAsync(client, new HttpMethod(method), path);
                Assert.True((int)other.StatusCode >= 400, $"{method} {path}: {(int)other.StatusCode}.");
            }
        }

        Assert.Equal(before, await StateAsync(web));
    }

    private static async Task<string> StateAsync(RunningWeb web)
    {
        var dossiers = (await web.Ledger.Queries.ListAsync(new())).Dossiers.Select(dossier => $"{dossier.Id} {dossier.Version}");
        var reviews = (await web.Reviews.Queries.ReviewsAsync()).Select(review => $"{review.Id} {review.ChangedAt:O} {review.Records}");
        return string.Join('\n', dossiers.Concat(reviews).Order(StringComparer.Ordinal));
    }

    // Each pattern with what is there in the place of its variables, and once more with what is not.
    private static async Task<IReadOnlyList<(HttpMethod Method, string Path)>> AddressesAsync(RunningWeb web)
    {
        var batch = (await web.BatchAsync()).Id.Value;
        var review = (await web.Reviews.Queries.ReviewsAsync())[0].Id.Value;
        var dossier = (await web.ReferenceAsync("GLYCOGUIDE")).Value;
        var session = (await web.Ledger.Queries.SessionsAsync())[0].Id.Value;
        var found = new List<(HttpMethod, string)>();
        foreach (var endpoint in web.Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/');
            var there = Variable().Replace(pattern, variable => variable.Groups["name"].Value switch
            {
                "lot" or "Lot" => batch,
                "id" or "Id" when pattern.StartsWith("/revues", StringComparison.Ordinal) => review,
                "id" or "Id" when pattern.StartsWith("/seances", StringComparison.Ordinal) => session,
                "id" or "Id" when pattern.StartsWith("/procedures", StringComparison.Ordinal) => "pecan",
                "id" or "Id" when variable.Value.Contains("guid", StringComparison.Ordinal) => $"{Guid.Empty}",
                "id" or "Id" => dossier,
                "file" => pattern.Contains("/etudes/", StringComparison.Ordinal) ? "extraction.csv" : "references.csv",
                "format" => pattern.StartsWith("/commentaires", StringComparison.Ordinal) ? "csv" : "svg",
                _ => "1",
            });
            var absent = Variable().Replace(pattern, variable =>
                variable.Value.Contains(":guid", StringComparison.Ordinal) ? $"{Guid.Empty}" : variable.Value.Contains(':', StringComparison.Ordinal) ? "999999" : "x");
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                foreach (var path in new[] { there, absent }.Distinct())
                    found.Add((HttpMethod.Parse(method), path));
            }
        }

        // Signing out last would end what is asked after it.
        return [.. found.Distinct().Where(address => address.Item2 != "/deconnexion").OrderBy(address => address.Item2, StringComparer.Ordinal)];
    }

    private static async Task<HttpResponseMessage> AskAsync(WebClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        // Without a token: no address that writes may do so, and what it answers is looked at.
        if (method != HttpMethod.Get && method != HttpMethod.Head)
            request.Content = new FormUrlEncodedContent([]);
        return await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static void Owes(HttpResponseMessage answer, string what)
    {
        try
        {
            HttpTests.HasSecurityHeaders(answer);
            Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode}");
            if (!what.Contains("/css/", StringComparison.Ordinal) && !what.Contains("/js/", StringComparison.Ordinal))
                Assert.True(answer.Headers.CacheControl is { NoStore: true, Public: false }, $"Cache-Control: {answer.Headers.CacheControl}");
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
            if (answer.Content.Headers.ContentType is { MediaType: { } type } content
                && (type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("xml", StringComparison.Ordinal)))
            {
                Assert.Equal("utf-8", content.CharSet);
            }

            foreach (var cookie in Cookies(answer).Where(cookie => !IsTakenAway(cookie)))
            {
                Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
                Assert.Matches("(?i); samesite=(strict|lax)", cookie);
                Assert.Contains("; path=/", cookie, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
            }
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException)
        {
            Assert.Fail($"{what}: {e.Message}");
        }
    }

    private static IEnumerable<string> Cookies(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [];

    private static bool IsTakenAway(string cookie) => cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\{\*{0,2}(?<name>[A-Za-z]+)[^}]*\}")]
    private static partial Regex Variable();
}
