using System.Globalization;
using System.Text;
using System.Text.Json;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>From events and dossiers to rows, and back.</summary>
internal static class Projections
{
    public static EventRow RowOf(RecordedEvent e) => new()
    {
        Stream = e.Stream,
        Sequence = e.Sequence,
        Command = e.Command.ToString("D"),
        At = e.At,
        Person = e.Person,
        Role = e.Role,
        Payload = e.Payload,
        PreviousHash = e.PreviousHash,
        Hash = e.Hash,
    };

    // A command that is not written as we write it was tampered with: the empty one makes the chain fail at this event.
    public static RecordedEvent EventOf(EventRow row) => new(
        row.Stream, row.Sequence,
        Guid.TryParseExact(row.Command, "D", out var command) && command.ToString("D") == row.Command ? command : Guid.Empty,
        row.At, row.Person, row.Role, row.Payload, row.PreviousHash, row.Hash);

    public static Person PersonOf(PersonRow row) => new(
        new PersonId(row.Id), row.Name, row.Organisation,
        [.. row.Roles.Split(',').Select(key => Roles.Find(key)
            ?? throw new InvalidDataException($"Person {row.Id} holds the unknown role '{key}'."))]);

    public static PersonRow RowOf(Person person) => new()
    {
        Id = person.Id.Value,
        Name = person.Name,
        Organisation = person.Organisation,
        Roles = string.Join(',', person.Roles.Select(role => role.Key())),
    };

    public static InterestDeclaration DeclarationOf(EventRow row) =>
        EventJson.ReadDirectoryEvent(row.Payload) is InterestsDeclared(var person, var on, var links)
            ? new InterestDeclaration(person, on, links)
            : throw new InvalidDataException($"Event {row.Sequence} of {row.Stream} is no declaration of interests.");

    public static Composition Compose(IEnumerable<EventRow> rows) => rows.Aggregate(
        new Composition([]),
        (before, row) => EventJson.ReadDirectoryEvent(row.Payload) switch
        {
            SeatGiven e => new Composition([.. before.Seats.Where(seat => seat.Person != e.Seat.Person), e.Seat]),
            SeatEnded e => new Composition(
            [
                .. before.Seats.Select(seat => seat.Person == e.Person && seat.Until > e.On ? seat with { Until = e.On } : seat),
            ]),
            var other => throw new InvalidDataException($"Event {row.Sequence} of {row.Stream} is a {other.GetType().Name}."),
        });

    public static CommissionSession? Fold(SessionId id, IEnumerable<RecordedEvent> events)
    {
        CommissionSession? session = null;
        foreach (var recorded in events)
            session = CommissionSession.Evolve(id, session, EventJson.ReadSessionEvent(recorded.Payload), recorded.Sequence);
        return session;
    }

    public static SessionRow RowOf(CommissionSession session) => new()
    {
        Id = session.Id.Value,
        Date = session.Planned.Date,
        Place = session.Planned.Place,
        Items = session.Agenda.Count,
        IsEnded = session.EndedOn is not null,
    };

    public static CaseFile Fold(DossierId dossier, IEnumerable<EventRow> rows) => rows.Aggregate(
        new CaseFile { Dossier = dossier },
        (file, row) => file.Evolve(EventJson.ReadCaseworkEvent(row.Payload), row.Sequence));

    /// <summary>Rewrites what lists show of the work around a dossier.</summary>
    public static async Task WriteAsync(LedgerContext db, CaseFile file, CancellationToken cancellationToken)
    {
        var id = file.Dossier.Value;
        await db.CaseTasks.Where(row => row.Dossier == id).ExecuteDeleteAsync(cancellationToken);
        await db.TaskHolds.Where(row => row.Dossier == id).ExecuteDeleteAsync(cancellationToken);
        db.CaseTasks.AddRange(WorkTasks.Around(file).Select(task => new CaseTaskRow
        {
            Dossier = id,
            Key = task.Key,
            Kind = task.Kind.ToString(),
            Title = task.Title,
            Role = task.Roles[0].Key(),
            Person = task.Persons.Count == 0 ? null : task.Persons[0].Value,
            OpenedOn = task.OpenedOn,
            DueOn = task.DueOn,
        }));
        db.TaskHolds.AddRange(file.Tasks.Select(hold => new TaskHoldRow
        {
            Dossier = id,
            Key = hold.Task,
            HeldBy = hold.HeldBy?.Value,
            RemindedOn = hold.RemindedOn,
            EscalatedOn = hold.Escalation?.On,
            EscalatedTo = hold.Escalation is { To.Count: > 0 } raised ? $",{string.Join(',', raised.To)}," : null,
            Reason = hold.Escalation?.Reason,
        }));
    }

    /// <summary>The message that an event of the work around a dossier sends out, or null.</summary>
    public static OutboxRow? MessageOf(RecordedEvent recorded, CaseworkEvent caseworkEvent)
    {
        var (kind, text) = caseworkEvent switch
        {
            ExpertInvited e => ("expert-invited", $"Question posée à {e.Expert}"),
            ExpertReminded e => ("expert-reminded", $"Relance sur la question {e.Consultation}"),
            ExpertRevoked e => ("expert-revoked", $"Question {e.Consultation} révoquée"),
            ContributionsCalled => ("contributions-called", "Associations appelées à contribuer"),
            TaskReminded => ("task-reminded", "Relance"),
            _ => (null, null),
        };
        return kind is null ? null : RowOf(recorded, kind, text!);
    }

    /// <summary>Rewrites what lists show of a dossier, from the dossier itself.</summary>
    public static void Write(
        LedgerContext db, Dossier? before, Dossier dossier, (Procedure Before, Procedure After) followed, DateOnly today, string now)
    {
        var procedure = followed.After;
        var readings = DossierClock.Read(dossier, procedure, today);
        var row = RowOf(dossier, procedure, readings, now);
        if (before is null)
            db.Dossiers.Add(row);
        else
            db.Dossiers.Update(row);

        var wanted = OpenStepsOf(dossier, procedure, readings).ToDictionary(step => (step.Step, step.Role));
        var present = before is null
            ? []
            : OpenStepsOf(before, followed.Before, []).Select(step => (step.Step, step.Role)).ToHashSet();
        foreach (var (key, step) in wanted)
            db.Entry(step).State = present.Contains(key) ? EntityState.Modified : EntityState.Added;
        foreach (var gone in before is null ? [] : OpenStepsOf(before, followed.Before, []).Where(s => !wanted.ContainsKey((s.Step, s.Role))))
            db.Entry(gone).State = EntityState.Deleted;

        var deports = (before?.Deports ?? []).Select(deport => deport.Person).ToHashSet();
        foreach (var person in dossier.Deports.Select(deport => deport.Person).Where(person => !deports.Remove(person)))
            db.Deports.Add(new DeportRow { Dossier = dossier.Id.Value, Person = person.Value });
        foreach (var person in deports)
            db.Deports.Remove(new DeportRow { Dossier = dossier.Id.Value, Person = person.Value });
    }

    /// <summary>The message that an event sends out, or null.</summary>
    public static OutboxRow? MessageOf(RecordedEvent recorded, DossierEvent dossierEvent, Procedure procedure)
    {
        var (kind, text) = dossierEvent switch
        {
            StepOpened e => ("step-opened", $"Étape ouverte : {procedure.StepOf(e.Step).Title}"),
            DossierClosed e => ("dossier-closed", $"Dossier clos : {e.Ending}"),
            DeportDeclared e => ("deport-declared", $"Déport de {e.Person}"),
            _ => (null, null),
        };
        return kind is null ? null : RowOf(recorded, kind, text!);
    }

    private static OutboxRow RowOf(RecordedEvent recorded, string kind, string text) => new()
    {
        Id = $"{recorded.Stream}:{recorded.Sequence.ToString("000000", CultureInfo.InvariantCulture)}",
        Stream = recorded.Stream,
        Kind = kind,
        CreatedAt = recorded.At,
        Payload = JsonSerializer.Serialize(new { dossier = recorded.Stream, text, recorded.Payload }),
    };

    /// <summary>Lower case without accents, for searching.</summary>
    public static string Folded(string text) => string.Concat(text.Normalize(NormalizationForm.FormD)
        .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)).ToLowerInvariant();

    private static DossierRow RowOf(
        Dossier dossier, Procedure procedure, IReadOnlyList<Deadlines.ClockReading> readings, string now)
    {
        var opening = dossier.Opening;
        var due = OpenStepsOf(dossier, procedure, readings).Min(step => step.DueOn);
        return new DossierRow
        {
            Id = dossier.Id.Value,
            Procedure = opening.Procedure,
            Request = opening.Request,
            Product = opening.Product,
            Applicant = opening.Applicant,
            UsesAi = opening.UsesAi,
            IsHistorical = opening.IsHistorical,
            IsClosed = dossier.Closed is not null,
            IsStopped = dossier.Closed is null && readings.Any(reading => reading.State == Deadlines.ClockState.Stopped),
            Ending = dossier.Closed?.Ending,
            Stage = dossier.Closed?.Ending
                ?? string.Join(" · ", dossier.OpenSteps.Select(open => procedure.StepOf(open.Step).Title)),
            NextDue = dossier.Closed is null ? due : null,
            OpenedOn = opening.On,
            UpdatedAt = now,
            Version = dossier.Version,
            Search = Folded($"{dossier.Id} {opening.Product} {opening.Applicant}"),
        };
    }

    private static IEnumerable<OpenStepRow> OpenStepsOf(
        Dossier dossier, Procedure procedure, IReadOnlyList<Deadlines.ClockReading> readings) =>
        from open in dossier.OpenSteps
        let step = procedure.StepOf(open.Step)
        from role in step.Roles
        let assigned = dossier.Assignments.Where(assignment => assignment.Role == role).Select(a => a.Person.Value).ToList()
        select new OpenStepRow
        {
            Dossier = dossier.Id.Value,
            Step = open.Step,
            Role = role.Key(),
            Title = step.Title,
            OpenedOn = open.OpenedOn,
            DueOn = DossierClock.ForStep(readings, open.Step).Min(reading => reading.DueOn),
            Assigned = assigned.Count == 0 ? null : $",{string.Join(',', assigned)},",
            NeedsSession = step.NeedsSession,
        };
}
