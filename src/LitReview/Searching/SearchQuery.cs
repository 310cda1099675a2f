namespace LitReview.Searching;

/// <summary>What is asked of a search, read and checked.</summary>
/// <remarks>
/// An equation says exactly which records are found: « asthme ET (enfant OU adolescent) SAUF titre:chat ». Words side by side
/// are all required. A question is free text: records with any of its words are found, the closest first.
/// </remarks>
public sealed class SearchQuery
{
    /// <summary>The longest query, in characters.</summary>
    public const int LongestText = 10_000;

    private SearchQuery(string text, SearchNode? root, IReadOnlyList<string> remarks) =>
        (Text, Root, Remarks) = (text, root, remarks);

    /// <summary>Every record, in no particular order of merit.</summary>
    public static SearchQuery Everything { get; } = new("*", new SearchNode.All([]), []);

    /// <summary>As it was typed.</summary>
    public string Text { get; }

    /// <summary>Whether it is free text rather than an equation.</summary>
    public bool IsQuestion => Root is null;

    /// <summary>What a reader may not expect, in French: an operator in lower case, read as a word.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>The parts of an equation; null for a question.</summary>
    internal SearchNode? Root { get; }

    /// <summary>Takes a free text as it is: no mark in it is an operator.</summary>
    /// <exception cref="ArgumentException">The text is empty, or longer than <see cref="LongestText"/>.</exception>
    public static SearchQuery Question(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return text.Length <= LongestText
            ? new SearchQuery(text, root: null, [])
            : throw new ArgumentException($"A question of {text.Length} characters; at most {LongestText}.", nameof(text));
    }

    /// <summary>Reads an equation.</summary>
    /// <param name="text">The equation; « * » alone, or nothing, stands for every record.</param>
    /// <param name="query">The query; null when it cannot be read.</param>
    /// <param name="fault">Why not, and where; null when it can.</param>
    public static bool TryRead(
        string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SearchQuery? query,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out SearchFault? fault)
    {
        if (text.Trim() is "" or "*")
        {
            (query, fault) = (Everything, null);
            return true;
        }

        try
        {
            var reader = new SearchQueryReader(text);
            (query, fault) = (new SearchQuery(text, reader.Read(), reader.Remarks), null);
            return true;
        }
        catch (SearchFaultException e)
        {
            (query, fault) = (null, e.Fault);
            return false;
        }
    }
}

/// <summary>Why an equation cannot be used.</summary>
/// <param name="Position">The place in the text, from 1; 0 when it is the whole.</param>
/// <param name="Message">What was found, what was expected, what to do: in French.</param>
public sealed record SearchFault(int Position, string Message);

/// <summary>An equation cannot be used; the fault says why.</summary>
public sealed class SearchFaultException : Exception
{
    /// <summary>Carries a fault.</summary>
    public SearchFaultException(SearchFault fault)
        : base(fault.Message) => Fault = fault;

    /// <summary>Why the equation cannot be used.</summary>
    public SearchFault Fault { get; }
}
