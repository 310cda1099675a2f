using System.Diagnostics;

namespace HasToolkit.Benchmarks.Chaos.Actors;

/// <summary>Somebody who types « has » commands, one process each.</summary>
internal abstract class HasActor(ChaosWorld world, ActorPlan plan, int number) : Actor(world, plan, number)
{
    protected override ProcessStartInfo Command() => Programs.StartOf(
        Plan.Elsewhere ? World.Elsewhere!.Network : null, isHas: true,
        [.. Words(), "--donnees", World.Folder, .. World.ConnectionOf(Plan) is { } connection ? (string[])["--base", connection] : []]);

    /// <summary>What is typed after « has ».</summary>
    protected abstract IEnumerable<string> Words();

    protected override async Task ConverseAsync(Process process, CancellationToken end)
    {
        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
    }
}
