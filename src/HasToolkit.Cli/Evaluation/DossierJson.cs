using System.Text.Json;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Cli.Evaluation;

/// <summary>Dossiers as programs read them. Names and shapes stay: what is added is added beside.</summary>
internal static class DossierJson
{
    public static object Of(DossierPage page, DossierFilter filter) => new
    {
        page.Total,
        filter.Page,
        filter.PageSize,
        Counts = page.Counts.ToDictionary(
            count => JsonNamingPolicy.CamelCase.ConvertName(count.Key.ToString()), count => count.Value),
        Dossiers = page.Dossiers.Select(row => new
        {
            Reference = row.Id.Value,
            row.Procedure,
            row.Request,
            row.Product,
            row.Applicant,
            row.UsesAi,
            row.IsHistorical,
            row.IsClosed,
            row.IsStopped,
            row.Stage,
            row.NextDue,
            row.OpenedOn,
            row.UpdatedAt,
            row.Version,
        }),
    };

    public static object Of(DossierFile file, bool withJournal)
    {
        var (dossier, procedure, opening) = (file.Dossier, file.Procedure, file.Dossier.Opening);
        return new
        {
            Reference = dossier.Id.Value,
            dossier.Version,
            Procedure = new { procedure.Id, procedure.Version, procedure.Title },
            opening.Request,
            opening.Product,
            opening.Applicant,
            opening.Description,
            opening.IsDigital,
            opening.UsesAi,
            opening.IsHistorical,
            OpenedOn = opening.On,
            Closed = dossier.Closed is { } closed ? new { closed.Ending, closed.On, closed.Reason } : null,
            Withdrawal = dossier.Withdrawal is { } asked ? new { asked.On, asked.Reason } : null,
            OpenSteps = Waiting(file),
            Limits = file.Clocks.Select(Clock),
            Parts = procedure.Parts.Select(rule => new
            {
                rule.Id,
                rule.Title,
                IsRequired = DossierRules.IsRequired(rule, opening),
                IsMissing = file.MissingParts.Contains(rule),
                Files = dossier.Parts.Where(part => part.Part == rule.Id)
                    .Select(part => new { part.FileName, part.Sha256, part.Size, part.MediaType, part.On, part.IsSetAside }),
            }),
            Indications = opening.Indications.Select(indication => new
            {
                indication.Id,
                indication.Title,
                indication.Population,
                Conclusion = dossier.Conclusions.GetValueOrDefault(indication.Id) is { } conclusion
                    ? ConclusionText.From(conclusion)
                    : null,
            }),
            Decisions = new
            {
                Has = Decision(dossier, Authority.Has),
                Ceps = Decision(dossier, Authority.Ceps),
                Ministers = Decision(dossier, Authority.Ministers),
                Ans = Decision(dossier, Authority.Ans),
                Ceesp = Decision(dossier, Authority.Ceesp),
            },
            Duties = file.Duties.Select(duty => new
            {
                duty.Rule.Id,
                duty.Rule.Title,
                Role = duty.Rule.Role.Key(),
                duty.StartedOn,
                duty.DueOn,
                duty.DoneOn,
                duty.Rule.Source.Article,
                Confidence = duty.Rule.Source.Mark,
            }),
            Assignments = dossier.Assignments.Select(
                assignment => new { Person = assignment.Person.Value, Role = assignment.Role.Key() }),
            Deports = dossier.Deports.Select(deport => new { Person = deport.Person.Value, deport.Reason }),
            Deliberations = dossier.Deliberations.Select(pair => new
            {
                pair.Sequence,
                Session = pair.Deliberation.Session.Value,
                pair.Deliberation.Step,
                pair.Deliberation.On,
                Voters = pair.Deliberation.Voters.Select(person => person.Value),
                Deported = pair.Deliberation.Deported.Select(person => person.Value),
                pair.Deliberation.Quorum,
                pair.Deliberation.Vote,
            }),
            Journal = withJournal ? file.Journal.Select(Event) : null,
            Refusals = withJournal
                ? file.Refusals.Select(
                    refusal => new { refusal.At, Person = refusal.Person.Value, refusal.Command, refusal.Rule, refusal.Message })
                : null,
        };
    }

    public static object Clocks(DossierFile file) =>
        new { Reference = file.Dossier.Id.Value, Limits = file.Clocks.Select(Clock) };

    public static object Actions(DossierFile file) => new
    {
        Reference = file.Dossier.Id.Value,
        file.Dossier.Version,
        Steps = Waiting(file),
    };

    private static IEnumerable<object> Waiting(DossierFile file) =>
        NextAction.Waiting(file.Dossier, file.Procedure, file.Clocks).Select((waiting, index) => new
        {
            waiting.Step.Id,
            waiting.Step.Title,
            IsNext = index == 0,
            Roles = waiting.Step.Roles.Select(role => role.Key()),
            Assigned = file.Dossier.Assignments.Where(assignment => waiting.Step.Roles.Contains(assignment.Role))
                .Select(assignment => assignment.Person.Value),
            waiting.Open.OpenedOn,
            waiting.DueOn,
            waiting.Step.NeedsSession,
            Session = waiting.Session?.Session.Value,
            Outcomes = waiting.Step.Outcomes.Select(outcome => new
            {
                outcome.Id,
                outcome.Title,
                Roles = waiting.Step.RolesOf(outcome).Select(role => role.Key()),
                Guards = outcome.Guards.Select(guard => guard.ToString()),
                Fields = outcome.Fields.Select(field => new
                {
                    field.Id,
                    field.Title,
                    field.Type,
                    field.IsRequired,
                    Choices = field.Choices.Select(choice => choice.Id),
                }),
            }),
        });

    private static object Clock(ClockReading reading) => new
    {
        reading.Limit.Id,
        reading.Limit.Title,
        reading.State,
        reading.StartedOn,
        reading.EndedOn,
        reading.DueOn,
        reading.DueIfResumedToday,
        Period = new { reading.Law.Period.Amount, reading.Law.Period.Unit },
        reading.DaysUsed,
        reading.DaysStopped,
        reading.DaysLeft,
        reading.IsAssumed,
        Article = reading.Law.Source.Article,
        Confidence = reading.Law.Source.Mark,
        Stops = reading.Stops.Select(stop => new { stop.From, stop.Until, stop.Reason }),
        reading.Explanation,
    };

    private static object? Decision(Dossier dossier, Authority authority) => dossier.DecisionOf(authority) is { } decision
        ? new { decision.Step, decision.Outcome, decision.On, decision.IsAssumed, Person = decision.Person.Value, decision.Fields }
        : null;

    private static object Event(RecordedEvent recorded)
    {
        using var payload = JsonDocument.Parse(recorded.Payload);
        return new
        {
            recorded.Sequence,
            recorded.Command,
            recorded.At,
            recorded.Person,
            recorded.Role,
            Event = payload.RootElement.Clone(),
            recorded.PreviousHash,
            recorded.Hash,
        };
    }
}
