namespace LitReview.Deduplication;

/// <summary>What PRISMA asks for, per source: records identified, and those removed as duplicates.</summary>
/// <param name="Source">The data base; the file where the data base is unknown.</param>
/// <param name="Records">The records that came from it.</param>
/// <param name="Duplicates">Those among them that repeat a record added before.</param>
public sealed record SourceCount(string Source, int Records, int Duplicates)
{
    /// <summary>The records left for screening.</summary>
    public int Left => Records - Duplicates;
}
