using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>
/// Where commands are handed in. Each is loaded, decided and saved in one transaction: events, list entries and outbox together.
/// </summary>
public sealed class Desk(LedgerDatabase database, ProcedureLibrary procedures, TimeProvider clock, GridLibrary? grids = null)
{
    private const int Attempts = 12;
    internal const string DirectoryStream = "annuaire";
    private static readonly JsonSerializerOptions FingerprintOptions = new(JsonSerializerDefaults.Web)
    {
        Converters = { new WholeConclusion() },
    };

    /// <summary>The day in Paris.</summary>
    public DateOnly Today => FrenchCalendar.DayInParis(clock.GetUtcNow());

    /// <summary>Opens a dossier.</summary>
    public Task<MoveResult> OpenAsync(OpenDossier command, Signature by, CancellationToken cancellationToken = default) =>
        RunAsync("nouveau dossier", command, by, async (move, ct) =>
        {
            if (procedures.Latest(command.Procedure) is not { } procedure)
            {
                return new MoveResult.Refused(new RequestIsInvalid(
                    [$"La procédure « {command.Procedure} » est inconnue ; connues : "
                        + $"{string.Join(", ", procedures.All.Select(known => known.Id).Distinct())}."]));
            }

            var decision = DossierRules.Decide(
                null, command, new DecisionContext(procedure, move.Person, by.Role, Today));
            if (decision is not Decision.Accepted(var events))
                return Refuse(decision);

            var series = $"{procedure.Id.Split('-')[0].ToUpperInvariant()}-{command.On.Year}";
            var id = new DossierId($"{series}-{await move.NextAsync(series, ct):0000}");
            var stream = new StreamRow { Id = id.Value, Kind = "dossier", Version = 0, Head = RecordedEvent.FirstPreviousHash };
            move.Db.Streams.Add(stream);
            return SaveDossier(move, stream, before: null, id, events, procedure);
        }, seen: null, cancellationToken);

    /// <summary>Carries out a command on a dossier.</summary>
    /// <param name="id">The dossier.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="by">Who signs.</param>
    /// <param name="seen">The version that the writer read; null to accept whatever came since.</param>
    /// <param name="cancellationToken">Stops before the move is saved.</param>
    public Task<MoveResult> DoAsync(
        DossierId id, DossierCommand command, Signature by, long? seen = null, CancellationToken cancellationToken = default) =>
        RunAsync(id.Value, command, by, async (move, ct) =>
        {
            if (await move.LoadDossierAsync(id, ct) is not (StreamRow stream, Dossier dossier))
                return new MoveResult.Refused(new DossierNotFound(id));
            var procedure = procedures.Get(dossier.Opening.Procedure, dossier.ProcedureVersion);
            if (seen is { } version && version != dossier.Version)
            {
                var names = await move.NamesAsync(ct);
                string NameOf(PersonId person) => names.GetValueOrDefault(person, person.Value);
                return new MoveResult.Refused(new DossierHasChanged(
                    id.Value, version, dossier.Version, NameOf(dossier.Last.Person),
                    JournalText.TitleOf(dossier.Last.Event, procedure, NameOf, dossier.Opening)));
            }

            var target = command is MoveLaw(var asked, _, _) ? procedures.Find(procedure.Id, asked) : null;
            var grid = command is AnswerGrid answered ? (grids ?? GridLibrary.Own).Find(answered.Grid) : null;
            var context = new DecisionContext(procedure, move.Person, by.Role, Today)
            {
                Target = target,
                Declarations = await move.DeclarationsAsync(ConcernedBy(command), ct),
                Grid = grid,
            };
            if (DossierRules.Decide(dossier, command, context) is not Decision.Accepted(var events))
            {
                // The same decision once more, now in the names that people know: they are read only when they are said.
                return Refuse(DossierRules.Decide(dossier, command, context with { Names = await move.NamesAsync(ct) }));
            }

            return command is AssignPerson assign && await CannotHoldAsync(move, assign, ct) is { } refusal
                ? new MoveResult.Refused(refusal)
                : SaveDossier(move, stream, dossier, id, events, target ?? procedure, procedure);
        }, seen, cancellationToken);

    /// <summary>Plans a session of the commission, under the parameters of a procedure.</summary>
    public Task<MoveResult> PlanAsync(
        PlanSession command, Signature by, string procedure = "lppr-nom-de-marque", CancellationToken cancellationToken = default) =>
        RunAsync("nouvelle séance", command, by, async (move, ct) =>
        {
            var rules = procedures.Latest(procedure)
                ?? throw new ArgumentException($"There is no procedure '{procedure}'.", nameof(procedure));
            var context = new DecisionContext(rules, move.Person, by.Role, Today);
            var decision = SessionRules.Decide(null, command, null, [], context);
            if (decision is not SessionDecision.Accepted(var events, _))
                return Refuse(decision);

            var day = command.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            var number = await move.NextAsync($"S-{day}", ct);
            var id = new SessionId(number == 1 ? $"S-{day}" : $"S-{day}-{number}");
            var stream = new StreamRow { Id = id.Value, Kind = "session", Version = 0, Head = RecordedEvent.FirstPreviousHash };
            move.Db.Streams.Add(stream);
            return SaveSession(move, stream, before: null, id, events);
        }, seen: null, cancellationToken);

    /// <summary>Carries out a command on a session, and on the dossier that it touches, in one transaction.</summary>
    public Task<MoveResult> DoAsync(
        SessionId id, SessionCommand command, Signature by, long? seen = null, CancellationToken cancellationToken = default) =>
        RunAsync(id.Value, command, by, async (move, ct) =>
        {
            if (await move.LoadSessionAsync(id, ct) is not (StreamRow stream, CommissionSession session))
                return new MoveResult.Refused(new SessionRefuses($"Aucune séance ne porte la référence {id}."));
            if (seen is { } version && version != session.Version)
            {
                return new MoveResult.Refused(
                    new DossierHasChanged(id.Value, version, session.Version, await move.LastWriterAsync(id.Value, ct), "la séance"));
            }

            var touched = command switch
            {
                AddItem c => c.Dossier,
                WithdrawItem c => c.Dossier,
                DeliberateItem c => c.Dossier,
                RecordDebate c => c.Dossier,
                RecordItemDeport c => c.Dossier,
                LiftItemDeport c => c.Dossier,
                _ => (DossierId?)null,
            };
            var (dossierStream, dossier) = touched is { } dossierId
                ? await move.LoadDossierAsync(dossierId, ct)
                : (null, null);
            if (touched is { } wanted && dossier is null)
                return new MoveResult.Refused(new DossierNotFound(wanted));

            var procedure = dossier is null
                ? procedures.All[0]
                : procedures.Get(dossier.Opening.Procedure, dossier.ProcedureVersion);
            var voters = await move.VotersAsync(ct);
            var context = new DecisionContext(procedure, move.Person, by.Role, Today)
            {
                Composition = command is TakeAttendance ? await move.CompositionAsync(ct) : new Composition([]),
                Ready = command is AddItem ? await ReadyItems.ReadAsync(move.Db, Today, ct) : [],
            };
            if (SessionRules.Decide(session, command, dossier, voters, context)
                is not SessionDecision.Accepted(var events, var dossierEvents))
            {
                return Refuse(SessionRules.Decide(
                    session, command, dossier, voters, context with { Names = await move.NamesAsync(ct) }));
            }

            if (dossierEvents.Count > 0)
                SaveDossier(move, dossierStream!, dossier, dossier!.Id, dossierEvents, procedure);
            return SaveSession(move, stream, session, id, events);
        }, seen, cancellationToken);

    /// <summary>Enters a person in the directory, or replaces his entry.</summary>
    public async Task RegisterAsync(Person person, Guid command, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var db = database.NewContext();
                await using var transaction = await database.BeginAsync(db, cancellationToken);
                var now = EventJson.WriteInstant(clock.GetUtcNow());
                var move = new Move(db, person, new Signature(person.Id, person.Roles[0], command), now);
                if (await db.Commands.AnyAsync(row => row.Id == command.ToString("D"), cancellationToken))
                    return;
                var stream = await move.StreamOrNewAsync(DirectoryStream, "directory", cancellationToken);
                move.Append(stream, EventJson.Write(
                    new PersonRegistered(person.Id, person.Name, person.Organisation, person.Roles)));
                move.Receipt(stream, Fingerprint(DirectoryStream, person, move.By));
                var row = Projections.RowOf(person);
                if (await db.People.AsNoTracking().AnyAsync(known => known.Id == row.Id, cancellationToken))
                    db.Update(row);
                else
                    db.Add(row);
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return;
            }
            catch (Exception e) when (attempt < Attempts && LedgerDatabase.IsConflict(e))
            {
                // Another writer was first; the next round reads what it wrote.
            }
        }
    }

    /// <summary>Carries out a command on the work around a dossier: experts, contributions, tasks.</summary>
    public Task<MoveResult> DoAsync(
        DossierId id, CaseworkCommand command, Signature by, long? seen = null, CancellationToken cancellationToken = default) =>
        RunAsync(id.Value, command, by, async (move, ct) =>
        {
            if (await move.LoadDossierAsync(id, ct) is not (not null, Dossier dossier))
                return new MoveResult.Refused(new DossierNotFound(id));
            var name = CaseFile.ChainOf(id);
            var stream = await move.StreamOrNewAsync(name, Move.Casework, ct);
            var file = Projections.Fold(id, await Move.EventsOf(move.Db, name).ToListAsync(ct));
            if (seen is { } version && version != file.Version)
            {
                return new MoveResult.Refused(new DossierHasChanged(
                    id.Value, version, file.Version, await move.LastWriterAsync(name, ct), "experts, contributions et tâches"));
            }

            var person = NamedBy(command);
            var named = person is { } known ? await move.PersonAsync(known, ct) : null;
            var context = new DecisionContext(
                procedures.Get(dossier.Opening.Procedure, dossier.ProcedureVersion), move.Person, by.Role, Today)
            {
                Declarations = await move.DeclarationsAsync(person is { } concerned ? [concerned] : [], ct),
            };
            if (CaseworkRules.Decide(file, command, dossier, named, context) is not CaseworkDecision.Accepted(var done))
            {
                return CaseworkRules.Decide(file, command, dossier, named, context with { Names = await move.NamesAsync(ct) })
                    is CaseworkDecision.Refused(var reason)
                        ? new MoveResult.Refused(reason)
                        : throw new InvalidOperationException("What names say does not change a decision.");
            }

            var recorded = move.Append(stream, EventJson.Write(done));
            if (Projections.MessageOf(recorded, done) is { } message)
                move.Db.Outbox.Add(message);
            await Projections.WriteAsync(move.Db, file.Evolve(done, recorded.Sequence), ct);
            return new MoveResult.Done(id.Value, recorded.Sequence, WasDoneBefore: false);
        }, seen, cancellationToken);

    /// <summary>Gives a person a seat of the commission, or changes it.</summary>
    public Task<MoveResult> SeatAsync(Seat seat, Signature by, CancellationToken cancellationToken = default) =>
        RunAsync(Move.Commission, seat, by, async (move, ct) =>
        {
            if (SeatRefusal(move.Person, by) is { } refused)
                return new MoveResult.Refused(refused);
            if (await move.PersonAsync(seat.Person, ct) is not { } person)
                return new MoveResult.Refused(new PersonUnknown(seat.Person));
            if (!person.Roles.Contains(Role.Member) && !person.Roles.Contains(Role.Chair))
                return new MoveResult.Refused(new RoleIsNotHeld(person.Name, Role.Member, person.Roles));
            var stream = await move.StreamOrNewAsync(Move.Commission, Move.Commission, ct);
            return (await move.CompositionAsync(ct)).FaultOf(seat) is { } fault
                ? new MoveResult.Refused(new SessionRefuses(fault))
                : Write(move, stream, new SeatGiven(seat));
        }, seen: null, cancellationToken);

    /// <summary>Ends a seat before its term.</summary>
    public Task<MoveResult> EndSeatAsync(
        PersonId person, string reason, Signature by, CancellationToken cancellationToken = default) =>
        RunAsync(Move.Commission, new { person = person.Value, reason }, by, async (move, ct) =>
        {
            if (SeatRefusal(move.Person, by) is { } refused)
                return new MoveResult.Refused(refused);
            if (string.IsNullOrWhiteSpace(reason))
                return new MoveResult.Refused(new SessionRefuses("Indiquez pourquoi le mandat prend fin."));
            var stream = await move.StreamOrNewAsync(Move.Commission, Move.Commission, ct);
            return (await move.CompositionAsync(ct)).On(Today).Seats.All(seat => seat.Person != person)
                ? new MoveResult.Refused(new SessionRefuses($"{person} n’a pas de siège en cours."))
                : Write(move, stream, new SeatEnded(person, Today, reason.Trim()));
        }, seen: null, cancellationToken);

    private static Refusal? SeatRefusal(Person person, Signature by)
    {
        Role[] appointing = [Role.College, Role.EvaluationService];
        if (!person.Roles.Contains(by.Role))
            return new RoleIsNotHeld(person.Name, by.Role, person.Roles);
        return appointing.Contains(by.Role) ? null : new RoleMayNot(by.Role, "Tenir la composition de la commission", appointing);
    }

    private static MoveResult.Done Write(Move move, StreamRow stream, DirectoryEvent e)
    {
        move.Append(stream, EventJson.Write(e));
        return new MoveResult.Done(stream.Id, stream.Version, WasDoneBefore: false);
    }

    private static PersonId? NamedBy(CaseworkCommand command) => command switch
    {
        InviteExpert c => c.Expert,
        HandTaskOver c => c.To,
        _ => null,
    };

    /// <summary>Declares a person's own interests: all of them, the former declaration staying in the chain.</summary>
    public Task<MoveResult> DeclareAsync(
        IReadOnlyList<InterestLink> links, Signature by, CancellationToken cancellationToken = default) =>
        RunAsync("déclaration d’intérêts", new { links }, by, async (move, ct) =>
        {
            if (!move.Person.Roles.Contains(by.Role))
                return new MoveResult.Refused(new RoleIsNotHeld(move.Person.Name, by.Role, move.Person.Roles));
            if (InterestChecks.Faults(links, Today) is { Count: > 0 } faults)
                return new MoveResult.Refused(new RequestIsInvalid(faults));
            var stream = await move.StreamOrNewAsync(Move.InterestsOf(by.Person), Move.Interests, ct);
            move.Append(stream, EventJson.Write(new InterestsDeclared(by.Person, Today, links)));
            return new MoveResult.Done(stream.Id, stream.Version, WasDoneBefore: false);
        }, seen: null, cancellationToken);

    private static IReadOnlyList<PersonId> ConcernedBy(object command) => command switch
    {
        AssignPerson c => [c.Person],
        LiftConflict c => [c.Person],
        _ => [],
    };

    private Task<MoveResult> RunAsync(
        string what, object command, Signature by, Func<Move, CancellationToken, Task<MoveResult>> decide, long? seen,
        CancellationToken cancellationToken) =>
        EvaluationTelemetry.MoveAsync(
            command.GetType().Name, () => TryAsync(what, command, by, decide, seen, cancellationToken),
            result => result is MoveResult.Refused(var reason) ? reason.Rule : "done");

    private async Task<MoveResult> TryAsync(
        string what, object command, Signature by, Func<Move, CancellationToken, Task<MoveResult>> decide, long? seen,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnceAsync(what, command, by, decide, cancellationToken);
            }
            catch (Exception e) when (attempt < Attempts && LedgerDatabase.IsConflict(e))
            {
                // Another writer was first. The next round loads what it wrote: a writer who said which version he had
                // read is then refused with a clear message, the others are decided afresh.
                Debug.Assert(seen is null or > 0, "A version is positive.");
            }
        }
    }

    private async Task<MoveResult> RunOnceAsync(
        string what, object command, Signature by, Func<Move, CancellationToken, Task<MoveResult>> decide,
        CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        await using var transaction = await database.BeginAsync(db, cancellationToken);
        var id = by.Command.ToString("D");
        var fingerprint = Fingerprint(what, command, by);
        var receipt = await db.Commands.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (receipt?.Fingerprint == fingerprint)
            return new MoveResult.Done(receipt.Stream, receipt.Sequence, WasDoneBefore: true);

        var now = EventJson.WriteInstant(clock.GetUtcNow());
        var person = await db.People.AsNoTracking().FirstOrDefaultAsync(row => row.Id == by.Person.Value, cancellationToken);
        var result = (receipt, person) switch
        {
            ({ }, _) => new MoveResult.Refused(new CommandIdentifierReused(by.Command)),
            (_, null) => new MoveResult.Refused(new PersonUnknown(by.Person)),
            _ => await decide(new Move(db, Projections.PersonOf(person), by, now), cancellationToken),
        };
        switch (result)
        {
            case MoveResult.Done done:
                db.Commands.Add(new CommandRow
                {
                    Id = id,
                    Stream = done.Stream,
                    Sequence = done.Version,
                    Fingerprint = fingerprint,
                });
                break;
            case MoveResult.Refused(var reason):
                db.ChangeTracker.Clear();
                db.Refusals.Add(new RefusalRow
                {
                    Id = Guid.NewGuid().ToString("D"),
                    Stream = what,
                    At = now,
                    Person = by.Person.Value,
                    Role = by.Role.Key(),
                    Command = command.GetType().Name,
                    Rule = reason.Rule,
                    Message = reason.Message,
                });
                break;
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private MoveResult SaveDossier(
        Move move, StreamRow stream, Dossier? before, DossierId id, IReadOnlyList<DossierEvent> events, Procedure procedure,
        Procedure? procedureBefore = null)
    {
        var dossier = before;
        foreach (var dossierEvent in events)
        {
            var recorded = move.Append(stream, EventJson.Write(dossierEvent));
            dossier = Dossier.Evolve(id, dossier, recorded.ToDossierEvent());
            if (Projections.MessageOf(recorded, dossierEvent, procedure) is { } message)
                move.Db.Outbox.Add(message);
        }

        Projections.Write(move.Db, before, dossier!, (procedureBefore ?? procedure, procedure), Today, move.Now);
        return new MoveResult.Done(id.Value, stream.Version, WasDoneBefore: false);
    }

    private static MoveResult SaveSession(
        Move move, StreamRow stream, CommissionSession? before, SessionId id, IReadOnlyList<SessionEvent> events)
    {
        var session = before;
        foreach (var sessionEvent in events)
        {
            move.Append(stream, EventJson.Write(sessionEvent));
            session = CommissionSession.Evolve(id, session, sessionEvent, stream.Version);
        }

        var row = Projections.RowOf(session!);
        if (before is null)
            move.Db.Sessions.Add(row);
        else
            move.Db.Sessions.Update(row);
        return new MoveResult.Done(id.Value, stream.Version, WasDoneBefore: false);
    }

    // The rules know no directory; a dossier led by a name that nobody bears would wait for ever.
    private static async Task<Refusal?> CannotHoldAsync(Move move, AssignPerson command, CancellationToken cancellationToken)
    {
        if (await move.PersonAsync(command.Person, cancellationToken) is not { } person)
            return new PersonUnknown(command.Person);
        return person.Roles.Contains(command.Role) ? null : new RoleIsNotHeld(person.Name, command.Role, person.Roles);
    }

    private static MoveResult Refuse(Decision decision) => decision is Decision.Refused(var reason)
        ? new MoveResult.Refused(reason)
        : throw new ArgumentException("Only a refusal is refused.", nameof(decision));

    private static MoveResult Refuse(SessionDecision decision) => decision is SessionDecision.Refused(var reason)
        ? new MoveResult.Refused(reason)
        : throw new ArgumentException("Only a refusal is refused.", nameof(decision));

    // Without this a conclusion is written by its base type, and two that differ by their comparator are taken for one.
    private sealed class WholeConclusion : JsonConverter<Conclusion>
    {
        public override Conclusion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Fingerprints are only written.");

        public override void Write(Utf8JsonWriter writer, Conclusion value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, ConclusionText.From(value), options);
    }

    // Two persons, or one in two roles, who hand in the same words hand in two commands.
    private static string Fingerprint(string what, object command, Signature by) => Convert.ToHexStringLower(SHA256.HashData(
        JsonSerializer.SerializeToUtf8Bytes(
            new { what, kind = command.GetType().Name, command, person = by.Person.Value, role = by.Role.Key() },
            FingerprintOptions)));
}
