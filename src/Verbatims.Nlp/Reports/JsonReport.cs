using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;

namespace Verbatims.Nlp.Reports;

/// <summary>The figures and the comments as JSON, for programs: numbers in the invariant form, shares in [0, 1].</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new FigureConverter() },
    };

    /// <summary>Writes the report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="comments">The comments.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Stops between two comments.</param>
    public static async Task WriteAsync(
        Report report, IAsyncEnumerable<StoredComment> comments, Stream output, CancellationToken cancellationToken = default)
    {
        await using var json = new Utf8JsonWriter(
            output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        Write("lot", new
        {
            Id = report.Batch.Id.Value,
            report.Batch.FileName,
            report.Batch.FileHash,
            report.Batch.Comments,
            report.Batch.Problems,
            report.Batch.Run?.ModelVersion,
            report.Batch.Run?.GridVersion,
            MadeAt = report.MadeAt.ToUniversalTime(),
        });
        Write("filtres", report.Figures.Query.Words.ToDictionary(word => word.Word, word => word.Value));
        Write("chiffres", report.Figures.Cards);
        Write("themes", report.Figures.Topics.Select(line => new { line.Code, Name = report.NameOf(line.Code), Figures = line }));
        Write("evolution", report.Figures.Trend);
        Write("services", report.Figures.Services);
        Write("etablissements", report.Figures.Establishments);
        Write("priorites", report.Figures.Priorities.Select(line => new { line.Code, line.Priority, line.Impact }));
        Write("cooccurrences", report.Figures.Pairs);
        Write("accord", report.Agreement);
        if (report.Comparison is { } compared)
        {
            Write("comparaison", new
            {
                compared.First,
                compared.Second,
                Lines = compared.Lines.Select(line => new
                {
                    line.Code,
                    First = ReportComparison.Cell(line.Test.First, line.First),
                    Second = ReportComparison.Cell(line.Test.Second, line.Second),
                    line.Test.PValue,
                }),
            });
        }

        Write("limites", Report.Limits);
        json.WriteStartArray("commentaires");
        await foreach (var comment in comments.WithCancellation(cancellationToken))
        {
            json.WriteStartObject();
            foreach (var column in CommentTable.Columns)
            {
                json.WritePropertyName(column.Name);
                JsonSerializer.Serialize(json, column.Value(report.Figures.Shown(comment)), Options);
            }

            json.WriteEndObject();
            if (json.BytesPending > 1 << 16)
                await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void Write(string name, object value)
        {
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, value, Options);
        }
    }

    // A number, null when it is not shown, and the words of its query: what a page would link to.
    private sealed class FigureConverter : JsonConverter<Figure>
    {
        public override Figure Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Reports are written, not read.");

        public override void Write(Utf8JsonWriter writer, Figure value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            if (value.IsHidden)
                writer.WriteNull("value");
            else
                writer.WriteNumber("value", value.Value);
            writer.WriteStartObject("query");
            foreach (var (word, text) in value.Query.Words)
                writer.WriteString(word, text);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }
}
