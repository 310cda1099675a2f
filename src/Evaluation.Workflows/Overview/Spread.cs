namespace Evaluation.Workflows.Overview;

/// <summary>How some numbers of days lie: how many there are, their median and their quartiles.</summary>
/// <param name="Count">How many.</param>
/// <param name="LowerQuartile">A quarter is at most this; null when there is none.</param>
/// <param name="Median">Half is at most this; null when there is none.</param>
/// <param name="UpperQuartile">Three quarters are at most this; null when there is none.</param>
/// <remarks>Quantiles are interpolated between the two neighbours in order (type 7 of Hyndman and Fan, 1996).</remarks>
public sealed record Spread(int Count, double? LowerQuartile, double? Median, double? UpperQuartile)
{
    /// <summary>Below this many, a median tells the work of one person rather than that of a step.</summary>
    public const int SmallestSample = 5;

    /// <summary>Whether there are enough of them for a median to be shown.</summary>
    public bool IsShown => Count >= SmallestSample;

    /// <summary>The spread of some days.</summary>
    public static Spread Of(IEnumerable<int> days)
    {
        var sorted = days.Order().ToList();
        return sorted.Count == 0
            ? new Spread(0, null, null, null)
            : new Spread(sorted.Count, Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75));
    }

    /// <summary>A quantile of values in order, of which there is at least one.</summary>
    internal static double Quantile(IReadOnlyList<int> sorted, double share)
    {
        var place = (sorted.Count - 1) * share;
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }
}
