using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;

namespace Verbatims.Nlp.Persistence;

/// <summary>How values are written in the tables. The same value always gives the same text, on every machine.</summary>
internal static class Stored
{
    // Accents stay as they are; nothing here is put into a page without being encoded.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // « + » stays « + », so that a topic can be looked for as it is written.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    public static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Json<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)
        ?? throw new InvalidDataException($"La base des verbatims porte une valeur illisible : « {text} ». Restaurez une sauvegarde.");

    public static ResultRow Result(CommentKey key, int run, CommentAnalysis analysis) => new()
    {
        Batch = key.Batch.Value,
        Run = run,
        Number = key.Number,
        Tone = (int)analysis.Tone,
        ToneProbabilities = Write(json =>
        {
            foreach (var probability in analysis.ToneProbabilities)
                json.WriteNumberValue(Rounded(probability));
        }),
        Topics = Write(json =>
        {
            foreach (var topic in analysis.Topics)
            {
                json.WriteStartArray();
                json.WriteStringValue(topic.Code + (topic.IsPraise ? "+" : "-"));
                json.WriteNumberValue(Rounded(topic.Confidence));
                json.WriteNumberValue(topic.Start);
                json.WriteNumberValue(topic.End);
                json.WriteEndArray();
            }
        }),
        IsAlert = analysis.IsAlert,
        AlertScore = Math.Round(analysis.AlertScore, 4),
        AlertReasons = Write(json =>
        {
            foreach (var reason in analysis.AlertReasons)
            {
                json.WriteStartArray();
                json.WriteStringValue(reason.Kind);
                json.WriteNumberValue(reason.Start);
                json.WriteNumberValue(reason.End);
                json.WriteEndArray();
            }
        }),
        NeedsReading = analysis.NeedsReading,
    };

    public static CommentAnalysis Analysis(ResultRow row)
    {
        using var tone = JsonDocument.Parse(row.ToneProbabilities);
        using var topics = JsonDocument.Parse(row.Topics);
        using var reasons = JsonDocument.Parse(row.AlertReasons);
        return new CommentAnalysis(
            (Tone)row.Tone,
            [.. tone.RootElement.EnumerateArray().Select(value => value.GetDouble())],
            [.. topics.RootElement.EnumerateArray().Select(topic => new TopicMention(
                topic[0].GetString()![..^1], topic[0].GetString()![^1] == '+', topic[1].GetDouble(), topic[2].GetInt32(),
                topic[3].GetInt32()))],
            row.IsAlert, row.AlertScore,
            [.. reasons.RootElement.EnumerateArray().Select(reason => new AlertReason(
                reason[0].GetString()!, reason[1].GetInt32(), reason[2].GetInt32()))],
            row.NeedsReading);
    }

    /// <summary>How a topic is written in a row, to be looked for there.</summary>
    public static string TopicMark(string code, bool? isPraise) =>
        "[\"" + code + (isPraise switch { true => "+\"", false => "-\"", null => "" });

    public static double Confidence(string toneProbabilities, int tone)
    {
        using var probabilities = JsonDocument.Parse(toneProbabilities);
        return tone < probabilities.RootElement.GetArrayLength() ? probabilities.RootElement[tone].GetDouble() : 0;
    }

    // Each topic once for each side, with the best of its confidences.
    public static IReadOnlyList<CountedTopic> Counted(string topics)
    {
        if (topics.Length <= 2)
            return [];
        var counted = new List<CountedTopic>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(topics));
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.String)
                continue;
            var mark = reader.GetString()!;
            reader.Read();
            var (code, isPraise, confidence) = (mark[..^1], mark[^1] == '+', reader.GetDouble());
            var known = counted.FindIndex(topic => topic.Code == code && topic.IsPraise == isPraise);
            if (known < 0)
                counted.Add(new CountedTopic(code, isPraise, confidence));
            else if (counted[known].Confidence < confidence)
                counted[known] = new CountedTopic(code, isPraise, confidence);
        }

        return counted;
    }

    public static Correction Correction(CorrectionRow row) => new(
        new CommentKey(new BatchId(row.Batch), row.Number), (Tone?)row.Tone,
        row.Topics is null ? null : [.. Json<string[]>(row.Topics).Select(text => TopicLabel.Read(text)!)],
        row.IsAlert, row.Person, Instant(row.At), row.ModelVersion);

    public static ReadingMark Reading(ReadingRow row) => new(
        new CommentKey(new BatchId(row.Batch), row.Number), row.IsRead, row.Person, Instant(row.At));

    private static decimal Rounded(double value) => Math.Round((decimal)value, 4);

    private static string Write(Action<Utf8JsonWriter> items)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartArray();
            items(json);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
