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

/// <summary>The machine elsewhere is cut off for a while, and comes back.</summary>
internal sealed class CutNetworkFault(FaultPlan plan) : Fault
{
    public override async Task<IReadOnlyList<string>> StrikeAsync(ChaosWorld world)
    {
        await world.Elsewhere!.LinkAsync(isUp: false);
        await Task.Delay(Draw(plan, world.Random));
        await world.Elsewhere.LinkAsync(isUp: true);
        return ["the network of a machine, cut"];
    }
}
