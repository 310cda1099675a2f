namespace LitReview.Screening.Stopping;

/// <summary>Whether a screening has seen enough: a test of « the recall is below the target ».</summary>
/// <remarks>
/// Callaghan and Müller-Hansen, « Statistical stopping criteria for automated screening in systematic reviews », Syst Rev 9:273,
/// 2020, doi:10.1186/s13643-020-01521-4. For each earlier moment, the records read since then are taken as draws without
/// replacement from those unread at that moment. If the recall were below the target, at least so many relevant records would
/// have been among them; the probability of having found so few is hypergeometric. A ranking does better than draws at random,
/// so it finds more of what there is, and the true risk is below that probability. The moment that speaks most clearly counts.
/// <para>The records are those found by the ranking, in the order of reading; those known before the start stay out.</para>
/// </remarks>
public static class RecallTest
{
    private const double Rounding = 1e-9;

    /// <summary>The probability that the test gives to « the recall is below the target ».</summary>
    /// <param name="read">Whether each record read is relevant, in the order of reading.</param>
    /// <param name="total">How many records there are to read in all, those read included.</param>
    /// <param name="recall">The target, in (0, 1].</param>
    /// <returns>A probability in [0, 1]; the smaller, the surer that the target is reached.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer records in all than were read, or a recall outside (0, 1].</exception>
    public static double PValue(ReadOnlySpan<bool> read, int total, double recall)
    {
        if (recall is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(recall), recall, "A recall is in (0, 1].");
        var found = read.Count(true);
        return ProbabilityOfMissing(read, total, FewestMissed(found, recall));
    }

    /// <summary>Whether the target is reached with its confidence.</summary>
    /// <param name="read">Whether each record read is relevant, in the order of reading.</param>
    /// <param name="total">How many records there are to read in all.</param>
    /// <param name="target">The target.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer records in all than were read.</exception>
    public static bool MayStop(ReadOnlySpan<bool> read, int total, StoppingTarget target) =>
        PValue(read, total, target.Recall) < target.Risk;

    /// <summary>The first moment at which a screening may stop.</summary>
    /// <param name="relevant">Whether each record is relevant, in the order of reading, over all records.</param>
    /// <param name="target">The target.</param>
    /// <returns>How many records are read then; all of them when the test never says so.</returns>
    public static int FirstStop(ReadOnlySpan<bool> relevant, StoppingTarget target)
    {
        for (var read = 1; read <= relevant.Length; read++)
        {
            // A record that has just been found never lowers the probability.
            if (!relevant[read - 1] && MayStop(relevant[..read], relevant.Length, target))
                return read;
        }

        return relevant.Length;
    }

    /// <summary>The most relevant records that may be missed, at a confidence.</summary>
    /// <param name="read">Whether each record read is relevant, in the order of reading.</param>
    /// <param name="total">How many records there are to read in all.</param>
    /// <param name="confidence">In (0, 1); 0.5 gives the middle estimate.</param>
    /// <returns>A number of records from 0 to those unread.</returns>
    public static int MostMissed(ReadOnlySpan<bool> read, int total, double confidence)
    {
        var (possible, impossible) = (0, total - read.Length + 1);
        while (impossible - possible > 1)
        {
            var middle = (possible + impossible) / 2;
            if (ProbabilityOfMissing(read, total, middle) >= 1 - confidence)
                possible = middle;
            else
                impossible = middle;
        }

        return possible;
    }

    // The fewest relevant records that are unread when the recall is below the target.
    private static int FewestMissed(int found, double recall) => (int)Math.Floor((found / recall) + Rounding) + 1 - found;

    // The probability of having found no more than was found, if this many relevant records were still unread.
    private static double ProbabilityOfMissing(ReadOnlySpan<bool> read, int total, int missed)
    {
        if (total < read.Length)
            throw new ArgumentOutOfRangeException(nameof(total), total, $"{read.Length} records were read.");
        if (missed > total - read.Length)
            return 0;

        // Between two finds, the earliest moment speaks most clearly, so only the start and the finds are tried.
        var (least, found) = (1.0, 0);
        for (var start = read.Length; start >= 0; start--)
        {
            if (start > 0 && !read[start - 1])
                continue;
            least = Math.Min(least, Hypergeometric.AtMost(found, total - start, found + missed, read.Length - start));
            found++;
        }

        return least;
    }
}
