using Lucene.Net.Search;

namespace LitReview.Indexing;

/// <summary>A query of Lucene with what it was built from.</summary>
/// <param name="Query">The query.</param>
/// <param name="Parts">What its score sums up, to explain it.</param>
/// <param name="Marks">What to mark in the texts found.</param>
/// <param name="Remarks">What a reader may not expect, in French.</param>
internal sealed record RankedQuery(
    Query Query, IReadOnlyList<RankedPart> Parts, IReadOnlyList<TextMark> Marks, IReadOnlyList<string> Remarks);

/// <summary>A part of a score.</summary>
/// <param name="Word">The word, as it was typed.</param>
/// <param name="Field">The field, as <see cref="IndexFields"/> names it, without the end of its name.</param>
/// <param name="Query">What it adds.</param>
internal sealed record RankedPart(string Word, string Field, Query Query);

/// <summary>Words to mark in a text.</summary>
/// <param name="Field">The field; null for title and abstract alike.</param>
/// <param name="Form">The end of the name of the field whose form the words have.</param>
/// <param name="Words">The words, in order; each may have several forms.</param>
/// <param name="Others">
/// How many other words may stand among them, in any order; null when they stand side by side in this order.
/// </param>
internal sealed record TextMark(string? Field, string Form, IReadOnlyList<IReadOnlySet<string>> Words, int? Others);
