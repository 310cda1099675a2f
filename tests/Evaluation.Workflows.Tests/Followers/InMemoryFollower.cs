using System.Collections.Concurrent;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Followers;

namespace Evaluation.Workflows.Tests.Followers;

/// <summary>The smallest follower there can be.</summary>
public sealed class InMemoryFollower : IProcedureFollower
{
    private readonly ConcurrentDictionary<DossierId, FollowedState> _states = new();

    public string Name => "memoire";

    public Task FollowAsync(FollowedEvent followed, CancellationToken cancellationToken)
    {
        _states[followed.Dossier] = FollowedState.After(_states.GetValueOrDefault(followed.Dossier), followed);
        return Task.CompletedTask;
    }

    public Task<FollowedState?> ReadAsync(DossierId dossier, CancellationToken cancellationToken) =>
        Task.FromResult(_states.GetValueOrDefault(dossier));

    public void Forget(DossierId dossier) => _states.TryRemove(dossier, out _);

    public async Task RebuildAsync(DossierId dossier, IReadOnlyList<FollowedEvent> events, CancellationToken cancellationToken)
    {
        Forget(dossier);
        foreach (var followed in events)
            await FollowAsync(followed, cancellationToken);
    }
}
