using System.CommandLine;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>What a review takes from each study, shown as lines and changed by lines.</summary>
internal sealed class ExtractionFormCommand(CliApp app)
{
    public Command Form()
    {
        var review = ReviewInput.ReviewArgument();
        var file = new Argument<string?>("FICHIER")
        {
            Description = "Champs, un par ligne : « Nom | aide ». Sans fichier, la commande écrit ceux de la revue.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var people = new Option<int?>("--personnes") { Description = "Combien de personnes remplissent chaque étude, 1 ou 2.", HelpName = "NOMBRE" };
        var reason = ReviewInput.Text("--motif", "Pourquoi le formulaire change ; le journal le garde.", "TEXTE");
        return app.Does(
            new CliCommand(
                "extract-form", "Montre ou change les champs que la revue prend de chaque étude.",
                "has litreview extract-form R-2026-0001 > champs.txt",
                "has litreview extract-form R-2026-0001 champs.txt --personnes 2 --motif \"Deux lecteurs\" --par claire-martin")
            {
                review, file, people, reason,
            },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, review);
                var form = known.Extraction;
                var (path, extractors) = (run.Get(file), run.Get(people));
                if (path is not null || extractors is not null)
                {
                    form = path is null ? form : form.WithLines(await LinesAsync(path, run));
                    form = ReviewInput.Accepted(await reviews.Desk.DoAsync(
                        known.Id, new ChangeExtractionForm(form with { Extractors = extractors ?? form.Extractors }, run.Text(reason) ?? ""),
                        ReviewInput.Signer(run), Guid.NewGuid(), cancellationToken: run.Stop)).Extraction;
                    run.Terminal.Done(
                        $"Formulaire de {known.Id} : {French.Count(form.Fields.Count, "champ")}, {French.Count(form.Extractors, "personne")} par étude.");
                }

                if (run.WantsJson)
                    run.Terminal.Json(new { form.Name, form.Extractors, form.Fields });
                else if (path is null && extractors is null)
                    run.Terminal.Raw(string.Join('\n', form.Lines()));
                return ExitCodes.Ok;
            });
    }

    private static async Task<string[]> LinesAsync(string path, Run run) => File.Exists(path)
        ? await File.ReadAllLinesAsync(path, run.Stop)
        : throw new InputException($"Le fichier « {path} » n’existe pas. Donnez un fichier de champs, un par ligne.");
}
