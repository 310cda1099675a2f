using HasToolkit.Benchmarks.Chaos.Actors;

namespace HasToolkit.Benchmarks.Chaos;

/// <summary>What an experiment is played on: a folder, a database, those who work, and what they were answered.</summary>
internal sealed class ChaosWorld : IAsyncDisposable
{
    private ChaosWorld(Experiment experiment, string scratch) =>
        (Experiment, Scratch, Random) = (experiment, scratch, new Random(experiment.Seed));

    public Experiment Experiment { get; }

    /// <summary>A folder that goes with the experiment.</summary>
    public string Scratch { get; }

    /// <summary>The data, on a disk of their own when the experiment asks for one.</summary>
    public string Folder => Path.Combine(Scratch, "data");

    public Random Random { get; }

    public ActLog Acts { get; } = new();

    public OwnPostgres? Postgres { get; private set; }

    public Elsewhere? Elsewhere { get; private set; }

    public IReadOnlyList<Actor> Actors { get; private set; } = [];

    /// <summary>The connection string on this machine; null for SQLite in the folder.</summary>
    public string? Connection => Postgres?.ConnectionFrom();

    /// <summary>Makes the world, with its directory of people and what actors find there.</summary>
    public static async Task<ChaosWorld> OpenAsync(Experiment experiment)
    {
        var world = new ChaosWorld(experiment, Directory.CreateTempSubdirectory("has-chaos-").FullName);
        try
        {
            // The account of PostgreSQL goes through it.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(world.Scratch, File.GetUnixFileMode(world.Scratch) | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
            Directory.CreateDirectory(world.Folder);
            if (experiment.DiskMegabytes is { } size)
                await SmallDisk.MountAsync(world.Folder, size);
            if (experiment.Actors.Any(actor => actor.Elsewhere))
                world.Elsewhere = await Elsewhere.CreateAsync();
            if (experiment.OnPostgres)
                world.Postgres = await OwnPostgres.CreateAsync(Directory.CreateDirectory(Path.Combine(world.Scratch, "postgres")).FullName, world.Elsewhere?.Here);
            (await Bench.OpenAsync(world.Folder, world.Connection)).Dispose();
            world.Actors = [.. experiment.Actors.SelectMany(plan => Enumerable.Range(1, plan.Count).Select(number => Actor.Of(world, plan, number)))];
            foreach (var actor in world.Actors)
                await actor.PrepareAsync();
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>The connection string of an actor: from elsewhere the server has another address.</summary>
    public string? ConnectionOf(ActorPlan plan) => plan.Elsewhere ? Postgres!.ConnectionFrom(Elsewhere!.Here) : Connection;

    public async ValueTask DisposeAsync()
    {
        foreach (var actor in Actors)
            await actor.DisposeAsync();
        if (Postgres is not null)
            await Postgres.DisposeAsync();
        if (Elsewhere is not null)
            await Elsewhere.DisposeAsync();
        if (Experiment.DiskMegabytes is not null)
            await SmallDisk.UnmountAsync(Folder);
        Directory.Delete(Scratch, recursive: true);
    }
}
