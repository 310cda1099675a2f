using System.Globalization;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Casework;

/// <summary>What a task is drawn from.</summary>
public enum WorkTaskKind
{
    /// <summary>A step of the procedure that is open.</summary>
    Step,

    /// <summary>A question that waits for its expert.</summary>
    Expertise,

    /// <summary>A call for contributions that is open.</summary>
    Contribution,
}

/// <summary>Something that waits for a person or a role.</summary>
/// <param name="Key">What events call it: it changes when a step opens anew.</param>
/// <param name="Kind">What it is drawn from.</param>
/// <param name="Title">What is to be done, in French.</param>
/// <param name="Roles">The roles that may do it.</param>
/// <param name="Persons">The only persons who may; empty when anyone in the role may.</param>
/// <param name="OpenedOn">Since when.</param>
/// <param name="DueOn">By when; null when there is no due date or its clock is stopped.</param>
public sealed record WorkTask(
    string Key, WorkTaskKind Kind, string Title, IReadOnlyList<Role> Roles, IReadOnlyList<PersonId> Persons, DateOnly OpenedOn,
    DateOnly? DueOn);

/// <summary>Draws the tasks from a dossier and the work around it; nothing else makes a task.</summary>
public static class WorkTasks
{
    /// <summary>The key of an open step.</summary>
    public static string KeyOf(string step, DateOnly openedOn) =>
        string.Create(CultureInfo.InvariantCulture, $"etape:{step}:{openedOn:yyyy-MM-dd}");

    /// <summary>Every task, in no order.</summary>
    public static IReadOnlyList<WorkTask> Of(Dossier dossier, Procedure procedure, CaseFile file, DateOnly today) =>
        dossier.Closed is not null ? [] : [.. StepsOf(dossier, procedure, today), .. Around(file)];

    /// <summary>The tasks that are no steps.</summary>
    public static IReadOnlyList<WorkTask> Around(CaseFile file) =>
    [
        .. file.Consultations.Where(consultation => consultation.IsOpen).Select(consultation => new WorkTask(
            $"expert:{consultation.Id}", WorkTaskKind.Expertise,
            consultation.State == ConsultationState.Invited ? "Répondre à l’invitation, puis à la question" : "Répondre à la question",
            [Role.Expert], [consultation.Invitation.Expert], consultation.Invitation.On, consultation.Invitation.DueOn)),
        .. file.Call is { } call
            ? [new WorkTask("contribution", WorkTaskKind.Contribution, "Contribuer", [Role.Association], [], call.On, call.ClosesOn)]
            : Array.Empty<WorkTask>(),
    ];

    private static IEnumerable<WorkTask> StepsOf(Dossier dossier, Procedure procedure, DateOnly today)
    {
        var clocks = DossierClock.Read(dossier, procedure, today);
        return dossier.OpenSteps.Select(open => procedure.StepOf(open.Step) is var step
            ? new WorkTask(
                KeyOf(open.Step, open.OpenedOn), WorkTaskKind.Step, step.Title, step.Roles,
                [.. dossier.Assignments.Where(assignment => step.Roles.Contains(assignment.Role)).Select(assignment => assignment.Person)],
                open.OpenedOn, DossierClock.ForStep(clocks, open.Step).Min(reading => reading.DueOn))
            : throw new InvalidOperationException("A step is never null."));
    }
}
