namespace LitReview.Searching;

/// <summary>A part of a query.</summary>
internal abstract record SearchNode
{
    /// <summary>One word; several when marks join them, as « COVID-19 ».</summary>
    public sealed record Word(SearchField Field, string Text, int At) : SearchNode;

    /// <summary>Words that begin so.</summary>
    public sealed record Prefix(SearchField Field, string Text, int At) : SearchNode;

    /// <summary>Words written almost so.</summary>
    public sealed record Fuzzy(SearchField Field, string Text, int Edits, int At) : SearchNode;

    /// <summary>These exact words in this order.</summary>
    public sealed record Phrase(SearchField Field, string Text, int At) : SearchNode;

    /// <summary>These words in any order, with at most so many others among them.</summary>
    public sealed record Near(SearchField Field, string Text, int Others, int At) : SearchNode;

    /// <summary>A period; null leaves an end open.</summary>
    public sealed record Years(int? From, int? To) : SearchNode;

    /// <summary>All of these.</summary>
    public sealed record All(IReadOnlyList<SearchNode> Parts) : SearchNode;

    /// <summary>At least one of these.</summary>
    public sealed record Any(IReadOnlyList<SearchNode> Parts) : SearchNode;

    /// <summary>The first without the second; null means every record.</summary>
    public sealed record Except(SearchNode? Kept, SearchNode Removed) : SearchNode;
}
