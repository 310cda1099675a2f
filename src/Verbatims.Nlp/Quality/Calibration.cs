namespace Verbatims.Nlp.Quality;

/// <summary>Whether probabilities mean what they say.</summary>
public static class Calibration
{
    private const int Bins = 10;

    /// <summary>
    /// The expected calibration error, in [0, 1]: over ten bins of equal width, the difference between the mean probability and the share
    /// that was right, weighted by how many fall into each; 0 when there is nothing to measure.
    /// </summary>
    /// <param name="answers">Each answer: the probability that was given of it, in [0, 1], and whether it was right.</param>
    /// <remarks>
    /// 0.05 means that an answer said to be right 80 times in 100 is so some 75 to 85 times. Source: Naeini, Cooper, Hauskrecht, AAAI 2015.
    /// </remarks>
    public static double Error(IEnumerable<(double Probability, bool IsRight)> answers)
    {
        var (sums, right, counts) = (new double[Bins], new int[Bins], new int[Bins]);
        foreach (var (probability, isRight) in answers)
        {
            var bin = Math.Clamp((int)(probability * Bins), 0, Bins - 1);
            sums[bin] += probability;
            right[bin] += isRight ? 1 : 0;
            counts[bin]++;
        }

        var all = counts.Sum();
        return all == 0 ? 0 : Enumerable.Range(0, Bins).Sum(bin => Math.Abs(sums[bin] - right[bin])) / all;
    }
}
