using System.Globalization;
using System.Text;
using CsvHelper;
using LitReview.Citations;
using LitReview.Deduplication;

namespace HasToolkit.Cli.LitReview;

/// <summary>Pairs of references as a table that a person fills in, and that a later run reads.</summary>
internal static class DuplicatePairs
{
    private static readonly string[] Header =
        ["decision", "probabilite", "etat", "raison", "reference_1", "reference_2", "cle_1", "cle_2"];

    /// <summary>« Durand É. 2021. Titre. Revue »: enough to decide.</summary>
    public static string Told(Citation citation)
    {
        var author = citation.Authors.Count > 0 ? citation.Authors[0].ToString() : "sans auteur";
        var place = string.Join(' ', new[] { citation.Journal, citation.Volume, citation.Pages }.OfType<string>());
        return $"{author}, {citation.Year?.ToString(CultureInfo.InvariantCulture) ?? "s. d."}. {citation.Title}. {place}".TrimEnd(' ', '.')
            + (citation.Doi is { } doi ? $". doi:{doi}" : "");
    }

    /// <summary>Writes the doubts, then the links.</summary>
    public static async Task WriteAsync(
        Stream output, DuplicateReport report, DuplicateFinder finder, IReadOnlyList<string> titles,
            CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            leaveOpen: true);
        await writer.WriteLineAsync(string.Join(',', Header));
        foreach (var (pair, state) in report.Doubts.Select(pair => (pair, "à trancher"))
            .Concat(report.Links.Select(pair => (pair, "liées"))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string[] cells =
            [
                "", pair.Probability.ToString("0.000", CultureInfo.InvariantCulture), state, pair.Reason,
                    titles[pair.First], titles[pair.Second],
                finder.KeyOf(pair.First), finder.KeyOf(pair.Second),
            ];
            await writer.WriteLineAsync(string.Join(',', cells.Select(Quoted)));
        }
    }

    /// <summary>The decisions that a person wrote into the table.</summary>
    public static IReadOnlyList<DuplicateDecision> ReadDecisions(string path)
    {
        using var file = File.OpenRead(path);
        using var csv = CsvReader.Create(file, new CsvReaderOptions { TrackLineNumbers = true });
        var (decided, first, second) =
            (Place(csv.Headers, "decision", path), Place(csv.Headers, "cle_1", path),
            Place(csv.Headers, "cle_2", path));
        var decisions = new List<DuplicateDecision>();
        while (csv.Read())
        {
            var decision = csv.GetString(decided).Trim().ToLowerInvariant();
            if (decision.Length == 0)
                continue;
            var areDuplicates = decision switch
            {
                "oui" or "o" or "1" => true,
                "non" or "n" or "0" => false,
                _ => throw new InputException(
                    $"« {Path.GetFileName(path)} », ligne {csv.LineNumber} : décision « {decision} ». Écrivez oui ou non, ou laissez vide."),
            };
            decisions.Add(new DuplicateDecision(csv.GetString(first), csv.GetString(second), areDuplicates));
        }

        return decisions;
    }

    private static int Place(IReadOnlyList<string> headers, string name, string path)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            if (headers[i].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        throw new InputException($"« {Path.GetFileName(path)} » n’a pas de colonne « {name} ». Donnez le fichier écrit par --pairs.");
    }

    // An apostrophe keeps a spreadsheet from computing a text that begins like a formula.
    private static string Quoted(string cell)
    {
        var safe = cell is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\0' or '|' or '%' or '＝' or '＋' or '－' or '＠', ..]
            ? "'" + cell
            : cell;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
