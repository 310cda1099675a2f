using Evaluation.Workflows.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>What a déport closes beside the dossier itself.</summary>
/// <param name="database">The database.</param>
public sealed class DeportQueries(LedgerDatabase database)
{
    /// <summary>Where the evidence comes from of each dossier from which a person is deported; empty when there is none.</summary>
    /// <remarks>An origin is a text such as « Revue R-12, … »; whoever keeps what it names closes it to that person.</remarks>
    public async Task<IReadOnlyList<string>> OriginsAsync(PersonId person, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var dossiers = await db.Deports.AsNoTracking().Where(row => row.Person == person.Value).Select(row => row.Dossier).ToListAsync(cancellationToken);
        var origins = new List<string>();
        foreach (var id in dossiers)
        {
            var events = await Move.EventsOf(db, id).ToListAsync(cancellationToken);
            var dossier = Dossier.Fold(new DossierId(id), events.Select(row => Projections.EventOf(row).ToDossierEvent()))!;
            origins.AddRange(dossier.Assessment.Evidence.Select(item => item.Description.Origin).Where(origin => origin.Length > 0));
        }

        return origins;
    }
}
