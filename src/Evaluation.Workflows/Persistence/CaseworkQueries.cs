using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>A task as a list shows it.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Product">Its product.</param>
/// <param name="Applicant">The company.</param>
/// <param name="Key">What events call the task.</param>
/// <param name="Kind">What it is drawn from.</param>
/// <param name="Title">What is to be done.</param>
/// <param name="Role">The role that may do it.</param>
/// <param name="OpenedOn">Since when.</param>
/// <param name="DueOn">By when; null when there is no due date.</param>
/// <param name="NeedsSession">Whether it is decided in session.</param>
/// <param name="IsStopped">Whether the clock of its dossier is stopped.</param>
/// <param name="HeldBy">Who took it on; null when nobody did.</param>
/// <param name="RemindedOn">The last reminder; null when none.</param>
/// <param name="EscalatedOn">When it was brought before the lead; null when it was not.</param>
/// <param name="Reason">What is expected of the lead; null when it was not brought before him.</param>
public sealed record ListedTask(
    DossierId Dossier, string Product, string Applicant, string Key, WorkTaskKind Kind, string Title, Role Role,
    DateOnly OpenedOn, DateOnly? DueOn, bool NeedsSession, bool IsStopped, PersonId? HeldBy, DateOnly? RemindedOn,
    DateOnly? EscalatedOn, string? Reason);

/// <summary>What an expert sees of a dossier: his question, what he is given, his answer.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Product">The product.</param>
/// <param name="Description">What it is.</param>
/// <param name="Indications">The indications claimed.</param>
/// <param name="Consultation">His question and his answer.</param>
/// <param name="Parts">The parts that he is given; empty once the invitation is revoked or declined.</param>
/// <param name="Version">The version of the work around the dossier.</param>
public sealed record ExpertView(
    DossierId Dossier, string Product, string Description, IReadOnlyList<Indication> Indications, Consultation Consultation,
    IReadOnlyList<ReceivedPart> Parts, long Version);

/// <summary>A call for contributions, as an association sees it, with its own contributions.</summary>
public sealed record OpenCall(
    DossierId Dossier, string Product, string Applicant, IReadOnlyList<Indication> Indications, ContributionsCalled Call,
    IReadOnlyList<ContributionReceived> Own);

/// <summary>Reads the work around dossiers: tasks, experts, contributions.</summary>
public sealed class CaseworkQueries(LedgerDatabase database, ProcedureLibrary procedures, TimeProvider clock)
{
    private readonly DossierQueries _dossiers = new(database, procedures, clock);

    /// <summary>What waits for a person in one of his roles, earliest due date first, what he took on included.</summary>
    /// <param name="person">The person.</param>
    /// <param name="role">The role in which he acts; null for all of them.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<ListedTask>> TasksAsync(
        Person person, Role? role = null, CancellationToken cancellationToken = default)
    {
        var steps = (await _dossiers.TasksAsync(person, role, cancellationToken: cancellationToken)).Select(task => new ListedTask(
            task.Dossier, task.Product, task.Applicant, WorkTasks.KeyOf(task.Step, task.OpenedOn), WorkTaskKind.Step, task.Title,
            task.Role, task.OpenedOn, task.DueOn, task.NeedsSession, task.IsStopped, null, null, null, null));
        await using var db = database.NewContext();
        var around = await AroundAsync(db, person, role, cancellationToken);
        var tasks = steps.Concat(around).ToList();
        var ids = tasks.Select(task => task.Dossier.Value).Distinct().ToList();
        var holds = (await db.TaskHolds.AsNoTracking().Where(row => ids.Contains(row.Dossier)).ToListAsync(cancellationToken))
            .ToDictionary(row => (row.Dossier, row.Key));
        tasks = [.. tasks.Select(task => holds.TryGetValue((task.Dossier.Value, task.Key), out var hold) ? With(task, hold) : task)];
        if ((role is null || role == Role.ProjectLead) && person.Roles.Contains(Role.ProjectLead))
            tasks.AddRange(await EscalatedAsync(db, person, tasks, cancellationToken));
        return
        [
            .. tasks.OrderBy(task => task.DueOn ?? DateOnly.MaxValue).ThenBy(task => task.OpenedOn)
                .ThenBy(task => task.Dossier.Value, StringComparer.Ordinal),
        ];
    }

    /// <summary>The work around a dossier, as a reader may see it.</summary>
    public async Task<(CaseFile? File, Refusal? Refusal)> ReadAsync(
        DossierId id, Person reader, CancellationToken cancellationToken = default)
    {
        var (dossier, refusal) = await _dossiers.ReadAsync(id, reader, cancellationToken);
        return dossier is null
            ? (null, refusal)
            : ((await FoldAsync(id, cancellationToken)).SeenBy(reader, dossier.Dossier), null);
    }

    /// <summary>What happened around a dossier, oldest first; for those who see all of it, else empty.</summary>
    public async Task<IReadOnlyList<(DateTimeOffset At, PersonId Person, CaseworkEvent Event)>> HistoryAsync(
        DossierId id, Person reader, CancellationToken cancellationToken = default)
    {
        var (dossier, _) = await _dossiers.ReadAsync(id, reader, cancellationToken);
        if (dossier is null || !CaseFile.IsWholeFor(reader, dossier.Dossier))
            return [];
        await using var db = database.NewContext();
        var rows = await Move.EventsOf(db, CaseFile.ChainOf(id)).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => (
                EventJson.ReadInstant(row.At), new PersonId(row.Person), EventJson.ReadCaseworkEvent(row.Payload))),
        ];
    }

    /// <summary>A question, for the expert to whom it is asked, and nothing else of the dossier.</summary>
    /// <returns>Null when no such question is asked to that person, or he is deported from the dossier.</returns>
    public async Task<ExpertView?> QuestionAsync(
        DossierId id, string consultation, PersonId expert, CancellationToken cancellationToken = default)
    {
        if (await UnseenAsync(id, cancellationToken) is not { } dossier || dossier.IsDeported(expert))
            return null;
        var file = await FoldAsync(id, cancellationToken);
        if (file.Find(consultation) is not { } found || found.Invitation.Expert != expert)
            return null;
        var isGiven = found.State is not (ConsultationState.Revoked or ConsultationState.Declined);
        return new ExpertView(
            id, dossier.Opening.Product, dossier.Opening.Description, dossier.Opening.Indications, found,
            isGiven ? [.. dossier.Parts.Where(part => found.Invitation.Parts.Contains(part.Sha256) && !part.IsSetAside)] : [],
            file.Version);
    }

    /// <summary>A call for contributions, for an association.</summary>
    /// <returns>Null when there is no such call.</returns>
    public async Task<OpenCall?> CallAsync(DossierId id, Person association, CancellationToken cancellationToken = default)
    {
        if (await UnseenAsync(id, cancellationToken) is not { } dossier || dossier.IsDeported(association.Id))
            return null;
        var file = await FoldAsync(id, cancellationToken);
        return file.Call is { } call
            ? new OpenCall(
                id, dossier.Opening.Product, dossier.Opening.Applicant, dossier.Opening.Indications, call,
                [.. file.Contributions.Where(contribution => contribution.Association == association.Organisation)])
            : null;
    }

    /// <summary>The work around the dossiers of an agenda, for the minutes, which name and do not quote.</summary>
    public async Task<IReadOnlyDictionary<DossierId, CaseFile>> OfAsync(
        CommissionSession session, CancellationToken cancellationToken = default)
    {
        var files = new Dictionary<DossierId, CaseFile>();
        foreach (var dossier in session.Agenda.Select(item => item.Dossier).Distinct())
            files[dossier] = await FoldAsync(dossier, cancellationToken);
        return files;
    }

    private async Task<Dossier?> UnseenAsync(DossierId id, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        if (!await db.Dossiers.AsNoTracking().AnyAsync(row => row.Id == id.Value, cancellationToken))
            return null;
        var events = await DossierQueries.EventsAsync(db, id.Value, cancellationToken);
        return Dossier.Fold(id, events.Select(e => e.ToDossierEvent()));
    }

    private async Task<CaseFile> FoldAsync(DossierId id, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        return Projections.Fold(id, await Move.EventsOf(db, CaseFile.ChainOf(id)).ToListAsync(cancellationToken));
    }

    private static async Task<IReadOnlyList<ListedTask>> AroundAsync(
        LedgerContext db, Person person, Role? role, CancellationToken cancellationToken)
    {
        var keys = (role is { } one ? [one] : person.Roles).Select(held => held.Key()).ToList();
        var id = person.Id.Value;
        var rows = await (
                from task in db.CaseTasks.AsNoTracking()
                join dossier in db.Dossiers.AsNoTracking() on task.Dossier equals dossier.Id
                where keys.Contains(task.Role) && (task.Person == null || task.Person == id) && !dossier.IsClosed
                    && !db.Deports.Any(deport => deport.Dossier == dossier.Id && deport.Person == id)
                select new { task, dossier.Product, dossier.Applicant })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => Listed(row.task, row.Product, row.Applicant))];
    }

    private async Task<IReadOnlyList<ListedTask>> EscalatedAsync(
        LedgerContext db, Person lead, IReadOnlyList<ListedTask> known, CancellationToken cancellationToken)
    {
        var (id, mark) = (lead.Id.Value, $",{lead.Id.Value},");
        var holds = await db.TaskHolds.AsNoTracking()
            .Where(hold => hold.EscalatedOn != null && (hold.EscalatedTo == null || hold.EscalatedTo.Contains(mark))
                && !db.Deports.Any(deport => deport.Dossier == hold.Dossier && deport.Person == id))
            .ToListAsync(cancellationToken);
        var found = new List<ListedTask>();
        foreach (var hold in holds.Where(hold => known.All(task => (task.Dossier.Value, task.Key) != (hold.Dossier, hold.Key))))
        {
            if (await UnseenAsync(new DossierId(hold.Dossier), cancellationToken) is not { } dossier)
                continue;
            // A task that is done is no longer drawn, and leaves the list by itself.
            var task = WorkTasks.Of(
                    dossier, procedures.Get(dossier.Opening.Procedure, dossier.ProcedureVersion),
                    await FoldAsync(dossier.Id, cancellationToken), FrenchCalendar.DayInParis(clock.GetUtcNow()))
                .FirstOrDefault(candidate => candidate.Key == hold.Key);
            if (task is not null)
            {
                found.Add(With(
                    new ListedTask(
                        dossier.Id, dossier.Opening.Product, dossier.Opening.Applicant, task.Key, task.Kind, task.Title,
                        task.Roles[0], task.OpenedOn, task.DueOn, NeedsSession: false, IsStopped: false, null, null, null, null),
                    hold));
            }
        }

        return found;
    }

    private static ListedTask Listed(CaseTaskRow row, string product, string applicant) => new(
        new DossierId(row.Dossier), product, applicant, row.Key, Enum.Parse<WorkTaskKind>(row.Kind), row.Title,
        Roles.Find(row.Role)!.Value, row.OpenedOn, row.DueOn, NeedsSession: false, IsStopped: false, null, null, null, null);

    private static ListedTask With(ListedTask task, TaskHoldRow hold) => task with
    {
        HeldBy = hold.HeldBy is { } person ? new PersonId(person) : null,
        RemindedOn = hold.RemindedOn,
        EscalatedOn = hold.EscalatedOn,
        Reason = hold.Reason,
    };
}
