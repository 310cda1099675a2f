namespace LitReview.Citations;

/// <summary>What an earlier screening decided on a reference.</summary>
public enum CitationLabel
{
    /// <summary>It was kept.</summary>
    Included,

    /// <summary>It was set aside.</summary>
    Excluded,
}
