using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CsvHelper;
using Verbatims.Nlp.Analysis;

namespace HasToolkit.Cli.Verbatims;

/// <summary>A comment of a file.</summary>
/// <param name="Id">Its identifier, or the number of its line when it has none.</param>
/// <param name="Box">The box it was written in.</param>
/// <param name="Text">The comment as it was written.</param>
internal sealed record FileComment(string Id, Box Box, string Text);

/// <summary>Reads comments one by one from CSV or JSON Lines, plain or gzip.</summary>
internal static class CommentFile
{
    private static readonly string[] TextColumns = ["texte", "text", "verbatim", "commentaire", "feedback"];
    private static readonly string[] BoxColumns = ["champ", "box", "polarite", "polarité", "type"];
    private static readonly string[] IdColumns = ["id", "identifiant", "row_index"];

    /// <summary>The comments, in order. A line that cannot be read is reported, and the reading goes on.</summary>
    public static IEnumerable<FileComment> Read(string path, Action<string> report)
    {
        using var file = File.OpenRead(path);
        using var plain = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionMode.Decompress)
            : (Stream)file;
        using var reader = new StreamReader(plain, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true);
        var name = Path.GetFileName(path).ToLowerInvariant();
        var rows = name.Contains(".jsonl", StringComparison.Ordinal) || name.Contains(".ndjson", StringComparison.Ordinal)
            ? ReadJson(reader, report)
            : ReadCsv(reader, path, report);
        foreach (var row in rows)
            yield return row;
    }

    private static IEnumerable<FileComment> ReadJson(TextReader reader, Action<string> report)
    {
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Trim().Length == 0)
                continue;
            FileComment? comment = null;
            try
            {
                using var document = JsonDocument.Parse(line);
                var root = document.RootElement;
                if (Field(root, TextColumns) is { } text)
                {
                    comment = new FileComment(
                        Field(root, IdColumns) ?? number.ToString(CultureInfo.InvariantCulture),
                        VerbatimsCommands.BoxOf(Field(root, BoxColumns)), text);
                }
                else
                {
                    report($"Ligne {number} : aucun champ « texte » ; ligne laissée de côté.");
                }
            }
            catch (JsonException e)
            {
                report($"Ligne {number} : ce n’est pas un objet JSON ({e.Message}) ; ligne laissée de côté.");
            }

            if (comment is not null)
                yield return comment;
        }
    }

    private static string? Field(JsonElement root, string[] names)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var name in names)
        {
            if (root.TryGetProperty(name, out var value))
                return value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        }

        return null;
    }

    private static IEnumerable<FileComment> ReadCsv(TextReader reader, string path, Action<string> report)
    {
        using var csv = CsvReader.Create(reader, new CsvReaderOptions { MaxRecordSize = 1 << 26 });
        csv.ReadHeader();
        if (csv.Headers is not { Count: > 0 } names)
            throw new InputException($"« {path} » est vide. Attendu : un CSV avec les colonnes id, champ et texte.");
        var header = names.Select(name => name.Trim().TrimStart('\uFEFF').ToLowerInvariant()).ToList();
        var text = Place(header, TextColumns);
        if (text < 0)
        {
            throw new InputException(
                $"« {path} » : aucune colonne de texte. Trouvé : {string.Join(", ", header)} ; "
                + $"attendu : l’une de {string.Join(", ", TextColumns)}.");
        }

        var (id, box) = (Place(header, IdColumns), Place(header, BoxColumns));
        for (var number = 1; csv.Read(); number++)
        {
            if (csv.FieldCount <= text)
            {
                report($"Ligne {number} : {csv.FieldCount} colonnes au lieu de {header.Count} ; ligne laissée de côté.");
                continue;
            }

            yield return new FileComment(
                id >= 0 && csv.GetString(id) is { Length: > 0 } own ? own : number.ToString(CultureInfo.InvariantCulture),
                box >= 0 ? VerbatimsCommands.BoxOf(csv.GetString(box)) : Box.Unknown,
                csv.GetString(text));
        }
    }

    private static int Place(List<string> header, string[] names) =>
        names.Select(name => header.IndexOf(name)).FirstOrDefault(place => place >= 0, -1);
}
