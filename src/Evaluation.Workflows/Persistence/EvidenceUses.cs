using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Persistence;

/// <summary>A piece of evidence of a dossier that was taken from another part of the product.</summary>
/// <param name="Dossier">The dossier.</param>
/// <param name="Product">Its product.</param>
/// <param name="Evidence">The piece of evidence.</param>
public sealed record EvidenceUse(DossierId Dossier, string Product, EvidenceItem Evidence);

/// <summary>Tells a review or a batch which dossiers use it, as far as the reader may know.</summary>
public sealed class EvidenceUses(LedgerCases cases, LedgerTexts texts)
{
    /// <summary>The evidence that was taken from a review or a batch, in the dossiers whose evaluation the person reads.</summary>
    /// <param name="source">The review or the batch; its item is not looked at when it is null.</param>
    /// <param name="reader">Who reads.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<EvidenceUse>> OfAsync(
        EvidenceSource source, Person reader, CancellationToken cancellationToken = default)
    {
        var reach = await texts.ReachAsync(reader, cancellationToken);
        if (!reach.ReadsEvaluation)
            return [];
        return
        [
            .. from known in await cases.ReadAsync(cancellationToken)
               where reach.ReadsEvaluationOf(known.Dossier.Id)
               from item in known.Dossier.Assessment.Evidence
               where IsFrom(item.Description, source)
               select new EvidenceUse(known.Dossier.Id, known.Dossier.Opening.Product, item),
        ];
    }

    // Evidence of before the source was kept as such names it in its origin.
    private static bool IsFrom(EvidenceDescription description, EvidenceSource source) => description.TakenFrom is { } from
        ? from.Part == source.Part && from.Id == source.Id && (source.Item is null || from.Item == source.Item)
        : source.Item is null && description.Sha256 is not null && description.Origin.Contains(
            source.Part == EvidenceSource.Review ? $"Revue {source.Id}," : $"lot {source.Id},", StringComparison.Ordinal);
}
