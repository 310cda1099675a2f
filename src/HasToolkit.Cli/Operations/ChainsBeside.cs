using Accounts.Persistence;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Persistence;
using LitReview;

namespace HasToolkit.Cli.Operations;

/// <summary>The chains that stand beside the ledger: the journal of each review, and that of the accounts.</summary>
internal static class ChainsBeside
{
    /// <summary>Recomputes them.</summary>
    /// <param name="reviews">The reviews.</param>
    /// <param name="accounts">The journal of accounts.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <returns>How many they are, how many events they hold, and the first fault of each that is broken.</returns>
    public static async Task<AuditReport> VerifyAsync(LitReviewServices reviews, AccountQueries accounts, CancellationToken stop)
    {
        var (chains, events, faults) = (0, 0L, new List<ChainFault>());
        foreach (var summary in await reviews.Queries.ReviewsAsync(stop))
        {
            var review = await reviews.Queries.ReviewAsync(summary.Id, stop);
            (chains, events) = (chains + 1, events + (review?.Version ?? 0));
            if (await reviews.Queries.FirstFaultAsync(summary.Id, stop) is { } number)
                faults.Add(new ChainFault(summary.Id.Value, number, "cet événement a été modifié, ou manque"));
            else if (review is not null && await reviews.Queries.FirstChangedImportAsync(review, stop) is { } import)
                faults.Add(new ChainFault(summary.Id.Value, 0, $"les références de l’import {import} ont changé depuis"));
        }

        var (acts, fault) = await accounts.VerifyAsync(stop);
        if (acts > 0)
            (chains, events) = (chains + 1, events + acts);
        if (fault is not null)
            faults.Add(new ChainFault("comptes", acts, fault));
        return new AuditReport(chains, events, faults);
    }
}
