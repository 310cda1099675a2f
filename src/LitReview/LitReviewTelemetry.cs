using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LitReview;

/// <summary>
/// What this library tells of its own work to who listens: kinds, counts and times. Never a title, a question, a name or a file name.
/// </summary>
public static class LitReviewTelemetry
{
    /// <summary>The name under which spans and measures are told.</summary>
    public const string Name = "HasToolkit.LitReview";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> WorkTime = Meter.CreateHistogram<double>(
        "has.review.duration", "s", "How long a command on a review, an import, a search or the ranking after a decision takes.");

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "has.assistance.requests", "{request}", "What was asked of a language model, and whether it answered.");

    /// <summary>Tells of one piece of work while it lasts.</summary>
    /// <param name="work">What is done: « command », « import », « search », « rank ».</param>
    /// <param name="kind">Its kind, a word of ours; null when there is but one.</param>
    internal static Work Begin(string work, string? kind = null) => new(work, kind, Source.StartActivity($"review.{work}"));

    /// <summary>Counts what was asked of a language model.</summary>
    /// <param name="function">The prompt of ours that was filled in.</param>
    /// <param name="outcome">« answered », « held back » before it left, or « failed ».</param>
    internal static void Asked(string function, string outcome) => Requests.Add(
        1, KeyValuePair.Create<string, object?>("has.kind", function), KeyValuePair.Create<string, object?>("has.outcome", outcome));

    /// <summary>A piece of work.</summary>
    internal sealed class Work(string work, string? kind, Activity? span) : IDisposable
    {
        private readonly long _started = Stopwatch.GetTimestamp();

        /// <summary>How many references it was about; null when they are not counted.</summary>
        public int? References { private get; set; }

        public void Dispose()
        {
            span?.SetTag("has.kind", kind).SetTag("has.references", References);
            span?.Dispose();
            WorkTime.Record(
                Stopwatch.GetElapsedTime(_started).TotalSeconds,
                KeyValuePair.Create<string, object?>("has.work", work), KeyValuePair.Create<string, object?>("has.kind", kind));
        }
    }
}
