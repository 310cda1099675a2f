using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Dossiers;

/// <summary>An event with its place in the chain of its dossier, and who signed it.</summary>
/// <param name="Sequence">1 for the first event of the dossier.</param>
/// <param name="At">When it was written, UTC.</param>
/// <param name="Person">Who signed the command.</param>
/// <param name="Role">In which role.</param>
/// <param name="Event">What happened.</param>
public sealed record SignedEvent(long Sequence, DateTimeOffset At, PersonId Person, Role Role, DossierEvent Event);

/// <summary>A step that is open now.</summary>
public sealed record OpenStep(string Step, int Occurrence, DateOnly OpenedOn, long OpenedAt);

/// <summary>A step that was finished.</summary>
/// <param name="Step">The step.</param>
/// <param name="Occurrence">Its occurrence.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="OpenedOn">The day on which it had opened.</param>
/// <param name="On">The day that counts legally.</param>
/// <param name="Fields">What was filled in.</param>
/// <param name="IsAssumed">Whether the day is a supposition.</param>
/// <param name="Decision">Whose decision it is; null when none.</param>
/// <param name="Person">Who finished it.</param>
/// <param name="OpenedAt">The sequence of its opening.</param>
/// <param name="Sequence">The sequence of its end.</param>
public sealed record FinishedStep(
    string Step, int Occurrence, string Outcome, DateOnly OpenedOn, DateOnly On,
    IReadOnlyDictionary<string, string> Fields, bool IsAssumed, Authority? Decision, PersonId Person,
    long OpenedAt, long Sequence)
{
    /// <summary>The step and its outcome together.</summary>
    public OutcomeRef Ref => new(Step, Outcome);
}

/// <summary>A file received for a part.</summary>
public sealed record ReceivedPart(
    string Part, string FileName, string Sha256, long Size, string MediaType, DateOnly On, bool IsSetAside);

/// <summary>A person who takes no part in a dossier.</summary>
public sealed record Deport(PersonId Person, string Reason);

/// <summary>A person who has a role on a dossier.</summary>
public sealed record Assignment(PersonId Person, Role Role);

/// <summary>A version of the text of the opinion.</summary>
/// <param name="Version">1 for the first.</param>
/// <param name="Sections">The sections that have a text.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="At">When.</param>
/// <param name="Sequence">The sequence of its event.</param>
public sealed record OpinionDraft(
    int Version, IReadOnlyList<SectionText> Sections, PersonId Author, DateTimeOffset At, long Sequence)
{
    /// <summary>The text of a section; empty when it has none.</summary>
    public string TextOf(string section) => Sections.FirstOrDefault(written => written.Section == section)?.Text ?? "";
}

/// <summary>A passage of the opinion that is not published.</summary>
/// <param name="Passage">The passage.</param>
/// <param name="Reason">Why.</param>
/// <param name="Note">What was said of it.</param>
/// <param name="By">Who marked it.</param>
/// <param name="Sequence">The sequence of its event.</param>
public sealed record Redaction(string Passage, RedactionReason Reason, string Note, PersonId By, long Sequence);

/// <summary>A dossier, as the sum of its events. It never changes: each event gives a new one.</summary>
public sealed record Dossier
{
    /// <summary>The reference.</summary>
    public required DossierId Id { get; init; }

    /// <summary>The opening facts.</summary>
    public required DossierOpened Opening { get; init; }

    /// <summary>The version of the procedure that it follows; that of its opening until it was moved.</summary>
    public required int ProcedureVersion { get; init; }

    /// <summary>The sequence of the last event; what a second writer is compared with.</summary>
    public required long Version { get; init; }

    /// <summary>Who signed the last event, and when.</summary>
    public required SignedEvent Last { get; init; }

    /// <summary>The steps that are open, in the order in which they opened.</summary>
    public IReadOnlyList<OpenStep> OpenSteps { get; init; } = [];

    /// <summary>The steps that were finished, oldest first.</summary>
    public IReadOnlyList<FinishedStep> Finished { get; init; } = [];

    /// <summary>The files received, oldest first.</summary>
    public IReadOnlyList<ReceivedPart> Parts { get; init; } = [];

    /// <summary>Who has a role on this dossier.</summary>
    public IReadOnlyList<Assignment> Assignments { get; init; } = [];

    /// <summary>Who takes no part in it.</summary>
    public IReadOnlyList<Deport> Deports { get; init; } = [];

    /// <summary>What declarations of interests are compared with, beside applicant and product.</summary>
    public ConflictScopeNamed Scope { get; init; } = new([], []);

    /// <summary>The conflicts that the ethics service lifted.</summary>
    public IReadOnlyList<ConflictLifted> LiftedConflicts { get; init; } = [];

    /// <summary>The conclusions, by indication.</summary>
    public IReadOnlyDictionary<string, Conclusion> Conclusions { get; init; } = new Dictionary<string, Conclusion>();

    /// <summary>The versions of the text of the opinion, oldest first.</summary>
    public IReadOnlyList<OpinionDraft> Drafts { get; init; } = [];

    /// <summary>The passages that are not published, oldest first.</summary>
    public IReadOnlyList<Redaction> Redactions { get; init; } = [];

    /// <summary>Everyone who marked or unmarked a passage: none of them publishes.</summary>
    public IReadOnlySet<PersonId> Redactors { get; init; } = new HashSet<PersonId>();

    /// <summary>The places on agendas, oldest first; what was taken off one before it was deliberated is no longer there.</summary>
    public IReadOnlyList<PlacedOnAgenda> Agenda { get; init; } = [];

    /// <summary>The deliberations, oldest first, each with its sequence.</summary>
    public IReadOnlyList<(long Sequence, CommissionDeliberated Deliberation)> Deliberations { get; init; } = [];

    /// <summary>The grids answered, the functional level and the evidence.</summary>
    public DossierAssessment Assessment { get; init; } = DossierAssessment.Empty;

    /// <summary>The applicant's withdrawal; null when he did not ask for it.</summary>
    public WithdrawalRequested? Withdrawal { get; init; }

    /// <summary>The state in which it will end once nothing is open; null as long as no outcome said so.</summary>
    public string? Ending { get; init; }

    /// <summary>How and when it was closed; null while it is open.</summary>
    public DossierClosed? Closed { get; init; }

    /// <summary>Whether the person takes no part in this dossier.</summary>
    public bool IsDeported(PersonId person) => Deports.Any(deport => deport.Person == person);

    /// <summary>The latest end of a step, or null.</summary>
    public FinishedStep? LatestOf(string step) => Finished.LastOrDefault(finished => finished.Step == step);

    /// <summary>The three records that stay apart: opinion, tariff, ministers' decision; the latest of each.</summary>
    public FinishedStep? DecisionOf(Authority authority) =>
        Finished.LastOrDefault(finished => finished.Decision == authority);

    /// <summary>Adds up events.</summary>
    /// <returns>The dossier, or null when there is no event.</returns>
    /// <exception cref="InvalidDataException">The events are not those of one dossier in order.</exception>
    public static Dossier? Fold(DossierId id, IEnumerable<SignedEvent> events)
    {
        Dossier? dossier = null;
        foreach (var signed in events)
            dossier = Evolve(id, dossier, signed);
        return dossier;
    }

    /// <summary>The dossier after one more event.</summary>
    /// <exception cref="InvalidDataException">The event cannot follow those before it.</exception>
    public static Dossier Evolve(DossierId id, Dossier? before, SignedEvent signed)
    {
        if (signed.Event is DossierOpened opening)
        {
            return before is null
                ? new Dossier
                {
                    Id = id,
                    Opening = opening,
                    ProcedureVersion = opening.ProcedureVersion,
                    Version = signed.Sequence,
                    Last = signed,
                }
                : throw new InvalidDataException($"Dossier {id} is opened twice (event {signed.Sequence}).");
        }

        if (before is null)
            throw new InvalidDataException($"The first event of {id} is {signed.Event.GetType().Name}, not its opening.");

        return before.Apply(signed) with { Version = signed.Sequence, Last = signed };
    }

    private Dossier Apply(SignedEvent signed) => signed.Event switch
    {
        StepOpened e => this with { OpenSteps = [.. OpenSteps, new(e.Step, e.Occurrence, e.On, signed.Sequence)] },
        StepFinished e => Finish(e, signed),
        StepCancelled e => this with { OpenSteps = Without(e.Step, e.Occurrence) },
        PartReceived e => this with
        {
            Parts = [.. Parts, new(e.Part, e.FileName, e.Sha256, e.Size, e.MediaType, e.On, IsSetAside: false)],
        },
        PartSetAside e => this with
        {
            Parts = [.. Parts.Select(part => part.Part == e.Part && part.Sha256 == e.Sha256
                ? part with { IsSetAside = true }
                : part)],
        },
        PersonAssigned e => this with { Assignments = [.. Assignments, new(e.Person, e.Role)] },
        PersonReleased e => this with { Assignments = [.. Assignments.Where(a => a != new Assignment(e.Person, e.Role))] },
        DeportDeclared e => this with
        {
            Deports = [.. Deports, new(e.Person, e.Reason)],
            Assignments = [.. Assignments.Where(assignment => assignment.Person != e.Person)],
        },
        DeportLifted e => this with { Deports = [.. Deports.Where(deport => deport.Person != e.Person)] },
        ConflictScopeNamed e => this with { Scope = e },
        ConflictLifted e => this with { LiftedConflicts = [.. LiftedConflicts, e] },
        ConclusionRecorded e => this with
        {
            Conclusions = new Dictionary<string, Conclusion>(Conclusions) { [e.Indication] = e.Conclusion.Build() },
        },
        PlacedOnAgenda e => this with { Agenda = [.. Agenda, e] },
        TakenOffAgenda e => this with { Agenda = Without(e) },
        CommissionDeliberated e => this with { Deliberations = [.. Deliberations, (signed.Sequence, e)] },
        WithdrawalRequested e => this with { Withdrawal = e },
        NoteAdded => this,
        AssessmentEvent e => this with { Assessment = Assessment.Apply(e, signed) },
        OpinionDrafted e => this with
        {
            Drafts = [.. Drafts, new(e.Version, e.Sections, signed.Person, signed.At, signed.Sequence)],
        },
        PassageRedacted e => this with
        {
            Redactions = [.. Redactions, new(e.Passage, e.Reason, e.Note, signed.Person, signed.Sequence)],
            Redactors = new HashSet<PersonId>(Redactors) { signed.Person },
        },
        PassageRestored e => this with
        {
            Redactions = [.. Redactions.Where(redaction => redaction.Passage != e.Passage)],
            Redactors = new HashSet<PersonId>(Redactors) { signed.Person },
        },
        LawMoved e => Follow(e, signed.Sequence),
        DossierClosed e => this with { Closed = e, Ending = e.Ending },
        _ => throw new InvalidDataException($"Unknown event {signed.Event.GetType().Name} in {Id}."),
    };

    private IReadOnlyList<PlacedOnAgenda> Without(TakenOffAgenda gone)
    {
        var last = Agenda.LastOrDefault(item => item.Session == gone.Session && item.Step == gone.Step);
        return [.. Agenda.Where(item => !ReferenceEquals(item, last))];
    }

    private Dossier Finish(StepFinished e, SignedEvent signed)
    {
        var open = OpenSteps.FirstOrDefault(step => step.Step == e.Step && step.Occurrence == e.Occurrence)
            ?? throw new InvalidDataException($"Step {e.Step}/{e.Occurrence} of {Id} ends without being open.");
        return this with
        {
            OpenSteps = Without(e.Step, e.Occurrence),
            Finished =
            [
                .. Finished,
                new(e.Step, e.Occurrence, e.Outcome, open.OpenedOn, e.On, e.Fields, e.IsAssumed, e.Decision,
                    signed.Person, open.OpenedAt, signed.Sequence),
            ],
            Ending = e.Ending ?? Ending,
        };
    }

    internal Dossier Follow(LawMoved e, long sequence) => this with
    {
        ProcedureVersion = e.ToVersion,
        OpenSteps =
        [
            .. OpenSteps.Select(open => open with { Step = LawMove.StepOf(open.Step, e.Mapping) }),
            .. e.Opens.Select(step => new OpenStep(step, 1, e.On, sequence)),
        ],
        Finished =
        [
            .. Finished.Select(done => LawMove.OutcomeOf(done.Ref, e.Mapping) is var mapped
                ? done with { Step = mapped.Step, Outcome = mapped.Outcome }
                : done),
        ],
        Agenda = [.. Agenda.Select(item => item with { Step = LawMove.StepOf(item.Step, e.Mapping) })],
        Deliberations =
        [
            .. Deliberations.Select(pair => (pair.Sequence, pair.Deliberation with
            {
                Step = LawMove.StepOf(pair.Deliberation.Step, e.Mapping),
            })),
        ],
    };

    private List<OpenStep> Without(string step, int occurrence) =>
        [.. OpenSteps.Where(open => open.Step != step || open.Occurrence != occurrence)];
}
