using System.Globalization;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Benchmarks;

/// <summary>CPU of « start + resume »: a dossier is opened, then another command finishes its first step.</summary>
internal static class LedgerBench
{
    private const double Goal = 7;

    // In turns, so that what else the machine does falls on both.
    private const int Turns = 5;
    private const int WarmUp = 300;

    public static async Task<int> RunAsync(Options options)
    {
        var dossiers = options.Number("dossiers", 1500);
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            using var services = await Bench.OpenAsync(folder);
            using var plain = await PlainLedger.OpenAsync(folder);
            await MoveAsync(services, WarmUp);
            await MoveAsync(plain, services.Desk.Today, WarmUp);

            var (ours, theirs) = (Cost.None, Cost.None);
            for (var turn = 0; turn < Turns; turn++)
            {
                ours += await Cost.OfAsync(() => MoveAsync(services, dossiers / Turns));
                theirs += await Cost.OfAsync(() => MoveAsync(plain, services.Desk.Today, dossiers / Turns));
            }

            var done = dossiers / Turns * Turns;
            var used = ours.Processor.TotalMilliseconds / done;
            Results.Print(
                "Open a dossier, then move it (SQLite)", options,
                ($"dossiers, after {WarmUp} of warm-up", done.ToString(CultureInfo.InvariantCulture)),
                ("CPU per start + resume", $"{used:F2} ms (goal {Goal} ms)"),
                ("wall time per start + resume", $"{ours.Wall.TotalMilliseconds / done:F2} ms, each move flushed to disk"),
                ("start + resume per second, one writer", $"{done / ours.Wall.TotalSeconds:F0}"),
                ("the same two acts in plain EF Core, in turns: CPU, wall time",
                    $"{theirs.Processor.TotalMilliseconds / done:F2} ms, {theirs.Wall.TotalMilliseconds / done:F2} ms"),
                ("ratio to plain EF Core: CPU, wall time", $"{ours.Processor / theirs.Processor:F2}, {ours.Wall / theirs.Wall:F2}"));
            return used <= Goal ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MoveAsync(PlainLedger ledger, DateOnly today, int dossiers)
    {
        var person = Bench.Applicant.Id.Value;
        for (var i = 0; i < dossiers; i++)
            await ledger.ResumeAsync(await ledger.StartAsync($"PRODUIT {i}", today, person), today, person);
    }

    private static async Task MoveAsync(EvaluationServices services, int dossiers)
    {
        var today = services.Desk.Today;
        for (var i = 0; i < dossiers; i++)
        {
            var opened = Bench.Expect(await services.Desk.OpenAsync(
                Bench.Request($"PRODUIT {i}", today), Bench.By(Bench.Applicant, Role.Applicant)));
            Bench.Expect(await services.Desk.DoAsync(
                new DossierId(opened.Stream), Bench.Finish("depot", "depose", today), Bench.By(Bench.Applicant, Role.Applicant)));
        }
    }
}
