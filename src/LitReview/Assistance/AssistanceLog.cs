using System.Text.Json;

namespace LitReview.Assistance;

/// <summary>Keeps who asked a model what, so that a report can say where one helped: a line of JSON per request, only added to.</summary>
/// <param name="folder">Where « assistance.jsonl » is kept.</param>
/// <param name="clock">The clock.</param>
public sealed class AssistanceLog(string folder, TimeProvider clock)
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
    public void Add(string person, string? review, string request, Assistant assistant, string? failure)
    {
        var line = JsonSerializer.Serialize(
            new { At = clock.GetUtcNow(), person, review, request, assistant.Model, assistant.Endpoint, failure }, JsonSerializerOptions.Web);
        lock (Writing)
        {
            Directory.CreateDirectory(folder);
            File.AppendAllText(Path, line + "\n");
        }
    }
}
