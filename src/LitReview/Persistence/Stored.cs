using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LitReview.Citations;
using LitReview.Reviews;

namespace LitReview.Persistence;

/// <summary>How values are written in the tables. The same value always gives the same text, on every machine.</summary>
internal static class Stored
{
    /// <summary>What stands in the place of the hash before the first event.</summary>
    public const string NoHash = "0000000000000000000000000000000000000000000000000000000000000000";

    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // Accents stay as they are; nothing here is put into a page without being encoded.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    public static DateTimeOffset Instant(string text) => DateTimeOffset.ParseExact(
        text, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static string Event(ReviewEvent reviewEvent) => JsonSerializer.Serialize(reviewEvent, Options);

    public static RecordedReviewEvent Event(EventRow row) => new(
        row.Version, Instant(row.At), new ReviewerId(row.Person), Read<ReviewEvent>(row.Payload));

    public static string Citation(Citation citation) => JsonSerializer.Serialize(citation, Options);

    public static Citation Citation(string text) => Read<Citation>(text);

    /// <summary>A value as one line of JSON.</summary>
    public static string Json<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>A value from a line of JSON of a file.</summary>
    public static T FromJson<T>(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, Options) ?? throw new JsonException("null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"Le fichier porte une ligne illisible : « {line[..Math.Min(80, line.Length)]} ».", e);
        }
    }

    /// <summary>The digest of the full text that an event attached; null for another event.</summary>
    public static string? FullTextOf(string payload) => (Read<ReviewEvent>(payload) as FullTextAttached)?.Sha256;

    /// <summary>The digest of references as they are stored, in their order.</summary>
    public static string DigestOf(IEnumerable<string> stored)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in stored)
            Add(hash, text);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What tells one command from another: its type and all its values.</summary>
    public static string Fingerprint(string review, ReviewCommand command, ReviewerId person) => Digest(
        review, command.GetType().Name, person.Value, JsonSerializer.Serialize(command, command.GetType(), Options));

    /// <summary>The hash of an event, which covers the one before it.</summary>
    public static string Hash(string previous, long version, string at, string person, string command, string payload) =>
        Digest(previous, version.ToString(CultureInfo.InvariantCulture), at, person, command, payload);

    /// <summary>Letters without accents or case, to search in.</summary>
    public static string Folded(string text)
    {
        // Half a character, which a damaged export can hold, cannot be taken apart.
        var whole = text.Any(char.IsSurrogate) ? string.Concat(text.EnumerateRunes()) : text;
        var folded = new StringBuilder(text.Length);
        foreach (var letter in whole.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                folded.Append(char.ToLowerInvariant(letter));
        }

        return folded.ToString();
    }

    private static T Read<T>(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("null");
        }
        // An event without its type is not supported, says the reader: it is unreadable all the same.
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException(
                $"La base des revues porte une valeur illisible : « {text[..Math.Min(80, text.Length)]} ». Restaurez une sauvegarde.", e);
        }
    }

    // The length of each part goes before it, so that no two lists of parts read the same.
    private static string Digest(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
            Add(hash, part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Adds a text to a digest, its length before it.</summary>
    public static void Add(IncrementalHash hash, string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        hash.AppendData(BitConverter.GetBytes(bytes.Length));
        hash.AppendData(bytes);
    }
}
