using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>One command within its transaction.</summary>
internal sealed class Move(LedgerContext db, Person person, Signature by, string now)
{
    /// <summary>The kind of the chain of a person's declarations.</summary>
    public const string Interests = "interests";

    /// <summary>The chain of a person's declarations.</summary>
    public static string InterestsOf(PersonId person) => $"liens:{person.Value}";

    /// <summary>The kind of the chain of a person's keys.</summary>
    public const string Keys = "keys";

    /// <summary>The chain of a person's keys.</summary>
    public static string KeysOf(PersonId person) => $"cles:{person.Value}";

    /// <summary>The chain of the seats of the commission, and its kind.</summary>
    public const string Commission = "commission";

    /// <summary>The kind of the chain of the work around a dossier.</summary>
    public const string Casework = "casework";

    public LedgerContext Db => db;

    public Person Person => person;

    public Signature By => by;

    public string Now => now;

    public RecordedEvent Append(StreamRow stream, string payload)
    {
        var recorded = RecordedEvent.Link(
            stream.Id, stream.Version + 1, by.Command, now, by.Person.Value, by.Role.Key(), payload, stream.Head);
        (stream.Version, stream.Head) = (recorded.Sequence, recorded.Hash);
        db.Events.Add(Projections.RowOf(recorded));
        return recorded;
    }

    public void Receipt(StreamRow stream, string fingerprint) => db.Commands.Add(new CommandRow
    {
        Id = by.Command.ToString("D"),
        Stream = stream.Id,
        Sequence = stream.Version,
        Fingerprint = fingerprint,
    });

    public async Task<long> NextAsync(string series, CancellationToken cancellationToken)
    {
        var counters = db.Database.IsNpgsql()
            ? db.Counters.FromSql($"SELECT * FROM counters WHERE name = {series} FOR UPDATE")
            : db.Counters.Where(row => row.Name == series);
        var counter = (await counters.ToListAsync(cancellationToken)).SingleOrDefault();
        if (counter is null)
        {
            counter = new CounterRow { Name = series, Value = 0 };
            db.Counters.Add(counter);
        }

        return ++counter.Value;
    }

    public async Task<(StreamRow? Stream, Dossier? Dossier)> LoadDossierAsync(DossierId id, CancellationToken cancellationToken)
    {
        if (await StreamAsync(id.Value, "dossier", cancellationToken) is not { } stream)
            return (null, null);
        var events = await EventsOf(db, id.Value).ToListAsync(cancellationToken);
        return (stream, Dossier.Fold(id, events.Select(row => Projections.EventOf(row).ToDossierEvent())));
    }

    public async Task<(StreamRow? Stream, CommissionSession? Session)> LoadSessionAsync(
        SessionId id, CancellationToken cancellationToken)
    {
        if (await StreamAsync(id.Value, "session", cancellationToken) is not { } stream)
            return (null, null);
        var events = await EventsOf(db, id.Value).ToListAsync(cancellationToken);
        return (stream, Projections.Fold(id, events.Select(Projections.EventOf)));
    }

    public async Task<IReadOnlyCollection<PersonId>> VotersAsync(CancellationToken cancellationToken)
    {
        var rows = await db.People.AsNoTracking().ToListAsync(cancellationToken);
        return rows.Select(Projections.PersonOf)
            .Where(candidate => candidate.Roles.Contains(Role.Member) || candidate.Roles.Contains(Role.Chair))
            .Select(candidate => candidate.Id)
            .ToHashSet();
    }

    /// <summary>The latest declarations of some persons.</summary>
    public async Task<IReadOnlyDictionary<PersonId, InterestDeclaration>> DeclarationsAsync(
        IReadOnlyList<PersonId> persons, CancellationToken cancellationToken)
    {
        var declarations = new Dictionary<PersonId, InterestDeclaration>();
        foreach (var person in persons)
        {
            var row = await EventsOf(db, InterestsOf(person)).LastOrDefaultAsync(cancellationToken);
            if (row is not null)
                declarations[person] = Projections.DeclarationOf(row);
        }

        return declarations;
    }

    /// <summary>Who holds the seats of the commission.</summary>
    public async Task<Composition> CompositionAsync(CancellationToken cancellationToken) =>
        Projections.Compose(await EventsOf(db, Commission).ToListAsync(cancellationToken));

    /// <summary>A chain, begun when it is not there yet.</summary>
    public async Task<StreamRow> StreamOrNewAsync(string id, string kind, CancellationToken cancellationToken)
    {
        if (await StreamAsync(id, kind, cancellationToken) is { } known)
            return known;
        var stream = new StreamRow { Id = id, Kind = kind, Version = 0, Head = RecordedEvent.FirstPreviousHash };
        db.Streams.Add(stream);
        return stream;
    }

    /// <summary>A person of the directory, or null.</summary>
    public async Task<Person?> PersonAsync(PersonId id, CancellationToken cancellationToken) =>
        await db.People.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id.Value, cancellationToken) is { } row
            ? Projections.PersonOf(row)
            : null;

    /// <summary>The names of the directory, for a message.</summary>
    public async Task<IReadOnlyDictionary<PersonId, string>> NamesAsync(CancellationToken cancellationToken) =>
        await db.People.AsNoTracking().ToDictionaryAsync(row => new PersonId(row.Id), row => row.Name, cancellationToken);

    /// <summary>The name of who wrote last in a stream.</summary>
    public async Task<string> LastWriterAsync(string stream, CancellationToken cancellationToken)
    {
        var id = await db.Events.AsNoTracking().Where(row => row.Stream == stream).OrderByDescending(row => row.Sequence)
            .Select(row => row.Person).FirstAsync(cancellationToken);
        return await db.People.AsNoTracking().Where(row => row.Id == id).Select(row => row.Name)
            .FirstOrDefaultAsync(cancellationToken) ?? id;
    }

    internal static IQueryable<EventRow> EventsOf(LedgerContext db, string stream) =>
        db.Events.AsNoTracking().Where(row => row.Stream == stream).OrderBy(row => row.Sequence);

    // PostgreSQL waits here for the writer before, so that many writers queue instead of failing in turn. SQLite has waited
    // at the start of the transaction.
    public async Task<StreamRow?> StreamAsync(string id, string kind, CancellationToken cancellationToken)
    {
        var streams = db.Database.IsNpgsql()
            ? db.Streams.FromSql($"SELECT * FROM streams WHERE id = {id} FOR UPDATE")
            : db.Streams.Where(row => row.Id == id);
        return (await streams.ToListAsync(cancellationToken)).SingleOrDefault(row => row.Kind == kind);
    }
}
