using System.CommandLine;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>What people write on a reference: notes and tags.</summary>
internal sealed class RemarkCommands(CliApp app)
{
    private readonly Argument<string> _review = ReviewInput.ReviewArgument();
    private readonly Argument<int> _number = ReviewInput.NumberArgument();

    public Command Note()
    {
        var text = new Argument<string>("TEXTE") { Description = "La note, entre guillemets." };
        return app.Acts(
            new CliCommand(
                "note", "Écrit une note sur une référence, avec votre nom.",
                "has litreview note R-2026-0001 12 \"Même essai que la n° 4 ?\" --par claire-martin") { _review, _number, text },
            _review, (run, _) => new WriteNote(run.Get(_number), run.Get(text)), (run, _) => $"Note gardée sur la n° {run.Get(_number)}.",
            (run, review) => new { Id = review.Id.Value, Number = run.Get(_number), Notes = review.Find(run.Get(_number))!.Notes.Length });
    }

    public Command Tag()
    {
        var tag = new Argument<string>("ÉTIQUETTE") { Description = "L’étiquette." };
        var remove = new Option<bool>("--retirer") { Description = "La retire." };
        return app.Acts(
            new CliCommand(
                "tag", "Étiquette une référence, ou en retire une étiquette.", "has litreview tag R-2026-0001 12 pédiatrie --par claire-martin",
                "has litreview tag R-2026-0001 12 pédiatrie --retirer --par claire-martin") { _review, _number, tag, remove },
            _review,
            (run, _) => run.Get(remove) ? new RemoveTag(run.Get(_number), run.Get(tag)) : new AddTag(run.Get(_number), run.Get(tag)),
            (run, review) => $"n° {run.Get(_number)} : "
                + (review.Find(run.Get(_number))!.Tags is { IsEmpty: false } tags ? $"{string.Join(", ", tags)}." : "aucune étiquette."),
            (run, review) => new { Id = review.Id.Value, Number = run.Get(_number), review.Find(run.Get(_number))!.Tags });
    }
}
