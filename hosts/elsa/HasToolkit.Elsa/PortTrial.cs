using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Elsa;

/// <summary>An experiment: each step of each version of each procedure is opened in Elsa and left by each of its outcomes.</summary>
/// <remarks>The events are written for the experiment and enter no ledger; what Elsa shows of them is thrown away.</remarks>
internal static class PortTrial
{
    private static readonly PersonId Nobody = new("essai");
    private static readonly DateOnly Day = new(2026, 1, 5);

    public static async Task<int> RunAsync(EvaluationServices evaluation, ElsaFollower follower, CancellationToken stop)
    {
        var wrong = 0;
        foreach (var (procedure, number) in evaluation.Procedures.All.Select((procedure, index) => (procedure, index + 1)))
        {
            var id = new DossierId($"ESSAI-0000-{number:0000}");
            var now = evaluation.Clock.GetUtcNow();
            var events = EventsOf(procedure).Select((happened, index) => new FollowedEvent(
                id, procedure, new SignedEvent(index + 1, now, Nobody, Role.EvaluationService, happened))).ToList();
            await follower.RebuildAsync(id, events, stop);
            FollowedState? expected = null;
            foreach (var followed in events)
                expected = FollowedState.After(expected, followed);
            var found = await follower.ReadAsync(id, stop);
            var isRight = found == expected;
            wrong += isRight ? 0 : 1;
            Console.WriteLine(
                $"{ProcedureWorkflows.IdOf(procedure)} : {procedure.Steps.Count} étapes, "
                + $"{found?.Done.Count ?? 0} issues suivies sur {expected!.Done.Count}, "
                + (isRight ? "close." : "ÉCART."));
            await follower.ForgetAsync(id, stop);
        }

        return wrong;
    }

    private static IEnumerable<DossierEvent> EventsOf(Procedure procedure)
    {
        yield return new DossierOpened(
            procedure.Id, procedure.Version, procedure.Requests[0].Id, "Essai", "Essai", "", false, false, true, [], Day);
        foreach (var step in procedure.Steps)
        {
            foreach (var (outcome, index) in step.Outcomes.Select((outcome, index) => (outcome.Id, index)))
            {
                yield return new StepOpened(step.Id, index + 1, Day);
                yield return new StepFinished(
                    step.Id, index + 1, outcome, Day, new Dictionary<string, string>(), IsAssumed: false, null, null);
            }
        }

        yield return new DossierClosed("fin", Day, "Essai");
    }
}
