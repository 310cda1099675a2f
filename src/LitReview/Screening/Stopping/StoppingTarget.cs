namespace LitReview.Screening.Stopping;

/// <summary>What the protocol asks before a screening may stop.</summary>
public sealed record StoppingTarget
{
    /// <summary>A recall to reach, with a confidence.</summary>
    /// <param name="recall">The share of relevant records that must have been seen, in (0, 1].</param>
    /// <param name="confidence">How sure one must be of it, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public StoppingTarget(double recall = 0.95, double confidence = 0.95)
    {
        if (recall is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(recall), recall, "A recall is in (0, 1].");
        if (confidence is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is in (0, 1).");
        (Recall, Confidence) = (recall, confidence);
    }

    /// <summary>The share of relevant records that must have been seen, in (0, 1].</summary>
    public double Recall { get; }

    /// <summary>How sure one must be of it, in (0, 1).</summary>
    public double Confidence { get; }

    /// <summary>The largest probability of being wrong that is accepted.</summary>
    public double Risk => 1 - Confidence;
}
