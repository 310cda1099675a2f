using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Replay;

/// <summary>Where the date of a replayed move comes from.</summary>
public enum DateBasis
{
    /// <summary>A source gives the day.</summary>
    Known,

    /// <summary>A source gives the month.</summary>
    KnownMonth,

    /// <summary>Unknown; put on the day of the latest known move before it, the earliest it can have been.</summary>
    FromEarlier,

    /// <summary>Unknown, with no known move before it; put on the day of the next known one. Says nothing of a duration.</summary>
    FromLater,
}

/// <summary>A move that was put through the ledger.</summary>
public sealed record ReplayedMove(string Step, string Title, string Outcome, DateOnly On, DateBasis Basis);

/// <summary>The time between two known moments of a case.</summary>
/// <param name="Title">Which.</param>
/// <param name="Days">Calendar days.</param>
/// <param name="IsExact">False when a source gives only the month of one of them.</param>
public sealed record CaseInterval(string Title, int Days, bool IsExact);

/// <summary>A legal limit of a replayed case.</summary>
/// <param name="Reading">The reading.</param>
/// <param name="IsMeasured">False when its start or its end is not known well enough for its length to mean anything.</param>
public sealed record ReplayedLimit(ClockReading Reading, bool IsMeasured);

/// <summary>What the replay of a case showed.</summary>
/// <param name="Case">The case.</param>
/// <param name="Dossier">The dossier it became; null when its procedure is not described yet.</param>
/// <param name="Moves">The moves, in order.</param>
/// <param name="Limits">The legal limits.</param>
/// <param name="Intervals">The times between known moments.</param>
/// <param name="Conclusions">The conclusions, as the ledger holds them.</param>
/// <param name="Warnings">What an evaluator should look at in the case, in French.</param>
/// <param name="Findings">What our rules could not express, in French: findings about the rules.</param>
public sealed record ReplayReport(
    RealCase Case, DossierId? Dossier, IReadOnlyList<ReplayedMove> Moves, IReadOnlyList<ReplayedLimit> Limits,
    IReadOnlyList<CaseInterval> Intervals, IReadOnlyList<string> Conclusions, IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Findings);

/// <summary>Puts real cases through the ledger, by the same desk and rules as any dossier.</summary>
public sealed class CaseReplay(Desk desk, DossierQueries queries, ProcedureLibrary procedures)
{
    private const string UnknownComparator = "comparateur non trouvé dans la source";

    private static readonly Person Clerk = new(
        new PersonId("reprise-historique"), "Reprise historique", "Haute Autorité de santé",
        [
            Role.EvaluationService, Role.ProjectLead, Role.Chair, Role.Bureau, Role.Ceps, Role.Ministers, Role.Ans,
        ]);

    // Publication asks for two people; no source says who they were.
    private static readonly Person Publisher = new(
        new PersonId("reprise-publication"), "Reprise historique, publication", "Haute Autorité de santé",
        [Role.EvaluationService]);

    /// <summary>Replays a case. Replayed again, it gives the same dossier.</summary>
    public async Task<ReplayReport> RunAsync(RealCase realCase, CancellationToken cancellationToken = default)
    {
        var intervals = CaseIntervals.Of(realCase);
        if (procedures.Latest(realCase.Procedure) is not { } procedure)
        {
            return new ReplayReport(
                realCase, null, [], [], intervals, [], OrderWarnings(realCase),
                [$"La procédure « {realCase.Procedure} » n’est pas encore décrite : le cas est lu, ses intervalles calculés, mais il n’est pas rejoué."]);
        }

        if (realCase.Dates.Count == 0)
            return VerdictsOnly(realCase);

        var plan = ReplayPlan.Of(realCase);
        return await ReplayAsync(realCase, procedure, plan, intervals, cancellationToken);
    }

    // Without a date nothing can be replayed: what remains to check is that the procedure can say what was concluded.
    private ReplayReport VerdictsOnly(RealCase realCase)
    {
        var (conclusions, findings) = (new List<string>(), new List<string>());
        foreach (var verdict in Settled(realCase))
        {
            try
            {
                var conclusion = Build(realCase, verdict);
                conclusions.Add($"{verdict.Indication} : {conclusion.Summary}");
            }
            catch (ArgumentException e)
            {
                findings.Add($"Conclusion sur « {verdict.Indication} » impossible à exprimer : {e.Message}");
            }
        }

        return new ReplayReport(
            realCase, null, [], [], [], conclusions,
            ["Aucune date n’est connue : seules les conclusions sont vérifiées.", .. VerdictWarnings(realCase)], findings);
    }

    // Sources that contradict each other on an indication leave it without a conclusion: a person settles it.
    private static IEnumerable<CaseVerdict> Settled(RealCase realCase) =>
        realCase.Verdicts.GroupBy(verdict => verdict.Indication)
            .Where(group => group.Select(verdict => verdict.Verdict).Distinct().Count() == 1)
            .Select(group => group.First()).Where(verdict => verdict.Verdict is not null);

    private Conclusion Build(RealCase realCase, CaseVerdict verdict)
    {
        var kind = procedures.Latest(realCase.Procedure)!.Requests.FirstOrDefault(r => r.Id == realCase.Request)?.ConclusionKind;
        return new ConclusionText(
            kind!, verdict.Verdict!, verdict.Level,
            verdict.Level is null ? verdict.Comparator : verdict.Comparator ?? UnknownComparator, verdict.Note ?? "", verdict.Years,
            verdict.Criteria.Count == 0 ? null : verdict.Criteria).Build();
    }

    private async Task<ReplayReport> ReplayAsync(
        RealCase realCase, Procedure procedure, IReadOnlyList<PlannedMove> plan, IReadOnlyList<CaseInterval> intervals,
        CancellationToken cancellationToken)
    {
        foreach (var person in new[] { Clerk, Publisher })
            await desk.RegisterAsync(person, CommandOf(person.Id.Value, "personne"), cancellationToken);

        var findings = new List<string>();
        var indications = realCase.Verdicts.Select(verdict => verdict.Indication).Distinct()
            .Select((title, index) => new Indication($"indication-{index + 1}", title, "")).ToList();
        var opening = new OpenDossier(
            realCase.Procedure, realCase.Request, realCase.Device, realCase.Applicant, string.Join(' ', realCase.Notes),
            realCase.IsDigital, UsesAi: false, indications.Count > 0 ? indications : [new("indication-1", "non trouvée", "")],
            plan[0].On, IsHistorical: true);
        var opened = await desk.OpenAsync(opening, By(Clerk, Role.EvaluationService, realCase, "ouverture"), cancellationToken);
        if (opened is MoveResult.Refused(var refusal))
        {
            return new ReplayReport(
                realCase, null, [], [], intervals, [], OrderWarnings(realCase), [$"L’ouverture est refusée : {refusal.Message}"]);
        }

        var id = new DossierId(((MoveResult.Done)opened).Stream);
        var made = new List<ReplayedMove>();
        foreach (var move in plan)
        {
            if (move.Outcome == ConcludedBy(procedure))
                await ConcludeAsync(id, realCase, indications, findings, cancellationToken);
            if (!await MakeAsync(id, procedure, move, realCase, findings, made, cancellationToken))
                break;
        }

        var (file, _) = await queries.ReadAsync(id, Clerk, cancellationToken);
        var limits = file!.Clocks.Select(reading => new ReplayedLimit(reading, IsMeasured(reading, plan))).ToList();
        return new ReplayReport(
            realCase, id, made, limits, intervals,
            [
                .. file.Dossier.Conclusions.Select(pair =>
                    $"{file.Dossier.Opening.Indications.Single(i => i.Id == pair.Key).Title} : {pair.Value.Summary}"
                    + (pair.Value.Years is { } years ? $", {years} ans" : "")),
            ],
            [.. OrderWarnings(realCase), .. LimitWarnings(limits), .. VerdictWarnings(realCase)], findings);
    }

    private static OutcomeRef ConcludedBy(Procedure procedure) =>
        procedure.Steps.Any(step => step.Id == "projet") ? new OutcomeRef("projet", "adopte") : new OutcomeRef("avis", "rendu");

    private async Task ConcludeAsync(
        DossierId id, RealCase realCase, List<Indication> indications, List<string> findings, CancellationToken cancellationToken)
    {
        foreach (var verdict in Settled(realCase))
        {
            try
            {
                var indication = indications.Single(known => known.Title == verdict.Indication).Id;
                var result = await desk.DoAsync(
                    id, new RecordConclusion(indication, Build(realCase, verdict)),
                    By(Clerk, Role.ProjectLead, realCase, $"conclusion/{indication}"), cancellationToken: cancellationToken);
                if (result is MoveResult.Refused(var reason))
                    findings.Add($"Conclusion sur « {verdict.Indication} » refusée ({reason.Rule}) : {reason.Message}");
            }
            catch (ArgumentException e)
            {
                findings.Add($"Conclusion sur « {verdict.Indication} » impossible à exprimer : {e.Message}");
            }
        }
    }

    private async Task<bool> MakeAsync(
        DossierId id, Procedure procedure, PlannedMove move, RealCase realCase, List<string> findings,
        List<ReplayedMove> made, CancellationToken cancellationToken)
    {
        var step = procedure.Steps.FirstOrDefault(candidate => candidate.Id == move.Outcome.Step);
        var outcome = step?.FindOutcome(move.Outcome.Outcome);
        if (step is null || outcome is null)
        {
            findings.Add($"La procédure n’a pas d’issue « {move.Outcome} ».");
            return false;
        }

        var person = step.Id == "publication" ? Publisher : Clerk;
        var role = step.RolesOf(outcome).First(person.Roles.Contains);
        var result = await desk.DoAsync(
            id,
            new FinishStep(step.Id, outcome.Id, move.On, FieldsOf(outcome, move, realCase), move.Basis != DateBasis.Known),
            By(person, role, realCase, move.Outcome.ToString()), cancellationToken: cancellationToken);
        if (result is MoveResult.Refused(var reason))
        {
            findings.Add($"« {step.Title} » par « {outcome.Title} » refusée ({reason.Rule}) : {reason.Message}");
            return false;
        }

        made.Add(new ReplayedMove(step.Id, step.Title, outcome.Title, move.On, move.Basis));
        return true;
    }

    private static Dictionary<string, string> FieldsOf(StepOutcome outcome, PlannedMove move, RealCase realCase)
    {
        string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string? DayOf(CaseMoment moment) => realCase.Dates.TryGetValue(moment, out var date) ? Day(date.On) : null;

        return outcome.Fields
            .Select(field => (field.Id, Value: field.Id switch
            {
                "recu-le" or "demande-recue-le" or "arrete-du" => Day(move.On),
                "jo-du" => field.IsRequired ? Day(move.On) : DayOf(CaseMoment.Gazetted),
                "effet-le" or "debut-prise-en-charge" => DayOf(CaseMoment.Effective),
                "convention-du" => DayOf(CaseMoment.Agreed),
                "urgence-ministre" => "non",
                "nombre" => "0",
                _ => field is { IsRequired: true, Type: FieldType.Text } ? "Non documenté par les sources." : null,
            }))
            .Where(field => field.Value is not null)
            .ToDictionary(field => field.Id, field => field.Value!);
    }

    // A duration means something when both ends are known, or when its start is the latest day known before it: the
    // true duration is then at most the one shown.
    private static bool IsMeasured(ClockReading reading, IReadOnlyList<PlannedMove> plan)
    {
        var start = reading.Limit.FromOpening is { } step
            ? plan.TakeWhile(move => move.Outcome.Step != step).LastOrDefault()
            : plan.LastOrDefault(move => reading.Limit.From.Contains(move.Outcome));
        var end = plan.FirstOrDefault(move => reading.Limit.Until.Contains(move.Outcome));
        return start is { Basis: not DateBasis.FromLater } && end is { Basis: DateBasis.Known or DateBasis.KnownMonth };
    }

    private static IEnumerable<string> LimitWarnings(IEnumerable<ReplayedLimit> limits) =>
        limits.Where(limit => limit.IsMeasured && limit.Reading.DaysLeft < 0).Select(limit =>
            $"{limit.Reading.Limit.Title} : {limit.Reading.DaysUsed} jours pour une limite de {limit.Reading.Law.Period}"
            + $" ({limit.Reading.Law.Source}){(limit.Reading.IsAssumed ? ", date de départ supposée, au plus tôt" : "")}."
            + (limit.Reading.Law.Note is { } note ? $" {note}" : ""));

    private static List<string> OrderWarnings(RealCase realCase)
    {
        var dates = realCase.Dates.OrderBy(date => date.Key).ToList();
        return [.. dates.Zip(dates.Skip(1))
            .Where(pair => pair.Second.Value.On < pair.First.Value.On && pair.First.Value.IsExact && pair.Second.Value.IsExact)
            .Select(pair => $"Dates qui se contredisent : {CaseIntervals.TitleOf(pair.First.Key)} le "
                + $"{FrenchCalendar.Write(pair.First.Value.On)}, {CaseIntervals.TitleOf(pair.Second.Key)} le "
                + $"{FrenchCalendar.Write(pair.Second.Value.On)}.")];
    }

    private static IEnumerable<string> VerdictWarnings(RealCase realCase) =>
        realCase.Verdicts.Where(verdict => verdict.Source.Confidence == Confidence.Unverified)
            .Select(verdict => $"Conclusion sur « {verdict.Indication} » de mémoire [M] : à vérifier avant tout usage.")
            .Concat(realCase.Verdicts.GroupBy(verdict => verdict.Indication)
                .Where(group => group.Select(verdict => verdict.Verdict).Distinct().Count() > 1)
                .Select(group => $"Conclusion sur « {group.Key} » : les sources se contredisent ("
                    + $"{string.Join(" ; ", group.Select(verdict => $"{verdict.Verdict ?? "indéterminée"}, {verdict.Source}"))}). Aucune n’est retenue."));

    private static Signature By(Person person, Role role, RealCase realCase, string act) =>
        new(person.Id, role, CommandOf(JsonSerializer.Serialize(realCase), act));

    // Drawn from the whole case: the same case gives the same dossier, a corrected case another one.
    private static Guid CommandOf(string subject, string act) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"replay/{subject}/{act}")).AsSpan(0, 16));
}
