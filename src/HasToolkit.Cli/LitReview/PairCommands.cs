using System.CommandLine;
using System.Globalization;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>The references of a review that are, or may be, one document: what waits for a person, and what he decides.</summary>
internal sealed class PairCommands(CliApp app)
{
    private readonly Argument<string> _review = ReviewInput.ReviewArgument();
    private readonly Argument<int> _number = ReviewInput.NumberArgument();
    private readonly Argument<int> _other = new("AUTRE") { Description = "Numéro de l’autre référence." };

    public Command List()
    {
        var linked = new Option<bool>("--lies") { Description = "Montre les doublons déjà liés, qui les a liés et pourquoi." };
        return app.Does(
            new CliCommand(
                "duplicates", "Montre les paires à trancher, la plus douteuse d’abord, et ce qui parle pour chacune ; ou les doublons liés.",
                "has litreview duplicates R-2026-0001", "has litreview duplicates R-2026-0001 --lies")
            {
                _review, linked,
            },
            run => run.Get(linked) ? ShowLinkedAsync(run) : ShowPairsAsync(run));
    }

    public Command Link()
    {
        var original = new Argument<int>("ORIGINAL") { Description = "Numéro de celle qui se lira pour les deux." };
        var why = ReviewInput.Text("--pourquoi", "Ce qui le montre ; sinon ce qui parlait pour la paire, si elle était proposée.", "TEXTE");
        return app.Acts(
            new CliCommand(
                "link", "Dit qu’une référence en répète une autre, proposée ou non. Rien n’est supprimé.",
                "has litreview link R-2026-0001 12 4 --par claire-martin",
                "has litreview link R-2026-0001 12 4 --pourquoi \"Résumé de congrès du même essai\" --par claire-martin")
            {
                _review, _number, original, why,
            },
            _review, (run, _) => LinkDuplicates.ByPerson(run.Get(_number), run.Get(original), run.Text(why)),
            (run, review) => $"La n° {run.Get(_number)} répète la n° {review.Find(run.Get(_number))!.DuplicateOf}, qui se lit pour les deux.",
            (run, review) => JsonOf(review, review.Find(run.Get(_number))!));
    }

    public Command Distinguish() => app.Acts(
        new CliCommand(
            "distinguish", "Dit que deux références d’une paire proposée ne sont pas le même document.",
            "has litreview distinguish R-2026-0001 12 4 --par claire-martin")
        {
            _review, _number, _other,
        },
        _review, (run, _) => new DismissDuplicate(run.Get(_number), run.Get(_other)),
        (run, review) => $"Les n° {run.Get(_number)} et {run.Get(_other)} sont distinguées ; "
            + $"{French.Count(review.PairsToJudge().Count, "paire")} à trancher.",
        (run, review) => new
        {
            Id = review.Id.Value,
            Records = new[] { run.Get(_number), run.Get(_other) },
            ToDecide = review.PairsToJudge().Count,
        });

    public Command Unlink()
    {
        var reason = ReviewInput.Text("--motif", "Pourquoi ; le journal le garde.", "TEXTE");
        return app.Acts(
            new CliCommand(
                "unlink", "Défait un lien : la référence se lit de nouveau pour elle-même.",
                "has litreview unlink R-2026-0001 12 --motif \"Deux populations\" --par claire-martin")
            {
                _review, _number, reason,
            },
            _review, (run, _) => new UnlinkDuplicate(run.Get(_number), run.Text(reason) ?? ""),
            (run, _) => $"La n° {run.Get(_number)} ne répète plus aucune autre.",
            (run, review) => new { Id = review.Id.Value, Number = run.Get(_number), review.Find(run.Get(_number))!.DuplicateOf });
    }

    private async Task<int> ShowPairsAsync(Run run)
    {
        using var reviews = await ReviewInput.OpenAsync(run);
        var known = await ReviewInput.FindAsync(reviews, run, _review);
        var pairs = known.PairsToJudge();
        var citations = await reviews.Queries.CitationsAsync(known.Id, [.. pairs.SelectMany(pair => new[] { pair.Record, pair.Original })], run.Stop);
        if (run.WantsJson)
        {
            run.Terminal.Json(new
            {
                Id = known.Id.Value,
                Pairs = pairs.Select(pair => new
                {
                    Number = pair.Record,
                    pair.Original,
                    pair.Probability,
                    pair.Reason,
                    Title = ReviewInput.TitleOf(citations, pair.Record),
                    OriginalTitle = ReviewInput.TitleOf(citations, pair.Original),
                }),
            });
        }

        foreach (var pair in run.WantsJson ? [] : pairs)
        {
            run.Terminal.Show(Layout.Heading($"n° {pair.Record} et n° {pair.Original}"
                + (pair.Probability is { } probability ? $" · {probability.ToString("P0", CultureInfo.CurrentCulture)}" : "")));
            if (pair.Reason is { } reason)
                run.Terminal.Show(Layout.Indented(reason));
            foreach (var number in new[] { pair.Original, pair.Record })
                run.Terminal.Show(Layout.Indented($"n° {number}  {DuplicatePairs.Told(citations[number])}", 6));
        }

        run.Terminal.Done(pairs.Count == 0
            ? "Aucune paire n’attend de décision."
            : $"{French.Count(pairs.Count, "paire")} à trancher : « link » ou « distinguish ».");
        return ExitCodes.Ok;
    }

    private async Task<int> ShowLinkedAsync(Run run)
    {
        using var reviews = await ReviewInput.OpenAsync(run);
        var known = await ReviewInput.FindAsync(reviews, run, _review);
        var linked = known.Records.Where(record => !record.IsStanding).ToList();
        if (run.WantsJson)
        {
            run.Terminal.Json(new { Id = known.Id.Value, Linked = linked.Select(record => JsonOf(known, record)) });
        }
        else if (linked.Count > 0)
        {
            var table = Layout.Table(">!Référence", ">!Répète", "!Par", "Pourquoi");
            foreach (var record in linked)
            {
                table.With(
                    French.Number(record.Number), $"{record.DuplicateOf}", record.IsDuplicateByTool ? "l’outil" : "une personne",
                    record.LinkReason ?? "non précisé");
            }

            run.Terminal.Show(table);
        }

        run.Terminal.Done($"{French.Count(linked.Count, "doublon lié", "doublons liés")} ; « unlink » en défait un.");
        return ExitCodes.Ok;
    }

    private static object JsonOf(Review review, RecordState record) =>
        new { Id = review.Id.Value, record.Number, record.DuplicateOf, ByTool = record.IsDuplicateByTool, Reason = record.LinkReason };
}
