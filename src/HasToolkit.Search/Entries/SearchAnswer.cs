namespace HasToolkit.Search.Entries;

/// <summary>What is asked.</summary>
/// <param name="Text">What was typed: words that must all be there, « "exact words" », « -word » to leave out, « begin* ».</param>
/// <param name="Reach">What the person may find.</param>
public sealed record SearchQuestion(string Text, Reach Reach)
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int LongestText = 300;

    /// <summary>The furthest entry that a page may show.</summary>
    public const int Furthest = 2_000;

    /// <summary>The only group that is wanted; null for all.</summary>
    public EntryGroup? Group { get; init; }

    /// <summary>How many entries of each group to pass over.</summary>
    public int Skip { get; init; }

    /// <summary>How many entries of each group to give, from 1.</summary>
    public int Take { get; init; } = 5;
}

/// <summary>A stretch of a text that answers the question.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="Length">How many characters.</param>
public readonly record struct Stretch(int Start, int Length);

/// <summary>A text and the stretches to mark in it, in order, none within another.</summary>
public sealed record MarkedText(string Text, IReadOnlyList<Stretch> Marks);

/// <summary>An entry that answers.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Title">Its title.</param>
/// <param name="Excerpt">The part of its text that answers best; empty when it has no text.</param>
/// <param name="Address">Where it is read.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Context">What stands under the title.</param>
/// <param name="Language">The language of its text.</param>
public sealed record FoundEntry(
    string Key, MarkedText Title, MarkedText Excerpt, string Address, string Kind, string Context, EntryLanguage Language);

/// <summary>What a group has to show.</summary>
/// <param name="Group">The group.</param>
/// <param name="Count">How many of its entries answer, among those that the person may find.</param>
/// <param name="Entries">A page of them, the best first.</param>
public sealed record FoundGroup(EntryGroup Group, int Count, IReadOnlyList<FoundEntry> Entries);

/// <summary>The answer to a question.</summary>
/// <param name="Groups">The groups that have something, in their order.</param>
/// <param name="Suggestions">Near words that do find something, when nothing was found.</param>
/// <param name="Ignored">Words that were left aside because they carry no subject.</param>
public sealed record SearchAnswer(
    IReadOnlyList<FoundGroup> Groups, IReadOnlyList<string> Suggestions, IReadOnlyList<string> Ignored)
{
    /// <summary>Nothing was asked.</summary>
    public static SearchAnswer Empty { get; } = new([], [], []);

    /// <summary>How many entries answer in all.</summary>
    public int Count => Groups.Sum(group => group.Count);
}
