using Spectre.Console;
using Spectre.Console.Rendering;

namespace HasToolkit.Cli;

/// <summary>Tables and headings that all look the same.</summary>
internal static class Layout
{
    /// <summary>A table; a column whose name starts with « &gt; » is right-aligned, with « ! » never wrapped.</summary>
    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple).BorderColor(Color.Grey);
        foreach (var column in columns)
        {
            var name = column.TrimStart('>', '!');
            var shown = new TableColumn(new Text(name, new Style(decoration: Decoration.Bold)));
            if (column.Contains('>', StringComparison.Ordinal))
                shown.RightAligned();
            if (column.Contains('!', StringComparison.Ordinal))
                shown.NoWrap();
            table.AddColumn(shown);
        }

        return table;
    }

    /// <summary>Adds a row of plain texts; none of them is read as markup.</summary>
    public static Table With(this Table table, params string[] cells)
    {
        table.AddRow(cells.Select(cell => (IRenderable)new Text(cell)));
        return table;
    }

    public static IRenderable Heading(string title) => new Rows(
        new Text(""), new Rule($"[bold]{Markup.Escape(title)}[/]").LeftJustified().RuleStyle(new Style(Color.Grey)));

    /// <summary>Labels and values, aligned.</summary>
    public static IRenderable Pairs(params (string Label, string Value)[] pairs)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        foreach (var (label, value) in pairs.Where(pair => pair.Value.Length > 0))
            grid.AddRow(new Text(label, new Style(Color.Grey)), new Text(value));
        return grid;
    }

    /// <summary>Text that keeps its left margin when it wraps.</summary>
    public static IRenderable Indented(string text, int by = 2, Style? style = null) =>
        new Padder(new Text(text, style), new Padding(by, 0, 0, 0));
}
