using System.CommandLine;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>The full texts of the references that are kept: what is there, what is not to be had.</summary>
internal sealed class FullTextCommands(CliApp app)
{
    private readonly Argument<string> _review = ReviewInput.ReviewArgument();
    private readonly Argument<int> _number = ReviewInput.NumberArgument();

    public Command All() => new CliCommand("full-text", "Les textes intégraux : montrer, joindre un PDF, le reprendre, déclarer introuvable.")
    {
        List(), Attach(), Missing(), Get(),
    };

    private Command List() => app.Does(
        new CliCommand(
            "list", "Liste les références à lire en entier : leur PDF, votre avis, leur issue.",
            "has litreview full-text list R-2026-0001 --par claire-martin")
        {
            _review,
        },
        async run =>
        {
            using var reviews = await ReviewInput.OpenAsync(run);
            var (known, reader) = (await ReviewInput.FindAsync(reviews, run, _review), ReviewInput.Reader(run));
            var records = known.ForFullText();
            var citations = await reviews.Queries.CitationsAsync(known.Id, [.. records.Select(record => record.Number)], run.Stop);
            if (run.WantsJson)
            {
                run.Terminal.Json(new
                {
                    Id = known.Id.Value,
                    References = records.Select(record => new
                    {
                        record.Number,
                        Title = ReviewInput.TitleOf(citations, record.Number),
                        File = record.FullText,
                        record.NotRetrieved,
                        Mine = record.VoteOf(reader, Stage.FullText)?.Verdict,
                        Outcome = known.OutcomeOf(record, Stage.FullText),
                    }),
                });
            }
            else if (records.Count > 0)
            {
                var table = Layout.Table(">!N°", "Titre", "Texte", "Votre avis", "Issue");
                foreach (var record in records)
                {
                    table.With(
                        French.Number(record.Number), ReviewInput.TitleOf(citations, record.Number),
                        record.FullText?.FileName ?? (record.NotRetrieved is { } why ? $"introuvable : {why}" : "à joindre"),
                        record.VoteOf(reader, Stage.FullText) is { } mine ? ReviewText.Of(mine.Verdict) : "",
                        ReviewText.Of(known.OutcomeOf(record, Stage.FullText)));
                }

                run.Terminal.Show(table);
            }

            run.Terminal.Done($"{French.Count(records.Count, "référence")} à lire en entier, "
                + $"{French.Number(records.Count(record => record.FullText is not null))} avec leur PDF.");
            return ExitCodes.Ok;
        });

    private Command Attach()
    {
        var file = new Argument<string>("FICHIER") { Description = "Le PDF, 100 Mo au plus ; un second remplace le premier." };
        return app.Does(
            new CliCommand(
                "attach", "Joint le PDF d’une référence, et dit si son texte se lit.",
                "has litreview full-text attach R-2026-0001 12 essai.pdf --par claire-martin")
            {
                _review, _number, file,
            },
            async run =>
            {
                var signer = ReviewInput.Signer(run);
                using var reviews = await ReviewInput.OpenAsync(run);
                var (id, number) = ((await ReviewInput.FindAsync(reviews, run, _review)).Id, run.Get(_number));
                var (stored, pages) = await AttachAsync(run, reviews, id, number, run.Get(file), signer);
                if (run.WantsJson)
                    run.Terminal.Json(new { Id = id.Value, Number = number, File = stored, ReadablePages = pages });
                return ExitCodes.Ok;
            });
    }

    private Command Missing()
    {
        var why = new Argument<string>("RAISON") { Description = "Ce qui a été tenté." };
        return app.Acts(
            new CliCommand(
                "missing", "Déclare un texte intégral introuvable ; PRISMA le compte.",
                "has litreview full-text missing R-2026-0001 12 \"Demandé à l’auteur, sans réponse\" --par claire-martin")
            {
                _review, _number, why,
            },
            _review, (run, _) => new GiveUpFullText(run.Get(_number), run.Get(why)),
            (run, _) => $"Texte intégral de la n° {run.Get(_number)} déclaré introuvable.",
            (run, review) => new { Id = review.Id.Value, Number = run.Get(_number), review.Find(run.Get(_number))!.NotRetrieved });
    }

    private Command Get()
    {
        var output = new Option<string>("--output") { Description = "Où écrire le PDF.", HelpName = "FICHIER", Required = true };
        return app.Does(
            new CliCommand("get", "Écrit le PDF qui est joint à une référence.", "has litreview full-text get R-2026-0001 12 --output essai.pdf")
            {
                _review, _number, output,
            },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var record = ReviewInput.Record(await ReviewInput.FindAsync(reviews, run, _review), run.Get(_number));
                var file = record.FullText ?? throw new InputException(
                    $"Aucun PDF n’est joint à la référence n° {record.Number}. « full-text attach » en joint un.");
                await using var content = reviews.FullTexts.Open(file.Sha256);
                await OutputFile.WriteAsync(run.Get(output)!, stream => content.CopyToAsync(stream, run.Stop));
                if (run.WantsJson)
                    run.Terminal.Json(new { record.Number, File = file });
                run.Terminal.Done($"{run.Get(output)} écrit (« {file.FileName} »).");
                return ExitCodes.Ok;
            });
    }

    /// <summary>Stores a PDF and attaches it, then tells what can be read in it: quotes of an extraction are looked for there.</summary>
    public static async Task<(FullTextFile File, int Pages)> AttachAsync(
        Run run, global::LitReview.LitReviewServices reviews, ReviewId id, int number, string path, ReviewerId signer)
    {
        await using var content = File.OpenRead(path);
        var file = await reviews.FullTexts.SaveAsync(content, path, run.Stop);
        ReviewInput.Accepted(await reviews.DoAsync(id, new AttachFullText(number, file), signer, Guid.NewGuid(), cancellationToken: run.Stop));
        var pages = (await reviews.Studies.TextAsync(id, number, run.Stop))?.Pages.Count ?? 0;
        if (pages == 0)
            run.Terminal.Warn("Ce PDF ne contient pas de texte lisible par le programme (numérisation ?) : les extraits n’y seront pas vérifiés.");
        run.Terminal.Done($"« {file.FileName} » joint à la n° {number}"
            + (pages > 0 ? $", {French.Count(pages, "page lisible", "pages lisibles")}." : "."));
        return (file, pages);
    }
}
