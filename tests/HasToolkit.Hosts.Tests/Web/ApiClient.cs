using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Keys;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>A program with a key.</summary>
public sealed class ApiClient : IDisposable
{
    public ApiClient(Uri address, string? secret)
    {
        Http = new HttpClient { BaseAddress = address };
        if (secret is not null)
            Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
    }

    public HttpClient Http { get; }

    /// <summary>A program that acts for a person, in a role, with every scope unless some are named.</summary>
    public static async Task<ApiClient> ForAsync(RunningWeb web, string who = Routes.Service, params KeyScope[] scopes) =>
        new(web.Address, (await MakeAsync(web, who, scopes)).Secret);

    /// <summary>Makes a key.</summary>
    public static async Task<KeyResult.Made> MakeAsync(RunningWeb web, string who = Routes.Service, params KeyScope[] scopes)
    {
        var (person, role) = (who.Split('|')[0], Roles.Find(who.Split('|')[1])!.Value);
        return Assert.IsType<KeyResult.Made>(await web.Ledger.Keys.MakeAsync(
            new KeyRequest("Essai", scopes.Length == 0 ? KeyScopes.Every : scopes, 30), new Signature(new PersonId(person), role, Guid.NewGuid())));
    }

    /// <summary>Reads JSON that must be there.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Http.GetAsync($"/api/v1{path}");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {(int)answer.StatusCode} {text}");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    /// <summary>Sends a file in a form.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, string name, byte[] content)
    {
        using var body = new MultipartFormDataContent();
#pragma warning disable CA2000 // The body disposes of its part.
        body.Add(new ByteArrayContent(content), "fichier", name);
#pragma warning restore CA2000
        return await Http.PostAsync($"/api/v1{path}", body);
    }

    public void Dispose() => Http.Dispose();
}

/// <summary>Problems as programs read them.</summary>
internal static class ProblemReading
{
    /// <summary>The problem of an answer, which must have this status, this type, and a French detail.</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{(int)answer.StatusCode} instead of {(int)status}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(text);
        var problem = json.RootElement.Clone();
        Assert.Equal($"/api#{code}", problem.GetProperty("type").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.Matches("[.!]$", problem.GetProperty("detail").GetString()!);
        return problem;
    }
}
