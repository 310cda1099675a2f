using System.Text.Json;
using LitReview.Answers;

namespace LitReview.Assistance;

/// <summary>Reads what a model wrote; nothing of it is taken for true.</summary>
internal static class ModelReply
{
    private const int MostParts = 20;
    private const int LongestPart = 3_000;

    /// <summary>The object of a reply, whatever stands around it.</summary>
    /// <exception cref="AssistanceException">There is none that can be read.</exception>
    public static JsonElement Object(string reply)
    {
        var (start, end) = (reply.IndexOf('{', StringComparison.Ordinal), reply.LastIndexOf('}'));
        if (start < 0 || end < start)
            throw new AssistanceException(reply.Trim().Length == 0 ? "la réponse est vide" : "la réponse n’a pas la forme demandée");
        try
        {
            return JsonElement.Parse(reply[start..(end + 1)]);
        }
        catch (JsonException e)
        {
            throw new AssistanceException("la réponse n’a pas la forme demandée, ou elle est coupée", e);
        }
    }

    /// <summary>The objects of a list.</summary>
    public static IReadOnlyList<JsonElement> List(JsonElement from, string name) =>
        from.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(part => part.ValueKind == JsonValueKind.Object).Take(MostParts)]
            : throw new AssistanceException($"la réponse n’a pas de liste « {name} »");

    /// <summary>A text; empty when it is missing, of another kind, or endless.</summary>
    public static string Text(JsonElement from, string name, int longest = LongestPart) =>
        from.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { } value
            && value.Length <= longest
            ? value.Trim()
            : "";

    /// <summary>What a sentence claims to rest on.</summary>
    public static IReadOnlyList<AnswerCitation> Citations(JsonElement sentence) =>
        sentence.TryGetProperty("citations", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object).Take(MostParts).Select(
                one => new AnswerCitation(
                    one.TryGetProperty("passage", out var number) && number.ValueKind == JsonValueKind.Number
                        && number.TryGetInt32(out var value) ? value : -1,
                    Text(one, "extrait")))]
            : [];
}
