namespace LitReview.Deduplication;

/// <summary>How well references were linked, where the truth is known.</summary>
/// <param name="Records">The references.</param>
/// <param name="TruePositives">In a group, and truly a duplicate of another.</param>
/// <param name="FalsePositives">In a group, and truly alone: false merges.</param>
/// <param name="TrueNegatives">Alone, and truly so.</param>
/// <param name="FalseNegatives">Alone, and truly a duplicate: missed.</param>
/// <param name="DifferentDois">Pairs in one group whose DOI differ, preprints aside.</param>
/// <param name="FalseMerges">The places of the false positives.</param>
/// <param name="Missed">The places of the false negatives.</param>
public sealed record DuplicateScore(
    int Records,
    int TruePositives,
    int FalsePositives,
    int TrueNegatives,
    int FalseNegatives,
    int DifferentDois,
    IReadOnlyList<int> FalseMerges,
    IReadOnlyList<int> Missed)
{
    /// <summary>The share of true duplicates that were linked; NaN when there is none.</summary>
    public double Sensitivity => (double)TruePositives / (TruePositives + FalseNegatives);

    /// <summary>The share of references truly alone that were left alone; NaN when there is none.</summary>
    public double Specificity => (double)TrueNegatives / (TrueNegatives + FalsePositives);
}
