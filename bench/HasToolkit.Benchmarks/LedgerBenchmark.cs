using System.Diagnostics;
using System.Globalization;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Benchmarks;

/// <summary>CPU per start + resume: open a dossier, then finish its first step by another command.</summary>
internal static class LedgerBenchmark
{
    private const double Goal = 7.0;

    // Enough for the just-in-time compiler to be done: what is measured is a server that has been up for a minute.
    private const int WarmUp = 1000;

    public static async Task<int> RunAsync(string[] args)
    {
        var count = Setting.Number(args, "--dossiers", 2000);
        var folder = Directory.CreateTempSubdirectory("has-bench-").FullName;
        try
        {
            using var services = await EvaluationServices.OpenAsync(folder);
            await Setting.RegisterAsync(services);
            await MoveAsync(services, "warm-up", WarmUp);

            GC.Collect();
            using var process = Process.GetCurrentProcess();
            var (cpu, wall) = (process.TotalProcessorTime, Stopwatch.GetTimestamp());
            await MoveAsync(services, "measure", count);
            process.Refresh();
            var perDossier = (process.TotalProcessorTime - cpu).TotalMilliseconds / count;
            var elapsed = Stopwatch.GetElapsedTime(wall).TotalMilliseconds / count;
            var report = await services.Audit.VerifyAsync();

            Console.WriteLine(Setting.Machine());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"start + resume on SQLite, {count} dossiers after {WarmUp} to warm up: {perDossier:0.00} ms CPU, {elapsed:0.00} ms elapsed, {1000 / elapsed:0} a second; chains broken: {report.Faults.Count}; goal {Goal:0.0} ms CPU"));
            return perDossier <= Goal && report.Faults.Count == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MoveAsync(EvaluationServices services, string series, int count)
    {
        var none = new Dictionary<string, string>();
        for (var i = 0; i < count; i++)
        {
            var today = services.Desk.Today;
            var opened = Setting.Done(await services.Desk.OpenAsync(
                Setting.Opening($"{series} {i}", today), new Signature(Setting.Company.Id, Role.Applicant, Guid.NewGuid())));
            Setting.Done(await services.Desk.DoAsync(
                new DossierId(opened.Stream), new FinishStep("depot", "depose", today, none),
                new Signature(Setting.Company.Id, Role.Applicant, Guid.NewGuid()), opened.Version));
        }
    }
}
