using System.CommandLine;
using LitReview;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>What the commands on reviews share: the review that is named, who signs, what the desk answers.</summary>
internal static class ReviewInput
{
    public static Argument<string> ReviewArgument() => new("REVUE") { Description = "Référence de la revue, que « list » montre." };

    public static Option<string> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };

    public static Task<LitReviewServices> OpenAsync(Run run) =>
        LitReviewServices.OpenAsync(run.DataFolder, run.Connection, run.Clock, run.Stop);

    public static ReviewerId Signer(Run run) => new(
        run.PersonTyped ?? throw new InputException("Indiquez qui agit : --par IDENTIFIANT, ou la variable HAS_PERSONNE."));

    public static async Task<Review> FindAsync(LitReviewServices reviews, Run run, Argument<string> argument) =>
        await reviews.Queries.ReviewAsync(new ReviewId(run.Get(argument)), run.Stop)
            ?? throw new InputException(new ReviewNotFound(new ReviewId(run.Get(argument))).Message);

    public static Review Accepted(ReviewResult result) => result switch
    {
        ReviewResult.Done(var review, _) => review,
        ReviewResult.Refused(var reason) => throw new ReviewRefusedException(reason),
        _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
    };
}
