namespace LitReview.Screening.Features;

/// <summary>How records become weighted terms.</summary>
internal sealed record FeatureOptions
{
    /// <summary>How often each word of a title counts; a word of an abstract counts once.</summary>
    public int TitleWeight { get; init; } = 1;

    /// <summary>Whether words are reduced to stems.</summary>
    public bool AreStemmed { get; init; }

    /// <summary>Whether two words in a row are a term too.</summary>
    public bool HasPairs { get; init; } = true;

    /// <summary>Whether the last word of the title and the first of the abstract make a pair.</summary>
    public bool HasPairsAcrossTitle { get; init; }

    /// <summary>Whether English words without a subject are left out.</summary>
    public bool LeavesOutStopWords { get; init; }

    /// <summary>Whether a count of n weighs 1 + ln n rather than n.</summary>
    public bool IsSublinear { get; init; } = true;

    /// <summary>Terms that more than this share of the records bear are left out, in (0, 1].</summary>
    public double LargestShare { get; init; } = 0.95;

    /// <summary>Whether terms of a single record are kept apart; see <see cref="SparseMatrix"/>.</summary>
    public bool FoldsSingletons { get; init; } = true;
}
