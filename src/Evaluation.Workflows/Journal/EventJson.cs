using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Sessions;

namespace Evaluation.Workflows.Journal;

/// <summary>Events as JSON text. The text is what is hashed, so it is written once and then only copied.</summary>
public static class EventJson
{
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // Accents stay readable in exports; the text is never put into HTML without encoding.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower),
            new TextConverter<PersonId>(id => id.Value, text => new PersonId(text)),
            new TextConverter<SessionId>(id => id.Value, text => new SessionId(text)),
            new TextConverter<DossierId>(id => id.Value, text => new DossierId(text)),
        },
    };

    private static readonly JsonSerializerOptions Strict = new(Options) { RespectNullableAnnotations = true };

    /// <summary>Writes an event of a dossier.</summary>
    public static string Write(DossierEvent dossierEvent) => JsonSerializer.Serialize(dossierEvent, Options);

    /// <summary>Writes an event of a session.</summary>
    public static string Write(SessionEvent sessionEvent) => JsonSerializer.Serialize(sessionEvent, Options);

    /// <summary>Writes an event of the directory.</summary>
    public static string Write(DirectoryEvent directoryEvent) => JsonSerializer.Serialize(directoryEvent, Options);

    /// <summary>Writes an event of the work around a dossier.</summary>
    public static string Write(CaseworkEvent caseworkEvent) => JsonSerializer.Serialize(caseworkEvent, Options);

    /// <summary>Reads an event of a dossier.</summary>
    /// <exception cref="InvalidDataException">The text is not such an event.</exception>
    public static DossierEvent ReadDossierEvent(string json) => Read<DossierEvent>(json);

    /// <summary>Reads an event of a session.</summary>
    /// <exception cref="InvalidDataException">The text is not such an event.</exception>
    public static SessionEvent ReadSessionEvent(string json) => Read<SessionEvent>(json);

    /// <summary>Reads an event of the work around a dossier.</summary>
    /// <exception cref="InvalidDataException">The text is not such an event.</exception>
    public static CaseworkEvent ReadCaseworkEvent(string json) => Read<CaseworkEvent>(json);

    /// <summary>Reads an event of the directory.</summary>
    /// <exception cref="InvalidDataException">The text is not such an event.</exception>
    public static DirectoryEvent ReadDirectoryEvent(string json) => Read<DirectoryEvent>(json);

    /// <summary>Checks an event that was written elsewhere: null stands only where an event may hold none.</summary>
    /// <exception cref="InvalidDataException">It is no such event, or lacks something; the message is French.</exception>
    internal static void CheckForeign<T>(string json)
    {
        try
        {
            using var text = JsonDocument.Parse(json);
            if (HoldsNullInList(text.RootElement))
                throw new InvalidDataException("une liste y porte « null ».");
            _ = JsonSerializer.Deserialize<T>(json, Strict) ?? throw new InvalidDataException("il est « null ».");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException($"il n’a pas la forme d’un événement ({e.Message})", e);
        }
    }

    /// <summary>Writes an instant as events carry it.</summary>
    public static string WriteInstant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads an instant as events carry it.</summary>
    public static DateTimeOffset ReadInstant(string text) => DateTimeOffset.ParseExact(
        text, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options)
                ?? throw new InvalidDataException($"An event of type {typeof(T).Name} is null.");
        }
        // An event without its type is not supported, says the reader: it is none all the same.
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"Not an event of type {typeof(T).Name}: {e.Message}", e);
        }
    }

    private static bool HoldsNullInList(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.Null || HoldsNullInList(one)))
        || (value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any(property => HoldsNullInList(property.Value)));

    private sealed class TextConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            read(reader.GetString() ?? throw new JsonException($"A {typeof(T).Name} is null."));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(write(value));
    }
}
