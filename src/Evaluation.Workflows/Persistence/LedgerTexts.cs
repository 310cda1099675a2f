using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>Which dossiers a person reads, by the rules by which their pages open.</summary>
/// <param name="ReadsEvaluation">Whether he opens dossiers as one who evaluates.</param>
/// <param name="ReadsCasework">Whether he reads all that is done around them.</param>
/// <param name="Company">The company whose dossiers he reads as it does; null when he speaks for none.</param>
/// <param name="IsAssociation">Whether he reads calls for contributions.</param>
/// <param name="Closed">The dossiers from which he is deported: nothing of them is shown to him.</param>
/// <param name="OfHisOrganisation">The dossiers that his organisation filed: their evaluation is not shown to him.</param>
public sealed record DossierReach(
    bool ReadsEvaluation, bool ReadsCasework, string? Company, bool IsAssociation, IReadOnlyList<DossierId> Closed,
    IReadOnlyList<DossierId> OfHisOrganisation)
{
    /// <summary>Whether he reads the evaluation of a dossier.</summary>
    public bool ReadsEvaluationOf(DossierId dossier) =>
        ReadsEvaluation && !Closed.Contains(dossier) && (Company is null || !OfHisOrganisation.Contains(dossier));
}

/// <summary>Reads dossiers for a search over all of them. Whoever shows what is found asks <see cref="ReachAsync"/> first.</summary>
public sealed class LedgerTexts(LedgerDatabase database, ProcedureLibrary procedures)
{
    /// <summary>Where each dossier stands: a text that is another as soon as something happened in it or around it.</summary>
    public async Task<IReadOnlyDictionary<DossierId, string>> HeadsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = await (
                from stream in db.Streams.AsNoTracking()
                join dossier in db.Dossiers.AsNoTracking() on stream.Id equals dossier.Id
                select new { stream.Id, stream.Head })
            .ToListAsync(cancellationToken);
        var around = await db.Streams.AsNoTracking().Where(stream => stream.Kind == Move.Casework)
            .ToDictionaryAsync(stream => stream.Id, stream => stream.Head, cancellationToken);
        return rows.ToDictionary(
            row => new DossierId(row.Id),
            row => $"{row.Head}:{around.GetValueOrDefault(CaseFile.ChainOf(new DossierId(row.Id)), "")}");
    }

    /// <summary>The company that filed a dossier, and its texts for every audience; none when there is no such dossier.</summary>
    public async Task<(string Applicant, IReadOnlyList<DossierText> Texts)> ReadAsync(
        DossierId id, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var events = (await DossierQueries.EventsAsync(db, id.Value, cancellationToken)).Select(e => e.ToDossierEvent()).ToList();
        if (events.Count == 0)
            return ("", []);
        var around = Projections.Fold(id, await Move.EventsOf(db, CaseFile.ChainOf(id)).ToListAsync(cancellationToken));
        var dossier = Dossier.Fold(id, events)!;
        var procedure = procedures.Get(dossier.Opening.Procedure, dossier.ProcedureVersion);
        return (dossier.Opening.Applicant, DossierTexts.Of(id, events, around, procedure));
    }

    /// <summary>What a person reads, as the ledger stands now: a déport counts at once.</summary>
    public async Task<DossierReach> ReachAsync(Person reader, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var (id, organisation) = (reader.Id.Value, reader.Organisation);
        var closed = await db.Deports.AsNoTracking().Where(deport => deport.Person == id).Select(deport => deport.Dossier)
            .ToListAsync(cancellationToken);
        var own = await db.Dossiers.AsNoTracking().Where(dossier => dossier.Applicant == organisation).Select(dossier => dossier.Id)
            .ToListAsync(cancellationToken);
        return new DossierReach(
            !DossierQueries.IsOnlyApplicant(reader) && !DossierQueries.IsOutside(reader),
            CaseFile.IsInsider(reader),
            reader.Roles.Contains(Role.Applicant) ? organisation : null,
            reader.Roles.Contains(Role.Association),
            [.. closed.Select(dossier => new DossierId(dossier))], [.. own.Select(dossier => new DossierId(dossier))]);
    }
}
