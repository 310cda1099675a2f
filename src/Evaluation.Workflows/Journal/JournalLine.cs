using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Evaluation.Workflows.Journal;

/// <summary>An event as one line of an exported history: the same event gives the same bytes on every machine.</summary>
internal static class JournalLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an event as a JSON object, without its line feed.</summary>
    public static string Write(RecordedEvent e)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("stream", e.Stream);
            json.WriteNumber("sequence", e.Sequence);
            json.WriteString("command", e.Command.ToString("D"));
            json.WriteString("at", e.At);
            json.WriteString("person", e.Person);
            json.WriteString("role", e.Role);
            json.WriteString("payload", e.Payload);
            json.WriteString("previousHash", e.PreviousHash);
            json.WriteString("hash", e.Hash);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
