using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Casework;

/// <summary>Where a consultation stands.</summary>
public enum ConsultationState
{
    /// <summary>Asked, no answer to the invitation yet.</summary>
    Invited,

    /// <summary>The expert accepts; his answer is awaited.</summary>
    Accepted,

    /// <summary>The expert declined.</summary>
    Declined,

    /// <summary>Answered.</summary>
    Answered,

    /// <summary>Revoked.</summary>
    Revoked,
}

/// <summary>A question to an expert, and what became of it.</summary>
/// <param name="Invitation">The question.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Answer">The answer; null before.</param>
/// <param name="Reason">Why it was declined or revoked; null otherwise.</param>
/// <param name="Reminders">When the expert was reminded.</param>
public sealed record Consultation(
    ExpertInvited Invitation, ConsultationState State, ExpertAnswered? Answer, string? Reason, IReadOnlyList<DateOnly> Reminders)
{
    /// <summary>Its reference.</summary>
    public string Id => Invitation.Consultation;

    /// <summary>Whether an answer is still awaited.</summary>
    public bool IsOpen => State is ConsultationState.Invited or ConsultationState.Accepted;
}

/// <summary>What is known of a task beside the task itself.</summary>
/// <param name="Task">The key of the task.</param>
/// <param name="HeldBy">Who took it on; null when nobody did.</param>
/// <param name="RemindedOn">The last reminder; null when none.</param>
/// <param name="Escalation">How it was brought before the lead; null when it was not.</param>
public sealed record TaskHold(string Task, PersonId? HeldBy, DateOnly? RemindedOn, TaskEscalated? Escalation);

/// <summary>The work around a dossier, as the sum of its events.</summary>
public sealed record CaseFile
{
    // Who works for the evaluation; everyone else reads what is not confidential.
    private static readonly Role[] Insiders =
        [Role.EvaluationService, Role.ProjectLead, Role.EthicsService, Role.Member, Role.Chair, Role.Bureau, Role.College];

    /// <summary>The name of the chain beside a dossier.</summary>
    internal static string ChainOf(DossierId dossier) => $"{dossier.Value}:travail";

    /// <summary>The dossier.</summary>
    public required DossierId Dossier { get; init; }

    /// <summary>The sequence of the last event; 0 when there is none yet.</summary>
    public long Version { get; init; }

    /// <summary>The questions to experts, oldest first.</summary>
    public IReadOnlyList<Consultation> Consultations { get; init; } = [];

    /// <summary>The call for contributions; null when there was none.</summary>
    public ContributionsCalled? Call { get; init; }

    /// <summary>The contributions, oldest first.</summary>
    public IReadOnlyList<ContributionReceived> Contributions { get; init; } = [];

    /// <summary>What is known of the tasks that somebody dealt with.</summary>
    public IReadOnlyList<TaskHold> Tasks { get; init; } = [];

    /// <summary>The case file after one more event.</summary>
    /// <exception cref="InvalidDataException">The event cannot follow those before it.</exception>
    public CaseFile Evolve(CaseworkEvent e, long sequence) => Apply(e) with { Version = sequence };

    /// <summary>A consultation by its reference, or null.</summary>
    public Consultation? Find(string consultation) => Consultations.FirstOrDefault(candidate => candidate.Id == consultation);

    /// <summary>What is known of a task.</summary>
    public TaskHold HoldOf(string task) =>
        Tasks.FirstOrDefault(hold => hold.Task == task) ?? new TaskHold(task, null, null, null);

    /// <summary>The case file as a person may read it.</summary>
    /// <remarks>
    /// The company reads neither confidential answers nor contributions, whatever other role its person holds; an expert reads
    /// his own question. A déport closes the dossier before this is asked.
    /// </remarks>
    public CaseFile SeenBy(Person person, Dossier dossier)
    {
        if (IsWholeFor(person, dossier))
            return this;
        var isCompany = person.Organisation == dossier.Opening.Applicant;
        return this with
        {
            Consultations =
            [
                .. Consultations.Where(consultation => (!isCompany && consultation.Invitation.Expert == person.Id)
                    || (consultation.State == ConsultationState.Answered && !consultation.Invitation.IsConfidential)),
            ],
            Contributions = [.. Contributions.Where(contribution => !isCompany && contribution.Association == person.Organisation)],
            Tasks = [],
        };
    }

    /// <summary>Whether the person reads all of it: he works for the evaluation, and not for the company that files.</summary>
    public static bool IsWholeFor(Person person, Dossier dossier) =>
        person.Organisation != dossier.Opening.Applicant && IsInsider(person);

    /// <summary>Whether the person works for the evaluation, and so reads what is done around the dossiers of others.</summary>
    public static bool IsInsider(Person person) => person.Roles.Any(Insiders.Contains);

    private CaseFile Apply(CaseworkEvent e) => e switch
    {
        ExpertInvited x => this with { Consultations = [.. Consultations, new(x, ConsultationState.Invited, null, null, [])] },
        ExpertAccepted x => With(x.Consultation, c => c with { State = ConsultationState.Accepted }),
        ExpertDeclined x => With(x.Consultation, c => c with { State = ConsultationState.Declined, Reason = x.Reason }),
        ExpertAnswered x => With(x.Consultation, c => c with { State = ConsultationState.Answered, Answer = x }),
        ExpertReminded x => With(x.Consultation, c => c with { Reminders = [.. c.Reminders, x.On] }),
        ExpertRevoked x => With(x.Consultation, c => c with { State = ConsultationState.Revoked, Reason = x.Reason }),
        ContributionsCalled x => this with { Call = x },
        ContributionReceived x => this with { Contributions = [.. Contributions, x] },
        TaskClaimed x => With(HoldOf(x.Task) with { HeldBy = x.Person }),
        TaskHandedOver x => With(HoldOf(x.Task) with { HeldBy = x.To }),
        TaskReminded x => With(HoldOf(x.Task) with { RemindedOn = x.On }),
        TaskEscalated x => With(HoldOf(x.Task) with { Escalation = x }),
        _ => throw new InvalidDataException($"Unknown event {e.GetType().Name} around {Dossier}."),
    };

    private CaseFile With(string consultation, Func<Consultation, Consultation> change) => Find(consultation) is { } found
        ? this with { Consultations = [.. Consultations.Select(candidate => candidate == found ? change(candidate) : candidate)] }
        : throw new InvalidDataException($"Consultation {consultation} of {Dossier} goes on without having been asked.");

    private CaseFile With(TaskHold hold) => this with { Tasks = [.. Tasks.Where(known => known.Task != hold.Task), hold] };
}
