using System.CommandLine;
using LitReview;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>Articles that are known to be relevant before any is read: the first examples of the ranking.</summary>
internal sealed class KnownCommand(CliApp app)
{
    private const int ShownLines = 20;

    public Command Known()
    {
        var review = ReviewInput.ReviewArgument();
        var file = new Argument<string?>("FICHIER")
        {
            Description = "Un DOI, un PMID ou un titre par ligne, ou un export de références ; « - » lit l’entrée standard.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var labels = new Option<bool>("--etiquettes") { Description = "Prend les références que leur fichier dit « incluses »." };
        return app.Does(
            new CliCommand(
                "known", "Cherche dans une revue des articles déjà connus comme pertinents : ils apprennent au classement, et ne décident de rien.",
                "has litreview known R-2026-0001 connus.txt --par claire-martin", "has litreview known R-2026-0001 --etiquettes --par claire-martin")
            {
                review, file, labels,
            },
            async run =>
            {
                if ((run.Get(file) is null) == !run.Get(labels))
                    throw new InputException("Donnez une liste d’articles connus, ou --etiquettes, et non les deux.");
                using var reviews = await ReviewInput.OpenAsync(run);
                var id = (await ReviewInput.FindAsync(reviews, run, review)).Id;
                var after = run.Get(file) is { } list
                    ? await GiveAsync(app, reviews, run, id, list)
                    : Tell(run, ReviewInput.Accepted(await reviews.TakeLabelsAsync(id, ReviewInput.Signer(run), Guid.NewGuid(), run.Stop)));
                var given = after.KnownLists[^1];
                if (run.WantsJson)
                    run.Terminal.Json(new { Id = id.Value, given.Records, Unmatched = given.Unmatched.Select(one => new { one.Line, one.Text }) });
                return given.Unmatched.Count > 0 ? ExitCodes.Partial : ExitCodes.Ok;
            });
    }

    /// <summary>Hands a list in, and tells what was found and what was not.</summary>
    public static async Task<Review> GiveAsync(CliApp app, LitReviewServices reviews, Run run, ReviewId id, string list)
    {
        await using var content = await ReviewInput.OpenAsync(app, list, run.Stop);
        return Tell(run, ReviewInput.Accepted(await reviews.GiveKnownAsync(
            id, content, list == ReviewInput.Typed ? "liste collée" : list, ReviewInput.Signer(run), Guid.NewGuid(), run.Stop)));
    }

    private static Review Tell(Run run, Review after)
    {
        var given = after.KnownLists[^1];
        foreach (var unmatched in given.Unmatched.Take(ShownLines))
            run.Terminal.Warn($"Ligne {French.Number(unmatched.Line)}, sans référence dans la revue : {unmatched.Text}");
        if (given.Unmatched.Count > ShownLines)
            run.Terminal.Warn($"… et {French.Count(given.Unmatched.Count - ShownLines, "autre ligne", "autres lignes")}.");
        if (given.Unmatched.Count > 0)
            run.Terminal.Say("  Chaque import à venir les cherche de nouveau.");
        run.Terminal.Done($"{French.Count(given.Records.Count, "référence connue comme pertinente", "références connues comme pertinentes")}, premiers exemples du classement.");
        return after;
    }
}
