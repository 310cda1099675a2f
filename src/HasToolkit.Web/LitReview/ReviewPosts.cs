using System.Globalization;
using Evaluation.Workflows;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;
using LitReview;
using LitReview.Citations;
using LitReview.Reviews;

namespace HasToolkit.Web.LitReview;

/// <summary>The forms of a review: each reads its fields, hands one command in, and goes back to the page.</summary>
internal static class ReviewPosts
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>Who reads the fictional review, and who settles it.</summary>
    public static IReadOnlyList<ReviewerId> DemoReaders { get; } =
    [
        new(DemoPeople.Lead.Id.Value), new("paul-henry"), new(DemoPeople.Service.Id.Value),
    ];

    public static void MapReviewPosts(this IEndpointRouteBuilder app)
    {
        var posts = app.MapGroup("/revues").WithOrder(DossierPosts.BeforePages).AddEndpointFilter(DossierPosts.RequireToken);
        posts.MapPost("/nouvelle", CreateAsync);
        posts.MapPost("/faire/reprendre", RestoreAsync);
        posts.MapProtocolPosts();
        posts.MapImportPosts();
        posts.MapScreeningPosts();
        posts.MapFullTextPosts();
        posts.MapReferencePosts();
        posts.MapPost("/{id}/question/faire/rediger", QuestionPage.WriteAsync);
        posts.MapPost("/{id}/question/faire/verser", ReviewEvidence.HandOverAnswerAsync);
        posts.MapPost("/{id}/etudes/faire/verser", ReviewEvidence.HandOverAllAsync);
        app.MapGet("/revues/{id}/texte-integral/{number:int}.pdf", FullTextPosts.OpenAsync);
        app.MapGet("/revues/{id}/rapport/{file}", ReviewDownloads.DownloadAsync).WithMetadata(WholeExport.Mark);
    }

    public static ReviewerId ReaderOf(Acting acting) => new(acting.Person.Id.Value);

    public static string Instant(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, Paris).ToString("d MMM yyyy 'à' HH:mm", CultureInfo.CurrentCulture);

    public static string Number(long value) => value.ToString("N0", CultureInfo.CurrentCulture);

    public static string Count(long count, string one, string? many = null) => $"{Number(count)} {(count is 0 or 1 ? one : many ?? one + "s")}";

    public static string NameOf(WordKind kind) => kind switch
    {
        WordKind.Population => "Population",
        WordKind.Intervention => "Intervention",
        WordKind.Comparator => "Comparateur",
        WordKind.Outcome => "Critère de jugement",
        WordKind.For => "En faveur",
        WordKind.Against => "En défaveur",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of word."),
    };

    public static string NameOf(CitationKind kind) => kind switch
    {
        CitationKind.JournalArticle => "article",
        CitationKind.ConferencePaper => "communication de congrès",
        CitationKind.Preprint => "prépublication",
        CitationKind.Book => "livre",
        CitationKind.BookChapter => "chapitre",
        CitationKind.Thesis => "thèse",
        CitationKind.Report => "rapport",
        CitationKind.TrialRegistration => "registre d’essais",
        CitationKind.WebPage => "page internet",
        CitationKind.Other => "autre document",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of document."),
    };

    public static string ClassOf(WordKind kind) => "word-" + kind switch
    {
        WordKind.Population => "population",
        WordKind.Intervention => "intervention",
        WordKind.Comparator => "comparator",
        WordKind.Outcome => "outcome",
        WordKind.For => "for",
        WordKind.Against => "against",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of word."),
    };

    public static string? OrNull(string text) => text.Length == 0 ? null : text;

    public static Stage StageOf(IFormCollection form) => form.Text("etape") == "integral" ? Stage.FullText : Stage.TitleAbstract;

    public static Verdict VerdictOf(string answer) => answer switch
    {
        "inclure" => Verdict.Include,
        "exclure" => Verdict.Exclude,
        _ => Verdict.Unsure,
    };

    private static async Task<IResult> CreateAsync(
        HttpContext http, LitReviewServices reviews, EvaluationServices evaluation, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(http, current);
        var protocol = ProtocolPosts.ProtocolOf(form, reviews.SecondModels.All());
        // A review is made for a dossier that its author can open, or for itself.
        if (protocol.For.Length > 0 && (await evaluation.Queries.ReadAsync(new DossierId(protocol.For), acting.Person)).File is null)
            protocol = protocol with { For = "" };
        var result = await reviews.Desk.CreateAsync(new CreateReview(protocol), ReaderOf(acting), form.Command());
        if (result is ReviewResult.Done(var review, _))
            return new Recorded($"/revues/{review.Id}/import");
        echo.Refuse("nouvelle", ((ReviewResult.Refused)result).Reason.Message, form);
        return DossierPosts.Again<NewReviewPage>(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> RestoreAsync(HttpContext http, LitReviewServices reviews, ICurrentPerson current, ReviewAccess access, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(http, current);
        try
        {
            if (form.Files.Count == 0 || form.Files[0].Length == 0)
                throw new InvalidDataException("Aucun fichier n’est choisi. Choisissez une revue exportée (.zip), puis reprenez-la.");
            await using var content = form.Files[0].OpenReadStream();
            var id = await reviews.Archive.ReadAsync(content, http.RequestAborted);
            // Who takes a review up reads it, even if he had no part in it where it comes from.
            if (await reviews.Queries.ReviewAsync(id) is { } review && !await access.MayOpenAsync(review))
                await reviews.Desk.DoAsync(id, new AddMember(ReaderOf(acting)), ReaderOf(acting), form.Command(), seen: null);
            return new Recorded($"/revues/{id}");
        }
        catch (InvalidDataException e)
        {
            echo.Refuse("reprendre", e.Message, form);
            return DossierPosts.Again<ReviewsPage>(StatusCodes.Status422UnprocessableEntity);
        }
    }

    /// <summary>Hands the command of a form in, and shows the page again when it is refused.</summary>
    internal sealed class Desk(LitReviewServices reviews, ICurrentPerson current, FormEcho echo)
    {
        public async Task<IResult> DoAsync<TPage>(
            string id, string? name, HttpContext http, Func<IFormCollection, ReviewCommand?> read, string then,
            Func<IFormCollection, string>? nameOf = null, bool seesVersion = false, bool isQuiet = false,
            params (string Name, object? Value)[] values)
            where TPage : ReviewPage
        {
            var (form, acting) = await DossierPosts.ReadAsync(http, current);
            if (read(form) is not { } command)
                return Results.NotFound();
            var result = await reviews.DoAsync(new ReviewId(id), command, ReaderOf(acting), form.Command(), seesVersion ? form.Version() ?? 0 : null);
            if (result is ReviewResult.Refused(var reason))
            {
                echo.Refuse(name ?? nameOf?.Invoke(form) ?? "", reason.Message, form);
                return DossierPosts.Again<TPage>(
                    reason is ReviewHasChanged ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity,
                    [(nameof(ReviewPage.Id), id), .. values]);
            }

            // A script that replaces what the page shows is spared the way there and back.
            return !isQuiet ? new Recorded(then)
                : http.Request.Headers.ContainsKey("X-In-Place")
                    ? DossierPosts.Again<TPage>(StatusCodes.Status200OK, [(nameof(ReviewPage.Id), id), .. values])
                    : Results.LocalRedirect(then);
        }
    }
}
