namespace HasToolkit.Benchmarks.Chaos.Faults;

/// <summary>Something bad that happens.</summary>
internal abstract class Fault
{
    /// <summary>Does it, and waits until it is over.</summary>
    /// <returns>What was struck, and how often: « mover » twice, « PostgreSQL » once. Empty when nothing could be struck.</returns>
    public abstract Task<IReadOnlyList<string>> StrikeAsync(ChaosWorld world);

    /// <summary>The fault of a plan.</summary>
    public static Fault Of(FaultPlan plan) => plan.Kind switch
    {
        "kill" => new KillFault(plan),
        "kill-postgres" => new KillPostgresFault(whole: false),
        "kill-postgres-whole" => new KillPostgresFault(whole: true),
        "kill-backend" => new KillBackendFault(),
        "fill-disk" => new FullDiskFault(plan),
        "hold-lock" => new HeldLockFault(plan),
        "cut-network" => new CutNetworkFault(plan),
        _ => throw new InvalidDataException($"Faults of the kind '{plan.Kind}' are not known."),
    };

    /// <summary>How long a fault lasts this time.</summary>
    protected static TimeSpan Draw(FaultPlan plan, Random random)
    {
        var (least, most) = plan.Seconds is [var from, var to] ? (from, to) : throw new InvalidDataException($"'{plan.Kind}' lacks its seconds.");
        return TimeSpan.FromSeconds(least + (random.NextDouble() * (most - least)));
    }
}

/// <summary>SIGKILL of one or several who work, and another clock for their next lives where the plan has some.</summary>
internal sealed class KillFault(FaultPlan plan) : Fault
{
    public override Task<IReadOnlyList<string>> StrikeAsync(ChaosWorld world)
    {
        var victims = world.Actors.Where(actor => plan.Target is null || actor.Plan.Kind == plan.Target).ToArray();
        world.Random.Shuffle(victims);
        var struck = new List<string>();
        foreach (var victim in victims.Take(1 + world.Random.Next(plan.Victims)))
        {
            if (plan.Clocks is { Count: > 0 } clocks)
                victim.Clock = clocks[world.Random.Next(clocks.Count)];
            if (victim.TryKill())
                struck.Add(victim.Plan.Kind);
        }

        return Task.FromResult<IReadOnlyList<string>>(struck);
    }
}

/// <summary>SIGKILL of the server, which stays away for a moment and is then started.</summary>
internal sealed class KillPostgresFault(bool whole) : Fault
{
    public override async Task<IReadOnlyList<string>> StrikeAsync(ChaosWorld world)
    {
        await world.Postgres!.KillAsync(whole);
        await Task.Delay(world.Random.Next(600));
        await world.Postgres.StartAsync();
        return [whole ? "PostgreSQL, all its processes" : "PostgreSQL, its first process"];
    }
}

/// <summary>SIGKILL of the process of one connection: the server drops all others too, and recovers.</summary>
internal sealed class KillBackendFault : Fault
{
    public override async Task<IReadOnlyList<string>> StrikeAsync(ChaosWorld world) =>
        await world.Postgres!.KillBackendAsync(world.Random) ? ["PostgreSQL, a connection"] : [];
}
