namespace Verbatims.Nlp.Quality;

/// <summary>A measure with its 95 % interval.</summary>
/// <param name="Value">The measure, in [0, 1].</param>
/// <param name="Low">Lower end: the 2.5 % quantile of the resamples.</param>
/// <param name="High">Upper end: the 97.5 % quantile.</param>
public sealed record Interval(double Value, double Low, double High)
{
    private const int Resamples = 400;
    private const int Seed = 20261126;

    /// <summary>Measures rows, then as many rows drawn among them with replacement, again and again.</summary>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="measure">Some measures of such rows, always as many.</param>
    internal static IReadOnlyList<Interval> Of<T>(T[] rows, Func<T[], double[]> measure)
    {
        var random = new Random(Seed);
        var resampled = new List<double[]>();
        var sample = new T[rows.Length];
        for (var round = 0; round < Resamples; round++)
        {
            for (var i = 0; i < sample.Length; i++)
                sample[i] = rows[random.Next(rows.Length)];
            resampled.Add(measure(sample));
        }

        return [.. measure(rows).Select((value, k) =>
        {
            var values = resampled.Select(round => round[k]).Order().ToList();
            return new Interval(value, values[(int)(0.025 * Resamples)], values[(int)(0.975 * Resamples) - 1]);
        })];
    }
}
