namespace LitReview.Screening.Simulation;

/// <summary>How good an order of records is, given which are relevant.</summary>
/// <remarks>
/// Everywhere, the order is that of reading, best first, over all records; those never shown come last. Records known before
/// the start are not in it.
/// </remarks>
public static class RankingMeasures
{
    // Keeps 0.95 × 20, which is not quite 19 in binary, from asking for one record more.
    private const double Rounding = 1e-9;

    /// <summary>Work saved over sampling (WSS): the share left unread, beyond what chance would spare.</summary>
    /// <param name="relevant">Whether each record is relevant, in the order of reading.</param>
    /// <param name="recall">The share of relevant records that must be found, in (0, 1].</param>
    /// <returns>A fraction of the records, in [recall − 1, recall); a random order gives about 0.</returns>
    /// <exception cref="ArgumentException">No record is relevant, so no recall can be reached.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="recall"/> is outside (0, 1].</exception>
    /// <remarks>
    /// WSS@R = (TN + FN) / N − (1 − R), where TN + FN are the records not read when recall R is reached.
    /// Source: Cohen et al., J Am Med Inform Assoc 13(2), 2006, doi:10.1197/jamia.M1929.
    /// </remarks>
    public static double WorkSavedOverSampling(ReadOnlySpan<bool> relevant, double recall = 0.95)
    {
        var read = RecordsToRead(relevant, recall);
        return ((relevant.Length - read) / (double)relevant.Length) - (1 - recall);
    }

    /// <summary>How many records are read when a recall is reached.</summary>
    /// <param name="relevant">Whether each record is relevant, in the order of reading.</param>
    /// <param name="recall">The share of relevant records that must be found, in (0, 1].</param>
    /// <returns>A rank from 1: that of the last relevant record needed.</returns>
    /// <exception cref="ArgumentException">No record is relevant.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="recall"/> is outside (0, 1].</exception>
    public static int RecordsToRead(ReadOnlySpan<bool> relevant, double recall)
    {
        if (recall is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(recall), recall, "A recall is in (0, 1].");
        var needed = Math.Max(1, (int)Math.Ceiling((recall * CountRelevant(relevant)) - Rounding));
        for (var i = 0; i < relevant.Length; i++)
        {
            if (relevant[i] && --needed == 0)
                return i + 1;
        }

        throw new InvalidOperationException("Fewer relevant records than were counted.");
    }

    /// <summary>The share of relevant records among the first ones.</summary>
    /// <param name="relevant">Whether each record is relevant, in the order of reading.</param>
    /// <param name="read">How many are read; more than there are is all.</param>
    /// <returns>A recall in [0, 1].</returns>
    /// <exception cref="ArgumentException">No record is relevant.</exception>
    public static double RecallAfter(ReadOnlySpan<bool> relevant, int read) =>
        relevant[..Math.Clamp(read, 0, relevant.Length)].Count(true) / (double)CountRelevant(relevant);

    /// <summary>The recall after a percentage of the records, rounded down to whole records, at least one.</summary>
    /// <param name="relevant">Whether each record is relevant, in the order of reading.</param>
    /// <param name="percent">From 0 to 100; 10 gives « RRF@10 ».</param>
    /// <returns>A recall in [0, 1].</returns>
    /// <exception cref="ArgumentException">No record is relevant.</exception>
    public static double RecallAfterPercent(ReadOnlySpan<bool> relevant, int percent) =>
        RecallAfter(relevant, (int)Math.Max(1, (long)relevant.Length * percent / 100));

    /// <summary>Average time to discovery (ATD): the mean rank of a relevant record.</summary>
    /// <param name="relevant">Whether each record is relevant, in the order of reading.</param>
    /// <returns>A rank from 1.</returns>
    /// <exception cref="ArgumentException">No record is relevant.</exception>
    /// <remarks>Source: Ferdinands et al., Syst Rev 12:100, 2023, doi:10.1186/s13643-023-02257-7.</remarks>
    public static double AverageTimeToDiscovery(ReadOnlySpan<bool> relevant)
    {
        var sum = 0L;
        for (var i = 0; i < relevant.Length; i++)
            sum += relevant[i] ? i + 1 : 0;
        return sum / (double)CountRelevant(relevant);
    }

    /// <summary>Loss: the area that the recall curve leaves above it, between a perfect order and the worst.</summary>
    /// <param name="relevant">Whether each record is relevant, in the order of reading.</param>
    /// <returns>0 for a perfect order, 1 for the worst, about 0.5 at random; 0 when all are relevant.</returns>
    /// <exception cref="ArgumentException">No record is relevant.</exception>
    /// <remarks>As ASReview defines it: (R(N − (R − 1)/2) − area) / (R(N − R)).</remarks>
    public static double Loss(ReadOnlySpan<bool> relevant)
    {
        double n = relevant.Length;
        double r = CountRelevant(relevant);
        var (found, area) = (0L, 0L);
        foreach (var isRelevant in relevant)
        {
            found += isRelevant ? 1 : 0;
            area += found;
        }

        return r < n ? ((r * (n - ((r - 1) / 2))) - area) / (r * (n - r)) : 0;
    }

    /// <summary>Normalised discounted cumulative gain (NDCG) over the whole order: early finds weigh more.</summary>
    /// <param name="relevant">Whether each record is relevant, in the order of reading.</param>
    /// <returns>In (0, 1]; 1 for a perfect order.</returns>
    /// <exception cref="ArgumentException">No record is relevant.</exception>
    /// <remarks>Σ 1/log₂(rank + 1) over relevant records, divided by its largest value.</remarks>
    public static double Ndcg(ReadOnlySpan<bool> relevant)
    {
        var (gain, best) = (0.0, 0.0);
        for (var i = 0; i < relevant.Length; i++)
            gain += relevant[i] ? 1 / Math.Log2(i + 2) : 0;
        for (var i = 0; i < CountRelevant(relevant); i++)
            best += 1 / Math.Log2(i + 2);
        return gain / best;
    }

    private static int CountRelevant(ReadOnlySpan<bool> relevant) => relevant.Count(true) is var count and > 0
        ? count
        : throw new ArgumentException($"None of {relevant.Length} records is relevant.", nameof(relevant));
}
