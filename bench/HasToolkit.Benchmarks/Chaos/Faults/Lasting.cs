using Microsoft.Data.Sqlite;

namespace HasToolkit.Benchmarks.Chaos.Faults;

/// <summary>The disk of the data is full for a while.</summary>
internal sealed class FullDiskFault(FaultPlan plan) : Fault
{
    public override async Task<IReadOnlyList<string>> StrikeAsync(ChaosWorld world)
    {
        var ballast = Path.Combine(world.Folder, "ballast");
        await using (var file = new FileStream(ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            try
            {
                var block = new byte[65_536];
                while (file.Length < (long)world.Experiment.DiskMegabytes! * 1_000_000 * 2)
                    await file.WriteAsync(block);
            }
            catch (IOException)
            {
                // Full, which is what was wanted.
            }
        }

        await Task.Delay(Draw(plan, world.Random));
        File.Delete(ballast);
        return ["the disk, full"];
    }
}

/// <summary>Another program holds the write lock of the SQLite file of dossiers.</summary>
internal sealed class HeldLockFault(FaultPlan plan) : Fault
{
    public override async Task<IReadOnlyList<string>> StrikeAsync(ChaosWorld world)
    {
        var time = Draw(plan, world.Random);
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(world.Folder, "has.db")};Pooling=False");
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction(deferred: false);
        await Task.Delay(time);
        await transaction.RollbackAsync();
        return [time.TotalSeconds < 30 ? "the write lock, held for less than the patience of a writer" : "the write lock, held for longer than that"];
    }
}

/// <summary>The machine elsewhere is cut off for a while, and comes back. It may hold locks: the others are answered again after a minute at the latest.</summary>
internal sealed class CutNetworkFault(FaultPlan plan) : Fault
{
    private static readonly TimeSpan LongestLock = TimeSpan.FromSeconds(60);

    public override async Task<IReadOnlyList<string>> StrikeAsync(ChaosWorld world)
    {
        var time = Draw(plan, world.Random);
        await world.Elsewhere!.LinkAsync(isUp: false);
        await Task.Delay(time < LongestLock ? time : LongestLock);
        if (time > LongestLock)
        {
            var near = world.Actors.Where(actor => !actor.Plan.Elsewhere).ToDictionary(actor => actor, actor => actor.Answers);
            await Task.Delay(time - LongestLock);
            foreach (var (actor, _) in near.Where(pair => pair.Key.Answers == pair.Value))
                world.Acts.Wrong($"{actor.Name} waits for a machine that is cut off since {time.TotalSeconds:F0} s.");
        }

        await world.Elsewhere.LinkAsync(isUp: true);
        return [time > LongestLock ? "the network of a machine, cut for more than a minute" : "the network of a machine, cut for seconds"];
    }
}
