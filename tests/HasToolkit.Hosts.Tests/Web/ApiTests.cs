using System.Net;
using System.Text.Json;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Keys;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>What programs may do, and what they may not.</summary>
public sealed class ApiTests(DemoWeb demo)
{
    [Theory]
    [InlineData(null, "cle-absente")]
    [InlineData("", "cle-absente")]
    [InlineData("Basic YTpi", "cle-absente")]
    [InlineData("Bearer has_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "cle-refusee")]
    [InlineData("Bearer autre", "cle-refusee")]
    public async Task Without_a_key_that_opens_nothing_is_read_not_even_what_exists(string? header, string code)
    {
        using var client = new ApiClient((await demo.WebAsync()).Address, secret: null);
        foreach (var path in new[] { "/moi", "/dossiers", "/commentaires", "/revues", "/rien-de-tel" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1{path}");
            if (header is not null)
                request.Headers.TryAddWithoutValidation("Authorization", header);
            using var answer = await client.Http.SendAsync(request);
            await answer.ProblemAsync(HttpStatusCode.Unauthorized, code);
            Assert.StartsWith("Bearer", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_cookie_opens_nothing_here()
    {
        using var client = await (await demo.WebAsync()).ClientAsync();
        using var answer = await client.Http.GetAsync("/api/v1/dossiers");

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "cle-absente");
    }

    [Theory]
    [InlineData("GET", "/dossiers", KeyScope.ReadDossiers)]
    [InlineData("GET", "/dossiers/LPPR-2026-0001", KeyScope.ReadDossiers)]
    [InlineData("GET", "/dossiers/LPPR-2026-0001/evenements", KeyScope.ReadDossiers)]
    [InlineData("GET", "/dossiers/LPPR-2026-0001/delais", KeyScope.ReadDossiers)]
    [InlineData("GET", "/commentaires", KeyScope.ReadComments)]
    [InlineData("GET", "/commentaires/0123456789ab/chiffres", KeyScope.ReadComments)]
    [InlineData("GET", "/commentaires/0123456789ab/resultats", KeyScope.ReadComments)]
    [InlineData("POST", "/commentaires", KeyScope.SubmitComments)]
    [InlineData("GET", "/revues", KeyScope.ReadReviews)]
    [InlineData("GET", "/revues/R-2026-0001/references", KeyScope.ReadReviews)]
    [InlineData("POST", "/revues", KeyScope.ImportReferences)]
    [InlineData("POST", "/revues/R-2026-0001/imports", KeyScope.ImportReferences)]
    public async Task Each_operation_asks_for_its_scope_and_no_other_scope_will_do(string method, string path, KeyScope scope)
    {
        var web = await demo.WebAsync();
        using var client = await ApiClient.ForAsync(web, Routes.Lead, [.. KeyScopes.Every.Where(other => other != scope)]);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1{path}");
        using var answer = await client.Http.SendAsync(request);

        var problem = await answer.ProblemAsync(HttpStatusCode.Forbidden, "portee-manquante");
        Assert.Equal(scope.Word(), problem.GetProperty("scope").GetString());
        await RevokeAllAsync(web, Routes.Lead);
    }

    [Fact]
    public async Task A_dossier_is_read_with_its_limits_and_events_as_on_the_screens()
    {
        var web = await demo.WebAsync();
        using var client = await ApiClient.ForAsync(web, Routes.Service, KeyScope.ReadDossiers);
        var id = await web.ReferenceAsync("GLYCOGUIDE");
        var file = await web.FileAsync(id);

        var me = await client.GetAsync("/moi");
        var list = await client.GetAsync("/dossiers?texte=glycoguide");
        var one = await client.GetAsync($"/dossiers/{id}");
        var events = await client.GetAsync($"/dossiers/{id}/evenements?taille=500");
        var limits = await client.GetAsync($"/dossiers/{id}/delais");

        Assert.Equal(("sophie-marchand", "service-has"), (me.GetProperty("person").GetString(), me.GetProperty("role").GetString()));
        Assert.Equal(1, list.GetProperty("total").GetInt32());
        Assert.Equal(id.Value, list.GetProperty("dossiers")[0].GetProperty("reference").GetString());
        Assert.Equal(file.Dossier.Version, one.GetProperty("version").GetInt64());
        Assert.Equal(file.Journal.Select(e => e.Hash), events.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("hash").GetString()));
        Assert.True(events.GetProperty("isIntact").GetBoolean());
        Assert.Equal(file.Clocks.Count, limits.GetProperty("limits").GetArrayLength());
        await RevokeAllAsync(web, Routes.Service);
    }

    [Fact]
    public async Task Events_come_page_by_page_without_a_gap()
    {
        var web = await demo.WebAsync();
        using var client = await ApiClient.ForAsync(web, Routes.Service, KeyScope.ReadDossiers);
        var id = await web.ReferenceAsync("GLYCOGUIDE");
        var (read, after) = (new List<long>(), (long?)0);
        while (after is { } from)
        {
            var page = await client.GetAsync($"/dossiers/{id}/evenements?apres={from}&taille=7");
            read.AddRange(page.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("sequence").GetInt64()));
            after = page.GetProperty("next") is { ValueKind: JsonValueKind.Number } next ? next.GetInt64() : null;
        }

        Assert.Equal((await web.FileAsync(id)).Journal.Select(e => e.Sequence), read);
        await RevokeAllAsync(web, Routes.Service);
    }

    [Fact]
    public async Task A_company_reads_its_own_dossier_without_the_work_of_the_evaluation_and_no_other()
    {
        var web = await demo.WebAsync();
        using var client = await ApiClient.ForAsync(web, Routes.Applicant);
        var own = await web.ReferenceAsync("VISIOTENSION");
        var whole = (await web.FileAsync(own)).Journal.Count;

        var listed = (await client.GetAsync("/dossiers?taille=500")).GetProperty("dossiers").EnumerateArray().ToList();
        Assert.NotEmpty(listed);
        Assert.All(listed, one => Assert.Equal("Artérys", one.GetProperty("applicant").GetString()));
        var events = await client.GetAsync($"/dossiers/{own}/evenements?taille=500");
        Assert.Equal(whole, events.GetProperty("hidden").GetInt32() + events.GetProperty("events").GetArrayLength());
        using var other = await client.Http.GetAsync($"/api/v1/dossiers/{await web.ReferenceAsync("GLYCOGUIDE")}");
        await other.ProblemAsync(HttpStatusCode.Forbidden, "droit-manquant");
        foreach (var closed in new[] { "/revues", "/commentaires" })
        {
            using var answer = await client.Http.GetAsync($"/api/v1{closed}");
            await answer.ProblemAsync(HttpStatusCode.Forbidden, "droit-manquant");
        }

        await RevokeAllAsync(web, Routes.Applicant);
    }

    [Theory]
    [InlineData("GET", "/dossiers/LPPR-1999-0001", HttpStatusCode.NotFound, "introuvable")]
    [InlineData("GET", "/commentaires/ffffffffffff", HttpStatusCode.NotFound, "introuvable")]
    [InlineData("GET", "/revues/R-1999-0001", HttpStatusCode.NotFound, "introuvable")]
    [InlineData("GET", "/rien-de-tel", HttpStatusCode.NotFound, "introuvable")]
    [InlineData("DELETE", "/dossiers", HttpStatusCode.MethodNotAllowed, "methode-inconnue")]
    [InlineData("GET", "/dossiers?situation=perdus", HttpStatusCode.UnprocessableEntity, "refus")]
    [InlineData("GET", "/dossiers?page=zero", HttpStatusCode.BadRequest, "demande-illisible")]
    [InlineData("GET", "/dossiers?taille=100000", HttpStatusCode.UnprocessableEntity, "refus")]
    public async Task What_cannot_be_answered_is_said_as_a_problem_in_French(string method, string path, HttpStatusCode status, string code)
    {
        var web = await demo.WebAsync();
        using var client = await ApiClient.ForAsync(web);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1{path}");
        using var answer = await client.Http.SendAsync(request);

        await answer.ProblemAsync(status, code);
        await RevokeAllAsync(web, Routes.Service);
    }

    [Fact]
    public async Task The_description_needs_no_key_tells_every_operation_in_French_and_names_the_key()
    {
        using var client = new ApiClient((await demo.WebAsync()).Address, secret: null);
        var text = await client.Http.GetStringAsync("/api/v1/openapi.json");
        using var description = JsonDocument.Parse(text);
        var operations = description.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Path: path.Name, operation.Name, operation.Value))).ToList();

        Assert.StartsWith("3.", description.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(16, operations.Count);
        Assert.All(operations, operation => Assert.StartsWith("/api/v1/", operation.Path, StringComparison.Ordinal));
        Assert.All(operations, operation => Assert.True(
            operation.Value.TryGetProperty("summary", out var summary) && summary.GetString()!.Length > 10, operation.Path));
        Assert.Equal("bearer", description.RootElement.GetProperty("components").GetProperty("securitySchemes").GetProperty("cle").GetProperty("scheme").GetString());
        Assert.Contains("Déposer", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Every failure", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_asks_too_often_waits_and_another_does_not()
    {
        await using var web = await RunningWeb.StartOnAsync(null, "--Has:ApiRequestsPerMinute=5");
        using var hasty = await ApiClient.ForAsync(web);
        using var calm = await ApiClient.ForAsync(web);
        for (var asked = 0; asked < 5; asked++)
            await hasty.GetAsync("/moi");

        using var answer = await hasty.Http.GetAsync("/api/v1/moi");
        await answer.ProblemAsync(HttpStatusCode.TooManyRequests, "trop-de-demandes");
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        await calm.GetAsync("/moi");
    }

    [Fact]
    public async Task A_key_is_made_and_taken_back_on_its_page_and_its_secret_is_shown_once()
    {
        await using var web = await RunningWeb.StartAsync();
        using var client = await web.ClientAsync();
        using var made = await client.SubmitAsync(
            "/cles", "/cles", ("nom", "Export mensuel"), ("portee", "dossiers:lire"), ("portee", "revues:lire"), ("jours", "30"));
        var page = await made.Content.ReadAsStringAsync();
        var secret = System.Text.RegularExpressions.Regex.Match(page, "has_[A-Za-z0-9_-]{43}").Value;

        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        using var program = new ApiClient(web.Address, secret);
        Assert.Equal("Export mensuel", (await program.GetAsync("/moi")).GetProperty("label").GetString());
        Assert.DoesNotContain(secret, await client.GetTextAsync("/cles"), StringComparison.Ordinal);

        var key = Assert.Single(await web.Ledger.Keys.OfAsync(new PersonId("sophie-marchand")));
        using var revoked = await client.SubmitAsync("/cles", $"/cles/{key.Id}/revoquer");
        Assert.Equal("/cles", revoked.Headers.Location?.ToString());
        using var refused = await program.Http.GetAsync("/api/v1/moi");
        await refused.ProblemAsync(HttpStatusCode.Unauthorized, "cle-refusee");
    }

    [Fact]
    public async Task A_key_without_a_name_is_refused_on_its_page_and_what_was_typed_stays()
    {
        using var client = await (await demo.WebAsync()).ClientAsync();
        using var refused = await client.SubmitAsync("/cles", "/cles", ("nom", " "), ("jours", "30"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("aucune portée n’est choisie", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task RevokeAllAsync(RunningWeb web, string who)
    {
        var (person, role) = (new PersonId(who.Split('|')[0]), Roles.Find(who.Split('|')[1])!.Value);
        foreach (var key in (await web.Ledger.Keys.OfAsync(person)).Where(key => key.RevokedAt is null))
            await web.Ledger.Keys.RevokeAsync(key.Id, new Signature(person, role, Guid.NewGuid()));
    }
}
