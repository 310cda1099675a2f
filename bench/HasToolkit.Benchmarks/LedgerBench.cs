using System.Diagnostics;
using System.Globalization;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Benchmarks;

/// <summary>CPU of « start + resume »: a dossier is opened, then another command finishes its first step.</summary>
internal static class LedgerBench
{
    private const double Goal = 7;

    public static async Task<int> RunAsync(Options options)
    {
        var dossiers = options.Number("dossiers", 1500);
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            using var services = await Bench.OpenAsync(folder);
            await MoveAsync(services, 300);

            using var process = Process.GetCurrentProcess();
            var (cpu, wall) = (process.TotalProcessorTime, Stopwatch.StartNew());
            await MoveAsync(services, dossiers);
            process.Refresh();
            var used = (process.TotalProcessorTime - cpu).TotalMilliseconds / dossiers;

            Results.Print(
                "Open a dossier, then move it (SQLite)", options,
                ("dossiers, after 300 of warm-up", dossiers.ToString(CultureInfo.InvariantCulture)),
                ("CPU per start + resume", $"{used:F2} ms (goal {Goal} ms)"),
                ("wall time per start + resume", $"{wall.Elapsed.TotalMilliseconds / dossiers:F2} ms, each move flushed to disk"),
                ("start + resume per second, one writer", $"{dossiers / wall.Elapsed.TotalSeconds:F0}"));
            return used <= Goal ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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
