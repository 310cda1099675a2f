using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace HasToolkit.Benchmarks;

/// <summary>What is there to be looked at: references of the demonstration data.</summary>
internal sealed record LoadPlaces(IReadOnlyList<string> Dossiers, string Review, string Batch)
{
    /// <summary>Waits until the demonstration data are whole, and finds their references.</summary>
    /// <param name="http">The host.</param>
    /// <param name="enter">How one enters; null to choose who one is.</param>
    public static async Task<LoadPlaces> FindAsync(HttpClient http, Func<LoadUser, Task>? enter = null)
    {
        var guide = new LoadUser(http, new LoadPlaces([], "", ""), number: 0, seed: 1);
        await (enter?.Invoke(guide) ?? guide.ChooseAsync("sophie-marchand|service-has"));
        for (var tries = 0; tries < 240; tries++)
        {
            var dossiers = LoadPatterns.Dossier().Matches(await guide.TextAsync("/dossiers")).Select(match => match.Value).Distinct().ToList();
            var review = LoadPatterns.Review().Match(await guide.TextAsync("/revues")).Value;
            var batch = LoadPatterns.Batch().Match(await guide.TextAsync("/commentaires")).Groups[1].Value;
            // The figures are there once every comment is analysed.
            if (dossiers.Count > 0 && review.Length > 0 && batch.Length > 0
                && !(await guide.TextAsync($"/commentaires/{batch}")).Contains("<progress", StringComparison.Ordinal)
                && (await guide.TextAsync($"/commentaires/{batch}/liste?recherche=attente")).Contains("/c/", StringComparison.Ordinal))
            {
                return new LoadPlaces(dossiers, review, batch);
            }

            await Task.Delay(500);
        }

        throw new TimeoutException("The demonstration data are not whole after two minutes.");
    }
}

/// <summary>One user: reads, thinks, now and then writes.</summary>
internal sealed class LoadUser(HttpClient http, LoadPlaces places, int number, int seed)
{
    private static readonly string[] Tabs = ["synthese", "pieces", "evaluation", "conclusions", "personnes", "commission", "journal", "schema"];

    private readonly Random _random = new(seed + number);
    private readonly Dictionary<string, string> _cookies = [];
    private readonly List<LoadAnswer> _answers = [];
    private bool _seesReview;

    /// <summary>Works until it is told to stop.</summary>
    public async Task<IReadOnlyList<LoadAnswer>> WorkAsync(CancellationToken end)
    {
        // Users do not come all at once.
        await PauseAsync(0, 60_000, end);
        await SignInAsync(LoadStage.IdentifierOf(number), LoadStage.Password);
        _seesReview = (await TextAsync("/revues")).Contains(places.Review, StringComparison.Ordinal);
        while (!end.IsCancellationRequested)
        {
            await PauseAsync(1_000, 3_000, end);
            if (!end.IsCancellationRequested)
                await ActAsync();
        }

        return _answers;
    }

    /// <summary>Signs in with an account.</summary>
    public async Task SignInAsync(string identifier, string password)
    {
        var token = LoadPatterns.Token().Match(await TextAsync("/connexion")).Groups[1].Value;
        await SendAsync("sign in", HttpMethod.Post, "/connexion", [("jeton", token), ("identifiant", identifier), ("mot-de-passe", password)]);
    }

    /// <summary>Chooses who to be, where there are no accounts.</summary>
    public async Task ChooseAsync(string who)
    {
        var token = LoadPatterns.Token().Match(await TextAsync("/bienvenue")).Groups[1].Value;
        await SendAsync("choose who one is", HttpMethod.Post, "/identite", [("jeton", token), ("qui", who), ("retour", "/")]);
    }

    /// <summary>Reads a page.</summary>
    public async Task<string> TextAsync(string path) => (await SendAsync("other", HttpMethod.Get, path, null)).Text;

    private Task ActAsync() => _random.Next(100) switch
    {
        < 12 => GetAsync("tasks", "/"),
        < 32 => GetAsync("list of dossiers", _random.Next(2) == 0 ? "/dossiers" : "/dossiers?situation=ouverts&texte=" + "aeios"[_random.Next(5)]),
        < 60 => GetDossierAsync(),
        // Who is not of a review reads dossiers instead.
        (< 74 or (>= 88 and < 94)) when !_seesReview => GetDossierAsync(),
        < 68 => GetAsync("references", $"/revues/{places.Review}/references"),
        < 74 => GetAsync("reference", $"/revues/{places.Review}/reference/{1 + _random.Next(20)}"),
        < 82 => GetAsync("figures of comments", $"/commentaires/{places.Batch}"),
        < 88 => GetAsync("search in comments", $"/commentaires/{places.Batch}/liste?recherche={(_random.Next(2) == 0 ? "attente" : "repas")}"),
        < 94 => WriteAsync(
            "note on a reference", $"/revues/{places.Review}/reference/{1 + _random.Next(20)}", "faire/note", ("texte", $"Relu, essai {_random.Next()}")),
        _ => NoteAsync(),
    };

    private Task GetDossierAsync() => GetAsync("dossier", $"/dossiers/{Dossier()}?onglet={Tabs[_random.Next(Tabs.Length)]}");

    private async Task NoteAsync()
    {
        var dossier = Dossier();
        await WriteAsync("note on a dossier", $"/dossiers/{dossier}?onglet=journal", $"/dossiers/{dossier}/note", ("texte", $"Appel au demandeur, {_random.Next()}"));
    }

    private Task GetAsync(string kind, string path) => SendAsync(kind, HttpMethod.Get, path, null);

    // A form is read before it is sent, with its token, its identifier and the version that was seen.
    private async Task WriteAsync(string kind, string page, string action, params (string Name, string Value)[] fields)
    {
        var (_, html) = await SendAsync("page of a form", HttpMethod.Get, page, null);
        var form = LoadPatterns.Form().Matches(html).FirstOrDefault(match => match.Groups["action"].Value.EndsWith(action, StringComparison.Ordinal));
        // A closed dossier takes no note.
        if (form is null)
            return;
        var hidden = LoadPatterns.Hidden().Matches(form.Value).Select(input => (input.Groups[1].Value, WebUtility.HtmlDecode(input.Groups[2].Value)));
        await SendAsync(kind, HttpMethod.Post, WebUtility.HtmlDecode(form.Groups["action"].Value), [.. hidden, .. fields]);
    }

    private async Task<(int Status, string Text)> SendAsync(
        string kind, HttpMethod method, string path, IEnumerable<(string Name, string Value)>? fields)
    {
        using var request = new HttpRequestMessage(method, path);
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        if (fields is not null)
            request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            _answers.Add(new LoadAnswer(kind, Stopwatch.GetElapsedTime(started).TotalMilliseconds, (int)answer.StatusCode));
            Keep(answer);
            return ((int)answer.StatusCode, text);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            _answers.Add(new LoadAnswer(kind, Stopwatch.GetElapsedTime(started).TotalMilliseconds, 0));
            return (0, "");
        }
    }

    private void Keep(HttpResponseMessage answer)
    {
        if (!answer.Headers.TryGetValues("Set-Cookie", out var set))
            return;
        foreach (var cookie in set.Select(one => one.Split(';')[0].Split('=', 2)))
            _cookies[cookie[0]] = cookie[1];
    }

    private string Dossier() => places.Dossiers[_random.Next(places.Dossiers.Count)];

    private async Task PauseAsync(int least, int most, CancellationToken end)
    {
        try
        {
            await Task.Delay(_random.Next(least, most), end);
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }
}

/// <summary>What users find on pages.</summary>
internal static partial class LoadPatterns
{
    [GeneratedRegex("[A-Z]{4,}-\\d{4}-\\d{4}")]
    public static partial Regex Dossier();

    [GeneratedRegex("R-\\d{4}-\\d{4}")]
    public static partial Regex Review();

    [GeneratedRegex("/commentaires/([0-9a-f]{12})")]
    public static partial Regex Batch();

    [GeneratedRegex("name=\"jeton\" value=\"([^\"]+)\"")]
    public static partial Regex Token();

    [GeneratedRegex("<form[^>]*action=\"(?<action>[^\"]+)\"[^>]*>.*?</form>", RegexOptions.Singleline)]
    public static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    public static partial Regex Hidden();
}
