using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LitReview.Citations.Importing;

/// <summary>What a format has no place for, carried as JSON in a field that other programs leave alone.</summary>
/// <remarks>
/// It makes an export lossless: what is read back from it equals what was written, save where it was read.
/// </remarks>
internal static class CarriedFields
{
    /// <summary>How the carried text begins.</summary>
    public const string Mark = "hastoolkit:";

    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        PropertyNameCaseInsensitive = true,
    };

    /// <summary>The properties of a reference, without its source; what it does not say is left out.</summary>
    public static JsonObject Describe(Citation citation)
    {
        var all = JsonSerializer.SerializeToNode(citation, Options)!.AsObject();
        all.Remove("source");
        foreach (var (name, value) in all.ToList())
        {
            if (value is null or JsonArray { Count: 0 }
                || (value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0))
            {
                all.Remove(name);
            }
        }

        return all;
    }

    /// <summary>Whether two references say the same, wherever they were read.</summary>
    public static bool AreEqual(Citation one, Citation other) => JsonNode.DeepEquals(Describe(one), Describe(other));

    /// <summary>
    /// What must be carried so that <paramref name="read"/> becomes <paramref name="meant"/>; null when nothing.
    /// </summary>
    public static JsonObject? Missing(Citation meant, Citation read)
    {
        var (wanted, got) = (Describe(meant), Describe(read));
        var missing = new JsonObject();
        foreach (var (name, value) in wanted)
        {
            if (!JsonNode.DeepEquals(value, got[name]))
                missing[name] = value!.DeepClone();
        }

        foreach (var (name, _) in got)
        {
            if (!wanted.ContainsKey(name))
                missing[name] = null;
        }

        return missing.Count == 0 ? null : missing;
    }

    /// <summary>As one line of text, whose braces are balanced.</summary>
    public static string Write(JsonObject carried)
    {
        var json = carried.ToJsonString(Options);
        return Mark + EscapedInStrings(json);
    }

    /// <summary>A reference with what was carried beside it.</summary>
    public static Citation Restore(Citation citation, string carried, ImportNotes notes, int line)
    {
        try
        {
            var json = carried.StartsWith(Mark, StringComparison.Ordinal) ? carried[Mark.Length..] : carried;
            return Restore(citation, JsonNode.Parse(json)!.AsObject());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            notes.Kept(line, "Le champ « hastoolkit » est abîmé ; la référence est gardée sans lui. Ne le modifiez pas à la main.", carried);
            return citation;
        }
    }

    /// <summary>A reference with what was carried beside it.</summary>
    public static Citation Restore(Citation citation, JsonObject carried)
    {
        var all = JsonSerializer.SerializeToNode(citation, Options)!.AsObject();
        foreach (var (name, value) in carried)
        {
            if (name == "source")
                continue;
            if (value is null)
                all.Remove(name);
            else
                all[name] = value.DeepClone();
        }

        return JsonSerializer.Deserialize<Citation>(all, Options)! with { Source = citation.Source };
    }

    private static string EscapedInStrings(string json)
    {
        var escaped = new System.Text.StringBuilder(json.Length);
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var letter = json[i];
            if (letter == '\\')
            {
                escaped.Append(letter).Append(json[++i]);
                continue;
            }

            if (letter == '"')
                inString = !inString;
            escaped.Append(inString && letter is '{' or '}' or '\u2028' or '\u2029' or '\u0085' ? Escape(letter)
                : letter.ToString());
        }

        return escaped.ToString();

        string Escape(char c) => inString ? $"\\u{(int)c:x4}" : c.ToString();
    }
}
