namespace HasToolkit.Benchmarks.Chaos.Actors;

/// <summary>Somebody who imports one export of references after the other with « has litreview import », all into one review.</summary>
internal sealed class ImporterActor(ChaosWorld world, ActorPlan plan, int number) : HasActor(world, plan, number)
{
    private const int References = 40;

    private string _review = "";
    private int _files;

    public override IReadOnlyList<ActTable> Tables => [ActTable.Imports];

    private string FileName => FormattableString.Invariant($"export-{Number}-{_files}.ris");

    private string Key => $"{_review}/{FileName}";

    public override async Task PrepareAsync() => _review = await ScreenerActor.ReviewAsync(World, "Imports sous pannes", References);

    protected override IEnumerable<string> Words()
    {
        _files++;
        var path = Path.Combine(World.Scratch, FileName);
        File.WriteAllText(path, SyntheticFiles.References(References, World.Experiment.Seed + (Number * 10_000) + _files));
        World.Acts.Sends(ActTable.Imports, Key, 1);
        return ["litreview", "import", _review, path, "--par", "chaos"];
    }

    protected override Task<bool> EndedAsync(int code)
    {
        if (code is not 0 and not 3)
            return Task.FromResult(false);
        World.Acts.Answered(ActTable.Imports, Key);
        CountAnswer();
        return Task.FromResult(true);
    }
}
