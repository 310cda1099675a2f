using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Evaluation.Workflows.Documents;

namespace Evaluation.Workflows.Word;

/// <summary>The text of a document as Word elements.</summary>
internal static class WordBody
{
    public static Body Of(WrittenDocument document, WordStyleNames names, SectionProperties section)
    {
        var sources = document.Sources.Select((source, index) => (source, index)).ToDictionary(pair => pair.source, pair => pair.index + 1);
        var body = new Body(Styled(names.Title, Run(document.Title)));
        if (document.Subtitle is { } subtitle)
            body.Append(Styled(names.Subtitle, Run(subtitle)));
        if (document.Status is { } status)
            body.Append(Styled(names.Status, Run(status)));
        foreach (var block in document.Blocks)
        {
            body.Append(block switch
            {
                HeadingBlock heading => Styled(names.Heading(heading.Level), Run(heading.Text)),
                TextBlock text => Text(text, names, sources),
                TableBlock table => Table(table, names, sources),
                _ => throw new InvalidOperationException($"Unknown block {block.GetType().Name}."),
            });
            // Two tables that touch become one.
            if (block is TableBlock)
                body.Append(Styled(names.AfterTable));
        }

        if (sources.Count > 0)
        {
            body.Append(Styled(names.Heading(1), Run("Sources")));
            foreach (var (source, number) in sources)
                body.Append(Styled(names.Note, Run($"[{number}] {source}")));
        }

        body.Append(Styled(names.Note, Run(document.Stamp)), section);
        return body;
    }

    public static Paragraph Styled(string? style, params OpenXmlElement[] content)
    {
        var paragraph = style is null
            ? new Paragraph()
            : new Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = style }));
        paragraph.Append(content);
        return paragraph;
    }

    public static Run Run(string text, string? style = null)
    {
        var run = style is null ? new Run() : new Run(new RunProperties(new RunStyle { Val = style }));
        foreach (var (index, line) in Printable(FrenchTypography.Tied(text)).Split('\n').Index())
        {
            if (index > 0)
                run.Append(new Break());
            run.Append(new Text(line) { Space = SpaceProcessingModeValues.Preserve });
        }

        return run;
    }

    /// <summary>The text without what XML cannot carry.</summary>
    public static string Printable(string text)
    {
        var kept = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                kept.Append(text[i]).Append(text[++i]);
            else if (System.Xml.XmlConvert.IsXmlChar(text[i]))
                kept.Append(text[i]);
        }

        return kept.ToString();
    }

    private static Paragraph Text(TextBlock text, WordStyleNames names, Dictionary<string, int> sources)
    {
        var paragraph = Styled(text.Kind switch
        {
            TextKind.Body => null,
            TextKind.Item => names.Item,
            TextKind.Address => names.Address,
            _ => throw new ArgumentOutOfRangeException(nameof(text), text.Kind, "Unknown kind."),
        });
        if (text.Kind == TextKind.Item && !names.HasBullets)
            paragraph.Append(Run("– "));
        Append(paragraph, text.Phrases, names, sources);
        return paragraph;
    }

    private static void Append(
        Paragraph paragraph, IEnumerable<Phrase> phrases, WordStyleNames names, Dictionary<string, int> sources)
    {
        foreach (var phrase in phrases)
        {
            paragraph.Append(Run(phrase.Text, phrase.IsMissing ? names.Missing : phrase.IsHidden ? names.Hidden : null));
            if (phrase.Source is { } source)
                paragraph.Append(Run($" [{sources[source]}]", names.Mark));
        }
    }

    private static Table Table(TableBlock block, WordStyleNames names, Dictionary<string, int> sources)
    {
        var table = new Table(new TableProperties(
            new TableStyle { Val = names.Table },
            new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct },
            new TableLayout { Type = TableLayoutValues.Fixed },
            new TableLook { FirstRow = true, FirstColumn = true, NoHorizontalBand = true, NoVerticalBand = true },
            new TableCaption { Val = Printable(block.Caption) },
            new TableDescription { Val = Printable($"{block.Caption} : {string.Join(", ", block.Head)}") }));
        var widths = Widths(block.Head.Count);
        table.Append(new TableGrid(widths.Select(width => new GridColumn { Width = width })));
        table.Append(new TableRow(
            [
                new TableRowProperties(new CantSplit(), new TableHeader()),
                .. block.Head.Select((cell, column) => Cell(widths[column], Styled(names.TableHead, Run(cell)))),
            ]));
        foreach (var row in block.Rows)
        {
            table.Append(new TableRow(
                [
                    new TableRowProperties(new CantSplit()),
                    .. row.Select((cell, column) =>
                    {
                        var paragraph = Styled(column == 0 ? names.RowHead : names.Cell);
                        Append(paragraph, [cell], names, sources);
                        return Cell(widths[column], paragraph);
                    }),
                ]));
        }

        return table;
    }

    // The names of the rows need less room than what is said of them.
    private static string[] Widths(int columns)
    {
        const int All = 9_298;
        var first = columns == 2 ? All * 36 / 100 : All * 3 / ((columns * 2) + 1);
        var others = (All - first) / (columns - 1);
        return [.. Enumerable.Range(0, columns).Select(column =>
            (column == 0 ? first : others).ToString(System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static TableCell Cell(string width, Paragraph content) =>
        new(new TableCellProperties(new TableCellWidth { Width = width, Type = TableWidthUnitValues.Dxa }), content);
}
