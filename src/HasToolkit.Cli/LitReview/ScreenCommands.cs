using System.CommandLine;
using System.Globalization;
using LitReview;
using LitReview.Citations;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>Screening in the terminal.</summary>
internal sealed class ScreenCommands(CliApp app, TextReader input)
{
    public Command Suggest()
    {
        var review = ReviewInput.ReviewArgument();
        return app.Does(
            new CliCommand("suggest", "Dit quelle référence lire, et pourquoi.", "has litreview suggest R-2026-0001 --par claire-martin") { review },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var known = await ReviewInput.FindAsync(reviews, run, review);
                if (await reviews.Rooms.NextAsync(known, ReviewInput.Signer(run), run.Stop) is not { } next)
                {
                    run.Terminal.Say("Plus rien à lire.");
                    return ExitCodes.Ok;
                }

                var citation = (await reviews.Queries.CitationsAsync(known.Id, [next.Number], run.Stop))[next.Number];
                if (run.WantsJson)
                    run.Terminal.Json(new { next.Number, citation.Title, next.Suggestion, next.Why });
                else
                    ShowRecord(run, next, citation);
                return ExitCodes.Ok;
            });
    }

    public Command Screen()
    {
        var (review, stage) = (ReviewInput.ReviewArgument(), ReviewInput.StageOption());
        return app.Does(
            new CliCommand(
                "screen",
                "Trie : i inclure, e exclure, 1 à 9 exclure pour ce motif, u incertain, s passer, z annuler, q quitter ; "
                + "sur texte intégral aussi j CHEMIN pour joindre le PDF, n RAISON s’il est introuvable.",
                "has litreview screen R-2026-0001 --par claire-martin", "has litreview screen R-2026-0001 --stade texte --par claire-martin")
            {
                review, stage,
            },
            async run =>
            {
                using var reviews = await ReviewInput.OpenAsync(run);
                var (known, reader) = (await ReviewInput.FindAsync(reviews, run, review), ReviewInput.Signer(run));
                return ReviewInput.StageOf(run, stage) == Stage.FullText
                    ? await new FullTextScreening(run, input, reviews, reader).ReadAsync(known)
                    : await ScreenAsync(run, reviews, known, reader);
            });
    }

    private static void ShowRecord(Run run, NextRecord next, Citation citation)
    {
        run.Terminal.Show(Layout.Heading($"n° {next.Number} · {citation.Title}"));
        run.Terminal.Say(string.Join(" · ", new[]
        {
            string.Join(", ", citation.Authors.Take(4).Select(author => author.Family)), citation.Journal ?? "", $"{citation.Year}",
        }.Where(part => part.Length > 0)));
        run.Terminal.Show(Layout.Indented(citation.Abstract.Length == 0 ? "Sans résumé." : citation.Abstract));
        run.Terminal.Say(next.Why.Count == 0
            ? $"  Rang 1 sur {French.Number(next.Suggestion.OutOf)}, {next.Suggestion.Model}."
            : $"  Rang 1 sur {French.Number(next.Suggestion.OutOf)}, {next.Suggestion.Model} : "
                + string.Join(", ", next.Why.Take(5).Select(term => $"{term.Term} {term.Share.ToString("+0.00;−0.00", CultureInfo.CurrentCulture)}")));
    }

    private async Task<int> ScreenAsync(Run run, LitReviewServices reviews, Review review, ReviewerId reader)
    {
        var reasons = review.Protocol.Reasons;
        var judged = 0;
        while (await reviews.Rooms.NextAsync(review, reader, run.Stop) is { } next)
        {
            var citation = (await reviews.Queries.CitationsAsync(review.Id, [next.Number], run.Stop))[next.Number];
            ShowRecord(run, next, citation);
            run.Terminal.Say("i inclure · e exclure · u incertain · s passer · z annuler · q quitter"
                + string.Concat(reasons.Take(9).Select((reason, index) => $" · {index + 1} {reason}")));
            if (await AnswerAsync(run, next.Number, reasons) is not { } command)
                break;
            var result = await reviews.DoAsync(review.Id, command, reader, Guid.NewGuid(), cancellationToken: run.Stop);
            if (result is ReviewResult.Refused(var reason))
            {
                run.Terminal.Fail(reason.Message);
                review = (await reviews.Queries.ReviewAsync(review.Id, run.Stop))!;
                continue;
            }

            (review, judged) = (((ReviewResult.Done)result).Review, judged + (command is JudgeRecord ? 1 : 0));
        }

        var progress = review.ProgressOf(reader);
        if (run.WantsJson)
            run.Terminal.Json(new { Judged = judged, Progress = progress, Stopping = review.ReadingOf(reader) });
        run.Terminal.Done($"{French.Count(judged, "avis gardé", "avis gardés")} ; {French.Count(progress.Left, "référence")} à lire. {review.ReadingOf(reader).Sentence}");
        return ExitCodes.Ok;
    }

    // The end of the input means to leave.
    private async Task<ReviewCommand?> AnswerAsync(Run run, int number, IReadOnlyList<string> reasons)
    {
        while (await input.ReadLineAsync(run.Stop) is { } line)
        {
            switch (line.Trim().ToLowerInvariant())
            {
                case "i":
                    return new JudgeRecord(number, Stage.TitleAbstract, Verdict.Include);
                case "e":
                    return new JudgeRecord(number, Stage.TitleAbstract, Verdict.Exclude);
                case "u":
                    return new JudgeRecord(number, Stage.TitleAbstract, Verdict.Unsure);
                case "s":
                    return new SkipRecord(number);
                case "z":
                    return new UndoDecision(Stage.TitleAbstract);
                case "q":
                    return null;
                case var typed when int.TryParse(typed, CultureInfo.InvariantCulture, out var place) && place >= 1 && place <= reasons.Count:
                    return new JudgeRecord(number, Stage.TitleAbstract, Verdict.Exclude, reasons[place - 1]);
                case "":
                    break;
                case var typed:
                    run.Terminal.Warn($"« {typed} » n’est pas une réponse : i, e, u, s, z, q ou le numéro d’un motif.");
                    break;
            }
        }

        return null;
    }
}
