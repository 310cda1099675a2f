namespace Evaluation.Workflows.Replay;

/// <summary>The times between the known moments of a case.</summary>
internal static class CaseIntervals
{
    private static readonly (CaseMoment From, CaseMoment To)[] Pairs =
    [
        (CaseMoment.Filed, CaseMoment.Given),
        (CaseMoment.Admitted, CaseMoment.Given),
        (CaseMoment.Examined, CaseMoment.Drafted),
        (CaseMoment.Examined, CaseMoment.Given),
        (CaseMoment.Drafted, CaseMoment.Contradictory),
        (CaseMoment.Given, CaseMoment.Published),
        (CaseMoment.Given, CaseMoment.Decreed),
        (CaseMoment.Decreed, CaseMoment.Gazetted),
        (CaseMoment.Gazetted, CaseMoment.Effective),
    ];

    public static IReadOnlyList<CaseInterval> Of(RealCase realCase) =>
    [
        .. Pairs.Where(pair => realCase.Dates.ContainsKey(pair.From) && realCase.Dates.ContainsKey(pair.To))
            .Select(pair => (pair, From: realCase.Dates[pair.From], To: realCase.Dates[pair.To]))
            .Select(x => new CaseInterval(
                $"{TitleOf(x.pair.From)} → {TitleOf(x.pair.To)}", x.To.On.DayNumber - x.From.On.DayNumber,
                x.From.IsExact && x.To.IsExact)),
    ];

    public static string TitleOf(CaseMoment moment) => moment switch
    {
        CaseMoment.Filed => "dépôt",
        CaseMoment.Admitted => "recevabilité",
        CaseMoment.Examined => "examen",
        CaseMoment.Drafted => "projet",
        CaseMoment.Notified => "notification",
        CaseMoment.Contradictory => "phase contradictoire",
        CaseMoment.Given => "avis",
        CaseMoment.Published => "mise en ligne",
        CaseMoment.Agreed => "accord CEPS",
        CaseMoment.Decreed => "arrêté",
        CaseMoment.Gazetted => "Journal officiel",
        CaseMoment.Effective => "prise d’effet",
        _ => throw new ArgumentOutOfRangeException(nameof(moment), moment, "Unknown moment."),
    };
}
