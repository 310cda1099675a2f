namespace LitReview.Reviews;

/// <summary>What became of a command.</summary>
public abstract record ReviewResult
{
    private ReviewResult()
    {
    }

    /// <summary>It was carried out, now or before.</summary>
    /// <param name="Review">The review after it.</param>
    /// <param name="Events">What was written now; empty when nothing had to be.</param>
    public sealed record Done(Review Review, IReadOnlyList<RecordedReviewEvent> Events) : ReviewResult;

    /// <summary>A rule said no; nothing was written.</summary>
    /// <param name="Reason">The rule.</param>
    public sealed record Refused(ReviewRefusal Reason) : ReviewResult;
}
