using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LitReview.Reviews;

namespace LitReview.Assistance;

/// <summary>Keeps who asked a model what on this machine, reviews or not: a line of JSON per request, only added to.</summary>
/// <param name="folder">Where « assistance.jsonl » is kept.</param>
/// <param name="clock">The clock.</param>
public sealed partial class AssistanceLog(string folder, TimeProvider clock)
{
    private static readonly Lock Writing = new();

    /// <summary>Where the lines are.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, "assistance.jsonl");

    /// <summary>Adds a line.</summary>
    /// <param name="person">Who asked; empty for who runs the machine.</param>
    /// <param name="review">The review; null for files.</param>
    /// <param name="request">What was asked: a question, an opinion on a reference…</param>
    /// <param name="assistant">The model.</param>
    /// <param name="failure">Why it gave nothing that can be used; null when it did.</param>
    /// <param name="command">The command that puts it into the journal of the review; null for files.</param>
    public void Add(string person, string? review, string request, Assistant assistant, string? failure, Guid? command = null)
    {
        var line = JsonSerializer.Serialize(
            new { At = clock.GetUtcNow(), person, review, request, assistant.Model, assistant.Endpoint, failure, command },
            JsonSerializerOptions.Web);
        lock (Writing)
        {
            Directory.CreateDirectory(folder);
            File.AppendAllText(Path, line + "\n");
        }
    }

    /// <summary>What a line calls a request on a review.</summary>
    internal static string Told(ModelAsked asked) => asked.Use switch
    {
        ModelUse.Question => $"question : {asked.Question}",
        ModelUse.Opinion => $"avis : référence {asked.Record}",
        ModelUse.Extraction => $"extraction : référence {asked.Record}",
        ModelUse.Translation => $"traduction : référence {asked.Record}",
        _ => throw new ArgumentOutOfRangeException(nameof(asked), asked.Use, "Unknown use."),
    };

    /// <summary>The requests on reviews that no journal can hold, since the program that kept them wrote none there.</summary>
    internal IReadOnlyList<OlderRequest> OlderRequests()
    {
        if (!File.Exists(Path))
            return [];
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path);
        }
        catch (IOException)
        {
            // Another program is writing: the next opening takes them up.
            return [];
        }

        return [.. lines.Select(Read).OfType<OlderRequest>()];
    }

    private static OlderRequest? Read(string text)
    {
        Line? line;
        try
        {
            line = JsonSerializer.Deserialize<Line>(text, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }

        if (line is not { Review: { } review, Request: { } request, Model: { } model, Command: null } || Form().Match(request) is not { Success: true } form)
            return null;
        ModelUse? use = form.Groups["what"].Value.ToLowerInvariant() switch
        {
            "question" => ModelUse.Question,
            "avis" or "opinion" => ModelUse.Opinion,
            "extraction" => ModelUse.Extraction,
            "traduction" or "translation" => ModelUse.Translation,
            _ => null,
        };
        var number = int.TryParse(form.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : (int?)null;
        if (use is null || (use == ModelUse.Question) != (number is null))
            return null;
        // Drawn from the line, so that it is taken up once.
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
        var place = Uri.TryCreate(line.Endpoint, UriKind.Absolute, out var address) ? address.Authority : null;
        return new OlderRequest(
            id, new ReviewId(review), new ReviewerId(string.IsNullOrEmpty(line.Person) ? "inconnu" : line.Person),
            new ModelAsked(use.Value, model, place, number, use == ModelUse.Question ? form.Groups["rest"].Value : null, line.Failure, line.At));
    }

    [GeneratedRegex(@"^(?<what>\w+) : (?:référence (?<number>\d{1,9})$|(?<rest>.*)$)", RegexOptions.Singleline)]
    private static partial Regex Form();

    private sealed record Line(
        DateTimeOffset At, string? Person, string? Review, string? Request, string? Model, string? Endpoint, string? Failure, Guid? Command);
}

/// <summary>A request of an older log.</summary>
internal sealed record OlderRequest(Guid Id, ReviewId Review, ReviewerId Person, ModelAsked Asked);
