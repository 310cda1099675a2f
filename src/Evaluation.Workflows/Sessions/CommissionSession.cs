using System.Text.Json.Serialization;
using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Sessions;

/// <summary>Something that happened to a session of the commission.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SessionPlanned), "session-planned")]
[JsonDerivedType(typeof(ItemAdded), "item-added")]
[JsonDerivedType(typeof(ItemWithdrawn), "item-withdrawn")]
[JsonDerivedType(typeof(DocumentsSent), "documents-sent")]
[JsonDerivedType(typeof(AttendanceTaken), "attendance-taken")]
[JsonDerivedType(typeof(ItemDeliberated), "item-deliberated")]
[JsonDerivedType(typeof(ItemDeportRecorded), "item-deport-recorded")]
[JsonDerivedType(typeof(ItemDeportLifted), "item-deport-lifted")]
[JsonDerivedType(typeof(DebateRecorded), "debate-recorded")]
[JsonDerivedType(typeof(SessionEnded), "session-ended")]
[JsonDerivedType(typeof(MinutesApproved), "minutes-approved")]
public abstract record SessionEvent;

/// <summary>The session was planned.</summary>
public sealed record SessionPlanned(DateOnly Date, string Place, int Quorum, string QuorumMark) : SessionEvent;

/// <summary>A step of a dossier was put on the agenda, after those already there.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Step">The step.</param>
/// <param name="Title">What the agenda says.</param>
/// <param name="Phase">The phase of the procedure; null in sessions written before it was kept.</param>
/// <param name="IsSimplified">Whether it is dealt with by the simplified procedure, without a debate.</param>
/// <param name="Overtakes">The dossiers that had arrived earlier, were as ready and were on no agenda.</param>
/// <param name="Reason">Why the order of arrival was left; null when it was kept, or no reason was given.</param>
public sealed record ItemAdded(
    DossierId Dossier, string Step, string Title, string? Phase = null, bool IsSimplified = false,
    IReadOnlyList<DossierId>? Overtakes = null, string? Reason = null) : SessionEvent;

/// <summary>An item left the agenda before it was dealt with.</summary>
public sealed record ItemWithdrawn(DossierId Dossier, string Step, string Reason) : SessionEvent;

/// <summary>Convocation, agenda and documents went to the members.</summary>
public sealed record DocumentsSent(DateOnly On) : SessionEvent;

/// <summary>Who is present; the latest list counts.</summary>
/// <param name="Present">Who votes.</param>
/// <param name="Replacements">Which substitutes vote in whose place.</param>
/// <param name="Consultative">The substitutes who are there without a vote.</param>
public sealed record AttendanceTaken(
    IReadOnlyList<PersonId> Present, IReadOnlyList<Replacement>? Replacements = null,
    IReadOnlyList<PersonId>? Consultative = null) : SessionEvent;

/// <summary>What was said on an item, as the secretary writes it; the latest text counts.</summary>
public sealed record DebateRecorded(DossierId Dossier, string Step, string Text) : SessionEvent;

/// <summary>An item was deliberated.</summary>
public sealed record ItemDeliberated(
    DossierId Dossier, string Step, string Outcome, string OutcomeTitle, IReadOnlyList<PersonId> Voters,
    IReadOnlyList<PersonId> Deported, Vote? Vote) : SessionEvent;

/// <summary>A person takes no part in what this session says and decides on a dossier.</summary>
public sealed record ItemDeportRecorded(DossierId Dossier, PersonId Person, string Reason) : SessionEvent;

/// <summary>Such a déport ended, by decision of the ethics service.</summary>
public sealed record ItemDeportLifted(DossierId Dossier, PersonId Person, string Reason) : SessionEvent;

/// <summary>The session ended.</summary>
public sealed record SessionEnded(DateOnly On) : SessionEvent;

/// <summary>The minutes were approved.</summary>
public sealed record MinutesApproved(DateOnly On) : SessionEvent;

/// <summary>What a person asks to be done on a session.</summary>
public abstract record SessionCommand;

/// <summary>Plans a session.</summary>
public sealed record PlanSession(DateOnly Date, string Place) : SessionCommand;

/// <summary>Puts a step of a dossier on the agenda.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Step">The step.</param>
/// <param name="Reason">Why the order of arrival is left; null when it is kept.</param>
/// <param name="IsSimplified">Whether it is dealt with by the simplified procedure.</param>
public sealed record AddItem(DossierId Dossier, string Step, string? Reason = null, bool IsSimplified = false) : SessionCommand;

/// <summary>Writes what was said on an item.</summary>
public sealed record RecordDebate(DossierId Dossier, string Step, string Text) : SessionCommand;

/// <summary>Takes an item off the agenda.</summary>
public sealed record WithdrawItem(DossierId Dossier, string Step, string Reason) : SessionCommand;

/// <summary>Notes that the documents were sent.</summary>
public sealed record SendDocuments(DateOnly On) : SessionCommand;

/// <summary>Takes attendance.</summary>
public sealed record TakeAttendance(IReadOnlyList<PersonId> Present) : SessionCommand;

/// <summary>Records the deliberation on an item, which finishes the step of the dossier.</summary>
public sealed record DeliberateItem(
    DossierId Dossier, string Step, string Outcome, IReadOnlyDictionary<string, string> Fields, Vote? Vote)
    : SessionCommand;

/// <summary>Records that a person takes no part in the items of a dossier in this session.</summary>
public sealed record RecordItemDeport(DossierId Dossier, PersonId Person, string Reason) : SessionCommand;

/// <summary>Ends such a déport.</summary>
public sealed record LiftItemDeport(DossierId Dossier, PersonId Person, string Reason) : SessionCommand;

/// <summary>Ends the session.</summary>
public sealed record EndSession : SessionCommand;

/// <summary>Approves the minutes.</summary>
public sealed record ApproveMinutes : SessionCommand;

/// <summary>A line of the agenda.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Step">The step to deliberate.</param>
/// <param name="Title">What the agenda says.</param>
/// <param name="Deliberation">What was decided; null before.</param>
public sealed record AgendaItem(DossierId Dossier, string Step, string Title, ItemDeliberated? Deliberation)
{
    /// <summary>The phase of the procedure; null in sessions written before it was kept.</summary>
    public string? Phase { get; init; }

    /// <summary>Whether it is dealt with by the simplified procedure.</summary>
    public bool IsSimplified { get; init; }

    /// <summary>The dossiers that had arrived earlier and wait behind it.</summary>
    public IReadOnlyList<DossierId> Overtakes { get; init; } = [];

    /// <summary>Why the order of arrival was left; null when it was kept, or no reason was given.</summary>
    public string? Reason { get; init; }
}

/// <summary>A session of the commission, as the sum of its events.</summary>
public sealed record CommissionSession
{
    /// <summary>The identifier.</summary>
    public required SessionId Id { get; init; }

    /// <summary>How it was planned.</summary>
    public required SessionPlanned Planned { get; init; }

    /// <summary>The sequence of its last event.</summary>
    public required long Version { get; init; }

    /// <summary>The agenda, in order.</summary>
    public IReadOnlyList<AgendaItem> Agenda { get; init; } = [];

    /// <summary>When the documents went out; null before.</summary>
    public DateOnly? DocumentsSentOn { get; init; }

    /// <summary>Who is present; empty before attendance is taken.</summary>
    public IReadOnlyList<PersonId> Present { get; init; } = [];

    /// <summary>Which substitutes vote in whose place.</summary>
    public IReadOnlyList<Replacement> Replacements { get; init; } = [];

    /// <summary>The substitutes who are there without a vote.</summary>
    public IReadOnlyList<PersonId> Consultative { get; init; } = [];

    /// <summary>What was said on each item.</summary>
    public IReadOnlyList<DebateRecorded> Debates { get; init; } = [];

    /// <summary>Who takes no part in which dossier of this session, beside those deported from a dossier as a whole.</summary>
    public IReadOnlyList<ItemDeportRecorded> ItemDeports { get; init; } = [];

    /// <summary>When it ended; null before.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>When its minutes were approved; null before.</summary>
    public DateOnly? MinutesApprovedOn { get; init; }

    /// <summary>The session after one more event.</summary>
    /// <exception cref="InvalidDataException">The event cannot follow those before it.</exception>
    public static CommissionSession Evolve(SessionId id, CommissionSession? before, SessionEvent e, long sequence)
    {
        if (e is SessionPlanned planned)
            return new CommissionSession { Id = id, Planned = planned, Version = sequence };
        if (before is null)
            throw new InvalidDataException($"The first event of {id} is {e.GetType().Name}, not its planning.");

        return e switch
        {
            ItemAdded x => before with
            {
                Version = sequence,
                Agenda =
                [
                    .. before.Agenda,
                    new AgendaItem(x.Dossier, x.Step, x.Title, Deliberation: null)
                    {
                        Phase = x.Phase,
                        IsSimplified = x.IsSimplified,
                        Overtakes = x.Overtakes ?? [],
                        Reason = x.Reason,
                    },
                ],
            },
            ItemWithdrawn x => before with
            {
                Version = sequence,
                Agenda = [.. before.Agenda.Where(item => !IsOpenItem(item, x.Dossier, x.Step))],
            },
            DocumentsSent x => before with { Version = sequence, DocumentsSentOn = x.On },
            AttendanceTaken x => before with
            {
                Version = sequence,
                Present = x.Present,
                Replacements = x.Replacements ?? [],
                Consultative = x.Consultative ?? [],
            },
            DebateRecorded x => before with
            {
                Version = sequence,
                Debates = [.. before.Debates.Where(debate => (debate.Dossier, debate.Step) != (x.Dossier, x.Step)), x],
            },
            ItemDeliberated x => before with
            {
                Version = sequence,
                Agenda = [.. before.Agenda.Select(item => IsOpenItem(item, x.Dossier, x.Step) ? item with { Deliberation = x } : item)],
            },
            ItemDeportRecorded x => before with { Version = sequence, ItemDeports = [.. before.ItemDeports, x] },
            ItemDeportLifted x => before with
            {
                Version = sequence,
                ItemDeports = [.. before.ItemDeports.Where(deport => (deport.Dossier, deport.Person) != (x.Dossier, x.Person))],
            },
            SessionEnded x => before with { Version = sequence, EndedOn = x.On },
            MinutesApproved x => before with { Version = sequence, MinutesApprovedOn = x.On },
            _ => throw new InvalidDataException($"Unknown event {e.GetType().Name} in {id}."),
        };
    }

    /// <summary>Whether the person takes no part in the items of a dossier in this session.</summary>
    public bool IsDeported(PersonId person, DossierId dossier) =>
        ItemDeports.Any(deport => deport.Person == person && deport.Dossier == dossier);

    /// <summary>The item that waits for its deliberation, or null.</summary>
    public AgendaItem? OpenItem(DossierId dossier, string step) =>
        Agenda.FirstOrDefault(item => IsOpenItem(item, dossier, step));

    private static bool IsOpenItem(AgendaItem item, DossierId dossier, string step) =>
        item.Dossier == dossier && item.Step == step && item.Deliberation is null;
}
