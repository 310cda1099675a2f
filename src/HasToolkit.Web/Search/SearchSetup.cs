using Evaluation.Workflows.Procedures;
using Evaluation.Workflows;
using HasToolkit.Search.Entries;
using HasToolkit.Search.Feeding;
using HasToolkit.Search;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;
using HasToolkit.Web.LitReview;
using HasToolkit.Web.Verbatims;
using LitReview;
using Verbatims.Nlp;

namespace HasToolkit.Web.Search;

/// <summary>Registers the search over everything.</summary>
internal static class SearchSetup
{
    public static void AddSearch(this IServiceCollection services, HasOptions options)
    {
        services.AddSingleton(provider => SearchService.Open(
            options.DataFolder, provider.GetRequiredService<EvaluationServices>(), provider.GetRequiredService<VerbatimServices>().Queries,
            provider.GetRequiredService<LitReviewServices>()));
        services.AddHostedService<SearchWorker>();
        services.AddScoped<FindReach>();
    }
}

/// <summary>What the current person may find: what opens for him in the role in which he acts.</summary>
internal sealed class FindReach(
    SearchService search, AccessMode mode, ReviewAccess reviewAccess, LitReviewServices reviews, BatchAccess batchAccess, CommentHost comments)
{
    public async Task<Reach> OfAsync(Acting acting)
    {
        var kept = new List<string>();
        // Where one chooses who one is, only a déport closes a review, and the search knows that by itself.
        if (mode.HasAccounts && PartAccess.MayReadReviews(acting.Role))
            kept.AddRange((await reviewAccess.ClosedAsync(reviews)).Select(Scopes.SubjectOf));
        if (acting.Role == Role.Hospital)
        {
            var seen = (await batchAccess.BatchesAsync()).Select(batch => batch.Id).ToHashSet();
            kept.AddRange((await comments.Services.Queries.BatchesAsync()).Select(batch => batch.Id).Where(id => !seen.Contains(id)).Select(Scopes.SubjectOf));
        }

        return await search.ReachAsync(acting.Person, [acting.Role], kept);
    }
}
