using LitReview.Citations;

namespace LitReview.Reviews;

/// <summary>Somebody named references that are relevant before any is read: the ranking learns from them, and nothing is decided.</summary>
/// <param name="File">The list, or what stands for one.</param>
/// <param name="Records">The numbers of the references that were found.</param>
/// <param name="Unmatched">What the review has not, or what could not be read.</param>
public sealed record KnownRelevantGiven(string File, IReadOnlyList<int> Records, IReadOnlyList<UnmatchedReference> Unmatched) : ReviewEvent
{
    /// <summary>The list once one more of its articles is found.</summary>
    internal KnownRelevantGiven After(KnownFind find) => this with
    {
        Records = [.. Records.Union(find.Records).Order()],
        Unmatched = [.. Unmatched.Where(unmatched => !find.Is(unmatched))],
    };
}

/// <summary>A later import brought articles of earlier lists: the ranking learns from them too.</summary>
/// <param name="Finds">What was found.</param>
public sealed record KnownRelevantFound(IReadOnlyList<KnownFind> Finds) : ReviewEvent;

/// <summary>A line of a list that is no reference of the review.</summary>
/// <param name="Line">The line of the list, from 1.</param>
/// <param name="Text">What stands there, perhaps shortened.</param>
/// <param name="Article">The article, for the imports to come; null for what could not be read, and in older journals.</param>
public sealed record UnmatchedReference(int Line, string Text, KnownArticle? Article = null);

/// <summary>What an article is recognised by.</summary>
/// <param name="Doi">Its DOI; null when not known.</param>
/// <param name="PubMedId">Its PubMed identifier; null when not known.</param>
/// <param name="PmcId">Its PubMed Central identifier; null when not known.</param>
/// <param name="Title">Its title; null when not known.</param>
/// <param name="OriginalTitle">Its title in its own language; null when not known.</param>
/// <param name="Year">The year; null when not known.</param>
public sealed record KnownArticle(string? Doi, string? PubMedId, string? PmcId, string? Title, string? OriginalTitle, int? Year)
{
    internal static KnownArticle Of(Citation citation) => new(
        citation.Doi, citation.PubMedId, citation.PmcId, citation.Title.Length > 0 ? citation.Title : null, citation.OriginalTitle,
        citation.Year);
}

/// <summary>An article of a list that the review did not have, and now has.</summary>
/// <param name="List">Which list, from 1, in the order in which they were given.</param>
/// <param name="Line">The line of the list, from 1.</param>
/// <param name="Text">What stands there, as the list keeps it.</param>
/// <param name="Records">The numbers of the references that are this article.</param>
public sealed record KnownFind(int List, int Line, string Text, IReadOnlyList<int> Records)
{
    internal bool Is(UnmatchedReference unmatched) => unmatched.Line == Line && unmatched.Text == Text;
}
