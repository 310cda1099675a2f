namespace LitReview.Searching;

/// <summary>A page of records found.</summary>
/// <param name="Total">How many records the query finds, exactly.</param>
/// <param name="Hits">The records of the page, in order.</param>
/// <param name="Facets">The counts asked for, over all records found; else empty.</param>
/// <param name="Remarks">What a reader may not expect, in French.</param>
public sealed record SearchPage(
    int Total, IReadOnlyList<SearchHit> Hits, IReadOnlyList<Facet> Facets, IReadOnlyList<string> Remarks);

/// <summary>A record found.</summary>
/// <param name="Record">What the index keeps of it.</param>
/// <param name="Score">How close it is to the query; comparable within one search only.</param>
/// <param name="TitleMarks">The words of the title that were looked for.</param>
/// <param name="Excerpt">The part of the abstract that holds most of what was looked for; null without abstract.</param>
public sealed record SearchHit(FoundRecord Record, double Score, IReadOnlyList<TextSpan> TitleMarks, Excerpt? Excerpt);

/// <summary>What the index keeps of a record, to show it.</summary>
/// <param name="Id">What names the record in the review.</param>
/// <param name="Title">Its title.</param>
/// <param name="Abstract">Its abstract; empty when there is none.</param>
/// <param name="Reference">« Dupont et al., 2019, BMJ ».</param>
/// <param name="Year">Its year; null when unknown.</param>
public sealed record FoundRecord(string Id, string Title, string Abstract, string Reference, int? Year);

/// <summary>A stretch of a text.</summary>
/// <param name="Start">Its first character, from 0.</param>
/// <param name="Length">Its length in characters.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The character after its last.</summary>
    public int End => Start + Length;
}

/// <summary>A part of a text, with marks in it.</summary>
/// <param name="Text">The part, as it stands in the text.</param>
/// <param name="Start">Where it begins in the text, from 0.</param>
/// <param name="Marks">What was looked for, by place in the part.</param>
public sealed record Excerpt(string Text, int Start, IReadOnlyList<TextSpan> Marks);

/// <summary>How many records have each value of a field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Values">The most frequent values first; years, the latest first.</param>
/// <param name="Others">How many further values there are.</param>
public sealed record Facet(FacetField Field, IReadOnlyList<FacetValue> Values, int Others);

/// <summary>One value and how many records have it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">The number of records.</param>
public sealed record FacetValue(string Value, int Count);

/// <summary>Why a record has its score.</summary>
/// <param name="Score">The score.</param>
/// <param name="Parts">What each word adds, the largest first; they sum to the score.</param>
/// <param name="Sentence">The same in a French sentence.</param>
public sealed record ScoreExplanation(double Score, IReadOnlyList<ScorePart> Parts, string Sentence);

/// <summary>What a word adds to a score.</summary>
/// <param name="Word">The word, as it was typed.</param>
/// <param name="Field">Where it was found, in French: « titre », « résumé »…</param>
/// <param name="Value">What it adds.</param>
public sealed record ScorePart(string Word, string Field, double Value);
