using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Replay;

/// <summary>A move to make, with its date and where the date comes from.</summary>
internal sealed record PlannedMove(OutcomeRef Outcome, DateOnly On, DateBasis Basis);

/// <summary>The moves that the known dates of a case imply, in the order of its procedure.</summary>
internal static class ReplayPlan
{
    /// <summary>The moves; those whose date no source gives are put as early as what is known before them allows.</summary>
    public static IReadOnlyList<PlannedMove> Of(RealCase realCase)
    {
        var moves = MovesOf(realCase).ToList();
        var plan = new List<PlannedMove>();
        foreach (var (outcome, moment) in moves)
        {
            var date = moment is { } known && realCase.Dates.TryGetValue(known, out var found) ? found : null;
            plan.Add(date is null ? Undated(outcome, plan, moves.Skip(plan.Count), realCase) : Dated(outcome, date, plan));
        }

        return plan;
    }

    private static PlannedMove Dated(OutcomeRef outcome, CaseDate date, List<PlannedMove> before)
    {
        // A month alone starts on its first day, but not before what it follows.
        var floor = before.Count > 0 && !date.IsExact ? before[^1].On : date.On;
        return new PlannedMove(
            outcome, date.On > floor ? date.On : floor, date.IsExact ? DateBasis.Known : DateBasis.KnownMonth);
    }

    private static PlannedMove Undated(
        OutcomeRef outcome, List<PlannedMove> before, IEnumerable<(OutcomeRef, CaseMoment? Moment)> rest, RealCase realCase)
    {
        var earlier = before.LastOrDefault();
        if (earlier is not null)
        {
            return new PlannedMove(
                outcome, earlier.On, earlier.Basis == DateBasis.FromLater ? DateBasis.FromLater : DateBasis.FromEarlier);
        }

        var next = rest.Select(move => move.Moment).OfType<CaseMoment>()
            .Select(moment => realCase.Dates.GetValueOrDefault(moment)).First(date => date is not null);
        return new PlannedMove(outcome, next!.On, DateBasis.FromLater);
    }

    private static IEnumerable<(OutcomeRef Outcome, CaseMoment? Moment)> MovesOf(RealCase realCase)
    {
        var all = (realCase.Procedure switch
        {
            "latm-nom-de-marque" => Filing("completude:complet").Concat(Evaluation(realCase, hasContribution: true)).Concat(Decision(realCase, "ministres:inscription")),
            "latm-ligne-generique" => GenericLine().Concat(Decision(realCase, "ministres:inscription")),
            "pecan" => Filing("completude:complet").Concat(Evaluation(realCase, hasContribution: false)).Concat(Pecan(realCase)),
            "pect" => Filing(realCase.IsDigital ? "completude:complet-dmn" : "completude:complet")
                .Concat(Evaluation(realCase, hasContribution: false)).Concat(Pect(realCase)),
            _ => Filing("recevabilite:recevable").Concat(Evaluation(realCase, hasContribution: true)).Concat(Aftermath(realCase)),
        }).ToList();
        var last = all.FindLastIndex(move => move.Moment is { } moment && realCase.Dates.ContainsKey(moment));
        return all.Take(last + 1);
    }

    private static IEnumerable<(OutcomeRef Outcome, CaseMoment? Moment)> Filing(string admitted) =>
        [Move("depot:depose", CaseMoment.Filed), Move(admitted, CaseMoment.Admitted)];

    private static IEnumerable<(OutcomeRef Outcome, CaseMoment? Moment)> GenericLine() =>
    [
        Move("avis-de-projet:publie", CaseMoment.Filed), Move("instruction:rapport", null), Move("observations:closes", null),
        Move("examen:examine", CaseMoment.Examined), Move("avis:rendu", CaseMoment.Given),
    ];

    private static IEnumerable<(OutcomeRef Outcome, CaseMoment? Moment)> Evaluation(RealCase realCase, bool hasContribution)
    {
        yield return Move("experts:sans-expert", null);
        if (hasContribution)
            yield return Move("contribution:sans-objet", null);
        yield return Move("instruction:rapport", null);
        yield return Move("examen:examine", CaseMoment.Examined);
        yield return Move("projet:adopte", CaseMoment.Drafted);
        yield return Move("notification:notifie", CaseMoment.Notified);
        foreach (var move in Contradictory(realCase))
            yield return move;
        yield return Move("avis:rendu", CaseMoment.Given);
    }

    // Where the source gives a date and no form, a hearing is supposed: its length is the one that the law caps.
    private static IEnumerable<(OutcomeRef Outcome, CaseMoment? Moment)> Contradictory(RealCase realCase) =>
        (realCase.Dates.ContainsKey(CaseMoment.Contradictory), realCase.ContradictoryForm) switch
        {
            (false, _) => [Move("contradictoire:sans-observation", null)],
            (true, "observations") =>
                [Move("contradictoire:observations", null), Move("observations:fond", CaseMoment.Contradictory)],
            _ => [Move("contradictoire:audition", null), Move("audition:tenue", CaseMoment.Contradictory)],
        };

    private static IEnumerable<(OutcomeRef Outcome, CaseMoment? Moment)> Publication(RealCase realCase)
    {
        yield return Move("transmission:transmis", null);
        yield return Move("occultation:verifiee", null);
        if (realCase.Dates.ContainsKey(CaseMoment.Published))
            yield return Move("publication:publie", CaseMoment.Published);
    }

    private static IEnumerable<(OutcomeRef Outcome, CaseMoment? Moment)> Aftermath(RealCase realCase) =>
    [
        .. Publication(realCase),
        Move(realCase.Dates.ContainsKey(CaseMoment.Agreed) ? "ceps:accord" : "ceps:sans-objet", CaseMoment.Agreed),
        Decree(realCase, "ministres:inscription"),
    ];

    // A prise en charge that was decreed had its certificate; an unfavourable opinion leaves nothing to certify.
    private static IEnumerable<(OutcomeRef Outcome, CaseMoment? Moment)> Pecan(RealCase realCase) =>
    [
        .. Publication(realCase), Move("preuves-ans:completes", null), Move("ans:certifie", null),
        Decree(realCase, "ministres:accord"),
    ];

    // A coverage that was decreed had its compensation agreed; where no source tells how, the first proposal is supposed accepted.
    private static IEnumerable<(OutcomeRef Outcome, CaseMoment? Moment)> Pect(RealCase realCase) =>
    [
        .. Publication(realCase),
        .. realCase.IsDigital ? [Move("ans:certifie", null)] : Array.Empty<(OutcomeRef, CaseMoment?)>(),
        Move("intention:accorder", null), Move("compensation:proposer", null), Move("reponse-ministres:accepter", null),
        Decree(realCase, "ministres:accord"),
    ];

    private static IEnumerable<(OutcomeRef Outcome, CaseMoment? Moment)> Decision(RealCase realCase, string granted) =>
        [.. Publication(realCase), Decree(realCase, granted)];

    private static (OutcomeRef Outcome, CaseMoment? Moment) Decree(RealCase realCase, string granted) =>
        Move(granted, realCase.Dates.ContainsKey(CaseMoment.Decreed) ? CaseMoment.Decreed : CaseMoment.Gazetted);

    private static (OutcomeRef Outcome, CaseMoment? Moment) Move(string outcome, CaseMoment? moment) =>
        (OutcomeRef.Parse(outcome)!.Value, moment);
}
