using Evaluation.Workflows;
using Evaluation.Workflows.Procedures;
using HasToolkit.Web.Api;
using HasToolkit.Web.Identity;
using LitReview;
using LitReview.Reviews;

namespace HasToolkit.Web.LitReview;

/// <summary>
/// Who opens a review: its readers and the evaluation service, and nobody who is deported from a dossier that has evidence from it.
/// Where one chooses who one is, being a reader protects nothing and is not asked for.
/// </summary>
internal sealed class ReviewAccess(EvaluationServices evaluation, AccessMode mode, ICurrentPerson current)
{
    private IReadOnlyList<string>? _hidden;

    /// <summary>The reviews that are closed to the current person.</summary>
    public async Task<IReadOnlyList<ReviewId>> ClosedAsync(LitReviewServices reviews, CancellationToken cancellationToken = default)
    {
        var closed = new List<ReviewId>();
        foreach (var summary in await reviews.Queries.ReviewsAsync(cancellationToken))
        {
            if (await reviews.Queries.ReviewAsync(summary.Id, cancellationToken) is { } review && !await MayOpenAsync(review))
                closed.Add(summary.Id);
        }

        return closed;
    }

    /// <summary>Whether the current person opens a review.</summary>
    public async Task<bool> MayOpenAsync(Review review)
    {
        if (await current.GetAsync() is not { } acting)
            return false;
        _hidden ??= await evaluation.Deports.OriginsAsync(acting.Person.Id);
        if (_hidden.Any(origin => origin.StartsWith($"Revue {review.Id},", StringComparison.Ordinal)))
            return false;
        return !mode.HasAccounts || acting.Role == Role.EvaluationService || review.Members.Contains(ReviewPosts.ReaderOf(acting));
    }
}

/// <summary>Closes every page and form of a review to who may not open it.</summary>
internal sealed class ReviewsAreForReaders(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, LitReviewServices reviews, ReviewAccess access)
    {
        if (ApiGate.PageOf(context).StartsWithSegments("/revues", StringComparison.Ordinal, out var rest)
            && rest.Value?.Split('/', StringSplitOptions.RemoveEmptyEntries) is [var id, ..]
            && await reviews.Queries.ReviewAsync(new ReviewId(id)) is { } review && !await access.MayOpenAsync(review))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await next(context);
    }
}
