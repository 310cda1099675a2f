namespace LitReview.Screening;

/// <summary>What a ranking model reads of one record.</summary>
/// <param name="Title">The title; empty when there is none.</param>
/// <param name="Abstract">The abstract; empty when there is none.</param>
public sealed record ScreeningRecord(string Title, string Abstract)
{
    /// <summary>
    /// Fewer characters than this are no abstract: exports write « N/A » or « [No abstract available] » cut short.
    /// </summary>
    public const int ShortestAbstract = 20;

    /// <summary>Whether there is an abstract to learn from.</summary>
    public bool HasAbstract => Abstract.AsSpan().Trim().Length >= ShortestAbstract;
}
