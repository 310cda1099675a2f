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
        ["part-received"] = PartReceived,
        ["proof-of-notification"] = NotificationProven,
        ["outcome-is"] = OutcomeIs,
        ["field-is"] = FieldIs,
        ["digital"] = c => IsDigital(c, wanted: true),
        ["not-digital"] = c => IsDigital(c, wanted: false),
        ["if-digital"] = c => c.Dossier.Opening.IsDigital ? OutcomeIs(c) : null,
        ["request-is"] = RequestIs,
        ["some-favourable"] = c => Favour(c, wanted: true),
        ["none-favourable"] = c => Favour(c, wanted: false),
    };

    /// <summary>The part that proves that a notification was received, and when.</summary>
    public const string ProofPart = "preuve-notification";

    /// <summary>The field of a notification that holds the day on which it was received.</summary>
    public const string ReceivedField = "recu-le";

    /// <summary>The names a procedure file may use.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>The refusal of the first guard that does not hold, or null.</summary>
    public static Refusal? FirstRefusal(
        StepOutcome outcome, Dossier dossier, FinishStep command, CommissionDeliberated? deliberation, DecisionContext context) =>
        outcome.Guards
            .Select(guard => All[guard.Name](new GuardCase(guard, outcome, dossier, command, deliberation, context)))
            .FirstOrDefault(refusal => refusal is not null);

    private sealed record GuardCase(
        GuardRef Ref, StepOutcome Outcome, Dossier Dossier, FinishStep Command, CommissionDeliberated? Deliberation,
        DecisionContext Context)
    {
        public DateOnly On => Command.On;

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
        // A supposed date proves nothing against anybody, and nothing for him.
        if (c.IsHistorical && c.Command.IsAssumed)
            return null;
        return reading?.DueOn is { } due && c.On > due ? null : new LimitStillRuns(limit.Title, reading?.DueOn);
    }

    private static PartIsNeeded? PartReceived(GuardCase c) =>
        c.IsHistorical || c.Dossier.Parts.Any(part => part.Part == c.Ref.Argument && !part.IsSetAside)
            ? null
            : new PartIsNeeded(c.Outcome.Title, c.Context.Procedure.Parts.Single(part => part.Id == c.Ref.Argument).Title);

    private static NotificationIsNotProven? NotificationProven(GuardCase c)
    {
        var step = c.Context.Procedure.StepOf(c.Ref.Argument!);
        // A step that names itself waits for an answer to what opened it: that is what was notified.
        var notified = step.Id == c.Command.Step
            ? c.Dossier.OpenSteps.FirstOrDefault(open => open.Step == step.Id) is { } open
                ? DossierClock.OpenerOf(c.Dossier, open.OpenedAt)
                : null
            : c.Dossier.LatestOf(step.Id);
        var isProven = notified is not null && notified.Fields.ContainsKey(ReceivedField)
            && c.Dossier.Parts.Any(part => part.Part == ProofPart && !part.IsSetAside && part.On >= notified.On);
        return c.IsHistorical || isProven
            ? null
            : new NotificationIsNotProven(
                c.Outcome.Title, step.Title, c.Context.Procedure.Parts.Single(part => part.Id == ProofPart).Title);
    }

    private static EarlierOutcomeIsNeeded? OutcomeIs(GuardCase c)
    {
        var (step, wanted) = c.Ref.Pair!.Value;
        var found = c.Dossier.LatestOf(step)?.Outcome;
        var rule = c.Context.Procedure.StepOf(step);
        return found == wanted
            ? null
            : new EarlierOutcomeIsNeeded(
                c.Outcome.Title, rule.Title, rule.FindOutcome(wanted)!.Title,
                found is null ? null : rule.FindOutcome(found)?.Title ?? found);
    }

    private static FieldForbidsOutcome? FieldIs(GuardCase c)
    {
        var (field, wanted) = c.Ref.Pair!.Value;
        var rule = c.Outcome.Fields.Single(candidate => candidate.Id == field);
        var found = c.Command.Fields.GetValueOrDefault(field)?.Trim();
        return found == wanted || (c.IsHistorical && string.IsNullOrEmpty(found))
            ? null
            : new FieldForbidsOutcome(
                field, c.Outcome.Title, rule.Title, rule.Choices.Single(choice => choice.Id == wanted).Title,
                rule.Choices.FirstOrDefault(choice => choice.Id == found)?.Title);
    }

    private static OutcomeIsForOtherProducts? IsDigital(GuardCase c, bool wanted) =>
        c.Dossier.Opening.IsDigital == wanted ? null : new OutcomeIsForOtherProducts(c.Outcome.Title, wanted);

    private static OutcomeIsForOtherRequests? RequestIs(GuardCase c) =>
        c.Dossier.Opening.Request == c.Ref.Argument
            ? null
            : new OutcomeIsForOtherRequests(
                c.Outcome.Title, c.Context.Procedure.RequestOf(c.Ref.Argument!).Title,
                c.Context.Procedure.RequestOf(c.Dossier.Opening.Request).Title);

    private static ConclusionsSayOtherwise? Favour(GuardCase c, bool wanted) =>
        (c.IsHistorical && c.Dossier.Conclusions.Count == 0) || c.Dossier.Conclusions.Values.Any(x => x.IsFavourable) == wanted
            ? null
            : new ConclusionsSayOtherwise(c.Outcome.Title, !wanted);

    private static NoWithdrawal? Withdrawn(GuardCase c) =>
        c.Dossier.Withdrawal is null ? new NoWithdrawal(c.Dossier.Id) : null;
}
