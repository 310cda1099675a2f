using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Accounts;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using HasToolkit.Web.Hosting;
using LitReview;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Verbatims.Nlp;
using Verbatims.Nlp.Batches;

namespace HasToolkit.Hosts.Tests.Web;

/// <summary>The web host on a free port, with demonstration data in a folder of its own.</summary>
public sealed class RunningWeb : IAsyncDisposable
{
    private WebApplication _app;
    private readonly string _folder;

    private readonly string? _connection;

    private RunningWeb(WebApplication app, string folder, string? connection) =>
        (_app, _folder, _connection) = (app, folder, connection);

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The ledger behind the pages, to see what a page really did.</summary>
    public EvaluationServices Ledger => _app.Services.GetRequiredService<EvaluationServices>();

    /// <summary>The reviews behind the pages.</summary>
    public LitReviewServices Reviews => _app.Services.GetRequiredService<LitReviewServices>();

    /// <summary>The batches behind the pages, to see what a page really did.</summary>
    public VerbatimServices Comments => _app.Services.GetRequiredService<VerbatimServices>();

    /// <summary>The accounts behind the pages.</summary>
    public AccountServices Accounts => _app.Services.GetRequiredService<AccountServices>();

    /// <summary>Every address that is answered, as the host knows them.</summary>
    public IReadOnlyList<Endpoint> Endpoints => [.. _app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)];

    /// <summary>What the console says of the first start.</summary>
    public async Task<string> AnnouncedAsync()
    {
        await using var console = new StringWriter();
        await WebApp.AnnounceAsync(_app, console);
        return console.ToString();
    }

    /// <summary>Where its data are.</summary>
    public string Folder => _folder;

    /// <summary>Starts it on SQLite.</summary>
    public static Task<RunningWeb> StartAsync() => StartOnAsync(connection: null);

    /// <summary>Starts it on a PostgreSQL database; null for SQLite.</summary>
    /// <param name="connection">The database; null for SQLite.</param>
    /// <param name="more">Further settings, as « --Has:Name=value ».</param>
    public static async Task<RunningWeb> StartOnAsync(string? connection, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("has-web-").FullName;
        return new RunningWeb(await StartAsync(folder, connection, more), folder, connection);
    }

    /// <summary>Stops it, and starts it again on the same data.</summary>
    public async Task RestartAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = await StartAsync(_folder, _connection);
    }

    /// <summary>The batch of a file, once it is read and analysed.</summary>
    public async Task<Batch> BatchAsync(string fileName = "commentaires-fictifs.csv")
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if ((await Comments.Queries.BatchesAsync()).FirstOrDefault(batch => batch.FileName == fileName) is { State: BatchState.Ready } ready)
                return ready;
            await Task.Delay(100);
        }

        throw new TimeoutException($"The batch of {fileName} is not ready after a minute.");
    }

    private static async Task<WebApplication> StartAsync(string folder, string? connection, params string[] more)
    {
        var app = await WebApp.BuildAsync(
            [
                $"--Has:DataFolder={folder}", "--Has:Demo=true", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Error",
                "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Error", "--Logging:LogLevel:HasToolkit.Web.Hosting.SecurityLog=Error",
                .. connection is null ? [] : (string[])[$"--Has:Connection={connection}"],
                .. more,
            ]);
        await app.StartAsync();
        return app;
    }

    /// <summary>The reference of the dossier of a product.</summary>
    public async Task<DossierId> ReferenceAsync(string product) =>
        Assert.Single((await Ledger.Queries.ListAsync(new DossierFilter(Text: product))).Dossiers).Id;

    /// <summary>A dossier, as its events tell it.</summary>
    public async Task<DossierFile> FileAsync(DossierId id)
    {
        var reader = (await Ledger.Queries.PersonAsync(new PersonId("sophie-marchand")))!;
        return (await Ledger.Queries.ReadAsync(id, reader)).File!;
    }

    /// <summary>A client that keeps cookies and follows no redirect; <paramref name="who"/> is « personne|rôle », or null.</summary>
    public async Task<WebClient> ClientAsync(string? who = "sophie-marchand|service-has")
    {
        var client = new WebClient(Address);
        if (who is not null)
        {
            var welcome = await client.GetTextAsync("/bienvenue");
            using var answer = await client.PostAsync("/identite", HtmlForm.TokenIn(welcome), ("qui", who), ("retour", "/"));
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            Assert.Equal("/", answer.Headers.Location?.ToString());
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>A browser without a window: cookies, forms, no redirect followed.</summary>
public sealed class WebClient : IDisposable
{
    // As browsers do, and unlike CookieContainer, cookies for a safe connection are sent to this machine without one.
    private readonly LoopbackCookies _handler = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

    public WebClient(Uri address) => Http = new HttpClient(_handler) { BaseAddress = address };

    /// <summary>The cookies that it holds, by name.</summary>
    public IReadOnlyDictionary<string, string> Cookies => _handler.Cookies;

    public HttpClient Http { get; }

    public async Task<string> GetTextAsync(string path)
    {
        using var answer = await Http.GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Http.PostAsync(path, content);
    }

    /// <summary>Opens a page, fills its form that goes to <paramref name="action"/>, and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var form = HtmlForm.To(action, await GetTextAsync(page));
        return await PostAsync(action, [.. form.Hidden, .. fields]);
    }

    /// <summary>Opens the page of parts, and sends files for a part.</summary>
    public async Task<HttpResponseMessage> UploadAsync(DossierId id, string part, params (string Name, string Content)[] files)
    {
        var form = HtmlForm.To($"/dossiers/{id}/pieces", await GetTextAsync($"/dossiers/{id}?onglet=pieces"));
        // Written by hand, as a browser writes it: in the name of a file only quotes are escaped.
        const string Line = "\r\n", Boundary = "limite-des-champs";
        var body = string.Concat(
            form.Hidden.Append(("piece", part)).Select(field =>
                $"--{Boundary}{Line}Content-Disposition: form-data; name=\"{field.Item1}\"{Line}{Line}{field.Item2}{Line}"))
            + string.Concat(files.Select(file =>
                $"--{Boundary}{Line}Content-Disposition: form-data; name=\"fichier\"; "
                + $"filename=\"{file.Name.Replace("\"", "%22", StringComparison.Ordinal)}\"{Line}"
                + $"Content-Type: application/octet-stream{Line}{Line}{file.Content}{Line}"))
            + $"--{Boundary}--{Line}";
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={Boundary}");
        return await Http.PostAsync($"/dossiers/{id}/pieces", content);
    }

    public void Dispose()
    {
        Http.Dispose();
        _handler.Dispose();
    }
}

/// <summary>A form of a page: where it goes, and the hidden fields that it brings.</summary>
/// <param name="Action">The path.</param>
/// <param name="Hidden">Its hidden fields, the token among them.</param>
internal sealed partial record HtmlForm(string Action, IReadOnlyList<(string Name, string Value)> Hidden)
{
    public const string TokenField = "jeton";

    /// <summary>The forms of a page that post.</summary>
    public static IReadOnlyList<HtmlForm> AllIn(string html) =>
    [
        .. Forms().Matches(html).Where(form => Posts().IsMatch(form.Groups["attributes"].Value)).Select(form => new HtmlForm(
            Value(form.Groups["attributes"].Value, "action"),
            [
                .. Inputs().Matches(form.Groups["content"].Value).Select(input => input.Value)
                    .Where(input => Value(input, "type") == "hidden")
                    .Select(input => (Value(input, "name"), Value(input, "value"))),
            ])),
    ];

    /// <summary>The form of a page that goes to a path.</summary>
    public static HtmlForm To(string action, string html) =>
        AllIn(html).FirstOrDefault(form => form.Action == action)
        ?? throw new ArgumentException($"No form goes to {action}; forms: {string.Join(", ", AllIn(html).Select(form => form.Action))}");

    /// <summary>The token of the first form of a page.</summary>
    public static (string Name, string Value) TokenIn(string html) =>
        AllIn(html).SelectMany(form => form.Hidden).First(field => field.Name == TokenField);

    private static string Value(string tag, string attribute) =>
        WebUtility.HtmlDecode(Regex.Match(tag, $"\\s{attribute}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form(?<attributes>[^>]*)>(?<content>.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("\\smethod=\"post\"", RegexOptions.IgnoreCase)]
    private static partial Regex Posts();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();
}
