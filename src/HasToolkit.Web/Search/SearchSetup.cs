using Evaluation.Workflows;
using HasToolkit.Search;
using HasToolkit.Search.Entries;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;
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
    }

    /// <summary>What the current person may find: what opens for him in the role in which he acts.</summary>
    public static Task<Reach> ReachAsync(this SearchService search, Acting acting) =>
        search.ReachAsync(acting.Person, [acting.Role]);
}
