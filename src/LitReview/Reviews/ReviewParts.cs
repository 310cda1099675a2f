using System.Collections.Immutable;

namespace LitReview.Reviews;

/// <summary>An import of a review.</summary>
/// <param name="Records">What was imported.</param>
/// <param name="Search">For which search, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Person">By whom.</param>
public sealed record Import(RecordsImported Records, int Search, DateTimeOffset At, ReviewerId Person);

/// <summary>What one reader did.</summary>
/// <param name="Steps">His decisions and withdrawals, oldest first.</param>
/// <param name="Skipped">The references that he put off, each with the number of steps before.</param>
public sealed record ReviewerLog(ImmutableList<ReadingStep> Steps, ImmutableDictionary<int, int> Skipped)
{
    internal static ReviewerLog Empty { get; } = new([], ImmutableDictionary<int, int>.Empty);

    internal ReviewerLog With(ReadingStep step) => new(Steps.Add(step), Skipped.Remove(step.Record));
}

/// <summary>A decision of a reader, or its withdrawal.</summary>
/// <param name="Record">The number of the reference.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Verdict">What he found; null when he took it back.</param>
public sealed record ReadingStep(int Record, Stage Stage, Verdict? Verdict);

/// <summary>Unread references drawn at random after a stop.</summary>
/// <param name="Records">Their numbers.</param>
/// <param name="Unread">How many references were unread when they were drawn, these included.</param>
public sealed record RandomCheck(ImmutableHashSet<int> Records, int Unread);

/// <summary>A search that updates a review.</summary>
/// <param name="Number">Which search, from 2.</param>
/// <param name="Day">The day on which it began, in Paris.</param>
/// <param name="Reason">Why.</param>
public sealed record SearchStart(int Number, DateOnly Day, string Reason);
