namespace HasToolkit.Benchmarks.Chaos.Actors;

/// <summary>Somebody who has files of comments analysed with « has verbatims analyse »; a file whose analysis was killed is asked for again.</summary>
internal sealed class AnalystActor(ChaosWorld world, ActorPlan plan, int number) : HasActor(world, plan, number)
{
    /// <summary>The comments of a file; three chunks, the last of them half.</summary>
    public const int Comments = 2_500;

    private int _files = 1;

    public override IReadOnlyList<ActTable> Tables => [ActTable.Comments];

    private string FileName => FormattableString.Invariant($"avis-{Number}-{_files}.csv");

    protected override IEnumerable<string> Words()
    {
        var path = Path.Combine(World.Scratch, FileName);
        if (!File.Exists(path))
            File.WriteAllText(path, SyntheticFiles.Comments(Comments, World.Experiment.Seed + (Number * 1_000) + _files));
        World.Acts.Sends(ActTable.Comments, FileName, Comments);
        return ["verbatims", "analyse", path];
    }

    protected override Task<bool> EndedAsync(int code)
    {
        if (code != 0)
            return Task.FromResult(false);
        World.Acts.Answered(ActTable.Comments, FileName);
        _files++;
        CountAnswer();
        return Task.FromResult(true);
    }
}

/// <summary>A machine that lends itself to analyses, with « has verbatims worker ». Its answer is that it is there.</summary>
internal sealed class WorkerActor(ChaosWorld world, ActorPlan plan, int number) : HasActor(world, plan, number)
{
    private bool _isThere;

    public override IReadOnlyList<ActTable> Tables => [];

    // Once it said that it waits, nothing more is heard of it.
    public override bool IsWorking => !_isThere;

    protected override IEnumerable<string> Words()
    {
        _isThere = false;
        return ["verbatims", "worker"];
    }

    protected override void Heard(string line)
    {
        if (!line.StartsWith('✓'))
            return;
        _isThere = true;
        CountAnswer();
    }
}
