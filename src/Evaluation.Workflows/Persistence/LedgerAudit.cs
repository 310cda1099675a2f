using System.Runtime.CompilerServices;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>What a verification found.</summary>
/// <param name="Streams">How many chains were recomputed.</param>
/// <param name="Events">How many events they hold.</param>
/// <param name="Faults">The first fault of each broken chain, by stream.</param>
public sealed record AuditReport(int Streams, long Events, IReadOnlyList<ChainFault> Faults);

/// <summary>Recomputes every chain, and writes histories out.</summary>
public sealed class LedgerAudit(LedgerDatabase database)
{
    private const int PageSize = 500;

    /// <summary>
    /// Recomputes every chain from its first event, compares it with the head on record and with what lists show of it.
    /// </summary>
    /// <param name="progress">Told the number of chains done; may be null.</param>
    /// <param name="digest">Heads written out earlier, by stream: they also show a chain cut at its end.</param>
    /// <param name="cancellationToken">Stops the verification.</param>
    public async Task<AuditReport> VerifyAsync(
        IProgress<int>? progress = null, IReadOnlyDictionary<string, (long Version, string Head)>? digest = null,
        CancellationToken cancellationToken = default)
    {
        var (streams, events, faults) = (0, 0L, new List<ChainFault>());
        var seen = new HashSet<string>();
        await foreach (var (id, kind, version, head, chain) in ChainsAsync(cancellationToken))
        {
            streams++;
            events += chain.Count;
            seen.Add(id);
            var fault = HashChain.FirstFault(id, chain, version, head)
                ?? DigestFault(id, chain, digest)
                ?? await ProjectionFaultAsync(id, kind, chain, cancellationToken);
            if (fault is not null)
                faults.Add(fault);
            progress?.Report(streams);
        }

        faults.AddRange((digest?.Keys ?? []).Where(id => !seen.Contains(id))
            .Select(id => new ChainFault(id, 1, "la chaîne a disparu : elle figure dans l’empreinte exportée")));
        faults.AddRange(await OrphansAsync(seen, cancellationToken));
        return new AuditReport(streams, events, [.. faults.OrderBy(fault => fault.Stream, StringComparer.Ordinal)]);
    }

    /// <summary>The head of every chain: what to keep elsewhere, so that a chain cut at its end is noticed.</summary>
    public async Task<IReadOnlyDictionary<string, (long Version, string Head)>> DigestAsync(
        CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = await db.Streams.AsNoTracking().ToListAsync(cancellationToken);
        return rows.OrderBy(row => row.Id, StringComparer.Ordinal).ToDictionary(row => row.Id, row => (row.Version, row.Head));
    }

    /// <summary>The history of one stream, or of all, as JSON Lines: the same bytes from any database that holds it.</summary>
    /// <param name="stream">The dossier or session; null for all, in order of reference.</param>
    /// <param name="cancellationToken">Stops the export.</param>
    public async IAsyncEnumerable<string> ExportAsync(
        string? stream = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (id, _, _, _, chain) in ChainsAsync(cancellationToken))
        {
            if (stream is not null && stream != id)
                continue;
            foreach (var recorded in chain)
                yield return JournalLine.Write(recorded);
        }
    }

    private async IAsyncEnumerable<(string Id, string Kind, long Version, string Head, List<RecordedEvent> Events)> ChainsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        // One snapshot for heads and events: what is written meanwhile is not taken for a fault.
        await using var snapshot = await database.BeginSnapshotAsync(db, cancellationToken);
        var heads = (await db.Streams.AsNoTracking().ToListAsync(cancellationToken))
            .OrderBy(row => row.Id, StringComparer.Ordinal).ToList();
        foreach (var page in heads.Chunk(PageSize))
        {
            var ids = page.Select(row => row.Id).ToList();
            var rows = await db.Events.AsNoTracking().Where(row => ids.Contains(row.Stream))
                .OrderBy(row => row.Stream).ThenBy(row => row.Sequence).ToListAsync(cancellationToken);
            var chains = rows.ToLookup(row => row.Stream);
            foreach (var head in page)
                yield return (head.Id, head.Kind, head.Version, head.Head, [.. chains[head.Id].Select(Projections.EventOf)]);
        }
    }

    private static ChainFault? DigestFault(
        string id, List<RecordedEvent> chain, IReadOnlyDictionary<string, (long Version, string Head)>? digest)
    {
        if (digest is null || !digest.TryGetValue(id, out var kept))
            return null;
        var at = chain.FirstOrDefault(recorded => recorded.Sequence == kept.Version);
        return at?.Hash == kept.Head
            ? null
            : new ChainFault(id, kept.Version, "l’événement n’est plus celui de l’empreinte exportée");
    }

    private async Task<ChainFault?> ProjectionFaultAsync(
        string id, string kind, List<RecordedEvent> chain, CancellationToken cancellationToken)
    {
        if (kind != "dossier")
            return null;
        var dossier = Dossier.Fold(new DossierId(id), chain.Select(recorded => recorded.ToDossierEvent()));
        await using var db = database.NewContext();
        var shown = await db.Dossiers.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        // Someone has moved the dossier since the snapshot: its entry is ahead, and rightly so.
        if (dossier is not null && shown is not null && shown.Version > dossier.Version
            && await db.Streams.AsNoTracking().AnyAsync(row => row.Id == id && row.Version == shown.Version, cancellationToken))
        {
            return null;
        }

        var steps = await db.OpenSteps.AsNoTracking().Where(row => row.Dossier == id).Select(row => row.Step).Distinct()
            .ToListAsync(cancellationToken);
        if (dossier is null || !steps.ToHashSet().SetEquals(dossier.OpenSteps.Select(open => open.Step)))
            return new ChainFault(id, chain.Count, "les étapes ouvertes de la liste ne sont pas celles des événements");

        var deports = await db.Deports.AsNoTracking().Where(row => row.Dossier == id).Select(row => row.Person)
            .ToListAsync(cancellationToken);
        return shown is not null && Shows(shown, dossier)
            && deports.ToHashSet().SetEquals(dossier.Deports.Select(deport => deport.Person.Value))
            ? null
            : new ChainFault(id, chain.Count, "la liste ne montre pas le dossier tel que ses événements le font");
    }

    // Due dates are left out: they also depend on the procedure, and are only a hint.
    private static bool Shows(DossierRow row, Dossier dossier) =>
        (row.Procedure, row.Request, row.Product, row.Applicant, row.UsesAi, row.IsHistorical, row.OpenedOn)
            == (dossier.Opening.Procedure, dossier.Opening.Request, dossier.Opening.Product, dossier.Opening.Applicant,
                dossier.Opening.UsesAi, dossier.Opening.IsHistorical, dossier.Opening.On)
        && (row.Version, row.IsClosed, row.Ending) == (dossier.Version, dossier.Closed is not null, dossier.Closed?.Ending);

    private async Task<List<ChainFault>> OrphansAsync(HashSet<string> seen, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        var streams = await db.Events.AsNoTracking().Select(row => row.Stream).Distinct().ToListAsync(cancellationToken);
        return [.. streams.Where(stream => !seen.Contains(stream))
            .Select(stream => new ChainFault(stream, 1, "des événements existent sans tête de chaîne"))];
    }
}
