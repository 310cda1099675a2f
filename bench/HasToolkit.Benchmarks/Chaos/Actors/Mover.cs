using System.Globalization;
using Evaluation.Workflows;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Benchmarks.Chaos.Actors;

/// <summary>The process of a mover: moves dossiers until it is killed. A command that fails is sent again until it is answered.</summary>
internal sealed class Mover(EvaluationServices services, int worker, Random random)
{
    private const int Workers = 2;

    // Each move with the events it writes: how many steps it ends and opens.
    private static readonly (string Move, int Events)[] Path =
    [
        ("open", 2), ("note", 1), ("depot:depose", 2), ("recevabilite:incomplet", 2), ("complements:envoyes", 2),
        ("recevabilite:incomplet", 2), ("part:formulaire", 1), ("deport", 1), ("complements:envoyes", 2), ("note", 1),
    ];

    public static async Task<int> RunAsync(Options options)
    {
        var (connection, seed) = (options.Text("connection", ""), options.Number("seed", 1));
        var clock = new ShiftedClock(TimeSpan.Parse(options.Text("clock", "00:00:00"), CultureInfo.InvariantCulture));
        var unanswered = new List<MoverLine>();
        while (await Console.In.ReadLineAsync() is { } line)
            unanswered.Add(MoverLine.Read(line)!);
        try
        {
            using var services = await EvaluationServices.OpenAsync(options.Text("folder", "."), connection.Length == 0 ? null : connection, clock);
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => new Mover(services, worker, new Random(seed + worker))
                .WorkAsync(unanswered.Find(line => line.Worker == worker)))));
            return 0;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"✗ {e.Message}");
            return 2;
        }
    }

    private async Task WorkAsync(MoverLine? unanswered)
    {
        if (unanswered is not null && random.Next(2) == 0)
            await SendAsync(unanswered);
        while (true)
        {
            string? dossier = null;
            foreach (var (move, events) in Path)
            {
                dossier = await SendAsync(new MoverLine("sends", worker, Guid.NewGuid(), move, dossier, events, services.Desk.Today));
                if (dossier is null)
                    break;
            }
        }
    }

    /// <summary>Sends a command until it is answered.</summary>
    /// <returns>The dossier; null when a rule refused.</returns>
    private async Task<string?> SendAsync(MoverLine line)
    {
        Console.WriteLine(line.Write());
        while (true)
        {
            try
            {
                var result = await DoAsync(line);
                Console.WriteLine((line with { Kind = result is MoveResult.Done ? "answered" : "refused" }).Write());
                return (result as MoveResult.Done)?.Stream;
            }
            catch (Exception e) when (LedgerDatabase.FailureOf(e) is { } told)
            {
                await Console.Error.WriteLineAsync($"✗ {told}");
                await Task.Delay(random.Next(50, 300));
            }
        }
    }

    private Task<MoveResult> DoAsync(MoverLine line)
    {
        var (person, role) = line.Move.StartsWith("recevabilite", StringComparison.Ordinal)
            ? (DemoPeople.Service, Role.EvaluationService)
            : line.Move == "deport" ? (DemoPeople.Ethics, Role.EthicsService) : (Bench.Applicant, Role.Applicant);
        var (by, id) = (new Signature(person.Id, role, line.Command), new DossierId(line.Dossier ?? ""));
        return line.Move switch
        {
            "open" => services.Desk.OpenAsync(Bench.Request("CHAOS", line.On), by),
            "note" => services.Desk.DoAsync(id, new AddNote("Une note."), by),
            "deport" => services.Desk.DoAsync(id, new DeclareDeport(DemoPeople.Lead.Id, "Lien."), by),
            "part:formulaire" => services.Desk.DoAsync(
                id, new ReceivePart("formulaire", "f.pdf", new string('0', 64), 1, "application/pdf", line.On), by),
            var step => services.Desk.DoAsync(id, Bench.Finish(step.Split(':')[0], step.Split(':')[1], line.On), by),
        };
    }

    private sealed class ShiftedClock(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
