using System.Text.Json;

namespace LitReview.Screening.Simulation;

/// <summary>What each review asks, from a file of several reviews.</summary>
public static class ReviewQuestions
{
    private static readonly string[] Fields = ["review_title", "title", "question", "eligibility_criteria", "criteria"];

    /// <summary>Reads the question of a set.</summary>
    /// <param name="json">
    /// An object by the name of the set; each value is a text, or an object with « review_title » and « eligibility_criteria ».
    /// </param>
    /// <param name="set">The name of the set.</param>
    /// <returns>The title and criteria of the review; null when the file does not name the set, or has nothing for it.</returns>
    /// <exception cref="InvalidDataException">The text is not such an object.</exception>
    public static string? Read(string json, string set)
    {
        try
        {
            using var file = JsonDocument.Parse(json);
            if (file.RootElement.ValueKind != JsonValueKind.Object)
                throw new InvalidDataException("Le fichier de questions n’est pas un objet JSON, avec une entrée par ensemble.");
            if (!file.RootElement.TryGetProperty(set, out var entry))
                return null;
            if (entry.ValueKind == JsonValueKind.String)
                return entry.GetString() is { Length: > 0 } text ? text : null;
            if (entry.ValueKind != JsonValueKind.Object)
                return null;
            var texts = Fields.Select(field => entry.TryGetProperty(field, out var value) ? value : default)
                .Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!);
            return string.Join('\n', texts) is { Length: > 0 } question ? question : null;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Le fichier de questions n’est pas du JSON. Détail : {e.Message}", e);
        }
    }
}
