using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Dossiers;

/// <summary>A step that waits, with what it waits for.</summary>
/// <param name="Step">The step.</param>
/// <param name="Open">Since when it is open.</param>
/// <param name="DueOn">Its legal due date; null when it has none or the clock is stopped.</param>
/// <param name="Session">For a step decided in session: the session whose agenda it is on; null when it is on none.</param>
public sealed record WaitingStep(Step Step, OpenStep Open, DateOnly? DueOn, PlacedOnAgenda? Session);

/// <summary>What is to be done on a dossier.</summary>
public static class NextAction
{
    /// <summary>The steps that wait, the most urgent first: by due date, then in the order of the procedure.</summary>
    public static IReadOnlyList<WaitingStep> Waiting(
        Dossier dossier, Procedure procedure, IReadOnlyList<ClockReading> clocks) =>
    [
        .. dossier.OpenSteps
            .Select(open => new WaitingStep(
                procedure.StepOf(open.Step), open,
                DossierClock.ForStep(clocks, open.Step).Min(reading => reading.DueOn), SessionOf(dossier, open)))
            .OrderBy(waiting => waiting.DueOn ?? DateOnly.MaxValue)
            .ThenBy(waiting => procedure.Steps.TakeWhile(step => step.Id != waiting.Step.Id).Count()),
    ];

    private static PlacedOnAgenda? SessionOf(Dossier dossier, OpenStep open) =>
        dossier.Agenda.LastOrDefault(item => item.Step == open.Step && item.SessionDate >= open.OpenedOn);
}
