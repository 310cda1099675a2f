using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;

namespace Verbatims.Nlp.Reports;

/// <summary>
/// The report as an Excel file. Each cell has its type: numbers are numbers, months are dates, texts are texts and never formulas,
/// whatever they start with.
/// </summary>
public static class XlsxReport
{
    private const int LongestCell = 32_767;
    private const int MostRows = 1_048_576;

    // Places in the table of styles below. Texts bear the mark that keeps them texts when a person edits the cell.
    private const uint TextStyle = 1;
    private const uint HeaderStyle = 2;
    private const uint NumberStyle = 3;
    private const uint PercentStyle = 4;
    private const uint MonthStyle = 5;
    private const uint DecimalStyle = 6;

    /// <summary>Writes the report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="comments">The comments; those beyond the last row of a sheet are left out, and the sheet says so.</param>
    /// <param name="path">The file, replaced when it exists.</param>
    /// <param name="cancellationToken">Stops between two comments.</param>
    public static async Task WriteAsync(
        Report report, IAsyncEnumerable<StoredComment> comments, string path, CancellationToken cancellationToken = default)
    {
        using var document = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var book = document.AddWorkbookPart();
        book.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
        var sheets = new List<(string Name, string Id)>();
        Sheet("Chiffres", Cards(report));
        Sheet("Thèmes", Topics(report));
        Sheet("Évolution", Trend(report));
        Sheet("Services", Groups(report.Figures.Services));
        Sheet("Établissements", Groups(report.Figures.Establishments));
        Sheet("Priorités", Priorities(report));
        Sheet("Cooccurrences", Pairs(report));
        if (report.Comparison is { } compared)
            Sheet("Comparaison", Compared(report, compared));
        await CommentsAsync();
        Sheet("Limites", [["À savoir avant d’utiliser ces chiffres"], .. Report.Limits.Select(limit => new object?[] { limit })]);
        book.Workbook = new Workbook(new Sheets(sheets.Select((sheet, i) => new Sheet
        {
            Name = sheet.Name,
            SheetId = (uint)i + 1,
            Id = sheet.Id,
        })));
        book.Workbook.Save();

        void Sheet(string name, IEnumerable<object?[]> rows)
        {
            var part = book.AddNewPart<WorksheetPart>();
            sheets.Add((name, book.GetIdOfPart(part)));
            using var writer = OpenXmlWriter.Create(part);
            Begin(writer);
            var isHeader = true;
            foreach (var row in rows)
            {
                WriteRow(writer, row, isHeader);
                isHeader = false;
            }

            End(writer);
        }

        async Task CommentsAsync()
        {
            var part = book.AddNewPart<WorksheetPart>();
            sheets.Add(("Commentaires", book.GetIdOfPart(part)));
            using var writer = OpenXmlWriter.Create(part);
            Begin(writer);
            WriteRow(writer, [.. CommentTable.Columns.Select(column => (object?)column.Title)], isHeader: true);
            var (rows, left) = (1, 0L);
            await foreach (var comment in comments.WithCancellation(cancellationToken))
            {
                if (rows == MostRows - 1)
                {
                    left++;
                    continue;
                }

                WriteRow(writer, [.. CommentTable.Columns.Select(column => column.Value(report.Figures.Shown(comment)))], isHeader: false);
                rows++;
            }

            if (left > 0)
                WriteRow(writer, [$"{ReportText.Number(left)} commentaires de plus : Excel ne les contient pas. Prenez le CSV."], isHeader: false);
            End(writer);
        }
    }

    private static IEnumerable<object?[]> Cards(Report report)
    {
        var cards = report.Figures.Cards;
        yield return ["Chiffre", "Valeur", "Intervalle bas", "Intervalle haut"];
        yield return ["Commentaires", Number(cards.Comments)];
        yield return ["Positifs", Number(cards.Positive)];
        yield return ["Négatifs", Number(cards.Negative)];
        yield return ["Mixtes", Number(cards.Mixed)];
        yield return ["Sans contenu", Number(cards.Empty)];
        yield return ["Part de satisfaits", .. Interval(cards.Satisfied)];
        yield return ["À lire d’abord", Number(cards.Alerts)];
        yield return ["À relire", Number(cards.ToRead)];
        yield return ["Corrigés", Number(cards.Corrected)];
        yield return ["Part dont le service est connu", Share(cards.WithService.Value)];
        yield return ["Note moyenne", cards.MeanScore];
        yield return ["Accord des lecteurs avec le modèle, tonalité", .. Interval(report.Agreement[0].Tone)];
        yield return ["Fichier", report.Batch.FileName];
        yield return ["Empreinte du fichier (SHA-256)", report.Batch.FileHash];
        yield return ["Modèle", report.Batch.Run?.ModelVersion];
        yield return ["Filtres", string.Join(", ", report.Figures.Query.Words.Select(word => $"{word.Word} = {word.Value}"))];
        yield return ["Établi le", ReportText.Instant(report.MadeAt)];
    }

    private static IEnumerable<object?[]> Topics(Report report)
    {
        yield return
        [
            "Code", "Thème", "Commentaires", "Loué", "Critiqué", "Part d’éloges", "Intervalle bas", "Intervalle haut", "Positifs",
            "Négatifs", "Mixtes", "Fréquence",
        ];
        foreach (var line in report.Figures.Topics)
        {
            yield return
            [
                line.Code, report.NameOf(line.Code), Number(line.Mentions), Number(line.Praised), Number(line.Blamed),
                .. Interval(line.PraisedShare), Number(line.Positive), Number(line.Negative), Number(line.Mixed),
                Share(line.Frequency.Value),
            ];
        }
    }

    private static IEnumerable<object?[]> Trend(Report report)
    {
        yield return ["Mois", "Commentaires", "Part de satisfaits", "Intervalle bas", "Intervalle haut"];
        foreach (var point in report.Figures.Trend)
            yield return [point.Month, Number(point.Comments), .. Interval(point.Satisfied)];
    }

    private static IEnumerable<object?[]> Groups(IReadOnlyList<GroupLine> groups)
    {
        yield return
        [
            "Nom", "Commentaires", "Part de satisfaits", "Intervalle bas", "Intervalle haut", "p corrigé (Holm)", "Comparaison",
            "À lire d’abord",
        ];
        foreach (var line in groups)
        {
            yield return line.IsHidden
                ? [line.Name]
                : [
                    line.Name, Number(line.Comments), .. Interval(line.Test!.First), line.Test.PValue, ReportText.Compared(line.Test),
                    Number(line.Alerts),
                ];
        }
    }

    private static IEnumerable<object?[]> Priorities(Report report)
    {
        yield return ["Priorité", "Code", "Thème", "Impact", "Commentaires", "Loué", "Critiqué"];
        foreach (var line in report.Figures.Priorities)
        {
            yield return
            [
                ReportText.Priority(line.Priority), line.Code, report.NameOf(line.Code), line.Impact, Number(line.Line.Mentions),
                Number(line.Line.Praised), Number(line.Line.Blamed),
            ];
        }
    }

    private static IEnumerable<object?[]> Pairs(Report report)
    {
        yield return ["Thème", "Et aussi", "Commentaires"];
        foreach (var pair in report.Figures.Pairs)
            yield return [report.NameOf(pair.First), report.NameOf(pair.Second), Number(pair.Comments)];
    }

    private static IEnumerable<object?[]> Compared(Report report, ReportComparison compared)
    {
        yield return ["Part comparée", compared.First, compared.Second, "p corrigé (Holm)", "Différence"];
        if (compared.Lines.Count == 0)
            yield return [ReportComparison.TooFew];
        foreach (var line in compared.Lines)
        {
            yield return
            [
                ReportComparison.Title(line, report.TopicNames), Side(line.Test.First, line.First), Side(line.Test.Second, line.Second),
                line.Test.PValue, ReportComparison.Difference(line.Test),
            ];
        }

        static object? Side(Proportion share, Search.CommentQuery query) =>
            new Figure(share.Count, query) is { IsHidden: true } hidden ? Number(hidden) : Share(share.Value);
    }

    private static object Number(Figure? figure) => figure is null or { IsHidden: true } ? ReportText.Number(figure) : figure.Value;

    private static object?[] Interval(Proportion share) =>
        share.Of == 0 ? [null, null, null] : [Share(share.Value), Share(share.Low), Share(share.High)];

    private static object? Share(double? value) => value is { } known ? new Percentage(known) : null;

    private static void Begin(OpenXmlWriter writer)
    {
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(new Pane
        {
            VerticalSplit = 1,
            TopLeftCell = "A2",
            ActivePane = PaneValues.BottomLeft,
            State = PaneStateValues.Frozen,
        })
        { WorkbookViewId = 0 }));
        writer.WriteElement(new Columns(new Column { Min = 1, Max = 16, Width = 22, CustomWidth = true }));
        writer.WriteStartElement(new SheetData());
    }

    private static void End(OpenXmlWriter writer)
    {
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void WriteRow(OpenXmlWriter writer, object?[] cells, bool isHeader)
    {
        writer.WriteStartElement(new Row());
        foreach (var value in cells)
            writer.WriteElement(CellOf(value, isHeader));
        writer.WriteEndElement();
    }

    private static Cell CellOf(object? value, bool isHeader) => value switch
    {
        null => new Cell(),
        long number => Number(number, NumberStyle),
        double number => Number(number, DecimalStyle),
        Percentage share => Number(share.Value, PercentStyle),
        DateOnly month => Number(month.ToDateTime(TimeOnly.MinValue).ToOADate(), MonthStyle),
        _ => new Cell
        {
            DataType = CellValues.InlineString,
            StyleIndex = isHeader ? HeaderStyle : TextStyle,
            InlineString = new InlineString(new Text(Cut(ReportText.ForXml((string)value))) { Space = SpaceProcessingModeValues.Preserve }),
        },
    };

    private static Cell Number(double value, uint style) => new()
    {
        StyleIndex = style,
        CellValue = new CellValue(value.ToString("R", CultureInfo.InvariantCulture)),
    };

    private static string Cut(string text)
    {
        if (text.Length <= LongestCell)
            return text;
        var note = $"… [coupé : {ReportText.Number(text.Length)} caractères]";
        var end = LongestCell - note.Length;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + note;
    }

    private static Stylesheet Styles() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "mmm yyyy" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top }) { NumberFormatId = 49, ApplyNumberFormat = true, QuotePrefix = true },
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = 3, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 10, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 4, ApplyNumberFormat = true }));

    private sealed record Percentage(double Value);
}
