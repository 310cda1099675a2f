using System.Globalization;
using LitReview;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>Reading in full, one reference after the other, in the terminal: the PDF, an opinion, or that it cannot be had.</summary>
internal sealed class FullTextScreening(Run run, TextReader input, LitReviewServices reviews, ReviewerId reader)
{
    private readonly HashSet<int> _skipped = [];

    public async Task<int> ReadAsync(Review review)
    {
        var judged = 0;
        while (review.FullTextsLeft(reader).FirstOrDefault(record => !_skipped.Contains(record.Number)) is { } record)
        {
            await ShowAsync(review, record);
            if (await AnswerAsync(review, record.Number) is not { } answer)
                break;
            (review, judged) = (answer.Review, judged + (answer.IsOpinion ? 1 : 0));
        }

        var left = review.FullTextsLeft(reader).Count;
        if (run.WantsJson)
            run.Terminal.Json(new { Judged = judged, Left = left });
        run.Terminal.Done(
            $"{French.Count(judged, "avis gardé", "avis gardés")} ; {French.Count(left, "texte intégral", "textes intégraux")} à lire.");
        return ExitCodes.Ok;
    }

    private async Task ShowAsync(Review review, RecordState record)
    {
        var citation = (await reviews.Queries.CitationsAsync(review.Id, [record.Number], run.Stop))[record.Number];
        run.Terminal.Show(Layout.Heading($"n° {record.Number} · {citation.Title}"));
        run.Terminal.Say(DocxReport.Reference(citation));
        run.Terminal.Show(Layout.Indented(citation.Abstract.Length == 0 ? "Sans résumé." : citation.Abstract));
        run.Terminal.Say(record.FullText is { } file
            ? $"  PDF : {file.FileName}. « has litreview full-text get {review.Id} {record.Number} --output … » l’écrit."
            : "  Aucun PDF n’est joint.");
        run.Terminal.Say("i inclure · j CHEMIN joindre le PDF · n RAISON introuvable · s passer · z annuler · q quitter"
            + string.Concat(review.Protocol.Reasons.Take(9).Select((reason, index) => $" · {index + 1} exclure, {reason}")));
    }

    // The end of the input means to leave.
    private async Task<(Review Review, bool IsOpinion)?> AnswerAsync(Review review, int number)
    {
        var reasons = review.Protocol.Reasons;
        while (await input.ReadLineAsync(run.Stop) is { } line)
        {
            var (word, rest) = line.Trim().Split(' ', 2) is [var first, var others] ? (first, others.Trim()) : (line.Trim(), "");
            switch (word.ToLowerInvariant())
            {
                case "":
                    break;
                case "i":
                    return await DoAsync(review, new JudgeRecord(number, Stage.FullText, Verdict.Include));
                case "e":
                    return await DoAsync(review, new JudgeRecord(number, Stage.FullText, Verdict.Exclude));
                case "j" when rest.Length > 0:
                    return await AttachAsync(review, number, rest);
                case "n":
                    return await DoAsync(review, new GiveUpFullText(number, rest));
                case "s":
                    _skipped.Add(number);
                    return (review, false);
                case "z":
                    return await DoAsync(review, new UndoDecision(Stage.FullText));
                case "q":
                    return null;
                case var typed when int.TryParse(typed, CultureInfo.InvariantCulture, out var place) && place >= 1 && place <= reasons.Count:
                    return await DoAsync(review, new JudgeRecord(number, Stage.FullText, Verdict.Exclude, reasons[place - 1]));
                default:
                    run.Terminal.Warn($"« {line.Trim()} » n’est pas une réponse : i, j CHEMIN, n RAISON, s, z, q ou le numéro d’un motif.");
                    break;
            }
        }

        return null;
    }

    // What a rule refuses is told, and asked again on the review as it is now.
    private async Task<(Review Review, bool IsOpinion)?> DoAsync(Review review, ReviewCommand command)
    {
        switch (await reviews.DoAsync(review.Id, command, reader, Guid.NewGuid(), cancellationToken: run.Stop))
        {
            case ReviewResult.Done(var after, _):
                return (after, command is JudgeRecord);
            case ReviewResult.Refused(var reason):
                run.Terminal.Fail(reason.Message);
                return ((await reviews.Queries.ReviewAsync(review.Id, run.Stop))!, false);
            case var other:
                throw new InvalidOperationException($"Unknown result {other.GetType().Name}.");
        }
    }

    private async Task<(Review Review, bool IsOpinion)?> AttachAsync(Review review, int number, string path)
    {
        try
        {
            await FullTextCommands.AttachAsync(run, reviews, review.Id, number, path, reader);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ReviewRefusedException)
        {
            run.Terminal.Fail(e is FileNotFoundException or DirectoryNotFoundException ? $"Le fichier « {path} » n’existe pas." : e.Message);
        }

        return ((await reviews.Queries.ReviewAsync(review.Id, run.Stop))!, false);
    }
}
