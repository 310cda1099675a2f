using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Foresight;

/// <summary>
/// Foresees workload and deadlines: the rules that move real dossiers play them on, with waits and outcomes drawn from what the
/// ledger has seen. Pure: nothing is read, nothing is written.
/// </summary>
public static class CaseForesight
{
    private const double DaysOfYear = 365;

    /// <summary>Plays the future of a ledger.</summary>
    /// <param name="cases">Every dossier of the ledger.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="latest">The latest version of a procedure, which new dossiers follow.</param>
    /// <param name="today">The day from which the future is played.</param>
    /// <param name="cancellationToken">Stops between two runs.</param>
    /// <exception cref="ArgumentException">The request has a fault.</exception>
    public static Forecast Of(
        IReadOnlyList<CountedCase> cases, ForesightRequest request, Func<string, Procedure?> latest, DateOnly today,
        CancellationToken cancellationToken = default)
    {
        if (request.Fault() is { } fault)
            throw new ArgumentException(fault, nameof(request));
        var past = new PastWaits(cases);
        var live = cases.Where(one => !one.Dossier.Opening.IsHistorical).ToList();
        var open = live.Where(one => one.Dossier.Closed is null).Select(one => (Dossier: Playable(one.Dossier), one.Procedure)).ToList();
        var recent = live.Where(one => one.Dossier.Opening.On > today.AddDays(-(int)DaysOfYear)).ToList();
        var arriving = (recent.Count > 0 ? recent : live)
            .Select(one => (one.Dossier.Opening, Procedure: FollowedBy(one, latest(one.Procedure.Id)))).ToList();
        var pace = request.ArrivalsPerMonth ?? PaceOf(live, today);

        var runs = new RunResult[request.Runs];
        Parallel.For(0, request.Runs, new ParallelOptions { CancellationToken = cancellationToken }, run =>
            runs[run] = new SimulatedRun(past, request, today, Chance.OfRun(request.Seed, run)).Play(open, arriving, pace));

        var played = open.Select(one => one.Procedure).Concat(arriving.Select(one => one.Procedure))
            .DistinctBy(procedure => (procedure.Id, procedure.Version)).OrderBy(procedure => procedure.Id, StringComparer.Ordinal)
            .ThenBy(procedure => procedure.Version).ToList();
        var first = new DateOnly(today.Year, today.Month, 1);
        return new Forecast(
            request, today, open.Count, pace, Months(runs.Select(run => run.Open), first, request.Months),
            [
                .. played.SelectMany(procedure => procedure.Steps).Select(step => step.Phase).Distinct()
                    .Where(phase => runs.Any(run => run.Phases.ContainsKey(phase)))
                    .Select(phase => new PhaseForecast(phase, Months(Of(runs, run => run.Phases, phase, request.Months), first, request.Months))),
            ],
            [
                .. Roles.Every.Where(role => runs.Any(run => run.Roles.ContainsKey(role)))
                    .Select(role => new RoleForecast(role, Months(Of(runs, run => run.Roles, role, request.Months), first, request.Months))),
            ],
            [.. played.GroupBy(procedure => procedure.Id).SelectMany(versions => LimitsOf(versions.Last(), runs))],
            Shares(runs.Select(run => (run.Limits.Values.Sum(pair => pair.Ended), run.Limits.Values.Sum(pair => pair.Exceeded)))),
            [.. open.Select((one, place) => EndOf(one.Dossier, one.Procedure, place, runs)).OrderBy(end => end.Median ?? DateOnly.MaxValue)
                .ThenBy(end => end.Dossier.Value, StringComparer.Ordinal)],
            [.. past.Sources(played)], [.. Remarks(request, past, played, runs, live.Count)]);
    }

    /// <summary>How many dossiers a forecast plays over all its runs: what its time grows with.</summary>
    public static double PlayedBy(IReadOnlyList<CountedCase> cases, ForesightRequest request, DateOnly today)
    {
        var live = cases.Where(one => !one.Dossier.Opening.IsHistorical).ToList();
        var pace = request.ArrivalsPerMonth ?? PaceOf(live, today);
        return request.Runs * (live.Count(one => one.Dossier.Closed is null) + (pace * request.Months));
    }

    // A kind of request that the latest version no longer takes goes on under the version that did.
    private static Procedure FollowedBy(CountedCase one, Procedure? latest) =>
        latest?.Requests.Any(request => request.Id == one.Dossier.Opening.Request) == true ? latest : one.Procedure;

    // The rules ask a historical dossier for dates alone; who leads it and who is deported plays no part in how long it takes.
    private static Dossier Playable(Dossier dossier) =>
        dossier with { Opening = dossier.Opening with { IsHistorical = true }, Assignments = [], Deports = [] };

    private static double PaceOf(List<CountedCase> live, DateOnly today)
    {
        if (live.Count == 0)
            return 0;
        var days = Math.Clamp(today.DayNumber - live.Min(one => one.Dossier.Opening.On).DayNumber, DaysOfYear / 12, DaysOfYear);
        return Math.Round(live.Count(one => one.Dossier.Opening.On > today.AddDays(-(int)days - 1)) * DaysOfYear / 12 / days, 2);
    }

    private static IEnumerable<int[]> Of<TKey>(RunResult[] runs, Func<RunResult, Dictionary<TKey, int[]>> counts, TKey key, int months)
        where TKey : notnull => runs.Select(run => counts(run).GetValueOrDefault(key) ?? new int[months]);

    private static List<MonthBand> Months(IEnumerable<int[]> runs, DateOnly first, int months)
    {
        var all = runs.ToList();
        return [.. Enumerable.Range(0, months).Select(month => new MonthBand(first.AddMonths(month), Band.Of(all.Select(run => (double)run[month]))))];
    }

    private static IEnumerable<LimitForecast> LimitsOf(Procedure procedure, RunResult[] runs) =>
        from limit in procedure.Limits
        let found = runs.Select(run => run.Limits.GetValueOrDefault((procedure.Id, limit.Id))).ToList()
        where found.Any(pair => pair.Ended > 0)
        select new LimitForecast(
            procedure.Title, limit.Title, Band.Of(found.Select(pair => (double)pair.Ended)).Median, Shares(found));

    private static Band? Shares(IEnumerable<(int Ended, int Exceeded)> runs)
    {
        var shares = runs.Where(pair => pair.Ended > 0).Select(pair => (double)pair.Exceeded / pair.Ended).ToList();
        return shares.Count == 0 ? null : Band.Of(shares);
    }

    private static EndForecast EndOf(Dossier dossier, Procedure procedure, int place, RunResult[] runs)
    {
        var days = runs.Select(run => run.Ends[place]).Select(end => (double)(end?.DayNumber ?? int.MaxValue)).ToList();
        var band = Band.Of(days);
        static DateOnly? Day(double number) => number >= int.MaxValue ? null : DateOnly.FromDayNumber((int)number);
        return new EndForecast(
            dossier.Id, dossier.Opening.Product, string.Join(" · ", dossier.OpenSteps.Select(open => procedure.StepOf(open.Step).Title)),
            Day(band.Low95), Day(band.Low80), Day(band.Median), Day(band.High80), Day(band.High95),
            (double)runs.Count(run => run.Exceeds[place]) / runs.Length);
    }

    private static IEnumerable<string> Remarks(
        ForesightRequest request, PastWaits past, List<Procedure> played, RunResult[] runs, int live)
    {
        yield return $"{request.Runs} essais, graine {request.Seed} : la même demande sur le même registre donne les mêmes chiffres.";
        if (live == 0)
            yield return "Le registre n’a aucun dossier : rien ne peut être prévu.";
        var sources = past.Sources(played).ToList();
        var supposed = sources.Count(source => !source.IsObserved);
        if (supposed > 0)
        {
            yield return $"{supposed} étapes sur {sources.Count} ont moins de {PastWaits.LeastObservations} fins constatées : "
                + "leur durée et leur issue sont supposées d’après la procédure.";
        }

        yield return "Les étapes encore ouvertes ne sont pas comptées parmi les durées : un registre jeune prévoit trop court.";
        yield return request.Capacity is { Count: > 0 } capacity
            ? $"Capacité : {string.Join(", ", capacity.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key.InSentence()} {pair.Value} étapes par mois"))}."
            : "Aucune capacité n’est donnée : le personnel suit, quelle que soit la charge.";
        var stuck = runs.Average(run => run.Stuck);
        if (stuck > 0)
            yield return $"En moyenne {stuck:0.0} dossiers par essai restent sur une étape dont aucune issue n’est admise par les règles.";
    }
}
