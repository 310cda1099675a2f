using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Foresight;

/// <summary>An end of a step, seen or supposed: after how many days, by which outcome, with which choices.</summary>
internal sealed record Wait(int Days, string Outcome, IReadOnlyDictionary<string, string> Choices);

/// <summary>What the ledger says of how long steps take and how they end; what is too rare follows the procedure.</summary>
internal sealed class PastWaits
{
    /// <summary>Below so many ends of a step, the procedure is followed.</summary>
    public const int LeastObservations = 5;

    private const int DaysWithoutLimit = 10;
    private const double DaysPerMonth = 30.44;
    private static readonly Dictionary<string, string> NoChoices = [];

    private readonly Dictionary<(string Procedure, string Step), List<Wait>> _seen;

    /// <summary>Reads the past of some dossiers.</summary>
    public PastWaits(IEnumerable<CountedCase> cases) => _seen = (
        from one in cases
        from step in one.Dossier.Finished
        where CaseOverview.IsDated(one.Dossier, step)
        let outcome = one.Procedure.StepOf(step.Step).FindOutcome(step.Outcome)
        where outcome is not null
        select (Key: (one.Procedure.Id, step.Step), Wait: new Wait(Math.Max(0, CaseOverview.DaysOf(step)), step.Outcome, ChoicesOf(step, outcome))))
        .GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Select(pair => pair.Wait).ToList());

    /// <summary>The ends of a step that were seen; empty when they are too few.</summary>
    public IReadOnlyList<Wait> Of(Procedure procedure, string step) =>
        _seen.TryGetValue((procedure.Id, step), out var waits) && waits.Count >= LeastObservations ? waits : [];

    /// <summary>Draws how an open step ends.</summary>
    /// <param name="procedure">The procedure.</param>
    /// <param name="step">The step.</param>
    /// <param name="elapsed">For how many days it has been open.</param>
    /// <param name="chance">The chance.</param>
    /// <returns>Its end, counted from its opening; null for an optional step of which too few ends are known: it stays undone.</returns>
    public Wait? Draw(Procedure procedure, Step step, int elapsed, Chance chance)
    {
        var seen = Of(procedure, step.Id);
        // A step that is already open for longer than some was not one of those.
        var longer = elapsed == 0 ? seen : [.. seen.Where(wait => wait.Days >= elapsed)];
        if (longer.Count > 0)
            return longer[chance.Below(longer.Count)];
        if (step.IsOptional && seen.Count == 0)
            return null;
        // At most its share: no limit is exceeded by supposition alone.
        var drawn = Math.Max(1, (int)(UsualDays(procedure, step) * (1 + chance.Share()) / 2));
        var outcome = seen.Count > 0 ? seen[chance.Below(seen.Count)] : new Wait(0, UsualOutcome(step).Id, NoChoices);
        return outcome with { Days = elapsed > 0 ? elapsed + Math.Max(1, drawn / 2) : drawn };
    }

    /// <summary>What the waits of each step are drawn from.</summary>
    public IEnumerable<WaitSource> Sources(IEnumerable<Procedure> procedures) =>
        from procedure in procedures
        from step in procedure.Steps
        let count = _seen.TryGetValue((procedure.Id, step.Id), out var waits) ? waits.Count : 0
        select new WaitSource(procedure.Title, step.Title, count, count >= LeastObservations, SourceOf(procedure, step, count));

    private static string SourceOf(Procedure procedure, Step step, int count)
    {
        if (count >= LeastObservations)
            return $"tiré de {count} fins constatées";
        var few = count == 0 ? "aucune fin constatée" : count == 1 ? "1 fin constatée" : $"{count} fins constatées";
        if (step.IsOptional)
            return $"{few} : étape facultative, supposée laissée sans suite";
        var limit = LimitOf(procedure, step);
        return $"{few} : « {UsualOutcome(step).Title} » après {UsualDays(procedure, step) / 2:0} à {UsualDays(procedure, step):0} jours, "
            + (limit is null ? "aucun délai ne la borne" : $"sa part du délai « {limit.Title} »");
    }

    // A limit that covers several steps is shared among them evenly.
    private static double UsualDays(Procedure procedure, Step step) =>
        LimitOf(procedure, step) is { } limit ? ShareOf(limit) : DaysWithoutLimit;

    private static Limit? LimitOf(Procedure procedure, Step step) =>
        procedure.Limits.Where(limit => limit.Steps.Contains(step.Id)).MinBy(ShareOf);

    private static double ShareOf(Limit limit) => InDays(limit.Versions[^1].Period) / Math.Max(1, limit.Steps.Count);

    private static double InDays(LegalPeriod period) => period.Unit switch
    {
        PeriodUnit.CalendarDays => period.Amount,
        PeriodUnit.WorkingDays => period.Amount * 7 / 5.0,
        PeriodUnit.WorkableDays => period.Amount * 7 / 6.0,
        PeriodUnit.Months => period.Amount * DaysPerMonth,
        _ => throw new ArgumentOutOfRangeException(nameof(period), period.Unit, "Unknown unit."),
    };

    // Procedure files tell the ordinary way out first; one that only a lapse of time or a withdrawal allows is not ordinary.
    private static StepOutcome UsualOutcome(Step step) =>
        step.Outcomes.FirstOrDefault(outcome => outcome.Guards.All(guard => guard.Name is not ("limit-passed" or "withdrawn")))
        ?? step.Outcomes[0];

    private static Dictionary<string, string> ChoicesOf(FinishedStep step, StepOutcome outcome) => outcome.Fields
        .Where(field => field.Type == FieldType.Choice && step.Fields.ContainsKey(field.Id)
            && field.Choices.Any(choice => choice.Id == step.Fields[field.Id]))
        .ToDictionary(field => field.Id, field => step.Fields[field.Id]);
}
