namespace LitReview.Screening.Stopping;

/// <summary>Draws without replacement from records of which some are relevant.</summary>
public static class Hypergeometric
{
    private const int Tabled = 256;

    private static readonly double[] Small = Table();

    /// <summary>The probability of finding this many relevant records or fewer.</summary>
    /// <param name="found">How many are found.</param>
    /// <param name="population">How many records there are.</param>
    /// <param name="relevant">How many of them are relevant.</param>
    /// <param name="draws">How many are drawn.</param>
    /// <returns>A probability in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">More relevant records or draws than records, or a negative count.</exception>
    public static double AtMost(int found, int population, int relevant, int draws)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(population);
        Check(relevant, population, nameof(relevant));
        Check(draws, population, nameof(draws));
        var (least, most) = (Math.Max(0, draws - (population - relevant)), Math.Min(relevant, draws));
        if (found < least)
            return 0;
        if (found >= most)
            return 1;

        // From the largest count down: each term follows from the one above it.
        var term = Math.Exp(
            LogChoose(relevant, found) + LogChoose(population - relevant, draws - found) - LogChoose(population, draws));
        var sum = term;
        for (var k = found; k > least && term > sum * 1e-17; k--)
        {
            term *= k * (double)(population - relevant - draws + k) / ((relevant - k + 1.0) * (draws - k + 1.0));
            sum += term;
        }

        return Math.Min(1, sum);
    }

    private static void Check(int value, int population, string name)
    {
        if (value < 0 || value > population)
            throw new ArgumentOutOfRangeException(name, value, $"Expected 0 to {population}, the number of records.");
    }

    private static double LogChoose(int n, int k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    // Stirling’s series; beyond the table its error is below 1e-15.
    private static double LogFactorial(int n)
    {
        if (n < Tabled)
            return Small[n];
        double x = n;
        return (x * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI * x)) + (1 / (12 * x)) - (1 / (360 * x * x * x));
    }

    private static double[] Table()
    {
        var logs = new double[Tabled];
        for (var n = 2; n < Tabled; n++)
            logs[n] = logs[n - 1] + Math.Log(n);
        return logs;
    }
}
