using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Verbatims.Nlp;

/// <summary>
/// What this library tells of its own work to who listens: counts and times of blocks. Never a comment, a name or a file name.
/// </summary>
public static class VerbatimTelemetry
{
    /// <summary>The name under which spans and measures are told.</summary>
    public const string Name = "HasToolkit.Verbatims";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> BlockTime = Meter.CreateHistogram<double>(
        "has.comments.block.duration", "s", "How long a block of comments takes to be masked and stored, or to be analysed.");

    private static readonly Counter<long> Comments = Meter.CreateCounter<long>(
        "has.comments", "{comment}", "Comments that were stored, and comments that were analysed.");

    private static readonly Histogram<double> Wait = Meter.CreateHistogram<double>(
        "has.comments.block.wait", "s", "How long a block of comments waited, from being queued until a machine took it.");

    /// <summary>Tells of one block while it lasts.</summary>
    /// <param name="work">What is done to it: « store » or « analyse ».</param>
    /// <param name="modelVersion">The version of the model that reads it; null when none does.</param>
    internal static Block Begin(string work, string? modelVersion = null) => new(work, modelVersion, Source.StartActivity($"comments.{work}"));

    /// <summary>Tells how long a block waited in the queue.</summary>
    internal static void Waited(TimeSpan time) => Wait.Record(Math.Max(0, time.TotalSeconds));

    /// <summary>A block that is worked on.</summary>
    internal sealed class Block(string work, string? modelVersion, Activity? span) : IDisposable
    {
        private readonly long _started = Stopwatch.GetTimestamp();

        /// <summary>How many comments are done; 0 as long as none is.</summary>
        public int Done { private get; set; }

        public void Dispose()
        {
            var tags = new TagList { { "has.work", work } };
            if (modelVersion is not null)
                tags.Add("has.model", modelVersion);
            span?.SetTag("has.comments", Done).SetTag("has.model", modelVersion);
            span?.Dispose();
            BlockTime.Record(Stopwatch.GetElapsedTime(_started).TotalSeconds, tags);
            Comments.Add(Done, tags);
        }
    }
}
