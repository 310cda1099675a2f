using System.Diagnostics;
using System.Globalization;
using Evaluation.Workflows;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Benchmarks;

/// <summary>Time of the first page of a list of 10,000 dossiers, written through the desk like real ones.</summary>
internal static class ListBench
{
    private const double Goal = 200;
    private const int Calls = 100;

    public static async Task<int> RunAsync(Options options)
    {
        var dossiers = options.Number("dossiers", 10_000);
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            using var services = await Bench.OpenAsync(folder);
            var seeding = Stopwatch.StartNew();
            await SeedAsync(services, dossiers);
            Console.WriteLine($"{dossiers} dossiers written in {seeding.Elapsed.TotalSeconds:F0} s");

            var reader = DemoPeople.Service.Id;
            var plain = await TimeAsync(services, new DossierFilter(reader));
            var words = await TimeAsync(services, new DossierFilter(reader, Text: "produit médivia 77"));
            var late = await TimeAsync(services, new DossierFilter(reader, Situation: DossierSituation.Overdue));
            var step = await TimeAsync(services, new DossierFilter(reader, Step: "instruction"));
            var last = await TimeAsync(services, new DossierFilter(reader, Page: dossiers / 50));
            Results.Print(
                "First page of a long list (SQLite)", options,
                ("dossiers", dossiers.ToString(CultureInfo.InvariantCulture)),
                ("first page, by due date, p50 / p95 of 100", Pair(plain) + $" (goal {Goal} ms)"),
                ("search for three words", Pair(words)),
                ("overdue only", Pair(late)),
                ("with « instruction » open", Pair(step)),
                ("last page", Pair(last)));
            return plain.P95 <= Goal ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Historical dossiers need no parts, so three commands bring one to its instruction with due dates.
    private static async Task SeedAsync(EvaluationServices services, int dossiers)
    {
        var desk = services.Desk;
        for (var i = 0; i < dossiers; i++)
        {
            var on = desk.Today.AddDays(-(i % 400));
            Signature Service() => Bench.By(DemoPeople.Service, Role.EvaluationService);
            var opened = Bench.Expect(await desk.OpenAsync(Bench.Request($"PRODUIT {i}", on, isHistorical: true), Service()));
            if (i % 2 == 0)
                continue;
            var id = new DossierId(opened.Stream);
            Bench.Expect(await desk.DoAsync(id, Bench.Finish("depot", "depose", on), Service()));
            Bench.Expect(await desk.DoAsync(id, Bench.Finish("recevabilite", "recevable", on), Service()));
        }
    }

    private static async Task<(double P50, double P95)> TimeAsync(EvaluationServices services, DossierFilter filter)
    {
        for (var i = 0; i < 10; i++)
            await services.Queries.ListAsync(filter);
        var times = new List<double>();
        for (var i = 0; i < Calls; i++)
        {
            var watch = Stopwatch.StartNew();
            await services.Queries.ListAsync(filter);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return (times[Calls / 2], times[(Calls * 95 / 100) - 1]);
    }

    private static string Pair((double P50, double P95) times) => $"{times.P50:F1} / {times.P95:F1} ms";
}
