using Evaluation.Workflows;
using Evaluation.Workflows.Dossiers;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;
using HasToolkit.Web.Kit;
using LitReview;
using LitReview.Reviews;
using Microsoft.AspNetCore.Components;

namespace HasToolkit.Web.LitReview;

/// <summary>What every page of a review needs: the review, who reads it, and the names of people.</summary>
public abstract class ReviewPage : LoadedPage
{
    [Inject]
    internal LitReviewServices Reviews { get; set; } = null!;

    [Inject]
    internal EvaluationServices Directory { get; set; } = null!;

    [Inject]
    internal ICurrentPerson Current { get; set; } = null!;

    [Inject]
    internal FormEcho Echo { get; set; } = null!;

    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [CascadingParameter]
    internal HttpContext Http { get; set; } = null!;

    /// <summary>The review; null when there is none of this identifier.</summary>
    protected Review? Review { get; private set; }

    /// <summary>Who reads the page.</summary>
    protected ReviewerId Reader { get; private set; }

    /// <summary>Whether the page is the first since something was recorded.</summary>
    protected string? Done { get; private set; }

    private protected IReadOnlyList<Person> People { get; private set; } = [];

    protected sealed override async Task OnInitializedAsync()
    {
        Reader = ReviewPosts.ReaderOf((await Current.GetAsync())!);
        Review = await Reviews.Queries.ReviewAsync(new ReviewId(Id));
        if (Review is null)
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        People = await Directory.Queries.PeopleAsync();
        Done = Recorded.IsToBeSaid(Http) ? "Enregistré." : null;
        await LoadAsync(Review);
    }

    /// <summary>Reads what the page shows besides.</summary>
    protected virtual Task LoadAsync(Review review) => Task.CompletedTask;

    /// <summary>The name of a person of the directory.</summary>
    protected string NameOf(ReviewerId reviewer) => People.Name(new PersonId(reviewer.Value));
}
