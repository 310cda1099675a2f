namespace Evaluation.Workflows.Documents;

/// <summary>A document that is written from events: the same blocks become a Word file and a page.</summary>
public sealed record WrittenDocument
{
    internal WrittenDocument(string title, IReadOnlyList<Block> blocks, string stamp) =>
        (Title, Blocks, Stamp) = (title, blocks, stamp);

    /// <summary>The title.</summary>
    public string Title { get; init; }

    /// <summary>What stands under the title, such as the kind of opinion; null when nothing does.</summary>
    public string? Subtitle { get; init; }

    /// <summary>What it is as long as it is not final: « Projet »; null once it is.</summary>
    public string? Status { get; init; }

    /// <summary>The reference of the dossier or session.</summary>
    public string Reference { get; init; } = "";

    /// <summary>From which event, with which hash, it was written: what proves that it says what the journal says.</summary>
    public string Stamp { get; init; }

    internal IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>The sources, in the order in which they are first cited: the first is [1].</summary>
    internal IReadOnlyList<string> Sources => [.. Phrases().Select(phrase => phrase.Source).OfType<string>().Distinct()];

    /// <summary>How many places wait for somebody to fill them in.</summary>
    public int MissingCount => Phrases().Count(phrase => phrase.IsMissing);

    /// <summary>Its words, as they are shown, for a search.</summary>
    public string PlainText() => string.Join(
        '\n', Blocks.OfType<HeadingBlock>().Select(heading => heading.Text).Concat(Phrases().Where(phrase => !phrase.IsHidden).Select(phrase => phrase.Text)));

    internal IEnumerable<Phrase> Phrases() => Blocks.SelectMany(block => block switch
    {
        TextBlock text => text.Phrases,
        TableBlock table => table.Rows.SelectMany(row => row),
        _ => [],
    });
}

/// <summary>A piece of a document.</summary>
internal abstract record Block;

/// <summary>A heading, of level 1 to 3.</summary>
internal sealed record HeadingBlock(int Level, string Text) : Block;

/// <summary>How a paragraph is set.</summary>
internal enum TextKind
{
    /// <summary>Running text.</summary>
    Body,

    /// <summary>A line of a list.</summary>
    Item,

    /// <summary>The address of a letter, at its right.</summary>
    Address,
}

/// <summary>A paragraph.</summary>
internal sealed record TextBlock(IReadOnlyList<Phrase> Phrases, TextKind Kind = TextKind.Body) : Block
{
    public static TextBlock Of(params Phrase[] phrases) => new(phrases);

    public static TextBlock Item(params Phrase[] phrases) => new(phrases, TextKind.Item);
}

/// <summary>A table whose first row is its head, and whose first column names the rows.</summary>
/// <param name="Caption">What the table shows, for those who do not see it.</param>
/// <param name="Head">The heads of its columns.</param>
/// <param name="Rows">One phrase for each cell.</param>
internal sealed record TableBlock(string Caption, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<Phrase>> Rows) : Block;

/// <summary>A sentence or a value, and where it comes from.</summary>
/// <param name="Text">The words.</param>
/// <param name="Source">The event or the article; null when it needs none.</param>
/// <param name="IsMissing">Whether the words only say that something is missing.</param>
/// <param name="IsHidden">Whether the words take the place of a passage that is not published.</param>
internal sealed record Phrase(string Text, string? Source = null, bool IsMissing = false, bool IsHidden = false)
{
    /// <summary>What nobody has written yet; it is never made up.</summary>
    public static Phrase Missing { get; } = new("à compléter", IsMissing: true);

    public static Phrase Of(string? text, string? source = null) =>
        string.IsNullOrWhiteSpace(text) ? Missing : new Phrase(text.Trim(), source);

    public static implicit operator Phrase(string text) => new(text);
}
