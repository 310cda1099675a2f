using CsvHelper;
using LitReview.Citations;
using LitReview.Citations.Exporting;
using LitReview.Extraction;
using LitReview.Reviews;

namespace LitReview.Reports;

/// <summary>What was taken from the studies of a review, as a table for a spreadsheet: a line each.</summary>
public static class ExtractionTable
{
    // Beyond it, Excel calls a file damaged.
    private const int LongestCell = 32_000;

    /// <summary>What stands in a cell that two people filled in differently.</summary>
    public const string ToSettle = "à trancher";

    /// <summary>Writes the table as CSV, in UTF-8 with its mark, fields apart by semicolons; no cell is a formula.</summary>
    /// <param name="review">The review.</param>
    /// <param name="citations">The references of its studies, by number.</param>
    /// <param name="stream">Where to.</param>
    public static void WriteCsv(Review review, IReadOnlyDictionary<int, Citation> citations, Stream stream)
    {
        using var csv = CsvWriter.Create(stream, ReviewCsv.Options, leaveOpen: true);
        // The names of fields are typed by people: they are written as values are.
        foreach (var name in Header(review))
            csv.WriteField(ReviewCsv.Narrow(name));
        csv.EndRecord();
        foreach (var row in Rows(review, citations))
        {
            foreach (var cell in row)
                csv.WriteField(ReviewCsv.Narrow(cell));
            csv.EndRecord();
        }
    }

    /// <summary>Writes the table as a workbook whose cells are all text.</summary>
    /// <param name="review">The review.</param>
    /// <param name="citations">The references of its studies, by number.</param>
    /// <param name="stream">Where to.</param>
    public static void WriteXlsx(Review review, IReadOnlyDictionary<int, Citation> citations, Stream stream) =>
        SheetWriter.Write(
            Rows(review, citations).Prepend(Header(review)).Select(row => (IReadOnlyList<string>)[.. row.Select(Clean)]), "Extraction", stream);

    private static IReadOnlyList<string> Header(Review review) =>
    [
        "numero", "reference", "doi", "type_etude", "niveau_de_preuve", "grade",
        .. review.Extraction.Fields.SelectMany(field => new[] { field.Name, $"{field.Name} : extrait", $"{field.Name} : vérification" }),
    ];

    private static IEnumerable<IReadOnlyList<string>> Rows(Review review, IReadOnlyDictionary<int, Citation> citations)
    {
        foreach (var record in review.Studies())
        {
            var citation = citations.GetValueOrDefault(record.Number);
            yield return
            [
                $"{record.Number}", citation is null ? "" : DocxReport.Reference(citation), citation?.Doi ?? "",
                record.Appraisal?.StudyType?.Name ?? "", record.Appraisal?.Level.Key ?? "", record.Appraisal?.Level.Grade ?? "",
                .. review.Cells(record).SelectMany(Written),
            ];
        }
    }

    private static string[] Written(ExtractionCell cell) => cell.Value is { } value
        ? [value.Value, value.Quote, Verification(cell, value)]
        : [cell.Status == CellStatus.Differs ? ToSettle : "", "", ""];

    internal static string Verification(ExtractionCell cell, CheckedValue value) =>
        ReviewText.Of(value) + (cell.State.Settled is { } settled ? $" ; tranché : {settled.Comment}" : "");

    private static string Clean(string text)
    {
        var clean = new string([.. text.Where(c => c is '\n' or '\t' or >= ' ' and not ('\uFFFE' or '\uFFFF') && !char.IsSurrogate(c))]);
        return clean[..Math.Min(clean.Length, LongestCell)];
    }
}
