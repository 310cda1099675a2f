using System.Runtime.CompilerServices;
using System.Text.Json;
using Verbatims.Nlp.Intake;

namespace Verbatims.Nlp.Reading;

/// <summary>A JSON Lines file: an object on each line.</summary>
internal sealed class JsonLinesTable : ISourceTable
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    private readonly Func<BoundedStream> _open;
    private readonly Func<BoundedStream, double> _share;
    private readonly TextEncoding _encoding;
    private readonly byte[] _sample;
    private readonly Dictionary<string, int> _places;

    public JsonLinesTable(
        Func<BoundedStream> open, Func<BoundedStream, double> share, byte[] sample, string format, SourceChoices choices)
    {
        (_open, _share, _sample) = (open, share, sample);
        _encoding = choices.Encoding is { } name ? TextEncoding.Named(name, sample) : TextEncoding.Detect(sample);
        var columns = new List<string>();
        foreach (var line in TextLines.Read(new MemoryStream(sample, writable: false), _encoding, sample))
        {
            if (columns.Count > Limits.Columns)
                break;
            foreach (var key in KeysOf(line.Text).Where(key => !columns.Contains(key, StringComparer.Ordinal)))
                columns.Add(key);
        }

        if (columns.Count == 0)
        {
            throw new InvalidDataException(
                "Le fichier commence comme du JSON, mais aucune ligne n’est un objet JSON. Attendu : un objet par ligne (JSON Lines), "
                + "par exemple {\"texte\": \"Très bon accueil\"}.");
        }

        Description = new SourceDescription(
            format, _encoding.Main.WebName, Delimiter: null, Quote: null, HasHeader: true, ColumnNames.Of(columns), []);
        _places = columns.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
    }

    public SourceDescription Description { get; }

    public async IAsyncEnumerable<SourceRow> RowsAsync(
        IReadOnlySet<string>? wanted, Action<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = _open();
        var row = 0L;
        foreach (var line in TextLines.Read(stream, _encoding, _sample))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!line.IsTooLong && string.IsNullOrWhiteSpace(line.Text))
                continue;
            row++;
            if (row % 256 == 0)
                progress(_share(stream));
            yield return line.IsTooLong
                ? new SourceRow(row, line.Number, [], $"Ligne de plus de {Limits.Line >> 20} Mo : illisible.")
                : RowOf(row, line);
        }

        progress(1);
    }

    private SourceRow RowOf(long row, TextLine line)
    {
        try
        {
            using var json = JsonDocument.Parse(line.Text, Options);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return new SourceRow(row, line.Number, [], "Un objet JSON est attendu sur chaque ligne ; cette ligne porte autre chose.");
            var values = new string?[Description.Columns.Count];
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (_places.TryGetValue(property.Name, out var place))
                    values[place] = TextOf(property.Value);
            }

            return new SourceRow(row, line.Number, values);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new SourceRow(row, line.Number, [], "JSON invalide : la ligne ne se lit pas comme un objet JSON.");
        }
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.True => "oui",
        JsonValueKind.False => "non",
        JsonValueKind.Number or JsonValueKind.Object or JsonValueKind.Array => value.GetRawText(),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.ValueKind, "Unknown kind of JSON value."),
    };

    private static List<string> KeysOf(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line, Options);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? [.. json.RootElement.EnumerateObject().Select(property => property.Name)]
                : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
