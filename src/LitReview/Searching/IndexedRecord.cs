using LitReview.Citations;

namespace LitReview.Searching;

/// <summary>A reference as a search sees it: its fields, and what the review knows of it.</summary>
/// <param name="Id">What names the reference in the review; unique.</param>
/// <param name="Citation">The reference itself.</param>
public sealed record IndexedRecord(string Id, Citation Citation)
{
    /// <summary>The labels of decisions, as people read them: « inclus », « exclu : population »…</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The data bases that gave the reference, when several did; empty means that of the citation alone.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>« Dupont et al., 2019, BMJ »: what a person cites it by.</summary>
    public string Reference => ShortReference.Of(Citation);
}
