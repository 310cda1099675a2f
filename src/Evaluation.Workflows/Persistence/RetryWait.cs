namespace Evaluation.Workflows.Persistence;

/// <summary>How long what failed waits for its next try: 5 seconds, then twice as long each time, an hour at most.</summary>
internal static class RetryWait
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The wait after a number of failures in a row, from 1.</summary>
    public static TimeSpan After(int failures) =>
        failures > 10 ? Longest : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << (failures - 1)));
}
