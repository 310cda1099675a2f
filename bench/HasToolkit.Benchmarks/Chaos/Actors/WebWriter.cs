using System.Net;
using System.Text.RegularExpressions;

namespace HasToolkit.Benchmarks.Chaos.Actors;

/// <summary>A form that was sent and not answered yet: what a person finds again with the key « back » of a browser.</summary>
internal sealed class WebForm
{
    public string? Action { get; set; }

    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; set; } = [];

    public ActTable Table { get; set; }

    public string Command => Fields.First(pair => pair.Key == "commande").Value;
}

/// <summary>A person who writes notes on dossiers and references, in pages.</summary>
internal sealed class WebWriter(HttpClient http, ActLog acts, WebForm form, Random random)
{
    private List<string> _dossiers = [];
    private string _review = "";

    public async Task SignInAsync(CancellationToken gone)
    {
        var token = LoadPatterns.Token().Match(await TextAsync("/bienvenue", gone)).Groups[1].Value;
        await PostAsync("/identite", [new("jeton", token), new("qui", "sophie-marchand|service-has"), new("retour", "/")], gone);
        _dossiers = [.. LoadPatterns.Dossier().Matches(await TextAsync("/dossiers", gone)).Select(match => match.Value).Distinct()];
        _review = LoadPatterns.Review().Match(await TextAsync("/revues", gone)).Value;
    }

    /// <summary>Reads a page, fills its form in and sends it; or sends again what was not answered.</summary>
    /// <returns>Whether an act was answered, and what the page says when the host could not do it.</returns>
    public async Task<(bool IsAnswered, string? Told)> WriteAsync(CancellationToken gone)
    {
        if (form.Action is null || random.Next(2) == 0)
        {
            if (await FillAsync(gone) is { } unread)
                return (false, unread);
            if (form.Action is null)
                return (false, null);
            acts.Sends(form.Table, form.Command, 1);
        }

        var (status, text) = await PostAsync(form.Action, form.Fields, gone);
        var (table, command) = (form.Table, form.Command);
        if (status >= HttpStatusCode.InternalServerError)
            return (false, Words(text));
        form.Action = null;
        if ((int)status is >= 300 and < 400)
            acts.Answered(table, command);
        else if (status is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity)
            acts.Refused(table, command);
        else
            acts.Wrong($"A form was answered with {(int)status}: {Words(text)}");
        return (true, null);
    }

    private async Task<string?> FillAsync(CancellationToken gone)
    {
        var isDossier = _review.Length == 0 || random.Next(3) > 0;
        var dossier = _dossiers.Count == 0 ? "" : _dossiers[random.Next(_dossiers.Count)];
        var page = isDossier ? $"/dossiers/{dossier}?onglet=journal" : $"/revues/{_review}/reference/{1 + random.Next(20)}";
        using var answer = await http.GetAsync(new Uri(page, UriKind.Relative), gone);
        var html = await answer.Content.ReadAsStringAsync(gone);
        if (answer.StatusCode >= HttpStatusCode.InternalServerError)
            return Words(html);
        var found = LoadPatterns.Form().Matches(html).FirstOrDefault(
            match => match.Groups["action"].Value.EndsWith(isDossier ? $"/dossiers/{dossier}/note" : "faire/note", StringComparison.Ordinal));
        form.Action = null;
        // A closed dossier takes no note.
        if (found is null)
            return null;
        form.Fields =
        [
            .. LoadPatterns.Hidden().Matches(found.Value).Select(input => new KeyValuePair<string, string>(
                input.Groups[1].Value, WebUtility.HtmlDecode(input.Groups[2].Value))),
            new("texte", $"Appel au demandeur, {random.Next()}"),
        ];
        (form.Action, form.Table) = (WebUtility.HtmlDecode(found.Groups["action"].Value), isDossier ? ActTable.Ledger : ActTable.Reviews);
        return null;
    }

    private async Task<string> TextAsync(string path, CancellationToken gone)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), gone);
        return await answer.Content.ReadAsStringAsync(gone);
    }

    private async Task<(HttpStatusCode Status, string Text)> PostAsync(
        string path, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken gone)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content, gone);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(gone));
    }

    // What a person reads of a page that says that something failed.
    private static string Words(string html)
    {
        var main = html.IndexOf("<main", StringComparison.Ordinal) is var at and >= 0 ? html[at..] : html;
        var words = Regex.Replace(WebUtility.HtmlDecode(main), "<[^>]*>", " ");
        words = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 ? "Unhandled exception: an empty page." : words[..Math.Min(words.Length, 300)];
    }
}
