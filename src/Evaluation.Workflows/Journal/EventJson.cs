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
        catch (JsonException e)
        {
            throw new InvalidDataException($"Not an event of type {typeof(T).Name}: {e.Message}", e);
        }
    }

    private sealed class TextConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            read(reader.GetString() ?? throw new JsonException($"A {typeof(T).Name} is null."));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(write(value));
    }
}
