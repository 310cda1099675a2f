using Evaluation.Workflows;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Benchmarks;

/// <summary>Moves dossiers until it is killed. What was not answered last time is sent again, half of the time.</summary>
internal static class ChaosChild
{
    public static async Task<int> RunAsync(Options options)
    {
        var folder = options.Text("folder", ".");
        var connection = options.Text("connection", "");
        using var services = await Bench.OpenAsync(folder, connection.Length == 0 ? null : connection);
        var seed = options.Number("seed", 1);
        await Task.WhenAll(Enumerable.Range(0, Chaos.Workers).Select(worker => Task.Run(
            () => WorkAsync(services, new Random(seed + worker), Chaos.SideFileOf(folder, worker)))));
        return 0;
    }

    // Each move with the events it writes: how many steps it ends and opens.
    private static readonly (string Move, int Events)[] Path =
    [
        ("open", 2), ("note", 1), ("depot:depose", 2), ("recevabilite:incomplet", 2), ("complements:envoyes", 2),
        ("recevabilite:incomplet", 2), ("part:formulaire", 1), ("deport", 1), ("complements:envoyes", 2), ("note", 1),
    ];

    private static async Task WorkAsync(EvaluationServices services, Random random, string path)
    {
        var lines = SideFile.Read(path);
        using var side = new SideFile(path);
        var answered = lines.Where(line => line.Kind == "ack").Select(line => line.Command).ToHashSet();
        if (lines.LastOrDefault(line => line.Kind == "intent") is { } last && !answered.Contains(last.Command) && random.Next(2) == 0)
            await SendAsync(services, side, last);

        while (true)
        {
            string? dossier = null;
            foreach (var (move, events) in Path)
            {
                var intent = new SideLine("intent", Guid.NewGuid(), move, dossier, events);
                side.Write(intent);
                dossier = await SendAsync(services, side, intent);
            }
        }
    }

    private static async Task<string> SendAsync(EvaluationServices services, SideFile side, SideLine intent)
    {
        var today = services.Desk.Today;
        var (person, role) = intent.Move.StartsWith("recevabilite", StringComparison.Ordinal)
            ? (DemoPeople.Service, Role.EvaluationService)
            : intent.Move == "deport" ? (DemoPeople.Ethics, Role.EthicsService) : (Bench.Applicant, Role.Applicant);
        var by = new Signature(person.Id, role, intent.Command);
        var id = new DossierId(intent.Dossier ?? "");
        var done = Bench.Expect(intent.Move switch
        {
            "open" => await services.Desk.OpenAsync(Bench.Request("CHAOS", today), by),
            "note" => await services.Desk.DoAsync(id, new AddNote("Une note."), by),
            "deport" => await services.Desk.DoAsync(id, new DeclareDeport(DemoPeople.Lead.Id, "Lien."), by),
            "part:formulaire" => await services.Desk.DoAsync(
                id, new ReceivePart("formulaire", "f.pdf", new string('0', 64), 1, "application/pdf", today), by),
            _ => await services.Desk.DoAsync(
                id, Bench.Finish(intent.Move.Split(':')[0], intent.Move.Split(':')[1], today), by),
        });
        side.Write(intent with { Kind = "ack", Dossier = done.Stream });
        Console.WriteLine("moved");
        return done.Stream;
    }
}
