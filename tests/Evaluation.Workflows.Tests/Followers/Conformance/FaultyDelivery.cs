using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Followers;

namespace Evaluation.Workflows.Tests.Followers.Conformance;

/// <summary>Thrown where a process would have died.</summary>
public sealed class DeliveryCrashedException() : Exception("The process died here, on purpose.");

/// <summary>
/// Hands events to a follower as badly as can be: drops some and says that it did not, repeats some, swaps two, dies before or after.
/// Drawn from a seed.
/// </summary>
public sealed class FaultyDelivery(IProcedureFollower follower, int seed) : IProcedureFollower
{
    private readonly Random _draw = new(seed);
    private FollowedEvent? _heldBack;

    public string Name => follower.Name;

    public int Faults { get; private set; }

    public async Task FollowAsync(FollowedEvent followed, CancellationToken cancellationToken)
    {
        switch (_draw.Next(10))
        {
            case 0 or 9:
                Faults++;
                break;
            case 1:
                Faults++;
                await follower.FollowAsync(followed, cancellationToken);
                await follower.FollowAsync(followed, cancellationToken);
                break;
            case 2:
                Faults++;
                throw new DeliveryCrashedException();
            case 3:
                Faults++;
                await follower.FollowAsync(followed, cancellationToken);
                throw new DeliveryCrashedException();
            case 4 when _heldBack is null:
                Faults++;
                _heldBack = followed;
                break;
            default:
                await follower.FollowAsync(followed, cancellationToken);
                break;
        }

        if (_heldBack is { } late && late != followed)
        {
            _heldBack = null;
            await follower.FollowAsync(late, cancellationToken);
        }
    }

    public Task<FollowedState?> ReadAsync(DossierId dossier, CancellationToken cancellationToken) =>
        follower.ReadAsync(dossier, cancellationToken);

    public async Task RebuildAsync(DossierId dossier, IReadOnlyList<FollowedEvent> events, CancellationToken cancellationToken)
    {
        // One time in four only the beginning is made before the process dies.
        if (_draw.Next(4) == 0)
        {
            Faults++;
            await follower.RebuildAsync(dossier, [.. events.Take(1 + _draw.Next(events.Count))], cancellationToken);
            throw new DeliveryCrashedException();
        }

        await follower.RebuildAsync(dossier, events, cancellationToken);
    }
}
