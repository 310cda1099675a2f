using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>A dossier that a follower could not follow, and why; it is tried again later.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Attempts">How often it was tried in a row.</param>
/// <param name="Reason">What the follower threw.</param>
public sealed record FollowerFailure(DossierId Dossier, int Attempts, Exception Reason);

/// <summary>What a round of following did.</summary>
/// <param name="Dossiers">How many dossiers are now followed to their last event.</param>
/// <param name="Events">How many events were handed over.</param>
/// <param name="Rebuilt">How many dossiers were made anew because the follower had missed an event.</param>
/// <param name="Failures">The dossiers that could not be followed.</param>
public sealed record FollowerRound(int Dossiers, int Events, int Rebuilt, IReadOnlyList<FollowerFailure> Failures);

/// <summary>A dossier that a follower shows otherwise than the ledger.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Expected">What the ledger says.</param>
/// <param name="Found">What the follower showed; null when nothing.</param>
/// <param name="IsMended">Whether it shows what the ledger says since it was made anew.</param>
public sealed record FollowerDivergence(DossierId Dossier, FollowedState Expected, FollowedState? Found, bool IsMended);

/// <summary>What a comparison of a follower with the ledger found.</summary>
/// <param name="Dossiers">How many dossiers were compared.</param>
/// <param name="Divergences">Those that differed.</param>
/// <param name="Failures">Those that could not be compared or made anew.</param>
public sealed record Reconciliation(
    int Dossiers, IReadOnlyList<FollowerDivergence> Divergences, IReadOnlyList<FollowerFailure> Failures);

/// <summary>How far a follower is.</summary>
/// <param name="Dossiers">The dossiers of the ledger.</param>
/// <param name="Behind">How many of them have events that it has not followed.</param>
/// <param name="Failing">How many of those failed at the last try.</param>
public sealed record FollowerLag(int Dossiers, int Behind, int Failing);

/// <summary>
/// Leads followers along the ledger. The events themselves are the queue: each follower has a position in each dossier, so a move
/// writes nothing for a follower, and a follower that fails holds up neither a dossier nor another follower.
/// </summary>
public sealed class FollowerFeed(LedgerDatabase database, ProcedureLibrary procedures, TimeProvider clock) : IDisposable
{
    private const int PageSize = 200;
    private readonly SemaphoreSlim _oneRound = new(1, 1);

    /// <summary>Hands a follower what it has not followed yet: in order within a dossier, at least once.</summary>
    /// <param name="follower">The follower.</param>
    /// <param name="most">How many dossiers to lead on at most.</param>
    /// <param name="isForced">Whether dossiers are tried that failed and whose time has not come yet.</param>
    /// <param name="cancellationToken">Stops between two events; what was followed stays.</param>
    public async Task<FollowerRound> FollowAsync(
        IProcedureFollower follower, int most = 100, bool isForced = false, CancellationToken cancellationToken = default)
    {
        await _oneRound.WaitAsync(cancellationToken);
        try
        {
            await using var db = database.NewContext();
            await using var lead = await database.LeadAsync(db, TaskOf(follower), isPatient: false, cancellationToken);
            return lead is null ? new FollowerRound(0, 0, 0, []) : await RoundAsync(db, follower, most, isForced, cancellationToken);
        }
        finally
        {
            _oneRound.Release();
        }
    }

    /// <summary>Compares what a follower shows with the ledger, dossier by dossier, and mends what differs.</summary>
    /// <param name="follower">The follower.</param>
    /// <param name="isDryRun">Whether differences are only reported.</param>
    /// <param name="progress">Told the number of dossiers compared; may be null.</param>
    /// <param name="cancellationToken">Stops between two dossiers.</param>
    public async Task<Reconciliation> ReconcileAsync(
        IProcedureFollower follower, bool isDryRun = false, IProgress<int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var (compared, divergences, failures) = (0, new List<FollowerDivergence>(), new List<FollowerFailure>());
        await _oneRound.WaitAsync(cancellationToken);
        try
        {
            await using var db = database.NewContext();
            await using var lead = await database.LeadAsync(db, TaskOf(follower), isPatient: true, cancellationToken);
            await foreach (var id in DossiersAsync(db, cancellationToken))
            {
                try
                {
                    if (await CompareAsync(db, follower, id, isDryRun, cancellationToken) is { } divergence)
                        divergences.Add(divergence);
                }
#pragma warning disable CA1031 // Whatever the follower throws, the other dossiers are compared.
                catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    failures.Add(new FollowerFailure(id, 1, e));
                }

                compared++;
                progress?.Report(compared);
            }
        }
        finally
        {
            _oneRound.Release();
        }

        return new Reconciliation(compared, divergences, failures);
    }

    /// <summary>How far a follower is behind the ledger.</summary>
    public async Task<FollowerLag> LagAsync(string follower, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var dossiers = await db.Streams.CountAsync(stream => stream.Kind == "dossier", cancellationToken);
        var behind = Behind(db, follower);
        return new FollowerLag(
            dossiers, await behind.CountAsync(cancellationToken),
            await behind.CountAsync(late => late.Position != null && late.Position.LastError != null, cancellationToken));
    }

    /// <summary>Lets go of what keeps rounds apart.</summary>
    public void Dispose() => _oneRound.Dispose();

    private async Task<FollowerRound> RoundAsync(
        LedgerContext db, IProcedureFollower follower, int most, bool isForced, CancellationToken cancellationToken)
    {
        var now = EventJson.WriteInstant(clock.GetUtcNow());
        var waiting = Behind(db, follower.Name);
        // Instants are written in one width, so that their order is that of the text.
        if (!isForced)
            waiting = waiting.Where(late => late.Position == null || late.Position.NextTryAt == null || late.Position.NextTryAt.CompareTo(now) <= 0);
        var streams = await waiting.OrderBy(late => late.Stream.Id).Select(late => late.Stream.Id).Take(most).ToListAsync(cancellationToken);
        var (done, handed, rebuilt, failures) = (0, 0, 0, new List<FollowerFailure>());
        foreach (var id in streams.Select(stream => new DossierId(stream)))
        {
            var row = await PositionAsync(db, follower.Name, id, cancellationToken);
            var events = await EventsAsync(db, id, cancellationToken);
            try
            {
                var (count, isRebuilt) = await LeadOnAsync(follower, row, id, events, cancellationToken);
                (handed, rebuilt, done) = (handed + count, rebuilt + (isRebuilt ? 1 : 0), done + 1);
                Settle(row);
            }
#pragma warning disable CA1031 // Whatever the follower throws, the dossier waits and the others go on.
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                failures.Add(Fail(row, id, e));
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        return new FollowerRound(done, handed, rebuilt, failures);
    }

    // The position moves with each event, so that what was followed before a failure is not handed over again.
    private static async Task<(int Handed, bool IsRebuilt)> LeadOnAsync(
        IProcedureFollower follower, FollowerPositionRow row, DossierId id, List<FollowedEvent> events, CancellationToken cancellationToken)
    {
        var handed = 0;
        try
        {
            foreach (var followed in events.Where(one => one.Signed.Sequence > row.Position))
            {
                await follower.FollowAsync(followed, cancellationToken);
                (row.Position, handed) = (followed.Signed.Sequence, handed + 1);
            }

            return (handed, IsRebuilt: false);
        }
        catch (FollowerGapException)
        {
            await follower.RebuildAsync(id, events, cancellationToken);
            row.Position = events[^1].Signed.Sequence;
            return (handed, IsRebuilt: true);
        }
    }

    private async Task<FollowerDivergence?> CompareAsync(
        LedgerContext db, IProcedureFollower follower, DossierId id, bool isDryRun, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var row = await PositionAsync(db, follower.Name, id, cancellationToken);
        var events = await EventsAsync(db, id, cancellationToken);
        var found = await follower.ReadAsync(id, cancellationToken);
        // What it holds beyond its position was followed just before a stop; what it has not been handed yet is no fault.
        var at = found is not null && found.Sequence > row.Position ? found.Sequence : row.Position;
        if (at == 0)
            return null;
        var expected = StateAt(id, events, at);
        if (found == expected)
            return null;
        if (isDryRun)
            return new FollowerDivergence(id, expected, found, IsMended: false);

        await follower.RebuildAsync(id, events, cancellationToken);
        row.Position = events[^1].Signed.Sequence;
        Settle(row);
        await db.SaveChangesAsync(cancellationToken);
        return new FollowerDivergence(
            id, expected, found, await follower.ReadAsync(id, cancellationToken) == StateAt(id, events, row.Position));
    }

    private static string TaskOf(IProcedureFollower follower) => $"follower:{follower.Name}";

    private static FollowedState StateAt(DossierId id, List<FollowedEvent> events, long sequence) => FollowedState.Of(
        Dossier.Fold(id, events.Select(followed => followed.Signed).Where(signed => signed.Sequence <= sequence))!);

    private static async Task<FollowerPositionRow> PositionAsync(
        LedgerContext db, string follower, DossierId id, CancellationToken cancellationToken)
    {
        if (await db.FollowerPositions.FirstOrDefaultAsync(
            row => row.Follower == follower && row.Stream == id.Value, cancellationToken) is { } known)
        {
            return known;
        }

        var row = new FollowerPositionRow { Follower = follower, Stream = id.Value, Position = 0 };
        db.FollowerPositions.Add(row);
        return row;
    }

    private async Task<List<FollowedEvent>> EventsAsync(LedgerContext db, DossierId id, CancellationToken cancellationToken)
    {
        var rows = await db.Events.AsNoTracking().Where(row => row.Stream == id.Value).OrderBy(row => row.Sequence)
            .ToListAsync(cancellationToken);
        var (events, procedure) = (new List<FollowedEvent>(rows.Count), (Procedure?)null);
        foreach (var signed in rows.Select(row => Projections.EventOf(row).ToDossierEvent()))
        {
            procedure = signed.Event switch
            {
                DossierOpened e => procedures.Get(e.Procedure, e.ProcedureVersion),
                LawMoved e => procedures.Get(procedure!.Id, e.ToVersion),
                _ => procedure,
            };
            events.Add(new FollowedEvent(id, procedure!, signed));
        }

        return events;
    }

    private static async IAsyncEnumerable<DossierId> DossiersAsync(
        LedgerContext db, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var last = ""; ;)
        {
            var after = last;
            var page = await db.Streams.AsNoTracking().Where(stream => stream.Kind == "dossier" && stream.Id.CompareTo(after) > 0)
                .OrderBy(stream => stream.Id).Select(stream => stream.Id).Take(PageSize).ToListAsync(cancellationToken);
            if (page.Count == 0)
                yield break;
            foreach (var id in page)
                yield return new DossierId(id);
            last = page[^1];
        }
    }

    private static IQueryable<LateDossier> Behind(LedgerContext db, string follower) =>
        from stream in db.Streams.AsNoTracking()
        join position in db.FollowerPositions.AsNoTracking().Where(row => row.Follower == follower)
            on stream.Id equals position.Stream into positions
        from position in positions.DefaultIfEmpty()
        where stream.Kind == "dossier" && (position == null || position.Position < stream.Version)
        select new LateDossier { Stream = stream, Position = position };

    private FollowerFailure Fail(FollowerPositionRow row, DossierId id, Exception e)
    {
        row.Attempts++;
        row.LastError = e.Message;
        row.NextTryAt = EventJson.WriteInstant(clock.GetUtcNow() + RetryWait.After(row.Attempts));
        return new FollowerFailure(id, row.Attempts, e);
    }

    private static void Settle(FollowerPositionRow row) => (row.Attempts, row.LastError, row.NextTryAt) = (0, null, null);

    private sealed class LateDossier
    {
        public required StreamRow Stream { get; init; }
        public required FollowerPositionRow? Position { get; init; }
    }
}
