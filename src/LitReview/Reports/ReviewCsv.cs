using System.Globalization;
using CsvHelper;
using LitReview.Citations;
using LitReview.Reviews;

namespace LitReview.Reports;

/// <summary>The references of a review as CSV for a spreadsheet: one line each, with what became of it.</summary>
public static class ReviewCsv
{
    internal static readonly CsvWriterOptions Options = new()
    {
        Separator = ';',
        NewLine = "\r\n",
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=+-@\t\r\n|%",
        InjectionEscape = '\'',
        FormatProvider = CultureInfo.InvariantCulture,
        WriteByteOrderMark = true,
    };

    private static readonly string[] Header =
    [
        "numero", "titre", "auteurs", "annee", "revue", "doi", "pmid", "source", "fichier", "doublon_de", "titre_resume",
        "motif_titre_resume", "texte_integral", "motif_texte_integral", "type_etude", "niveau_de_preuve", "grade", "etiquettes",
        "etiquette_importee", "notes", "resume",
    ];

    /// <summary>Writes the references, in UTF-8 with its mark, fields apart by semicolons.</summary>
    /// <param name="review">The review.</param>
    /// <param name="citations">The references, in any order.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="nameOf">The name of a person; null writes his identifier.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static async Task WriteAsync(
        Review review, IAsyncEnumerable<(int Number, Citation Citation)> citations, Stream stream,
        Func<ReviewerId, string>? nameOf = null, CancellationToken cancellationToken = default)
    {
        await using var csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        csv.WriteHeader(Header);
        await foreach (var (number, citation) in citations.WithCancellation(cancellationToken))
        {
            if (review.Find(number) is not { } record)
                continue;
            var import = review.Imports[record.Import].Records;
            foreach (var field in (ReadOnlySpan<string>)
            [
                $"{number}", citation.Title, string.Join(" ; ", citation.Authors), $"{citation.Year}", citation.Journal ?? "", citation.Doi ?? "",
                citation.PubMedId ?? "", import.Source.Name, import.File, $"{record.DuplicateOf}",
                record.IsStanding ? ReviewText.Of(review.OutcomeOf(record, Stage.TitleAbstract)) : "doublon",
                Reason(review, record, Stage.TitleAbstract),
                review.IsForFullText(record) ? ReviewText.Of(review.OutcomeOf(record, Stage.FullText)) : "",
                Reason(review, record, Stage.FullText), record.Appraisal?.StudyType?.Name ?? "",
                record.Appraisal?.Level.Key ?? "", record.Appraisal?.Level.Grade ?? "",
                string.Join(" ; ", record.Tags), citation.Label is { } label ? ReviewExport.Of(label) : "",
                string.Join('\n', citation.Notes.Concat(ReviewExport.NotesOf(record, nameOf))), citation.Abstract,
            ])
            {
                csv.WriteField(Narrow(field));
            }

            await csv.EndRecordAsync(cancellationToken);
        }
    }

    // The wide forms are read as the narrow ones by some spreadsheets, and what follows a NUL as a formula.
    internal static string Narrow(string text) => text is ['\0' or '＝' or '＋' or '－' or '＠', ..] ? "'" + text : text;

    private static string Reason(Review review, RecordState record, Stage stage) =>
        record.IsStanding && review.OutcomeOf(record, stage) == Outcome.Excluded ? record.ReasonAt(stage) ?? "" : "";
}
