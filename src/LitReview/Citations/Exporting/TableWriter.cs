using System.Globalization;
using System.Text;
using LitReview.Citations.Importing;

namespace LitReview.Citations.Exporting;

/// <summary>Writes references as a table, one per row.</summary>
internal static class TableWriter
{
    // Beyond it, Excel calls a file damaged.
    private const int LongestCell = 32_000;

    private static readonly (string Name, Func<Citation, string?> Value)[] Columns =
    [
        ("title", citation => citation.Title),
        ("original_title", citation => citation.OriginalTitle),
        ("authors", citation => Listed(citation.Authors.Select(author => author.ToString()))),
        ("editors", citation => Listed(citation.Editors.Select(editor => editor.ToString()))),
        ("year", citation => citation.Year?.ToString(CultureInfo.InvariantCulture)),
        ("date", citation => citation.Date),
        ("journal", citation => citation.Journal),
        ("journal_abbreviation", citation => citation.JournalAbbreviation),
        ("volume", citation => citation.Volume),
        ("issue", citation => citation.Issue),
        ("pages", citation => citation.Pages),
        ("abstract", citation => citation.Abstract),
        ("keywords", citation => Listed(citation.Keywords)),
        ("mesh_terms", citation => Listed(citation.MeshTerms)),
        ("publication_types", citation => Listed(citation.PublicationTypes)),
        ("type", citation => citation.Kind.ToString()),
        ("doi", citation => citation.Doi),
        ("pmid", citation => citation.PubMedId),
        ("pmcid", citation => citation.PmcId),
        ("issn", citation => Listed(citation.Identifiers.Where(id => id.Scheme is "ISSN" or "ISBN")
            .Select(id => id.Value))),
        ("accession_number", citation => citation.Identifiers.Where(id => id.Scheme is not ("ISSN" or "ISBN"))
            .Select(id => id.Scheme is "AN" or "WOS" ? id.Value : $"{id.Scheme} {id.Value}").FirstOrDefault()),
        ("language", citation => citation.Language),
        ("publisher", citation => citation.Publisher),
        ("place", citation => citation.Place),
        ("url", citation => string.Join(' ', citation.Urls)),
        ("notes", citation => string.Join('\n', citation.Notes)),
        ("label_included", citation => citation.Label switch
        {
            CitationLabel.Included => "1",
            CitationLabel.Excluded => "0",
            _ => null,
        }),
        ("database", citation => citation.Source.Provider),
    ];

    public static void WriteCsv(IEnumerable<Citation> citations, Stream output)
    {
        // With its mark, a spreadsheet reads the accents.
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            leaveOpen: true)
        {
            NewLine = "\r\n",
        };
        foreach (var row in Rows(citations, isSheet: false))
            writer.WriteLine(string.Join(',', row.Select(Quoted)));
    }

    public static void WriteXlsx(IEnumerable<Citation> citations, Stream output) =>
        SheetWriter.Write(Rows(citations, isSheet: true), "Références", output);

    private static IEnumerable<IReadOnlyList<string>> Rows(IEnumerable<Citation> citations, bool isSheet)
    {
        string[] header = [.. Columns.Select(column => column.Name), "hastoolkit"];
        yield return header;
        foreach (var citation in citations)
        {
            string[] cells = [.. Columns.Select(column => Cell(column.Value(citation) ?? "", isSheet)), ""];
            var read = new TableRow(2, [.. cells.Select(cell => cell.ReplaceLineEndings("\n"))], null);
            var missing = ReadBack.Missing(
                citation, notes => TableReader.Read([new TableRow(1, header, null), read], "CSV", notes));
            yield return missing is null ? cells
                : [.. cells[..^1], .. CarriedFields.Write(missing).Chunk(LongestCell).Select(part => new string(part))];
        }
    }

    // A text that begins like a formula is computed by a spreadsheet, unless an apostrophe stands before it. Cells of
    // a workbook say
    // themselves that they are text.
    private static string Cell(string text, bool isSheet)
    {
        if (isSheet)
        {
            var clean = new string([.. text.Where(c => c is '\n' or '\t' or >= ' ' and not ('\uFFFE' or '\uFFFF'))]);
            return clean.Length <= LongestCell ? clean : clean[..LongestCell];
        }

        return text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\0' or '|' or '%' or '＝' or '＋' or '－' or '＠', ..]
            ? "'" + text
            : text;
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n;") >= 0 || (cell.Length > 0 && (cell[0] == ' ' || cell[^1] == ' '))
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell;

    private static string Listed(IEnumerable<string> parts) => string.Join("; ", parts);
}
