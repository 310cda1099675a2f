using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>Reads what waits for the commission and is on no agenda to come.</summary>
internal static class ReadyItems
{
    public static async Task<IReadOnlyList<ReadyItem>> ReadAsync(
        LedgerContext db, DateOnly today, CancellationToken cancellationToken)
    {
        var steps = await (
                from step in db.OpenSteps.AsNoTracking()
                join dossier in db.Dossiers.AsNoTracking() on step.Dossier equals dossier.Id
                where step.NeedsSession && !dossier.IsHistorical && !dossier.IsClosed
                select new { step.Dossier, dossier.Product, step.Step, step.Title, dossier.OpenedOn, ReadyOn = step.OpenedOn, step.DueOn })
            .Distinct().ToListAsync(cancellationToken);
        var placed = await PlacedAsync(db, today, cancellationToken);
        return
        [
            .. steps.Where(step => !placed.Contains((step.Dossier, step.Step))).Select(step => new ReadyItem(
                new DossierId(step.Dossier), step.Product, step.Step, step.Title, step.OpenedOn, step.ReadyOn, step.DueOn)),
        ];
    }

    private static async Task<HashSet<(string Dossier, string Step)>> PlacedAsync(
        LedgerContext db, DateOnly today, CancellationToken cancellationToken)
    {
        var placed = new HashSet<(string, string)>();
        var ids = await db.Sessions.AsNoTracking().Where(row => !row.IsEnded && row.Date >= today).Select(row => row.Id)
            .ToListAsync(cancellationToken);
        foreach (var id in ids)
        {
            var events = await Move.EventsOf(db, id).ToListAsync(cancellationToken);
            var session = Projections.Fold(new SessionId(id), events.Select(Projections.EventOf))!;
            placed.UnionWith(session.Agenda.Where(item => item.Deliberation is null).Select(item => (item.Dossier.Value, item.Step)));
        }

        return placed;
    }
}
