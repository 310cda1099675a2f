using System.Diagnostics;

namespace HasToolkit.Benchmarks;

/// <summary>What some work cost this process.</summary>
/// <param name="Processor">Processor time of all its threads.</param>
/// <param name="Wall">Time by the clock.</param>
/// <param name="Peak">Largest resident memory meanwhile, in bytes, all that was there before included.</param>
internal sealed record Cost(TimeSpan Processor, TimeSpan Wall, long Peak)
{
    // What Linux is told, so that it measures the largest resident memory anew (proc(5), clear_refs).
    private const string ForgetPeak = "/proc/self/clear_refs";

    public static Cost None { get; } = new(TimeSpan.Zero, TimeSpan.Zero, 0);

    public static Cost operator +(Cost one, Cost other) =>
        new(one.Processor + other.Processor, one.Wall + other.Wall, Math.Max(one.Peak, other.Peak));

    /// <summary>Does work, and says what it cost; garbage of what came before is not its own.</summary>
    public static async Task<Cost> OfAsync(Func<Task> work)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (File.Exists(ForgetPeak))
            await File.WriteAllTextAsync(ForgetPeak, "5");
        var (processor, wall) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        await work();
        wall.Stop();
        var used = Environment.CpuUsage.TotalTime - processor;
        using var process = Process.GetCurrentProcess();
        return new Cost(used, wall.Elapsed, process.PeakWorkingSet64);
    }

    /// <summary>The same for work that waits for nothing.</summary>
    public static Task<Cost> OfAsync(Action work) => OfAsync(() =>
    {
        work();
        return Task.CompletedTask;
    });
}
