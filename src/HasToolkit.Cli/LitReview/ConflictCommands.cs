using System.CommandLine;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>What two readers judged differently without seeing each other, and the third person who settles it.</summary>
internal sealed class ConflictCommands(CliApp app)
{
    private readonly Argument<string> _review = ReviewInput.ReviewArgument();

    public Command List() => app.Does(
        new CliCommand("conflicts", "Montre les désaccords à trancher, avec les deux avis.", "has litreview conflicts R-2026-0001") { _review },
        async run =>
        {
            using var reviews = await ReviewInput.OpenAsync(run);
            var known = await ReviewInput.FindAsync(reviews, run, _review);
            var conflicts = new[] { Stage.TitleAbstract, Stage.FullText }
                .SelectMany(stage => known.Conflicts(stage).Select(record => (Record: record, Stage: stage))).ToList();
            var citations = await reviews.Queries.CitationsAsync(known.Id, [.. conflicts.Select(one => one.Record.Number)], run.Stop);
            if (run.WantsJson)
            {
                run.Terminal.Json(new
                {
                    Id = known.Id.Value,
                    Conflicts = conflicts.Select(one => new
                    {
                        one.Record.Number,
                        one.Stage,
                        Title = ReviewInput.TitleOf(citations, one.Record.Number),
                        Opinions = one.Record.Votes(one.Stage).Select(vote => new { Reader = vote.Reviewer.Value, vote.Verdict, vote.Reason }),
                    }),
                });
            }

            foreach (var (record, stage) in run.WantsJson ? [] : conflicts)
            {
                run.Terminal.Show(Layout.Heading(
                    $"n° {record.Number} · {ReviewText.Of(stage)} · {ReviewInput.TitleOf(citations, record.Number)}"));
                foreach (var vote in record.Votes(stage))
                    run.Terminal.Show(Layout.Indented(ReviewInput.Told(vote)));
            }

            run.Terminal.Done(conflicts.Count == 0
                ? "Aucun désaccord à trancher."
                : $"{French.Count(conflicts.Count, "désaccord")} à trancher, par une personne qui n’a donné aucun des deux avis.");
            return ExitCodes.Ok;
        });

    public Command Settle()
    {
        var number = ReviewInput.NumberArgument();
        var verdict = new Argument<string>("AVIS") { Description = "inclure ou exclure." };
        var stage = ReviewInput.StageOption();
        var reason = DecisionCommands.ReasonOption();
        var why = ReviewInput.Text("--pourquoi", "Pourquoi ; le journal le garde.", "TEXTE");
        return app.Acts(
            new CliCommand(
                "settle", "Tranche un désaccord ; une troisième personne le fait, et dit pourquoi.",
                "has litreview settle R-2026-0001 12 inclure --pourquoi \"La population est celle du protocole\" --par sophie-marchand")
            {
                _review, number, verdict, stage, reason, why,
            },
            _review,
            (run, review) => new ResolveConflict(
                run.Get(number), ReviewInput.StageOf(run, stage), DecisionCommands.VerdictOf(run, verdict),
                DecisionCommands.ReasonOf(run, reason, review), run.Text(why) ?? ""),
            (run, review) =>
            {
                var resolution = review.Find(run.Get(number))!.ResolutionOf(ReviewInput.StageOf(run, stage))!;
                return $"n° {run.Get(number)} tranchée ({ReviewText.Of(ReviewInput.StageOf(run, stage))}) : {ReviewText.Of(resolution.Verdict)}.";
            },
            (run, review) =>
            {
                var asked = ReviewInput.StageOf(run, stage);
                var resolution = review.Find(run.Get(number))!.ResolutionOf(asked)!;
                return new
                {
                    Id = review.Id.Value,
                    Number = run.Get(number),
                    Stage = asked,
                    resolution.Verdict,
                    resolution.Reason,
                    resolution.Comment,
                };
            });
    }
}
