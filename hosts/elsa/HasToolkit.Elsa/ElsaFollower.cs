using System.Globalization;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Messages;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Procedures;

namespace HasToolkit.Elsa;

/// <summary>Shows dossiers in Elsa Workflows.</summary>
/// <remarks>
/// A dossier is one instance that is never run and says how far it was followed, and one instance for each step that opened:
/// a track. A track waits at one bookmark, and ends when the ledger says by which outcome the step was left. Joins are the
/// ledger's, so no instance waits for another. Names of instances follow from the dossier and the step, so that an event
/// followed twice finds what it made. Nothing is kept beside Elsa's own store.
/// </remarks>
public sealed class ElsaFollower(IServiceScopeFactory scopes) : IProcedureFollower
{
    private const string SequenceKey = "has:sequence";
    private const string MovedAtKey = "has:moved-at";

    /// <inheritdoc />
    public string Name => "elsa";

    /// <inheritdoc />
    public async Task FollowAsync(FollowedEvent followed, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await new Tracks(scope.ServiceProvider, cancellationToken).FollowAsync(followed);
    }

    /// <inheritdoc />
    public async Task<FollowedState?> ReadAsync(DossierId dossier, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await new Tracks(scope.ServiceProvider, cancellationToken).ReadAsync(dossier);
    }

    /// <inheritdoc />
    public async Task RebuildAsync(DossierId dossier, IReadOnlyList<FollowedEvent> events, CancellationToken cancellationToken)
    {
        await ForgetAsync(dossier, cancellationToken);
        foreach (var followed in events)
            await FollowAsync(followed, cancellationToken);
    }

    /// <summary>Throws away what Elsa shows of a dossier.</summary>
    internal async Task ForgetAsync(DossierId dossier, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await new Tracks(scope.ServiceProvider, cancellationToken).ForgetAsync(dossier);
    }

    private sealed class Tracks(IServiceProvider services, CancellationToken cancellationToken)
    {
        private readonly IWorkflowInstanceStore _instances = services.GetRequiredService<IWorkflowInstanceStore>();
        private readonly IBookmarkStore _bookmarks = services.GetRequiredService<IBookmarkStore>();
        private readonly IWorkflowRuntime _runtime = services.GetRequiredService<IWorkflowRuntime>();

        public async Task FollowAsync(FollowedEvent followed)
        {
            var head = await FindAsync(followed.Dossier.Value);
            var (sequence, last) = (followed.Signed.Sequence, head is null ? 0 : SequenceOf(head));
            if (sequence <= last)
                return;
            if (sequence != last + 1)
                throw new FollowerGapException(followed.Dossier, last + 1, sequence);

            head ??= await NewHeadAsync(followed.Dossier, followed.Procedure);
            switch (followed.Signed.Event)
            {
                case StepOpened e:
                    await OpenAsync(followed, new StepOfInstance(e.Step, e.Occurrence, new EventPlace(sequence, 0), null, null));
                    break;
                case StepFinished e:
                    await LeaveAsync(followed, e);
                    break;
                case StepCancelled e:
                    await CancelAsync(InstanceOf(followed, e.Step, e.Occurrence));
                    break;
                case LawMoved:
                    await MoveAsync(followed, head);
                    break;
                case DossierClosed:
                    Finish(head, followed.Signed.At);
                    break;
                default:
                    break;
            }

            head.WorkflowState.Properties[SequenceKey] = sequence.ToString(CultureInfo.InvariantCulture);
            await _instances.SaveAsync(head, cancellationToken);
        }

        public async Task<FollowedState?> ReadAsync(DossierId dossier)
        {
            var instances = await AllAsync(dossier);
            if (instances.Find(instance => instance.Id == dossier.Value) is not { } head)
                return null;

            var bookmarks = await _bookmarks.FindManyAsync(BookmarksOf(dossier), cancellationToken);
            var waiting = bookmarks.Select(one => (one.WorkflowInstanceId, one.Payload?.ToString())).ToHashSet();
            var tracks = TracksOf(instances);
            return new FollowedState(
                SequenceOf(head), head.DefinitionId, head.Version,
                [
                    .. tracks.Where(one => IsSuspended(one.Instance) && waiting.Contains((one.Instance.Id, one.Step.Payload)))
                        .OrderBy(one => one.Step.OpenedAt)
                        .Select(one => new FollowedStep(one.Step.Step, one.Step.Occurrence)),
                ],
                [
                    .. tracks.Where(one => one.Instance.SubStatus == WorkflowSubStatus.Finished && one.Step.LeftAt is not null)
                        .OrderBy(one => one.Step.LeftAt)
                        .Select(one => new FollowedEnd(one.Step.Step, one.Step.Occurrence, one.Step.Outcome!)),
                ],
                head.Status == WorkflowStatus.Finished);
        }

        public async Task ForgetAsync(DossierId dossier)
        {
            await services.GetRequiredService<IWorkflowInstanceManager>()
                .BulkDeleteAsync(new WorkflowInstanceFilter { CorrelationId = dossier.Value }, cancellationToken);
            // A process that died may have left a bookmark whose instance was never written.
            await _bookmarks.DeleteAsync(BookmarksOf(dossier), cancellationToken);
        }

        private async Task OpenAsync(FollowedEvent followed, StepOfInstance step)
        {
            var id = InstanceOf(followed, step.Step, step.Occurrence);
            if (await IsWaitingAsync(id))
                return;

            await DeleteAsync(id);
            var client = await _runtime.CreateClientAsync(id, cancellationToken);
            var opened = await client.CreateAndRunInstanceAsync(
                new CreateAndRunWorkflowInstanceRequest
                {
                    WorkflowDefinitionHandle = DefinitionOf(followed.Procedure),
                    CorrelationId = followed.Dossier.Value,
                    Name = $"{followed.Dossier} · {TitleOf(followed.Procedure, step.Step)}",
                    Properties = step.ToProperties(),
                    TriggerActivityId = step.Step,
                },
                cancellationToken);
            if (opened.SubStatus != WorkflowSubStatus.Suspended)
                throw Unexpected(id, "une étape qui attend", opened);
        }

        private async Task LeaveAsync(FollowedEvent followed, StepFinished finished)
        {
            var id = InstanceOf(followed, finished.Step, finished.Occurrence);
            var instance = await FindAsync(id);
            if (instance?.SubStatus == WorkflowSubStatus.Finished)
                return;
            if (instance?.WorkflowState.Bookmarks.SingleOrDefault() is not { } bookmark)
                throw Lost(followed);

            var client = await _runtime.CreateClientAsync(id, cancellationToken);
            var left = await client.RunInstanceAsync(
                new RunWorkflowInstanceRequest
                {
                    BookmarkId = bookmark.Id,
                    Input = new Dictionary<string, object>
                    {
                        [StepOfInstance.OutcomeKey] = finished.Outcome,
                        [StepOfInstance.LeftAtKey] = new EventPlace(followed.Signed.Sequence, 0).ToString(),
                    },
                },
                cancellationToken);
            if (left.SubStatus != WorkflowSubStatus.Finished)
                throw Unexpected(id, "une étape quittée", left);
        }

        private async Task CancelAsync(string id)
        {
            if (await FindAsync(id) is { Status: WorkflowStatus.Running })
                await (await _runtime.CreateClientAsync(id, cancellationToken)).CancelAsync(cancellationToken);
            await _bookmarks.DeleteAsync(new BookmarkFilter { WorkflowInstanceId = id }, cancellationToken);
        }

        // The open steps are opened anew under the new version, because an instance of Elsa cannot change its definition.
        private async Task MoveAsync(FollowedEvent followed, WorkflowInstance head)
        {
            var sequence = followed.Signed.Sequence;
            var tracks = TracksOf(await AllAsync(followed.Dossier));
            var done = tracks.Where(one => one.Step.LeftAt is not null).OrderBy(one => one.Step.LeftAt).ToList();
            var open = tracks.Where(one => IsSuspended(one.Instance)).OrderBy(one => one.Step.OpenedAt).ToList();
            var before = (await ReadAsync(followed.Dossier))!;
            var after = FollowedState.After(before, followed);
            // What a process that died had begun to move cannot be told from what was there before.
            if (open.Exists(one => one.Instance.Version == followed.Procedure.Version)
                || done.Exists(one => PropertyOf(one.Instance, MovedAtKey) == Text(sequence))
                || done.Count != after.Done.Count || open.Count != before.Open.Count)
            {
                throw Lost(followed);
            }

            foreach (var ((instance, _), end) in done.Zip(after.Done))
            {
                var properties = instance.WorkflowState.Properties;
                (properties[StepOfInstance.StepKey], properties[StepOfInstance.OutcomeKey], properties[MovedAtKey]) =
                    (end.Step, end.Outcome, Text(sequence));
                await _instances.SaveAsync(instance, cancellationToken);
            }

            for (var i = 0; i < after.Open.Count; i++)
            {
                var place = i < open.Count ? open[i].Step.OpenedAt : new EventPlace(sequence, i);
                await OpenAsync(followed, new StepOfInstance(after.Open[i].Step, after.Open[i].Occurrence, place, null, null));
            }

            foreach (var (instance, _) in open)
                await DeleteAsync(instance.Id);
            var moved = await NewHeadAsync(followed.Dossier, followed.Procedure);
            (head.DefinitionVersionId, head.Version) = (moved.DefinitionVersionId, moved.Version);
            head.WorkflowState = moved.WorkflowState;
        }

        private static void Finish(WorkflowInstance head, DateTimeOffset at)
        {
            (head.Status, head.SubStatus, head.FinishedAt) = (WorkflowStatus.Finished, WorkflowSubStatus.Finished, at);
            var state = head.WorkflowState;
            (state.Status, state.SubStatus, state.FinishedAt) = (head.Status, head.SubStatus, head.FinishedAt);
        }

        private async Task<WorkflowInstance> NewHeadAsync(DossierId dossier, Procedure procedure)
        {
            var graph = await services.GetRequiredService<IWorkflowDefinitionService>()
                .FindWorkflowGraphAsync(DefinitionOf(procedure), cancellationToken)
                ?? throw new InvalidOperationException(
                    $"La procédure {procedure.Id}, version {procedure.Version}, n’est pas dans Elsa. "
                    + "Relancez l’hôte : il l’y écrit au démarrage.");
            return services.GetRequiredService<IWorkflowInstanceManager>().CreateWorkflowInstance(
                graph.Workflow,
                new() { WorkflowInstanceId = dossier.Value, CorrelationId = dossier.Value, Name = dossier.Value });
        }

        private async Task<bool> IsWaitingAsync(string id) =>
            await FindAsync(id) is { } instance && IsSuspended(instance)
            && await _bookmarks.FindAsync(new BookmarkFilter { WorkflowInstanceId = id }, cancellationToken) is not null;

        private async Task DeleteAsync(string id)
        {
            await services.GetRequiredService<IWorkflowInstanceManager>()
                .DeleteAsync(new WorkflowInstanceFilter { Id = id }, cancellationToken);
            await _bookmarks.DeleteAsync(new BookmarkFilter { WorkflowInstanceId = id }, cancellationToken);
        }

        private async Task<List<WorkflowInstance>> AllAsync(DossierId dossier) =>
            [.. await _instances.FindManyAsync(new WorkflowInstanceFilter { CorrelationId = dossier.Value }, cancellationToken)];

        private async Task<WorkflowInstance?> FindAsync(string id) =>
            await _instances.FindAsync(new WorkflowInstanceFilter { Id = id }, cancellationToken);

        private static BookmarkFilter BookmarksOf(DossierId dossier) => new() { CorrelationId = dossier.Value };

        private static bool IsSuspended(WorkflowInstance instance) => instance.SubStatus == WorkflowSubStatus.Suspended;

        private static string? PropertyOf(WorkflowInstance instance, string key) =>
            StepOfInstance.Text(instance.WorkflowState.Properties, key);

        private static List<(WorkflowInstance Instance, StepOfInstance Step)> TracksOf(List<WorkflowInstance> instances) =>
        [
            .. from instance in instances
               let step = StepOfInstance.Of(instance.WorkflowState.Properties)
               where step is not null
               select (instance, step),
        ];

        // What it holds cannot be followed on, so it waits for the first event: the ledger then makes the dossier anew.
        private static FollowerGapException Lost(FollowedEvent followed) => new(followed.Dossier, 1, followed.Signed.Sequence);

        private static InvalidOperationException Unexpected(string id, string expected, RunWorkflowInstanceResponse found) => new(
            $"Elsa, instance « {id} » : {expected} attendue, état {found.SubStatus} trouvé"
            + $"{string.Concat(found.Incidents.Select(incident => $" ({incident.Message})"))}. "
            + "Refaites le dossier : verifier --reparer.");

        private static long SequenceOf(WorkflowInstance head) =>
            long.Parse(PropertyOf(head, SequenceKey)!, CultureInfo.InvariantCulture);

        private static WorkflowDefinitionHandle DefinitionOf(Procedure procedure) =>
            WorkflowDefinitionHandle.ByDefinitionVersionId(ProcedureWorkflows.IdOf(procedure));

        private static string InstanceOf(FollowedEvent followed, string step, int occurrence) =>
            string.Create(CultureInfo.InvariantCulture, $"{followed.Dossier}.{step}.{occurrence}.v{followed.Procedure.Version}");

        private static string TitleOf(Procedure procedure, string step) =>
            procedure.Steps.FirstOrDefault(one => one.Id == step)?.Title ?? step;

        private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
