using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Evaluation.Workflows;

/// <summary>
/// What this library tells of its own work to who listens: kinds, counts, outcomes and times. Never a text, a name, a file name
/// or what a person typed.
/// </summary>
public static class EvaluationTelemetry
{
    /// <summary>The name under which spans and measures are told.</summary>
    public const string Name = "HasToolkit.Evaluation";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> MoveTime = Meter.CreateHistogram<double>(
        "has.move.duration", "s", "How long a command on the ledger takes, waits for other writers among it.");

    /// <summary>Tells of one command while it lasts.</summary>
    /// <param name="command">The kind of the command; a type of ours, so no text of a person.</param>
    /// <param name="work">The command.</param>
    /// <param name="outcome">The outcome in one word of ours.</param>
    internal static async Task<T> MoveAsync<T>(string command, Func<Task<T>> work, Func<T, string> outcome)
    {
        using var span = Source.StartActivity("ledger.move");
        var started = Stopwatch.GetTimestamp();
        var ended = "failed";
        try
        {
            var result = await work();
            ended = outcome(result);
            return result;
        }
        finally
        {
            span?.SetTag("has.command", command).SetTag("has.outcome", ended);
            MoveTime.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                KeyValuePair.Create<string, object?>("has.command", command), KeyValuePair.Create<string, object?>("has.outcome", ended));
        }
    }
}
