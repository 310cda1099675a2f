using Evaluation.Workflows.Documents;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>An opinion that everybody may read.</summary>
/// <param name="Dossier">The reference of its dossier.</param>
/// <param name="Title">The product, without what is not published.</param>
/// <param name="Procedure">The procedure.</param>
/// <param name="Request">The kind of request, in French.</param>
/// <param name="PublishedOn">The day of its publication.</param>
public sealed record PublishedOpinion(DossierId Dossier, string Title, string Procedure, string Request, DateOnly PublishedOn);

/// <summary>The opinions that the evaluation service has published, for readers of whom nothing is known.</summary>
public sealed class PublishedOpinions(LedgerDatabase database, ProcedureLibrary procedures)
{
    /// <summary>The published opinions, latest first.</summary>
    public async Task<IReadOnlyList<PublishedOpinion>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var ids = await db.Events.AsNoTracking()
            .Where(row => row.Payload.StartsWith("{\"type\":\"step-finished\",\"step\":\"" + OpinionRules.PublicationStep + "\""))
            .Select(row => row.Stream).Distinct().ToListAsync(cancellationToken);
        var found = new List<PublishedOpinion>();
        foreach (var id in ids)
        {
            if (await FindAsync(db, new DossierId(id), cancellationToken) is { } known)
                found.Add(known.Opinion);
        }

        return [.. found.OrderByDescending(opinion => opinion.PublishedOn).ThenBy(opinion => opinion.Dossier.Value, StringComparer.Ordinal)];
    }

    /// <summary>A published opinion as it may be shown; null when there is none, or not yet.</summary>
    public async Task<(PublishedOpinion Opinion, WrittenDocument Document)?> ReadAsync(
        DossierId id, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        return await FindAsync(db, id, cancellationToken);
    }

    private async Task<(PublishedOpinion Opinion, WrittenDocument Document)?> FindAsync(
        LedgerContext db, DossierId id, CancellationToken cancellationToken)
    {
        var events = await DossierQueries.EventsAsync(db, id.Value, cancellationToken);
        if (events.Count == 0 || await db.Dossiers.AsNoTracking().AllAsync(row => row.Id != id.Value, cancellationToken))
            return null;
        var dossier = Dossier.Fold(id, events.Select(e => e.ToDossierEvent()))!;
        // A historical dossier replays what others published: its opinion is theirs to show.
        if (dossier.Opening.IsHistorical || dossier.DecisionOf(Authority.Has) is null
            || dossier.LatestOf(OpinionRules.PublicationStep) is not { } publication)
        {
            return null;
        }

        var procedure = procedures.Get(dossier.Opening.Procedure, dossier.ProcedureVersion);
        var document = OpinionDocument.WritePublic(new DocumentCase(procedure, events, [])).Document;
        return (new PublishedOpinion(id, document.Title, procedure.Id, procedure.RequestOf(dossier.Opening.Request).Title, publication.On), document);
    }
}
