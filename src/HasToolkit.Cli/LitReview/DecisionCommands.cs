using System.CommandLine;
using System.Globalization;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>One answer of one reader, without a session in the terminal: for a script, or for a reference that he chose himself.</summary>
internal sealed class DecisionCommands(CliApp app)
{
    private readonly Argument<string> _review = ReviewInput.ReviewArgument();
    private readonly Argument<int> _number = ReviewInput.NumberArgument();
    private readonly Option<string> _stage = ReviewInput.StageOption();

    public Command Judge()
    {
        var verdict = VerdictArgument();
        var reason = ReasonOption();
        return app.Acts(
            new CliCommand(
                "judge", "Donne votre avis sur une référence, pour la première fois ou de nouveau ; le journal garde l’ancien.",
                "has litreview judge R-2026-0001 12 exclure --motif Population --par claire-martin",
                "has litreview judge R-2026-0001 12 inclure --stade texte --par claire-martin")
            {
                _review, _number, verdict, _stage, reason,
            },
            _review,
            (run, review) => new JudgeRecord(
                run.Get(_number), ReviewInput.StageOf(run, _stage), VerdictOf(run, verdict), ReasonOf(run, reason, review)),
            (run, review) =>
            {
                var (stage, record) = (ReviewInput.StageOf(run, _stage), review.Find(run.Get(_number))!);
                return $"n° {record.Number}, {ReviewText.Of(stage)} : {ReviewText.Of(VerdictOf(run, verdict))} ; "
                    + $"issue : {ReviewText.Of(review.OutcomeOf(record, stage))}.";
            },
            (run, review) =>
            {
                var (stage, record) = (ReviewInput.StageOf(run, _stage), review.Find(run.Get(_number))!);
                var vote = record.VoteOf(ReviewInput.Signer(run), stage)!;
                return new
                {
                    Id = review.Id.Value,
                    record.Number,
                    Stage = stage,
                    vote.Verdict,
                    vote.Reason,
                    Outcome = review.OutcomeOf(record, stage),
                };
            });
    }

    public Command Skip() => app.Acts(
        new CliCommand("skip", "Passe une référence : elle reviendra.", "has litreview skip R-2026-0001 12 --par claire-martin")
        {
            _review, _number,
        },
        _review, (run, _) => new SkipRecord(run.Get(_number)), (run, _) => $"n° {run.Get(_number)} passée ; elle reviendra.",
        (run, review) => new { Id = review.Id.Value, Number = run.Get(_number) });

    public Command Undo() => app.Acts(
        new CliCommand(
            "undo", "Annule votre dernière décision, sur titre et résumé ou sur texte intégral.",
            "has litreview undo R-2026-0001 --par claire-martin",
            "has litreview undo R-2026-0001 --stade texte --par claire-martin")
        {
            _review, _stage,
        },
        _review, (run, _) => new UndoDecision(ReviewInput.StageOf(run, _stage)),
        (run, review) => $"Décision sur la n° {Undone(run, review)} annulée ({ReviewText.Of(ReviewInput.StageOf(run, _stage))}).",
        (run, review) => new { Id = review.Id.Value, Number = Undone(run, review), Stage = ReviewInput.StageOf(run, _stage) });

    internal static Argument<string> VerdictArgument() => new("AVIS") { Description = "inclure, exclure ou incertain." };

    internal static Verdict VerdictOf(Run run, Argument<string> verdict) =>
        run.Word(verdict, ("inclure", Verdict.Include), ("exclure", Verdict.Exclude), ("incertain", Verdict.Unsure));

    internal static Option<string> ReasonOption() =>
        ReviewInput.Text("--motif", "Motif d’exclusion, tel que le protocole l’écrit, ou sa place dans la liste.", "MOTIF");

    /// <summary>The reason that was typed: its words, or its place among those of the protocol, from 1.</summary>
    internal static string? ReasonOf(Run run, Option<string> reason, Review review)
    {
        var reasons = review.Protocol.Reasons;
        return run.Text(reason) is { } typed && !reasons.Contains(typed) && int.TryParse(typed, CultureInfo.InvariantCulture, out var place)
            && place >= 1 && place <= reasons.Count
            ? reasons[place - 1]
            : run.Text(reason);
    }

    private static int Undone(Run run, Review review) => review.Logs[ReviewInput.Signer(run)].Steps[^1].Record;
}
