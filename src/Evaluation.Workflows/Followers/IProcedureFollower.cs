using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Followers;

/// <summary>An event of a dossier, as a follower gets it.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Procedure">The version of the procedure that the dossier follows once this has happened.</param>
/// <param name="Signed">The event, its place and its signature.</param>
public sealed record FollowedEvent(DossierId Dossier, Procedure Procedure, SignedEvent Signed);

/// <summary>A follower was handed an event without the one before it.</summary>
/// <param name="dossier">The dossier.</param>
/// <param name="expected">The sequence that the follower waits for.</param>
/// <param name="found">The sequence that it was handed.</param>
public sealed class FollowerGapException(DossierId dossier, long expected, long found)
    : Exception($"{dossier} : événement {expected} attendu, événement {found} reçu. Reconstruisez le dossier chez le suiveur.");

/// <summary>
/// Shows where dossiers stand: an engine, a folder of pictures. It decides nothing, and all that it holds may be thrown away and
/// made again from the ledger.
/// </summary>
/// <remarks>
/// The ledger hands events in order and at least once; a follower is free to fail at any moment. What it must keep is tested by
/// one class of conformance tests, the same for every follower.
/// </remarks>
public interface IProcedureFollower
{
    /// <summary>What the follower is called in the ledger and in commands: lower-case letters and hyphens. Never changed.</summary>
    string Name { get; }

    /// <summary>Follows one event. An event that was followed already changes nothing.</summary>
    /// <exception cref="FollowerGapException">The event before it was never followed.</exception>
    Task FollowAsync(FollowedEvent followed, CancellationToken cancellationToken);

    /// <summary>Where the follower shows a dossier; null when it does not know it, or cannot say any more.</summary>
    Task<FollowedState?> ReadAsync(DossierId dossier, CancellationToken cancellationToken);

    /// <summary>Throws away what it shows of a dossier and makes it again.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="events">All its events, oldest first, without a gap; never empty.</param>
    /// <param name="cancellationToken">Stops; what was made so far may stay, and is found by the next check.</param>
    Task RebuildAsync(DossierId dossier, IReadOnlyList<FollowedEvent> events, CancellationToken cancellationToken);
}
