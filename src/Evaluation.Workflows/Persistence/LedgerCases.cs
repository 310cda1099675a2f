using System.Collections.Concurrent;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>Reads every dossier at once, for what is counted over all of them.</summary>
/// <remarks>
/// A dossier that was read is kept under the hash of its last event, which says all that came before: only dossiers that moved
/// are read anew. Whoever is shown the result checks what a reader may be told of.
/// </remarks>
public sealed class LedgerCases(LedgerDatabase database, ProcedureLibrary procedures)
{
    // Beyond so many dossiers that moved, the whole ledger is read in one pass.
    private const int MostNamed = 200;

    private readonly ConcurrentDictionary<string, (string Head, Dossier Dossier)> _known = new();

    /// <summary>Every dossier, by reference.</summary>
    public async Task<IReadOnlyList<CountedCase>> ReadAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var heads = await db.Streams.AsNoTracking().Where(stream => stream.Kind == "dossier")
            .Join(db.Dossiers.AsNoTracking(), stream => stream.Id, dossier => dossier.Id, (stream, _) => new { stream.Id, stream.Head })
            .ToListAsync(cancellationToken);
        var moved = heads.Where(head => !_known.TryGetValue(head.Id, out var known) || known.Head != head.Head)
            .Select(head => head.Id).ToHashSet();
        if (moved.Count > 0)
            await FoldAsync(db, moved, cancellationToken);
        return
        [
            .. heads.Select(head => _known[head.Id].Dossier).OrderBy(dossier => dossier.Id.Value, StringComparer.Ordinal)
                .Select(dossier => new CountedCase(dossier, procedures.Get(dossier.Opening.Procedure, dossier.ProcedureVersion))),
        ];
    }

    private async Task FoldAsync(LedgerContext db, HashSet<string> moved, CancellationToken cancellationToken)
    {
        var events = db.Events.AsNoTracking();
        events = moved.Count <= MostNamed
            ? events.Where(row => moved.Contains(row.Stream))
            : events.Where(row => db.Streams.Any(stream => stream.Id == row.Stream && stream.Kind == "dossier"));
        (string Stream, string Head, Dossier? Dossier) current = ("", "", null);
        await foreach (var row in events.OrderBy(row => row.Stream).ThenBy(row => row.Sequence).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!moved.Contains(row.Stream))
                continue;
            if (row.Stream != current.Stream)
            {
                Keep(current);
                current = (row.Stream, "", null);
            }

            var signed = Projections.EventOf(row).ToDossierEvent();
            current = (row.Stream, row.Hash, Dossier.Evolve(new DossierId(row.Stream), current.Dossier, signed));
        }

        Keep(current);
    }

    private void Keep((string Stream, string Head, Dossier? Dossier) read)
    {
        if (read.Dossier is { } dossier)
            _known[read.Stream] = (read.Head, dossier);
    }
}
