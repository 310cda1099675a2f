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
        await MoveOneToAnotherVersionAsync(services, await Recorder.RecordAsync(services, "avant"));
        Dossiers = await Recorder.RecordAsync(services, "enregistreur");
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

    /// <summary>All events of each dossier, oldest first.</summary>
    public Task<IReadOnlyDictionary<DossierId, IReadOnlyList<FollowedEvent>>> RecordAsync() => Recorder.RecordAsync(services, "enregistreur-2");

    /// <summary>Writes a note into every dossier that is open.</summary>
    public async Task NoteAsync(CancellationToken cancellationToken)
    {
        var listed = await services.Queries.ListAsync(new DossierFilter(Situation: DossierSituation.Open, PageSize: 500), cancellationToken);
        foreach (var dossier in listed.Dossiers)
        {
            foreach (var person in DemoPeople.All.Where(one => one.Roles.Contains(Role.EvaluationService)))
            {
                var written = await services.Desk.DoAsync(
                    dossier.Id, new AddNote("À suivre."), new Signature(person.Id, Role.EvaluationService, Guid.NewGuid()),
                    cancellationToken: cancellationToken);
                if (written is MoveResult.Done)
                    break;
            }
        }
    }
}

/// <summary>Keeps every event that it is handed.</summary>
internal sealed class Recorder(string name) : IProcedureFollower
{
    private readonly Dictionary<DossierId, List<FollowedEvent>> _dossiers = [];

    public string Name => name;

    public static async Task<IReadOnlyDictionary<DossierId, IReadOnlyList<FollowedEvent>>> RecordAsync(EvaluationServices services, string name)
    {
        var recorder = new Recorder(name);
        while ((await services.Feed.FollowAsync(recorder)).Dossiers > 0)
        {
        }

        return recorder._dossiers.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<FollowedEvent>)pair.Value);
    }

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
