using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>What a list of dossiers shows.</summary>
public sealed record DossierSummary(
    DossierId Id, string Procedure, string Request, string Product, string Applicant, bool UsesAi, bool IsHistorical,
    bool IsClosed, bool IsStopped, string Stage, DateOnly? NextDue, DateOnly OpenedOn, DateTimeOffset UpdatedAt, long Version);

/// <summary>Which dossiers a list shows.</summary>
public enum DossierSituation
{
    /// <summary>All.</summary>
    All,

    /// <summary>Open.</summary>
    Open,

    /// <summary>Open, with a due date within fifteen days.</summary>
    DueSoon,

    /// <summary>Open, with a due date that has passed.</summary>
    Overdue,

    /// <summary>Open, with the clock stopped.</summary>
    Stopped,

    /// <summary>Closed.</summary>
    Closed,
}

/// <summary>The order of a list.</summary>
public enum DossierOrder
{
    /// <summary>Earliest due date first, those without one last.</summary>
    Due,

    /// <summary>Last changed first.</summary>
    Updated,

    /// <summary>By reference.</summary>
    Reference,

    /// <summary>By product.</summary>
    Product,
}

/// <summary>A list of dossiers.</summary>
/// <param name="Reader">Who reads: dossiers from which the person is deported are left out.</param>
/// <param name="Text">Words of the reference, product or applicant; accents and case do not count.</param>
/// <param name="Situation">Which.</param>
/// <param name="Request">The kind of request; null for all.</param>
/// <param name="Step">A step that must be open; null for all.</param>
/// <param name="Procedure">The procedure; null for all.</param>
/// <param name="Order">In which order.</param>
/// <param name="Descending">Reversed.</param>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">1 to 500.</param>
public sealed record DossierFilter(
    PersonId? Reader = null, string? Text = null, DossierSituation Situation = DossierSituation.All, string? Request = null,
    string? Step = null, string? Procedure = null, DossierOrder Order = DossierOrder.Due, bool Descending = false, int Page = 1, int PageSize = 50);

/// <summary>A page of dossiers, with the number of dossiers in each situation under the same other filters.</summary>
public sealed record DossierPage(
    IReadOnlyList<DossierSummary> Dossiers, int Total, IReadOnlyDictionary<DossierSituation, int> Counts);

/// <summary>A step that waits for a person.</summary>
public sealed record TaskSummary(
    DossierId Dossier, string Product, string Applicant, string Step, string Title, Role Role, DateOnly OpenedOn,
    DateOnly? DueOn, bool NeedsSession, bool IsStopped);

/// <summary>What a list of sessions shows.</summary>
public sealed record SessionSummary(SessionId Id, DateOnly Date, string Place, int Items, bool IsEnded);

/// <summary>A refusal, as the journal keeps it beside the chain.</summary>
public sealed record RefusalRecord(DateTimeOffset At, PersonId Person, string Command, string Rule, string Message);

/// <summary>A dossier with everything its page shows, read at once.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Procedure">The version of the procedure that it pins.</param>
/// <param name="Clocks">Its legal limits, read today.</param>
/// <param name="Duties">What it obliges to, after its decisions.</param>
/// <param name="MissingParts">The required parts that are not there.</param>
/// <param name="Journal">Its events, oldest first.</param>
/// <param name="Refusals">What was refused on it, oldest first.</param>
public sealed record DossierFile(
    Dossier Dossier, Procedure Procedure, IReadOnlyList<ClockReading> Clocks, IReadOnlyList<DutyReading> Duties,
    IReadOnlyList<PartRule> MissingParts,
    IReadOnlyList<RecordedEvent> Journal, IReadOnlyList<RefusalRecord> Refusals)
{
    /// <summary>How many events of the dossier are not shown to the reader; see <see cref="CompanyView"/>.</summary>
    public int Hidden { get; init; }

    /// <summary>The first fault of the whole chain; null when it holds.</summary>
    public ChainFault? Fault { get; init; }
}

/// <summary>Reads: lists from the projections, dossiers and sessions from their events.</summary>
public sealed class DossierQueries(LedgerDatabase database, ProcedureLibrary procedures, TimeProvider clock)
{
    private const int SoonDays = 15;

    private DateOnly Today => FrenchCalendar.DayInParis(clock.GetUtcNow());

    /// <summary>A page of the list.</summary>
    public async Task<DossierPage> ListAsync(DossierFilter filter, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var matching = Matching(db, filter);
        if (filter.Reader is { } reader && await PersonAsync(reader, cancellationToken) is { } person)
        {
            if (IsOnlyApplicant(person))
                matching = matching.Where(dossier => dossier.Applicant == person.Organisation);
            else if (IsOutside(person))
                matching = matching.Where(_ => false);
        }

        var counts = await CountAsync(matching, cancellationToken);
        var page = await Ordered(In(matching, filter.Situation), filter)
            .Skip((Math.Max(1, filter.Page) - 1) * filter.PageSize)
            .Take(Math.Clamp(filter.PageSize, 1, 500))
            .ToListAsync(cancellationToken);
        return new DossierPage([.. page.Select(SummaryOf)], counts[filter.Situation], counts);
    }

    /// <summary>The steps that wait for a person in one of his roles, earliest due date first.</summary>
    public async Task<IReadOnlyList<TaskSummary>> TasksAsync(
        Person person, Role? role = null, int most = 200, CancellationToken cancellationToken = default)
    {
        var keys = (role is { } one ? [one] : person.Roles).Select(held => held.Key()).ToList();
        var (id, mark, company) = (person.Id.Value, $",{person.Id.Value},", person.Organisation);
        var applicant = Role.Applicant.Key();
        await using var db = database.NewContext();
        var rows = await (
                from step in db.OpenSteps.AsNoTracking()
                join dossier in db.Dossiers.AsNoTracking() on step.Dossier equals dossier.Id
                where keys.Contains(step.Role) && (step.Assigned == null || step.Assigned.Contains(mark))
                    && (step.Role != applicant || dossier.Applicant == company)
                    && !db.Deports.Any(deport => deport.Dossier == dossier.Id && deport.Person == id)
                orderby step.DueOn == null, step.DueOn, step.OpenedOn, step.Dossier
                select new { step, dossier.Product, dossier.Applicant, dossier.IsStopped })
            .Take(most)
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new TaskSummary(
                new DossierId(row.step.Dossier), row.Product, row.Applicant, row.step.Step, row.step.Title,
                Roles.Find(row.step.Role)!.Value, row.step.OpenedOn,
                row.step.DueOn, row.step.NeedsSession, row.IsStopped)),
        ];
    }

    /// <summary>A dossier, for a reader who is not deported from it; an applicant reads those of his company only.</summary>
    /// <returns>The dossier, or why it cannot be shown.</returns>
    public async Task<(DossierFile? File, Refusal? Refusal)> ReadAsync(
        DossierId id, Person reader, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var events = await EventsAsync(db, id.Value, cancellationToken);
        if (events.Count == 0 || await db.Dossiers.AsNoTracking().AllAsync(row => row.Id != id.Value, cancellationToken))
            return (null, new DossierNotFound(id));
        var dossier = Dossier.Fold(id, events.Select(e => e.ToDossierEvent()))!;
        if (dossier.IsDeported(reader.Id))
            return (null, new PersonIsDeported(reader.Name, id.Value));
        if (IsOnlyApplicant(reader) && reader.Organisation != dossier.Opening.Applicant)
            return (null, new ApplicantActsForAnotherCompany(reader.Organisation, dossier.Opening.Applicant));

        if (IsOutside(reader))
            return (null, new ReadsHisPartOnly(reader.Name));

        var procedure = procedures.Get(dossier.Opening.Procedure, dossier.ProcedureVersion);
        var (shown, journal) = (dossier, events);
        var told = db.Refusals.AsNoTracking().Where(row => row.Stream == id.Value);
        if (CompanyView.IsCompany(reader, dossier.Opening))
        {
            var visible = CompanyView.Of([.. events.Select(e => e.ToDossierEvent())]);
            var sequences = visible.Select(signed => signed.Sequence).ToHashSet();
            // What a second writer is compared with stays that of the whole dossier.
            shown = Dossier.Fold(id, visible)! with { Version = dossier.Version };
            journal = [.. events.Where(e => sequences.Contains(e.Sequence))];
            told = told.Where(row => row.Person == reader.Id.Value);
        }

        var refusals = await told
            .OrderBy(row => row.At).ThenBy(row => row.Id).Take(200).ToListAsync(cancellationToken);
        return (new DossierFile(
            shown, procedure, DossierClock.Read(shown, procedure, Today), DossierDuties.Read(shown, procedure),
            DossierRules.MissingParts(shown, procedure), journal,
            [
                .. refusals.Select(row => new RefusalRecord(
                    EventJson.ReadInstant(row.At), new PersonId(row.Person), row.Command, row.Rule, row.Message)),
            ])
        {
            Hidden = events.Count - journal.Count,
            Fault = HashChain.FirstFault(id.Value, events),
        }, null);
    }

    /// <summary>A session, or null.</summary>
    public async Task<CommissionSession?> ReadSessionAsync(SessionId id, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var isSession = await db.Sessions.AsNoTracking().AnyAsync(row => row.Id == id.Value, cancellationToken);
        return isSession ? Projections.Fold(id, await EventsAsync(db, id.Value, cancellationToken)) : null;
    }

    /// <summary>The sessions, latest first.</summary>
    public async Task<IReadOnlyList<SessionSummary>> SessionsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = await db.Sessions.AsNoTracking().OrderByDescending(row => row.Date).ThenByDescending(row => row.Id)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new SessionSummary(
            new SessionId(row.Id), row.Date, row.Place, row.Items, row.IsEnded))];
    }

    /// <summary>What waits for the commission and is on no agenda to come, for a reader who is not deported from it.</summary>
    public async Task<IReadOnlyList<ReadyItem>> ReadyAsync(PersonId? reader = null, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var hidden = reader is { } person
            ? await db.Deports.AsNoTracking().Where(row => row.Person == person.Value).Select(row => row.Dossier).ToListAsync(cancellationToken)
            : [];
        return [.. (await ReadyItems.ReadAsync(db, Today, cancellationToken)).Where(item => !hidden.Contains(item.Dossier.Value))];
    }

    /// <summary>Who holds the seats of the commission.</summary>
    public async Task<Composition> CompositionAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        return Projections.Compose(await Move.EventsOf(db, Move.Commission).ToListAsync(cancellationToken));
    }

    /// <summary>The directory, by name.</summary>
    public async Task<IReadOnlyList<Person>> PeopleAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = await db.People.AsNoTracking().ToListAsync(cancellationToken);
        return [.. rows.Select(Projections.PersonOf).OrderBy(person => person.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>A person of the directory, or null.</summary>
    public async Task<Person?> PersonAsync(PersonId id, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var row = await db.People.AsNoTracking().FirstOrDefaultAsync(person => person.Id == id.Value, cancellationToken);
        return row is null ? null : Projections.PersonOf(row);
    }

    /// <summary>Every declaration of interests of a person, the latest first.</summary>
    public async Task<IReadOnlyList<InterestDeclaration>> DeclarationsAsync(
        PersonId person, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = await Move.EventsOf(db, Move.InterestsOf(person)).ToListAsync(cancellationToken);
        return [.. rows.Select(Projections.DeclarationOf).Reverse()];
    }

    /// <summary>The latest declaration of everyone who made one.</summary>
    public async Task<IReadOnlyDictionary<PersonId, InterestDeclaration>> DeclarationsAsync(
        CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = await (
                from stream in db.Streams.AsNoTracking()
                join e in db.Events.AsNoTracking()
                    on new { Stream = stream.Id, Sequence = stream.Version } equals new { e.Stream, e.Sequence }
                where stream.Kind == Move.Interests
                select e)
            .ToListAsync(cancellationToken);
        return rows.Select(Projections.DeclarationOf).ToDictionary(declaration => declaration.Person);
    }

    internal static async Task<List<RecordedEvent>> EventsAsync(
        LedgerContext db, string stream, CancellationToken cancellationToken) =>
        [.. (await Move.EventsOf(db, stream).ToListAsync(cancellationToken)).Select(Projections.EventOf)];

    // A company reads its own dossiers and no other's.
    internal static bool IsOnlyApplicant(Person person) => person.Roles.Count > 0 && person.Roles.All(role => role == Role.Applicant);

    // An expert or an association reads what is meant for him, and an establishment nothing of dossiers.
    internal static bool IsOutside(Person person) =>
        person.Roles.Count > 0 && person.Roles.All(role => role is Role.Expert or Role.Association or Role.Hospital);

    private static IQueryable<DossierRow> Matching(LedgerContext db, DossierFilter filter)
    {
        var rows = db.Dossiers.AsNoTracking();
        if (filter.Reader is { } reader)
            rows = rows.Where(row => !db.Deports.Any(deport => deport.Dossier == row.Id && deport.Person == reader.Value));
        foreach (var word in Projections.Folded(filter.Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            rows = rows.Where(row => row.Search.Contains(word));
        if (!string.IsNullOrEmpty(filter.Request))
            rows = rows.Where(row => row.Request == filter.Request);
        if (!string.IsNullOrEmpty(filter.Procedure))
            rows = rows.Where(row => row.Procedure == filter.Procedure);
        if (!string.IsNullOrEmpty(filter.Step))
            rows = rows.Where(row => db.OpenSteps.Any(step => step.Dossier == row.Id && step.Step == filter.Step));
        return rows;
    }

    private async Task<Dictionary<DossierSituation, int>> CountAsync(
        IQueryable<DossierRow> rows, CancellationToken cancellationToken)
    {
        var (today, soon) = (Today, Today.AddDays(SoonDays));
        var counts = await rows.GroupBy(_ => 1).Select(group => new
        {
            All = group.Count(),
            Open = group.Sum(row => row.IsClosed ? 0 : 1),
            Soon = group.Sum(row => !row.IsClosed && row.NextDue != null
                && row.NextDue >= today && row.NextDue <= soon ? 1 : 0),
            Overdue = group.Sum(row => !row.IsClosed && row.NextDue != null && row.NextDue < today ? 1 : 0),
            Stopped = group.Sum(row => !row.IsClosed && row.IsStopped ? 1 : 0),
        }).FirstOrDefaultAsync(cancellationToken);
        return new Dictionary<DossierSituation, int>
        {
            [DossierSituation.All] = counts?.All ?? 0,
            [DossierSituation.Open] = counts?.Open ?? 0,
            [DossierSituation.DueSoon] = counts?.Soon ?? 0,
            [DossierSituation.Overdue] = counts?.Overdue ?? 0,
            [DossierSituation.Stopped] = counts?.Stopped ?? 0,
            [DossierSituation.Closed] = (counts?.All ?? 0) - (counts?.Open ?? 0),
        };
    }

    private IQueryable<DossierRow> In(IQueryable<DossierRow> rows, DossierSituation situation)
    {
        var (today, soon) = (Today, Today.AddDays(SoonDays));
        return situation switch
        {
            DossierSituation.All => rows,
            DossierSituation.Open => rows.Where(row => !row.IsClosed),
            DossierSituation.DueSoon => rows.Where(row => !row.IsClosed && row.NextDue != null
                && row.NextDue >= today && row.NextDue <= soon),
            DossierSituation.Overdue => rows.Where(row =>
                !row.IsClosed && row.NextDue != null && row.NextDue < today),
            DossierSituation.Stopped => rows.Where(row => !row.IsClosed && row.IsStopped),
            DossierSituation.Closed => rows.Where(row => row.IsClosed),
            _ => throw new ArgumentOutOfRangeException(nameof(situation), situation, "Unknown situation."),
        };
    }

    private static IQueryable<DossierRow> Ordered(IQueryable<DossierRow> rows, DossierFilter filter) =>
        (filter.Order, filter.Descending) switch
        {
            (DossierOrder.Due, false) => rows.OrderBy(row => row.IsClosed).ThenBy(row => row.NextDue == null)
                .ThenBy(row => row.NextDue).ThenBy(row => row.Id),
            (DossierOrder.Due, true) => rows.OrderBy(row => row.IsClosed).ThenBy(row => row.NextDue == null)
                .ThenByDescending(row => row.NextDue).ThenBy(row => row.Id),
            (DossierOrder.Updated, false) => rows.OrderByDescending(row => row.UpdatedAt).ThenBy(row => row.Id),
            (DossierOrder.Updated, true) => rows.OrderBy(row => row.UpdatedAt).ThenBy(row => row.Id),
            (DossierOrder.Reference, false) => rows.OrderBy(row => row.Id),
            (DossierOrder.Reference, true) => rows.OrderByDescending(row => row.Id),
            (DossierOrder.Product, false) => rows.OrderBy(row => row.Product).ThenBy(row => row.Id),
            (DossierOrder.Product, true) => rows.OrderByDescending(row => row.Product).ThenBy(row => row.Id),
            _ => throw new ArgumentOutOfRangeException(nameof(filter), filter.Order, "Unknown order."),
        };

    private static DossierSummary SummaryOf(DossierRow row) => new(
        new DossierId(row.Id), row.Procedure, row.Request, row.Product, row.Applicant, row.UsesAi, row.IsHistorical,
        row.IsClosed, row.IsStopped, row.Stage, row.NextDue,
        row.OpenedOn, EventJson.ReadInstant(row.UpdatedAt), row.Version);
}
