using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Replay;

namespace Evaluation.Workflows.Tests.Followers.Conformance;

/// <summary>
/// A ledger to follow: the fictional dossiers, the published cases that have dates, and one dossier moved to another version of its
/// procedure. Uses the public surface of the library alone, so that a follower of another solution can be tested on it.
/// </summary>
public sealed class FollowedLedger : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("has-followed-").FullName;

    /// <summary>All events of each dossier, oldest first.</summary>
    public IReadOnlyDictionary<DossierId, IReadOnlyList<FollowedEvent>> Dossiers { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        using var services = await EvaluationServices.OpenAsync(_folder);
        await DemoData.SeedAsync(services.Database, services.Procedures, services.Parts, services.Clock.GetUtcNow());
        var replay = new CaseReplay(services.Desk, services.Queries, services.Procedures);
        foreach (var realCase in RealCase.Known())
            await replay.RunAsync(realCase);

        var recorder = new Recorder();
        await RecordAsync(services, recorder);
        await MoveOneToAnotherVersionAsync(services, recorder.Dossiers);
        await RecordAsync(services, recorder);
        Dossiers = recorder.Dossiers;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The same ledger once more, in a folder of its own, which nothing has followed yet.</summary>
    public async Task<LedgerCopy> CopyAsync()
    {
        var folder = Directory.CreateTempSubdirectory("has-follower-").FullName;
        foreach (var file in Directory.EnumerateFiles(_folder, "has.db*"))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return new LedgerCopy(folder, await EvaluationServices.OpenAsync(folder));
    }

    private static async Task RecordAsync(EvaluationServices services, Recorder recorder)
    {
        while ((await services.Feed.FollowAsync(recorder)).Dossiers > 0)
        {
        }
    }

    private static async Task MoveOneToAnotherVersionAsync(
        EvaluationServices services, IReadOnlyDictionary<DossierId, IReadOnlyList<FollowedEvent>> recorded)
    {
        var nothing = new Dictionary<string, string>();
        var (dossier, version) = (
            from pair in recorded
            let candidate = Dossier.Fold(pair.Key, pair.Value.Select(followed => followed.Signed))!
            where candidate.Closed is null && !candidate.Opening.IsHistorical
            let @from = services.Procedures.Get(candidate.Opening.Procedure, candidate.ProcedureVersion)
            from to in services.Procedures.All
            where to.Id == @from.Id && to.Version != @from.Version
                && LawMove.Preview(candidate, @from, to, nothing, services.Desk.Today).Faults.Count == 0
            select (candidate, to.Version)).First();
        var service = DemoPeople.All.First(person =>
            person.Roles.Contains(Role.EvaluationService) && !dossier.IsDeported(person.Id));
        var moved = await services.Desk.DoAsync(
            dossier.Id, new MoveLaw(version, nothing, "Texte modifié"), new Signature(service.Id, Role.EvaluationService, Guid.NewGuid()));
        Assert.True(moved is MoveResult.Done, (moved as MoveResult.Refused)?.Reason.Message);
    }

    /// <summary>Keeps every event that it is handed.</summary>
    private sealed class Recorder : IProcedureFollower
    {
        private readonly Dictionary<DossierId, List<FollowedEvent>> _dossiers = [];

        public IReadOnlyDictionary<DossierId, IReadOnlyList<FollowedEvent>> Dossiers =>
            _dossiers.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<FollowedEvent>)pair.Value);

        public string Name => "enregistreur";

        public Task FollowAsync(FollowedEvent followed, CancellationToken cancellationToken)
        {
            if (!_dossiers.TryGetValue(followed.Dossier, out var events))
                _dossiers[followed.Dossier] = events = [];
            events.Add(followed);
            return Task.CompletedTask;
        }

        public Task<FollowedState?> ReadAsync(DossierId dossier, CancellationToken cancellationToken) => Task.FromResult<FollowedState?>(null);

        public Task RebuildAsync(DossierId dossier, IReadOnlyList<FollowedEvent> events, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("No event is missing.");
    }
}

/// <summary>A ledger of its own for one test.</summary>
public sealed class LedgerCopy(string folder, EvaluationServices services) : IDisposable
{
    public EvaluationServices Services => services;

    public void Dispose()
    {
        services.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
