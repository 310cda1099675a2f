using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Verbatims.Nlp.Figures;

namespace Verbatims.Nlp.Reports;

/// <summary>The report as a Word file for the commission of users: a page for all comments, then one for each ward.</summary>
public static class DocxReport
{
    private const int Most = 3;

    /// <summary>Writes the report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="path">The file, replaced when it exists.</param>
    public static void Write(Report report, string path)
    {
        using var document = WordprocessingDocument.Create(path, WordprocessingDocumentType.Document);
        document.PackageProperties.Title = $"Commentaires de patients, {report.Batch.FileName}";
        document.PackageProperties.Language = "fr-FR";
        var main = document.AddMainDocumentPart();
        main.AddNewPart<StyleDefinitionsPart>().Styles = Styles();
        var body = new Body();
        Page(body, report, "Ensemble des commentaires", report.Figures, null);
        foreach (var service in report.Services)
        {
            body.Append(new Paragraph(new Run(new Break { Type = BreakValues.Page })));
            Page(body, report, service.Line.Name, service.Figures, service.Line);
        }

        body.Append(new SectionProperties(
            new PageSize { Width = 11_906, Height = 16_838 }, new PageMargin { Top = 1_134, Bottom = 1_134, Left = 1_134, Right = 1_134 }));
        main.Document = new Document(body);
        main.Document.Save();
    }

    private static void Page(Body body, Report report, string title, BatchFigures figures, GroupLine? line)
    {
        var cards = figures.Cards;
        body.Append(
            Paragraph(title, "Heading1"),
            Paragraph(
                $"{ReportText.Number(cards.Comments.Value)} commentaires{Period(figures)}, dont {ReportText.Number(cards.Empty.Value)} sans "
                + $"contenu. Satisfaits : {ReportText.WithInterval(cards.Satisfied)} des commentaires qui disent quelque chose (intervalle à 95 %)."));
        if (line is not null)
            body.Append(Paragraph($"Par rapport aux autres services : {ReportText.Compared(line.Test)}."));
        if (line is null && figures.Services.FirstOrDefault(one => one.IsHidden) is { } small)
            body.Append(Paragraph($"{small.Name}, sans nom ni chiffres."));
        body.Append(Paragraph("Points forts", "Heading2"));
        Topics(body, report, figures, isPraise: true);
        body.Append(Paragraph("Points à améliorer", "Heading2"));
        Topics(body, report, figures, isPraise: false);
        body.Append(Paragraph("Priorités", "Heading2"));
        Priorities(body, report, figures);
        if (line is null && report.Comparison is { } compared)
            Compared(body, report, compared);
        body.Append(
            Paragraph("À lire d’abord", "Heading2"),
            Paragraph(cards.Alerts.Value switch
            {
                0 => "Aucun commentaire signalé.",
                < SmallCells.Least => "Quelques commentaires sont signalés : lisez-les dans l’outil.",
                var alerts => $"{ReportText.Number(alerts)} commentaires sont signalés : lisez-les dans l’outil.",
            }),
            Paragraph("À savoir", "Heading2"));
        foreach (var limit in Report.Limits)
            body.Append(Paragraph("– " + limit));
        body.Append(Paragraph(
            $"Source : {report.Batch.FileName}, empreinte {report.Batch.FileHash[..12]}… ; modèle {report.Batch.Run?.ModelVersion} ; établi le "
            + $"{ReportText.Instant(report.MadeAt)}.", "Source"));
    }

    private static void Topics(Body body, Report report, BatchFigures figures, bool isPraise)
    {
        var lines = figures.Topics.Select(line => (Line: line, Count: (isPraise ? line.Praised : line.Blamed).Value))
            .Where(topic => topic.Count >= SmallCells.Least).OrderByDescending(topic => topic.Count)
            .ThenBy(topic => topic.Line.Code, StringComparer.Ordinal).Take(Most).ToList();
        if (lines.Count == 0)
            body.Append(Paragraph($"Aucun thème n’atteint {SmallCells.Least} commentaires."));
        foreach (var (line, count) in lines)
        {
            body.Append(Paragraph(
                $"{report.NameOf(line.Code)} : {ReportText.Number(count)} commentaires ({ReportText.Percent((double)count / figures.Cards.Comments.Value)})",
                "Strong"));
            var quote = figures.Quotes.FirstOrDefault(one => one.Code == line.Code && one.IsPraise == isPraise)?.Comments
                .Where(report.Quotes.ContainsKey).Select(key => report.Quotes[key]).FirstOrDefault();
            if (quote is not null)
                body.Append(Paragraph($"« {quote.Text} »", "Quote"));
        }
    }

    private static void Priorities(Body body, Report report, BatchFigures figures)
    {
        if (figures.Priorities.Count == 0)
        {
            body.Append(Paragraph("Trop peu de commentaires pour en établir."));
            return;
        }

        foreach (var group in figures.Priorities.GroupBy(line => line.Priority))
        {
            body.Append(Paragraph(
                $"{ReportText.Priority(group.Key)} : {string.Join(" ; ", group.Take(Most).Select(line => report.NameOf(line.Code)))}."));
        }
    }

    // What changed, in sentences; what did not is in the workbook.
    private static void Compared(Body body, Report report, ReportComparison compared)
    {
        body.Append(Paragraph($"Comparaison : {compared.First}, {compared.Second}", "Heading2"));
        var changed = compared.Lines.Where(line => line.Test.IsSignificant).ToList();
        if (changed.Count == 0)
            body.Append(Paragraph(compared.Lines.Count == 0 ? ReportComparison.TooFew : "Aucune différence établie."));
        foreach (var line in changed)
        {
            body.Append(Paragraph(
                $"{ReportComparison.Title(line, report.TopicNames)} : {ReportComparison.Cell(line.Test.First, line.First)}, contre "
                + $"{ReportComparison.Cell(line.Test.Second, line.Second)} ; {ReportComparison.Difference(line.Test)}."));
        }
    }

    private static string Period(BatchFigures figures)
    {
        if (figures.Trend.Count == 0)
            return "";
        var (first, last) = (figures.Trend[0].Month, figures.Trend[^1].Month);
        return first == last ? $" de {ReportText.Month(first)}" : $" de {ReportText.Month(first)} à {ReportText.Month(last)}";
    }

    // A line break in a comment is one on the page.
    private static Paragraph Paragraph(string text, string? style = null)
    {
        var run = new Run();
        foreach (var (index, line) in ReportText.ForXml(text).Split('\n').Index())
        {
            if (index > 0)
                run.Append(new Break());
            run.Append(new Text(line) { Space = SpaceProcessingModeValues.Preserve });
        }

        return style is null
            ? new Paragraph(run)
            : new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }), run);
    }

    private static Styles Styles() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                new RunFonts { Ascii = "Calibri", HighAnsi = "Calibri", ComplexScript = "Calibri" }, new FontSize { Val = "21" },
                new Languages { Val = "fr-FR" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "100" }))),
        Style("Heading1", "heading 1", new Bold(), new FontSize { Val = "34" }, outline: 0),
        Style("Heading2", "heading 2", new Bold(), new FontSize { Val = "25" }, outline: 1),
        Style("Strong", "Thème", new Bold(), new FontSize { Val = "21" }),
        Style("Quote", "Quote", new Italic(), new FontSize { Val = "21" }),
        Style("Source", "Source", new Color { Val = "555555" }, new FontSize { Val = "17" }));

    private static Style Style(string id, string name, OpenXmlElement look, FontSize size, int? outline = null)
    {
        var style = new Style { Type = StyleValues.Paragraph, StyleId = id, StyleName = new StyleName { Val = name } };
        if (outline is { } level)
            style.StyleParagraphProperties = new StyleParagraphProperties(new KeepNext(), new OutlineLevel { Val = level });
        style.StyleRunProperties = new StyleRunProperties(look, size);
        return style;
    }
}
