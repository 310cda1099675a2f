using System.Globalization;

namespace LitReview.Screening.Stopping;

/// <summary>Where a screening stands against its target, with a sentence for the person who screens.</summary>
/// <param name="Target">The target.</param>
/// <param name="Total">How many records there are to read in all.</param>
/// <param name="Read">How many are read.</param>
/// <param name="Found">How many of these are relevant.</param>
/// <param name="RunLength">How many irrelevant records were read in a row, up to now.</param>
/// <param name="PValue">The probability that the test gives to a recall below the target.</param>
/// <param name="EstimatedRecall">The middle estimate of the recall, in [0, 1]; null when nothing is found.</param>
/// <param name="LowestRecall">The recall that is exceeded with the target’s confidence; null when nothing is found.</param>
/// <param name="HighestRecall">The recall that is not exceeded with that confidence; null when nothing is found.</param>
/// <param name="CheckSize">
/// How many unread records to check at random after a stop, so that finding none of them relevant keeps the recall at the target.
/// </param>
public sealed record StoppingReading(
    StoppingTarget Target, int Total, int Read, int Found, int RunLength, double PValue, double? EstimatedRecall,
    double? LowestRecall, double? HighestRecall, int CheckSize)
{
    private const double Rounding = 1e-9;

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Whether the target is reached with its confidence, or everything is read.</summary>
    public bool MayStop => Read == Total || PValue < Target.Risk;

    /// <summary>The same, as one sentence in French.</summary>
    public string Sentence => Read == Total
        ? $"Toutes les références sont lues : {Number(Found)} retenues sur {Number(Total)}."
        : MayStop
            ? $"Vous pouvez vous arrêter : avec une confiance de {Percent(Target.Confidence)}, au moins {Percent(Target.Recall)} "
                + $"des références pertinentes ont été vues ({Counts} ; p = {Probability})."
            : Found == 0
                ? $"Continuez : aucune référence n’est encore retenue ({Counts})."
                : $"Continuez : rien n’assure encore que {Percent(Target.Recall)} des références pertinentes ont été vues ({Counts} ; "
                    + $"rappel estimé {Percent(EstimatedRecall!.Value)}, entre {Percent(LowestRecall!.Value)} et "
                    + $"{Percent(HighestRecall!.Value)} ; p = {Probability}).";

    private string Counts => $"{Number(Read)} lues sur {Number(Total)}, {Number(Found)} retenues, {Number(RunLength)} écartées de suite";

    private string Probability => PValue < 0.001 ? "moins de 0,001" : PValue.ToString("0.###", French);

    /// <summary>Reads where a screening stands.</summary>
    /// <param name="read">Whether each record read is relevant, in the order of reading; those known before the start stay out.</param>
    /// <param name="total">How many records there are to read in all, those read included.</param>
    /// <param name="target">The target.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer records in all than were read.</exception>
    public static StoppingReading Of(ReadOnlySpan<bool> read, int total, StoppingTarget target)
    {
        var found = read.Count(true);
        var last = read.LastIndexOf(true);
        var accepted = (int)Math.Floor((found / target.Recall) + Rounding) - found;
        return new StoppingReading(
            target, total, read.Length, found, read.Length - (last + 1), RecallTest.PValue(read, total, target.Recall),
            Recall(found, RecallTest.MostMissed(read, total, 0.5)),
            Recall(found, RecallTest.MostMissed(read, total, target.Confidence)),
            Recall(found, RecallTest.MostMissed(read, total, target.Risk)),
            ElusionSample.Size(total - read.Length, accepted, target.Confidence));
    }

    private static double? Recall(int found, int missed) => found == 0 ? null : found / (double)(found + missed);

    private static string Number(int count) => count.ToString("N0", French);

    // Rounded down, so that 99,9 % does not read as certainty.
    private static string Percent(double share) => $"{Math.Floor((share * 100) + Rounding).ToString("0", French)}\u202f%";
}
