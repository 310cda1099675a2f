using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Dossiers;

/// <summary>The named conditions of procedure files, each written once.</summary>
internal static class Guards
{
    private delegate Refusal? Guard(GuardCase guardCase);

    private static readonly Dictionary<string, Guard> All = new()
    {
        ["parts-complete"] = PartsComplete,
        ["parts-missing"] = PartsMissing,
        ["conclusions-recorded"] = ConclusionsRecorded,
        ["vote-carried"] = VoteCarried,
        ["limit-passed"] = LimitPassed,
        ["withdrawn"] = Withdrawn,
    };

    /// <summary>The names a procedure file may use.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>The refusal of the first guard that does not hold, or null.</summary>
    public static Refusal? FirstRefusal(
        StepOutcome outcome, Dossier dossier, CommissionDeliberated? deliberation, DateOnly on, DecisionContext context) =>
        outcome.Guards
            .Select(guard => All[guard.Name](new GuardCase(guard, outcome, dossier, deliberation, on, context)))
            .FirstOrDefault(refusal => refusal is not null);

    private sealed record GuardCase(
        GuardRef Ref, StepOutcome Outcome, Dossier Dossier, CommissionDeliberated? Deliberation, DateOnly On,
        DecisionContext Context)
    {
        public bool IsHistorical => Dossier.Opening.IsHistorical;
    }

    // What an old opinion's file held, and who sat that day, is not known: a historical dossier is not held to it.
    private static PartsAreMissing? PartsComplete(GuardCase c)
    {
        var missing = DossierRules.MissingParts(c.Dossier, c.Context.Procedure);
        return c.IsHistorical || missing.Count == 0
            ? null
            : new PartsAreMissing(c.Dossier.Id, [.. missing.Select(part => part.Title)]);
    }

    private static NoPartIsMissing? PartsMissing(GuardCase c) =>
        c.IsHistorical || DossierRules.MissingParts(c.Dossier, c.Context.Procedure).Count > 0
            ? null
            : new NoPartIsMissing(c.Dossier.Id);

    private static ConclusionsAreMissing? ConclusionsRecorded(GuardCase c)
    {
        var missing = c.Dossier.Opening.Indications
            .Where(indication => !c.Dossier.Conclusions.ContainsKey(indication.Id))
            .Select(indication => indication.Title)
            .ToList();
        return missing.Count == 0 || c.IsHistorical ? null : new ConclusionsAreMissing(missing);
    }

    private static VoteDoesNotCarry? VoteCarried(GuardCase c)
    {
        if (c.IsHistorical)
            return null;
        var vote = c.Deliberation?.Vote;
        var tieCarries = c.Context.Procedure.ParameterOf("voix-preponderante").Value == 1;
        var carries = vote is { For: > 0 } && (vote.For > vote.Against || (tieCarries && vote.For == vote.Against));
        return carries ? null : new VoteDoesNotCarry(c.Outcome.Title, vote);
    }

    private static LimitStillRuns? LimitPassed(GuardCase c)
    {
        var limit = c.Context.Procedure.Limits.Single(candidate => candidate.Id == c.Ref.Argument);
        var reading = DossierClock.Read(limit, c.Dossier, c.Context.Procedure, c.On);
        return reading?.DueOn is { } due && c.On > due ? null : new LimitStillRuns(limit.Title, reading?.DueOn);
    }

    private static NoWithdrawal? Withdrawn(GuardCase c) =>
        c.Dossier.Withdrawal is null ? new NoWithdrawal(c.Dossier.Id) : null;
}
