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

    public static int Run(Options options)
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

    // Dossiers of two years, each walked by the rules along the first way out that they accept, until the present.
    private static List<CountedCase> PastOf(ProcedureLibrary library, int dossiers)
    {
        var procedure = library.Latest("lppr-nom-de-marque")!;
        return [.. Enumerable.Range(0, dossiers).Select(i => Walk(procedure, i, Today.AddDays(-(i * 730 / dossiers) - 1)))];
    }

    private static CountedCase Walk(Procedure procedure, int number, DateOnly opened)
    {
        var id = new DossierId($"LPPR-2026-{number:0000}");
        Dossier? dossier = null;
        void Keep(Decision decision, DateOnly on)
        {
            foreach (var e in ((Decision.Accepted)decision).Events)
            {
                dossier = Dossier.Evolve(id, dossier, new SignedEvent(
                    (dossier?.Version ?? 0) + 1, new DateTimeOffset(on.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), new PersonId("mesure"),
                    Role.EvaluationService, e));
            }
        }

        DecisionContext By(string step, Role role) =>
            new(procedure, new Person(new PersonId($"mesure-{step}"), "Mesure", "Médivia", [role]), role, Today);
        Keep(DossierRules.Decide(null, Bench.Request("PRODUIT", opened, isHistorical: true), By("depot", Role.EvaluationService)), opened);
        var on = opened;
        for (var move = 0; dossier!.Closed is null; move++)
        {
            var step = procedure.StepOf(dossier.OpenSteps[0].Step);
            on = dossier.OpenSteps[0].OpenedOn.AddDays(4 + ((number + (7 * move)) % 13));
            if (on > Today)
                break;
            var accepted = step.Outcomes
                .Select(outcome => DossierRules.Decide(
                    dossier,
                    new FinishStep(step.Id, outcome.Id, on, outcome.Fields.Where(field => field.Type == FieldType.Text)
                        .ToDictionary(field => field.Id, _ => "Mesure.")),
                    By(step.Id, step.RolesOf(outcome)[0])))
                .FirstOrDefault(decision => decision is Decision.Accepted);
            if (accepted is null)
                break;
            Keep(accepted, on);
        }

        return new CountedCase(dossier with { Opening = dossier.Opening with { IsHistorical = false } }, procedure);
    }
}
