using System.CommandLine;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>Adds the abstract of a reference whose file had none.</summary>
internal sealed class AbstractCommand(CliApp app)
{
    public Command Abstract()
    {
        var review = ReviewInput.ReviewArgument();
        var number = new Argument<int>("NUMÉRO") { Description = "Numéro de la référence." };
        var text = new Argument<string>("TEXTE") { Description = "Le résumé, entre guillemets." };
        return app.Does(
            new CliCommand(
                "abstract", "Ajoute le résumé d’une référence venue sans : le journal garde qui l’a saisi.",
                "has litreview abstract R-2026-0001 12 \"Deux cents patients suivis…\" --par claire-martin") { review, number, text },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var id = (await ReviewInput.FindAsync(reviews, run, review)).Id;
                ReviewInput.Accepted(await reviews.TypeAbstractAsync(id, run.Get(number), run.Get(text), ReviewInput.Signer(run), Guid.NewGuid(), run.Stop));
                run.Terminal.Done($"Résumé de la référence n° {French.Number(run.Get(number))} enregistré.");
                return ExitCodes.Ok;
            });
    }
}
