using System.Diagnostics;
using System.Globalization;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Foresight;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Benchmarks;

/// <summary>Time of a forecast of two years in which a thousand dossiers arrive, and of the overview of a thousand.</summary>
internal static class ForesightBench
{
    private const double Goal = 10;
    private const int Months = 24;
    private static readonly DateOnly Today = new(2026, 11, 30);

    public static Task<int> RunAsync(Options options)
    {
        var (dossiers, runs) = (options.Number("dossiers", 1000), options.Number("runs", 100));
        var library = ProcedureLibrary.Load();
        var cases = PastOf(library, dossiers);
        var request = new ForesightRequest(Months, 1, 1, (double)dossiers / Months);
        CaseForesight.Of(cases.Take(50).ToList(), request with { ArrivalsPerMonth = 2 }, library.Latest, Today);

        var one = Stopwatch.StartNew();
        CaseForesight.Of(cases, request, library.Latest, Today);
        one.Stop();
        var many = Stopwatch.StartNew();
        var forecast = CaseForesight.Of(cases, request with { Runs = runs }, library.Latest, Today);
        many.Stop();
        var counting = Stopwatch.StartNew();
        CaseOverview.Of(cases, new OverviewFilter(), Today);
        counting.Stop();
        string Seconds(Stopwatch watch) => watch.Elapsed.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture) + " s";
        Results.Print(
            "Forecast of two years", options, "foresight",
            ("dossiers of the past, open at the start, arriving", $"{cases.Count}, {forecast.OpenNow}, {dossiers}"),
            ("one run", Seconds(one) + $" (goal {Goal:F0} s)"),
            ($"{runs} runs, with intervals", Seconds(many)),
            ("overview of the dossiers of the past", Seconds(counting)));
        return one.Elapsed.TotalSeconds <= Goal ? 0 : 1;
    }

    // A past that the toolkit played itself: waits follow the limits of the procedures, and a fifth is still open.
    private static List<CountedCase> PastOf(ProcedureLibrary library, int dossiers)
    {
        var opening = new DossierOpened(
            "lppr-nom-de-marque", 2, "inscription", "PRODUIT", "Médivia", "", IsDigital: true, UsesAi: true, IsHistorical: false,
            [new Indication("a", "Indication", "Adultes")], Today.AddYears(-2));
        return [.. CaseForesight.Past(library.Latest(opening.Procedure)!, opening, dossiers, Months, Today)];
    }
}
