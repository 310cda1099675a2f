namespace HasToolkit.Web.Verbatims;

/// <summary>A part of a model card. Of Markdown, a card uses headings, paragraphs, bullets and tables; all else stays text.</summary>
internal abstract record CardPart
{
    /// <summary>Reads a card; its title is left out, the page has its own.</summary>
    public static IReadOnlyList<CardPart> Read(string markdown)
    {
        var parts = new List<CardPart>();
        foreach (var block in markdown.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            switch (lines)
            {
                case [] or [['#', ' ', ..]]:
                    break;
                case [['#', ..]]:
                    parts.Add(new Heading(lines[0].TrimStart('#', ' ')));
                    break;
                case [['|', ..], ['|', ..], ..]:
                    parts.Add(new Table(Cells(lines[0]), [.. lines.Skip(2).Select(Cells)]));
                    break;
                case [['-', ' ', ..], ..]:
                    parts.Add(new Bullets([.. lines.Select(line => line.TrimStart('-', ' '))]));
                    break;
                default:
                    parts.Add(new Paragraph(string.Join(' ', lines).Replace("`", "", StringComparison.Ordinal)));
                    break;
            }
        }

        return parts;
    }

    private static List<string> Cells(string line) => [.. line.Trim('|').Split('|', StringSplitOptions.TrimEntries)];

    /// <summary>A heading.</summary>
    public sealed record Heading(string Text) : CardPart;

    /// <summary>A paragraph.</summary>
    public sealed record Paragraph(string Text) : CardPart;

    /// <summary>A list.</summary>
    public sealed record Bullets(IReadOnlyList<string> Items) : CardPart;

    /// <summary>A table.</summary>
    public sealed record Table(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows) : CardPart;
}
