namespace LitReview.Screening.Stopping;

/// <summary>A random check of what was not read, once a screening has stopped.</summary>
public static class ElusionSample
{
    // A probability of exactly 5 % keeps a bound at 95 %, whatever binary makes of both.
    private const double Rounding = 1e-9;

    /// <summary>How many unread records to check so that, if none is relevant, at most so many are missed.</summary>
    /// <param name="unread">How many records were not read.</param>
    /// <param name="mostMissed">The number of missed relevant records that is accepted.</param>
    /// <param name="confidence">How sure one must be, in (0, 1).</param>
    /// <returns>The smallest size of a random sample, from 0 to <paramref name="unread"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, or a confidence outside (0, 1).</exception>
    public static int Size(int unread, int mostMissed, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(unread);
        ArgumentOutOfRangeException.ThrowIfNegative(mostMissed);
        if (confidence is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is in (0, 1).");
        if (mostMissed >= unread)
            return 0;

        var (tooFew, enough) = (-1, unread);
        while (enough - tooFew > 1)
        {
            var middle = (tooFew + enough) / 2;
            if (Hypergeometric.AtMost(0, unread, mostMissed + 1, middle) <= 1 - confidence + Rounding)
                enough = middle;
            else
                tooFew = middle;
        }

        return enough;
    }

    /// <summary>The most relevant records that the unread may hold, after a random check.</summary>
    /// <param name="unread">How many records were not read before the check.</param>
    /// <param name="sample">How many of them were checked.</param>
    /// <param name="found">How many of these were relevant.</param>
    /// <param name="confidence">How sure one must be, in (0, 1).</param>
    /// <returns>A number of records, those found in the check included.</returns>
    /// <exception cref="ArgumentOutOfRangeException">More checked than unread, or more found than checked.</exception>
    public static int MostRelevant(int unread, int sample, int found, double confidence = 0.95)
    {
        if (sample < 0 || sample > unread)
            throw new ArgumentOutOfRangeException(nameof(sample), sample, $"{unread} records are unread.");
        if (found < 0 || found > sample)
            throw new ArgumentOutOfRangeException(nameof(found), found, $"{sample} records were checked.");
        var (possible, impossible) = (found, unread - sample + found + 1);
        while (impossible - possible > 1)
        {
            var middle = (possible + impossible) / 2;
            if (Hypergeometric.AtMost(found, unread, middle, sample) >= 1 - confidence + Rounding)
                possible = middle;
            else
                impossible = middle;
        }

        return possible;
    }
}
