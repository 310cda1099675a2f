namespace Verbatims.Nlp.Figures;

/// <summary>A share with the interval in which the true one lies nineteen times out of twenty.</summary>
/// <param name="Count">How many.</param>
/// <param name="Of">Out of how many; at least <paramref name="Count"/>.</param>
/// <param name="Low">Lower end, in [0, 1]; 0 when there is nothing to count in.</param>
/// <param name="High">Upper end, in [0, 1]; 1 when there is nothing to count in.</param>
public sealed record Proportion(long Count, long Of, double Low, double High)
{
    /// <summary>The share, in [0, 1]; null when there is nothing to count in.</summary>
    public double? Value => Of == 0 ? null : (double)Count / Of;

    /// <summary>The share and its Wilson score interval at 95 %.</summary>
    /// <param name="count">How many.</param>
    /// <param name="of">Out of how many.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is negative, or <paramref name="count"/> exceeds <paramref name="of"/>.</exception>
    /// <remarks>
    /// (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.959964. It stays in [0, 1] and holds for small counts.
    /// Source: Wilson, J Am Stat Assoc 22, 1927, doi:10.1080/01621459.1927.10502953.
    /// </remarks>
    public static Proportion Of95(long count, long of)
    {
        const double Z = 1.959963984540054;
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, of);
        if (of == 0)
            return new Proportion(0, 0, 0, 1);
        var (p, square) = ((double)count / of, Z * Z / of);
        var middle = p + (square / 2);
        var half = Z * Math.Sqrt((p * (1 - p) / of) + (square / (4 * of)));
        return new Proportion(
            count, of, Math.Max(0, (middle - half) / (1 + square)), Math.Min(1, (middle + half) / (1 + square)));
    }
}

/// <summary>Two shares side by side.</summary>
/// <param name="First">The first.</param>
/// <param name="Second">The second.</param>
/// <param name="PValue">
/// Probability of so large a difference by chance, corrected for the number of comparisons; null when the counts are too small to say.
/// </param>
public sealed record ShareTest(Proportion First, Proportion Second, double? PValue)
{
    private const double Level = 0.05;
    private const double SmallestExpected = 5;

    /// <summary>First minus second, in [−1, 1]; null when one of them has nothing to count in.</summary>
    public double? Difference => First.Value - Second.Value;

    /// <summary>Whether chance alone would show so large a difference less than one time in twenty.</summary>
    public bool IsSignificant => PValue < Level;

    /// <summary>Compares pairs of shares, and corrects for their number by Holm’s method.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <returns>A test for each pair, in the same order.</returns>
    /// <remarks>
    /// Each pair: two-sided z-test of two proportions with a pooled variance, left out when one of the four expected counts is
    /// under 5. Holm: p(i), from the smallest, times the number of those not yet passed, never less than the one before, at most 1.
    /// Source: Holm, Scand J Stat 6, 1979, jstor.org/stable/4615733.
    /// </remarks>
    public static IReadOnlyList<ShareTest> OfAll(IReadOnlyList<(Proportion First, Proportion Second)> pairs)
    {
        var values = pairs.Select(pair => PValueOf(pair.First, pair.Second)).ToArray();
        var order = Enumerable.Range(0, values.Length).Where(i => values[i] is not null).OrderBy(i => values[i]).ToList();
        var corrected = new double?[values.Length];
        var least = 0.0;
        for (var rank = 0; rank < order.Count; rank++)
        {
            least = Math.Max(least, Math.Min(1, values[order[rank]]!.Value * (order.Count - rank)));
            corrected[order[rank]] = least;
        }

        return [.. pairs.Select((pair, i) => new ShareTest(pair.First, pair.Second, corrected[i]))];
    }

    private static double? PValueOf(Proportion first, Proportion second)
    {
        if (first.Of == 0 || second.Of == 0)
            return null;
        var pooled = (double)(first.Count + second.Count) / (first.Of + second.Of);
        if (Math.Min(first.Of, second.Of) * Math.Min(pooled, 1 - pooled) < SmallestExpected)
            return null;
        var z = (first.Value!.Value - second.Value!.Value)
            / Math.Sqrt(pooled * (1 - pooled) * ((1.0 / first.Of) + (1.0 / second.Of)));
        return Erfc(Math.Abs(z) / Math.Sqrt(2));
    }

    // Complementary error function for x ≥ 0, by its continued fraction beyond 2 and its series before; error under 1e-12.
    private static double Erfc(double x)
    {
        if (x < 2)
        {
            var (term, sum) = (x, x);
            for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
            {
                term *= -x * x / n;
                sum += term / ((2 * n) + 1);
            }

            return 1 - (2 / Math.Sqrt(Math.PI) * sum);
        }

        var fraction = x;
        for (var k = 60; k >= 1; k--)
            fraction = x + (k / 2.0 / fraction);
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }
}
