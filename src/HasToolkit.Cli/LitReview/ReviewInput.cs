using System.CommandLine;
using System.Text;
using LitReview;
using LitReview.Citations;
using LitReview.Reports;
using LitReview.Reviews;

namespace HasToolkit.Cli.LitReview;

/// <summary>What the commands on reviews share: the review that is named, who signs, what the desk answers.</summary>
internal static class ReviewInput
{
    /// <summary>What stands for a file when its content is typed, or comes from another program.</summary>
    public const string Typed = "-";

    public static Argument<string> ReviewArgument() => new("REVUE") { Description = "Référence de la revue, que « list » montre." };

    public static Argument<int> NumberArgument() => new("NUMÉRO") { Description = "Numéro de la référence, que « references » montre." };

    public static Option<string> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };

    public static Option<string> Needed(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help, Required = true };

    public static Option<string> StageOption() =>
        Text("--stade", "titre (titre et résumé) ou texte (texte intégral) ; titre par défaut.", "STADE");

    public static Stage StageOf(Run run, Option<string> stage) =>
        run.Word(stage, ("titre", Stage.TitleAbstract), ("texte", Stage.FullText)) ?? Stage.TitleAbstract;

    public static Task<LitReviewServices> OpenAsync(Run run) =>
        LitReviewServices.OpenAsync(run.DataFolder, run.Connection, run.Clock, run.Stop);

    public static ReviewerId Signer(Run run) => new(
        run.PersonTyped ?? throw new InputException("Indiquez qui agit : --par IDENTIFIANT, ou la variable HAS_PERSONNE."));

    /// <summary>Who reads. Without --par it is none of the readers: what they hide from each other stays hidden.</summary>
    public static ReviewerId Reader(Run run) => new(run.PersonTyped ?? "");

    public static Task<Review> FindAsync(LitReviewServices reviews, Run run, Argument<string> argument) =>
        FindAsync(reviews, run, new ReviewId(run.Get(argument)));

    public static async Task<Review> FindAsync(LitReviewServices reviews, Run run, ReviewId id) => await ReviewDeports.OpenedAsync(
        run, await reviews.Queries.ReviewAsync(id, run.Stop) ?? throw new InputException(new ReviewNotFound(id).Message));

    public static RecordState Record(Review review, int number) =>
        review.Find(number) ?? throw new InputException(new RecordIsUnknown(number, review.Records.Count).Message);

    /// <summary>Opens a file of references or of lines, or what is typed in its place.</summary>
    public static async Task<Stream> OpenAsync(CliApp app, string path, CancellationToken cancellationToken) => path == Typed
        ? new MemoryStream(Encoding.UTF8.GetBytes(await app.Input.ReadToEndAsync(cancellationToken)))
        : File.OpenRead(path);

    public static Review Accepted(ReviewResult result) => result switch
    {
        ReviewResult.Done(var review, _) => review,
        ReviewResult.Refused(var reason) => throw new ReviewRefusedException(reason),
        _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
    };

    /// <summary>A command on a review that hands in one command of the library, and tells what came of it.</summary>
    /// <param name="app">The program.</param>
    /// <param name="command">What is typed.</param>
    /// <param name="review">The review that is named.</param>
    /// <param name="read">What is asked, from what was typed and the review as it is.</param>
    /// <param name="told">What came of it, in French, from the review as it is then.</param>
    /// <param name="json">The same for a program.</param>
    /// <param name="seesVersion">Whether it is refused when the review changed since it was read.</param>
    public static Command Acts(
        this CliApp app, CliCommand command, Argument<string> review, Func<Run, Review, ReviewCommand> read, Func<Run, Review, string> told,
        Func<Run, Review, object> json, bool seesVersion = false) => app.Does(command, async run =>
        {
            var signer = Signer(run);
            using var reviews = await OpenAsync(run);
            var known = await FindAsync(reviews, run, review);
            var after = Accepted(await reviews.DoAsync(
                known.Id, read(run, known), signer, Guid.NewGuid(), seesVersion ? known.Version : null, run.Stop));
            if (run.WantsJson)
                run.Terminal.Json(json(run, after));
            run.Terminal.Done(told(run, after));
            return ExitCodes.Ok;
        });

    /// <summary>« anne : exclure, Population ».</summary>
    public static string Told(Vote vote) =>
        $"{vote.Reviewer} : {ReviewText.Of(vote.Verdict)}{(vote.Reason is { } reason ? $", {reason}" : "")}";

    /// <summary>The title of a reference, or what stands for one.</summary>
    public static string TitleOf(IReadOnlyDictionary<int, Citation> citations, int number) =>
        citations.GetValueOrDefault(number)?.Title is { Length: > 0 } title ? title : "[Sans titre]";
}
