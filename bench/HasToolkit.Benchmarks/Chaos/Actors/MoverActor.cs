using System.Diagnostics;
using System.Globalization;

namespace HasToolkit.Benchmarks.Chaos.Actors;

/// <summary>A process that moves dossiers through the desk. What was not answered is sent again by the next process, half of the time.</summary>
internal sealed class MoverActor(ChaosWorld world, ActorPlan plan, int number) : Actor(world, plan, number)
{
    private readonly Dictionary<int, MoverLine> _unanswered = [];
    private int _lives;

    public override IReadOnlyList<ActTable> Tables => [ActTable.Ledger];

    protected override ProcessStartInfo Command() => Programs.StartOf(
        Plan.Elsewhere ? World.Elsewhere!.Network : null, isHas: false,
        "chaos-mover", "--folder", World.Folder, "--connection", World.ConnectionOf(Plan) ?? "", "--clock", Clock,
        "--seed", (World.Experiment.Seed + (Number * 10_000) + (++_lives * 10)).ToString(CultureInfo.InvariantCulture));

    protected override async Task ConverseAsync(Process process, CancellationToken end)
    {
        try
        {
            foreach (var line in _unanswered.Values)
                await process.StandardInput.WriteLineAsync(line.Write());
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Killed before it listened.
        }

        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } text)
        {
            if (MoverLine.Read(text) is not { } line)
                continue;
            var key = line.Command.ToString("D");
            switch (line.Kind)
            {
                case "sends":
                    World.Acts.Sends(ActTable.Ledger, key, line.Events);
                    _unanswered[line.Worker] = line;
                    break;
                case "answered":
                    World.Acts.Answered(ActTable.Ledger, key);
                    _unanswered.Remove(line.Worker);
                    CountAnswer();
                    break;
                default:
                    World.Acts.Refused(ActTable.Ledger, key);
                    _unanswered.Remove(line.Worker);
                    break;
            }
        }
    }
}
