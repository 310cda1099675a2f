namespace LitReview.Screening.Agreement;

/// <summary>How far two reviewers agree beyond chance, on the records that both judged.</summary>
/// <remarks>
/// Cohen’s kappa: (observed − expected) / (1 − expected). Its standard error is the one for large samples of Fleiss, Cohen and
/// Everitt, Psychol Bull 72(5), 1969, doi:10.1037/h0028106; the interval is kappa ± 1.96 standard errors, cut to [−1, 1].
/// </remarks>
public sealed record ReviewerAgreement
{
    // The quantile of the normal distribution that leaves 2.5 % on each side.
    private const double Quantile = 1.959963984540054;

    /// <summary>Counts the four ways in which two reviewers can have judged a record.</summary>
    /// <param name="bothKept">Kept by both.</param>
    /// <param name="onlyFirst">Kept by the first reviewer only.</param>
    /// <param name="onlySecond">Kept by the second reviewer only.</param>
    /// <param name="bothExcluded">Excluded by both.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    /// <exception cref="ArgumentException">No record was judged by both.</exception>
    public ReviewerAgreement(int bothKept, int onlyFirst, int onlySecond, int bothExcluded)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bothKept);
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        ArgumentOutOfRangeException.ThrowIfNegative(bothExcluded);
        Judged = bothKept + onlyFirst + onlySecond + bothExcluded;
        if (Judged == 0)
            throw new ArgumentException("No record was judged by both reviewers: 0 + 0 + 0 + 0.");

        Conflicts = onlyFirst + onlySecond;
        Observed = (bothKept + bothExcluded) / (double)Judged;
        double n = Judged;
        var (first, second) = ((bothKept + onlyFirst) / n, (bothKept + onlySecond) / n);
        Expected = (first * second) + ((1 - first) * (1 - second));
        if (Expected >= 1)
            return;

        var kappa = (Observed - Expected) / (1 - Expected);
        var disagreement = 1 - kappa;
        var agreeing = (bothKept / n * Square(1 - ((first + second) * disagreement)))
            + (bothExcluded / n * Square(1 - ((2 - first - second) * disagreement)));
        var conflicting = Square(disagreement)
            * ((onlyFirst / n * Square(second + 1 - first)) + (onlySecond / n * Square(1 - second + first)));
        var variance = (agreeing + conflicting - Square(kappa - (Expected * disagreement))) / (n * Square(1 - Expected));
        var margin = Quantile * Math.Sqrt(Math.Max(0, variance));
        (Kappa, Lowest, Highest) = (kappa, Math.Max(-1, kappa - margin), Math.Min(1, kappa + margin));
    }

    /// <summary>How many records both judged.</summary>
    public int Judged { get; }

    /// <summary>On how many of them they differ.</summary>
    public int Conflicts { get; }

    /// <summary>The share on which they agree, in [0, 1].</summary>
    public double Observed { get; }

    /// <summary>The share on which two reviewers who keep as many at random would agree, in [0, 1].</summary>
    public double Expected { get; }

    /// <summary>Cohen’s kappa, in [−1, 1]; null when both judged all records alike and the same way, so that chance explains all.</summary>
    public double? Kappa { get; }

    /// <summary>The lower end of the 95 % interval; null exactly when <see cref="Kappa"/> is.</summary>
    public double? Lowest { get; }

    /// <summary>The upper end of the 95 % interval; null exactly when <see cref="Kappa"/> is.</summary>
    public double? Highest { get; }

    private static double Square(double x) => x * x;
}
