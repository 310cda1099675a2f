using System.Globalization;
using CsvHelper;
using Verbatims.Nlp.Batches;

namespace Verbatims.Nlp.Reports;

/// <summary>
/// The comments as CSV, as French spreadsheets open it: UTF-8 with its mark, semicolons, decimal commas. A text that a spreadsheet
/// would take for a formula starts with an apostrophe.
/// </summary>
public static class CsvReport
{
    internal static readonly CsvWriterOptions Options = new()
    {
        Separator = ';',
        NewLine = "\r\n",
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=+-@\t\r\n|%",
        InjectionEscape = '\'',
        FormatProvider = CultureInfo.GetCultureInfo("fr-FR"),
        WriteByteOrderMark = true,
    };

    // The wide forms are read as the narrow ones by some spreadsheets, and what follows a NUL as a formula.
    internal static string Narrow(string text) => text is ['\0' or '＝' or '＋' or '－' or '＠', ..] ? "'" + text : text;

    /// <summary>Writes the comments.</summary>
    /// <param name="report">The report; the wards and hospitals that it does not name are named nowhere.</param>
    /// <param name="comments">The comments, in the order in which they are written.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Stops between two comments.</param>
    public static async Task WriteAsync(
        Report report, IAsyncEnumerable<StoredComment> comments, Stream output, CancellationToken cancellationToken = default)
    {
        await using var csv = CsvWriter.Create(output, Options, leaveOpen: true);
        csv.WriteHeader(CommentTable.Columns.Select(column => column.Title).ToArray());
        await foreach (var comment in comments.WithCancellation(cancellationToken))
        {
            foreach (var column in CommentTable.Columns)
            {
                switch (column.Value(report.Figures.Shown(comment)))
                {
                    case null:
                        csv.WriteField("");
                        break;
                    case long number:
                        csv.WriteField(number, "");
                        break;
                    case double number:
                        csv.WriteField(number, "0.####");
                        break;
                    case DateOnly month:
                        csv.WriteField(month, "yyyy-MM");
                        break;
                    case var text:
                        csv.WriteField(Narrow(ReportText.ForXml((string)text)));
                        break;
                }
            }

            await csv.EndRecordAsync(cancellationToken);
        }
    }
}
