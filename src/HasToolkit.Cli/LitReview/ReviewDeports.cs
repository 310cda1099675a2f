using Evaluation.Workflows.Dossiers;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>Who is deported from a dossier opens no review that it has evidence from, as on the pages.</summary>
internal static class ReviewDeports
{
    /// <summary>A review that the person of --par may open. Without --par, the operator of the machine reads.</summary>
    public static async Task<Review> OpenedAsync(Run run, Review review) => (await ClosedAsync(run))(review.Id)
        ? throw new ReviewRefusedException(new ReviewIsClosed(review.Id, run.PersonTyped!))
        : review;

    /// <summary>Tells of a review whether it is closed to the person of --par.</summary>
    public static async Task<Func<ReviewId, bool>> ClosedAsync(Run run)
    {
        if (run.PersonTyped is not { } person)
            return _ => false;
        var origins = await (await run.LedgerAsync()).Deports.OriginsAsync(new PersonId(person), run.Stop);
        return id => origins.Any(origin => origin.StartsWith($"Revue {id},", StringComparison.Ordinal));
    }
}

/// <summary>The person is deported from a dossier that has evidence from the review.</summary>
internal sealed record ReviewIsClosed(ReviewId Id, string Person) : ReviewRefusal
{
    /// <inheritdoc/>
    public override string Message =>
        $"La revue {Id} est fermée à « {Person} », qui est déporté d’un dossier où elle est versée. Une autre personne la lit ou y agit.";
}
