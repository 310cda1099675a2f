using System.Diagnostics;
using System.Globalization;
using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Benchmarks;

/// <summary>The first page of a list, with its counters, as the web asks for it.</summary>
internal static class ListBenchmark
{
    private const double Goal = 200;

    public static async Task<int> RunAsync(string[] args)
    {
        var count = Setting.Number(args, "--dossiers", 10_000);
        var folder = Directory.CreateTempSubdirectory("has-bench-").FullName;
        try
        {
            using var services = await EvaluationServices.OpenAsync(folder);
            await Setting.RegisterAsync(services);
            for (var i = 0; i < count; i++)
            {
                Setting.Done(await services.Desk.OpenAsync(
                    Setting.Opening($"Produit {i}", services.Desk.Today.AddDays(-(i % 300))),
                    new Signature(Setting.Company.Id, Role.Applicant, Guid.NewGuid())));
                if (i % 1000 == 999)
                    Console.Error.WriteLine($"{i + 1} dossiers");
            }

            var slowest = 0.0;
            Console.WriteLine(Setting.Machine());
            slowest = Math.Max(slowest, await MeasureAsync(services, count, "first page by due date", new DossierFilter(Setting.Service.Id)));
            slowest = Math.Max(slowest, await MeasureAsync(services, count, "first page by product", new DossierFilter(Setting.Service.Id, Order: DossierOrder.Product)));
            slowest = Math.Max(slowest, await MeasureAsync(services, count, "search of a word", new DossierFilter(Setting.Service.Id, Text: "produit 77")));
            return slowest < Goal ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> MeasureAsync(EvaluationServices services, int count, string what, DossierFilter filter)
    {
        var times = new List<double>();
        for (var i = 0; i < 110; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await services.Queries.ListAsync(filter);
            if (i >= 10)
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}, {count} dossiers: p50 {times[50]:0.0} ms, p95 {times[95]:0.0} ms, max {times[^1]:0.0} ms; goal {Goal:0} ms"));
        return times[95];
    }
}
