using System.Net;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>What every answer of the server owes, seen without a browser.</summary>
public sealed class HttpTests(DemoWeb demo)
{
    public static TheoryData<string, string, int> Pages => EveryPageTests.Pages;

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_bears_its_security_headers_and_is_kept_in_no_cache(string path, string who, int status)
    {
        var web = await demo.WebAsync();
        using var client = await web.ClientAsync(who);
        using var answer = await client.Http.GetAsync(await Routes.ResolveAsync(web, path));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.True(answer.Headers.CacheControl is { NoStore: true, Public: false }, $"Cache-Control: {answer.Headers.CacheControl}");
        HasSecurityHeaders(answer);
    }

    [Theory]
    [InlineData("/css/base.css", "text/css")]
    [InlineData("/js/app.js", "text/javascript")]
    [InlineData("/favicon.svg", "image/svg+xml")]
    public async Task A_file_of_the_pages_is_served_with_its_type(string path, string type)
    {
        using var client = await (await demo.WebAsync()).ClientAsync(who: null);
        using var answer = await client.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        HasSecurityHeaders(answer);
    }

    [Theory]
    [InlineData("/nulle-part")]
    [InlineData("/dossiers/LPPR-1999-0001")]
    [InlineData("/seances/S-1999-01-01")]
    [InlineData("/procedures/aucune/1")]
    [InlineData("/dossiers/<script>alert(1)</script>")]
    public async Task What_does_not_exist_is_said_in_French_with_a_way_on(string path)
    {
        using var client = await (await demo.WebAsync()).ClientAsync();
        using var answer = await client.Http.GetAsync(path);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Matches("(?i)n’existe pas|introuvable|aucun", html);
        Assert.Contains("href=\"/dossiers\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_visitor_who_has_not_said_who_he_is_is_asked_first_and_brought_back()
    {
        using var client = await (await demo.WebAsync()).ClientAsync(who: null);
        using var answer = await client.Http.GetAsync("/dossiers?texte=glyco");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/bienvenue?retour=%2Fdossiers%3Ftexte%3Dglyco", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org/")]
    [InlineData("https://example.org/")]
    [InlineData("javascript:alert(1)")]
    public async Task Choosing_a_person_never_leads_to_another_site(string back)
    {
        using var client = await (await demo.WebAsync()).ClientAsync(who: null);
        var token = HtmlForm.TokenIn(await client.GetTextAsync("/bienvenue"));
        using var answer = await client.PostAsync("/identite", token, ("qui", Routes.Service), ("retour", back));

        Assert.Equal("/", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Every_form_is_refused_without_its_token()
    {
        var web = await demo.WebAsync();
        var actions = new HashSet<string>();
        foreach (var (path, who, _) in Routes.All)
            await FormsAreRefusedWithoutTokenAsync(web, path, who, actions);

        // Enough forms were seen for the test to mean something.
        Assert.Contains("/identite", actions);
        Assert.Contains("/dossiers/nouveau", actions);
        Assert.Contains(actions, action => action.EndsWith("/pieces", StringComparison.Ordinal));
        Assert.Contains(actions, action => action.StartsWith("/seances", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task The_watch_is_answered_without_saying_who_one_is(string path)
    {
        using var client = await (await demo.WebAsync()).ClientAsync(who: null);
        using var answer = await client.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        HasSecurityHeaders(answer);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/dossiers")]
    [InlineData("/health/live")]
    public async Task A_head_request_is_answered_like_its_page_without_content(string path)
    {
        using var client = await (await demo.WebAsync()).ClientAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var answer = await client.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("..%2F..%2Fhas.db")]
    [InlineData("../../../has.db")]
    [InlineData("%2e%2e%2f%2e%2e%2fhas.db")]
    [InlineData("..%5C..%5Chas.db")]
    [InlineData("....//has.db")]
    [InlineData("%00")]
    [InlineData("ABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCDEFABCD")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_path_in_the_place_of_a_file_reaches_nothing(string hash)
    {
        var web = await demo.WebAsync();
        using var client = await web.ClientAsync();
        var id = await web.ReferenceAsync("GLYCOGUIDE");
        using var answer = await client.Http.GetAsync(new Uri(
            $"{web.Address}dossiers/{id}/pieces/{hash}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

        Assert.True(
            answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{hash}: {(int)answer.StatusCode}.");
        Assert.DoesNotContain("SQLite format", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_is_downloaded_under_its_name_and_never_shown_in_the_site()
    {
        var web = await demo.WebAsync();
        using var client = await web.ClientAsync();
        var id = await web.ReferenceAsync("GLYCOGUIDE");
        var part = (await web.FileAsync(id)).Dossier.Parts[0];
        using var answer = await client.Http.GetAsync($"/dossiers/{id}/pieces/{part.Sha256}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(part.Size, (await answer.Content.ReadAsByteArrayAsync()).LongLength);
        HasSecurityHeaders(answer);
        Assert.True(answer.Headers.CacheControl is { NoStore: true }, "A part of a dossier may stay in a cache of the machine.");
    }

    [Fact]
    public async Task A_part_is_not_reached_through_another_dossier()
    {
        var web = await demo.WebAsync();
        using var client = await web.ClientAsync();
        var part = (await web.FileAsync(await web.ReferenceAsync("GLYCOGUIDE"))).Dossier.Parts[0];
        using var answer = await client.Http.GetAsync($"/dossiers/{await web.ReferenceAsync("RESPIRIA")}/pieces/{part.Sha256}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("bpmn", "application/xml", "lppr-nom-de-marque.1.bpmn")]
    [InlineData("elsa", "application/json", "lppr-nom-de-marque.1.elsa.json")]
    [InlineData("mermaid", "text/plain", "lppr-nom-de-marque.1.mmd")]
    [InlineData("svg", "image/svg+xml", "lppr-nom-de-marque.1.svg")]
    public async Task A_procedure_is_downloaded_in_the_format_of_other_tools(string format, string mediaType, string fileName)
    {
        var web = await demo.WebAsync();
        using var client = await web.ClientAsync();
        using var answer = await client.Http.GetAsync($"/procedures/lppr-nom-de-marque/1/{format}");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(fileName, answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Contains("Recevabilité", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        HasSecurityHeaders(answer);
    }

    [Fact]
    public async Task An_unknown_format_or_version_of_a_procedure_is_not_found()
    {
        var web = await demo.WebAsync();
        using var client = await web.ClientAsync();
        foreach (var path in new[] { "/procedures/lppr-nom-de-marque/1/exe", "/procedures/lppr-nom-de-marque/99/bpmn" })
        {
            using var answer = await client.Http.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private static async Task FormsAreRefusedWithoutTokenAsync(RunningWeb web, string path, string who, HashSet<string> seen)
    {
        using var client = await web.ClientAsync(who);
        var html = await client.GetTextAsync(await Routes.ResolveAsync(web, path));
        foreach (var form in HtmlForm.AllIn(html).Where(form => seen.Add(form.Action)))
        {
            Assert.Contains(form.Hidden, field => field.Name == HtmlForm.TokenField);
            var withoutToken = form.Hidden.Where(field => field.Name != HtmlForm.TokenField);
            using var answer = await client.PostAsync(form.Action, [.. withoutToken, ("qui", who)]);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"POST {form.Action} without token: {(int)answer.StatusCode}.");
        }
    }

    /// <summary>What no answer lacks, whatever it says.</summary>
    internal static void HasSecurityHeaders(HttpResponseMessage answer)
    {
        string Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
        var policy = Header("Content-Security-Policy");

        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Matches("^(same-origin|no-referrer)$", Header("Referrer-Policy"));
        Assert.Equal("", Header("Server"));
    }
}
