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
using LitReview.Screening;

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
        posts.MapPost("/{id}/protocole/faire/changer", ChangeAsync);
        posts.MapPost("/{id}/protocole/faire/inscrire", (string id, HttpContext http, Desk desk) => desk.DoAsync<ProtocolPage>(
            id, "inscrire", http, form => form.Text("personne") is { Length: > 0 } person ? new AddMember(new ReviewerId(person)) : null,
            $"/revues/{id}/protocole"));
        posts.MapPost("/{id}/protocole/faire/retirer", (string id, HttpContext http, Desk desk) => desk.DoAsync<ProtocolPage>(
            id, "retirer", http, form => new RemoveMember(new ReviewerId(form.Text("personne")), form.Text("motif")), $"/revues/{id}/protocole"));
        posts.MapPost("/{id}/import/faire/lire", ImportAsync);
        posts.MapImportPosts();
        posts.MapPost("/{id}/tri/faire/avis", ReadAsync);
        posts.MapPost("/{id}/tri/faire/annuler", (string id, HttpContext http, Desk desk) =>
            desk.DoAsync<ScreeningPage>(id, "annuler", http, _ => new UndoDecision(Stage.TitleAbstract), $"/revues/{id}/tri#lire", isQuiet: true));
        posts.MapPost("/{id}/faire/arreter", (string id, HttpContext http, Desk desk) =>
            desk.DoAsync<ReviewOverview>(id, "arreter", http, form => new StopScreening(form.Text("motif")), $"/revues/{id}"));
        posts.MapPost("/{id}/faire/reprendre", (string id, HttpContext http, Desk desk) =>
            desk.DoAsync<ReviewOverview>(id, "reprendre", http, form => new ResumeScreening(form.Text("motif")), $"/revues/{id}"));
        posts.MapPost("/{id}/faire/controler", (string id, HttpContext http, Desk desk) => desk.DoAsync<ReviewOverview>(
            id, "controler", http, form => new DrawCheck(form.Number("taille") ?? 0, form.Number("graine") ?? 0), $"/revues/{id}"));
        posts.MapPost("/{id}/faire/nouvelle-recherche", (string id, HttpContext http, Desk desk) =>
            desk.DoAsync<ReviewOverview>(id, "nouvelle-recherche", http, form => new BeginSearch(form.Text("motif")), $"/revues/{id}"));
        posts.MapPost("/{id}/doublons/faire/{act}", DuplicateAsync);
        posts.MapPost("/{id}/desaccords/faire/trancher", (string id, HttpContext http, Desk desk) =>
            desk.DoAsync<ConflictsPage>(
                id, null, http,
                form => new ResolveConflict(
                    form.Number("numero") ?? 0, StageOf(form), form.Text("avis") == "inclure" ? Verdict.Include : Verdict.Exclude,
                    form.Text("avis") == "inclure" ? null : OrNull(form.Text("motif")), form.Text("pourquoi")),
                $"/revues/{id}/desaccords", form => $"trancher-{form.Text("numero")}-{form.Text("etape")}"));
        posts.MapPost("/{id}/texte-integral/faire/avis", (string id, HttpContext http, Desk desk) =>
            desk.DoAsync<FullTextPage>(
                id, null, http,
                form => new JudgeRecord(form.Number("numero") ?? 0, Stage.FullText, VerdictOf(form.Text("avis")), OrNull(form.Text("motif"))),
                $"/revues/{id}/texte-integral", form => $"integral-{form.Text("numero")}"));
        posts.MapPost("/{id}/texte-integral/faire/introuvable", (string id, HttpContext http, Desk desk) =>
            desk.DoAsync<FullTextPage>(
                id, null, http, form => new GiveUpFullText(form.Number("numero") ?? 0, form.Text("pourquoi")),
                $"/revues/{id}/texte-integral", form => $"introuvable-{form.Text("numero")}"));
        posts.MapPost("/{id}/texte-integral/faire/joindre", AttachAsync);
        posts.MapPost("/{id}/reference/{number:int}/faire/verser", ReviewEvidence.HandOverAsync);
        posts.MapPost("/{id}/reference/{number:int}/faire/resume", ImportPosts.TypeAbstractAsync);
        posts.MapPost("/{id}/reference/{number:int}/faire/{act}", RecordAsync);
        posts.MapPost("/{id}/question/faire/rediger", QuestionPage.WriteAsync);
        posts.MapPost("/{id}/question/faire/verser", ReviewEvidence.HandOverAnswerAsync);
        posts.MapPost("/{id}/etudes/faire/verser", ReviewEvidence.HandOverAllAsync);
        app.MapGet("/revues/{id}/texte-integral/{number:int}.pdf", OpenPdfAsync);
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

    private static async Task<IResult> CreateAsync(
        HttpContext http, LitReviewServices reviews, EvaluationServices evaluation, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(http, current);
        var protocol = ProtocolOf(form, reviews.SecondModels.All());
        // A review is made for a dossier that its author can open, or for itself.
        if (protocol.For.Length > 0 && (await evaluation.Queries.ReadAsync(new DossierId(protocol.For), acting.Person)).File is null)
            protocol = protocol with { For = "" };
        var result = await reviews.Desk.CreateAsync(new CreateReview(protocol), ReaderOf(acting), form.Command());
        if (result is ReviewResult.Done(var review, _))
            return new Recorded($"/revues/{review.Id}/import");
        echo.Refuse("nouvelle", ((ReviewResult.Refused)result).Reason.Message, form);
        return DossierPosts.Again<NewReviewPage>(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ChangeAsync(string id, HttpContext http, LitReviewServices reviews, Desk desk)
    {
        // A model that the protocol has already can stay, even where this machine has it not.
        var known = reviews.SecondModels.All().ToList();
        if ((await reviews.Queries.ReviewAsync(new ReviewId(id)))?.Protocol.SecondModel is { } own)
            known.Add(own);
        return await desk.DoAsync<ProtocolPage>(
            id, "protocole", http, form => new ChangeProtocol(ProtocolOf(form, known), form.Text("motif")), $"/revues/{id}/protocole",
            seesVersion: true);
    }

    // One button for each answer: « inclure », « incertain », « passer », « exclure », or « exclure-2 » with the second reason.
    private static async Task<IResult> ReadAsync(string id, HttpContext http, LitReviewServices reviews, Desk desk)
    {
        var reasons = (await reviews.Queries.ReviewAsync(new ReviewId(id)))?.Protocol.Reasons ?? [];
        return await desk.DoAsync<ScreeningPage>(
            id, "tri", http,
            form =>
            {
                var (number, answer) = (form.Number("numero") ?? 0, form.Text("avis"));
                return answer switch
                {
                    "passer" => new SkipRecord(number),
                    "inclure" or "incertain" or "exclure" => new JudgeRecord(number, Stage.TitleAbstract, VerdictOf(answer)),
                    _ when answer.Split('-') is ["exclure", var place] && int.TryParse(place, CultureInfo.InvariantCulture, out var at)
                        && at >= 1 && at <= reasons.Count => new JudgeRecord(number, Stage.TitleAbstract, Verdict.Exclude, reasons[at - 1]),
                    _ => null,
                };
            },
            $"/revues/{id}/tri#lire", isQuiet: true);
    }

    private static Task<IResult> DuplicateAsync(string id, string act, HttpContext http, Desk desk) =>
        desk.DoAsync<DuplicatesPage>(
            id, null, http,
            form =>
            {
                var (record, original) = (form.Number("numero") ?? 0, form.Number("original") ?? 0);
                return act switch
                {
                    "lier" => new LinkDuplicates([new RecordLink(record, original)], ByTool: false, "décidé en comparant les deux références"),
                    "garder-l-autre" => new LinkDuplicates([new RecordLink(original, record)], ByTool: false, "décidé en comparant les deux références"),
                    "distinguer" => new DismissDuplicate(record, original),
                    "defaire" => new UnlinkDuplicate(record, form.Text("motif")),
                    _ => null,
                };
            },
            $"/revues/{id}/doublons", form => $"doublon-{form.Text("numero")}");

    private static Task<IResult> RecordAsync(string id, int number, string act, HttpContext http, Desk desk) =>
        desk.DoAsync<RecordPage>(
            id, act == "defaire" ? null : act, http,
            form => act switch
            {
                "defaire" => new UnlinkDuplicate(form.Number("numero") ?? 0, form.Text("motif")),
                "note" => new WriteNote(number, form.Text("texte")),
                "etiqueter" => new AddTag(number, form.Text("etiquette")),
                "retirer-etiquette" => new RemoveTag(number, form.Text("etiquette")),
                "avis" => new JudgeRecord(number, StageOf(form), VerdictOf(form.Text("avis")), OrNull(form.Text("motif"))),
                "niveau" => new AppraiseEvidence(number, form.Text("type"), form.Text("niveau"), form.Text("pourquoi")),
                _ => null,
            },
            $"/revues/{id}/reference/{number}", form => DocumentCard.FormOf(form.Number("numero") ?? 0),
            values: [(nameof(RecordPage.Number), number)]);

    private static async Task<IResult> ImportAsync(
        string id, HttpContext http, LitReviewServices reviews, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(http, current);
        string? refusal;
        if (form.Files.Count == 0 || form.Files[0].Length == 0)
        {
            refusal = "Aucun fichier n’est choisi, ou il est vide. Choisissez l’export de la base, puis importez-le.";
        }
        else
        {
            var kind = form.Number("nature") is { } number && Enum.IsDefined((SourceKind)number) ? (SourceKind)number : SourceKind.Other;
            var source = new SearchSource(
                form.Text("source"), kind, OrNull(form.Text("interface")), form.Day("le"), OrNull(form.Text("equation")),
                form.Number("annonce"));
            try
            {
                await using var content = form.Files[0].OpenReadStream();
                var result = await reviews.ImportAsync(
                    new ReviewId(id), source, content, form.Files[0].FileName, ReaderOf(acting), form.Command(), http.RequestAborted);
                if (result is ReviewResult.Done)
                    return new Recorded($"/revues/{id}/import");
                refusal = ((ReviewResult.Refused)result).Reason.Message;
            }
            catch (InvalidDataException e)
            {
                refusal = e.Message;
            }
        }

        echo.Refuse("import", refusal, form);
        return DossierPosts.Again<ImportPage>(StatusCodes.Status422UnprocessableEntity, (nameof(ReviewPage.Id), id));
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

    private static async Task<IResult> AttachAsync(string id, HttpContext http, LitReviewServices reviews, FormEcho echo, Desk desk)
    {
        var form = await http.Request.ReadFormAsync();
        try
        {
            if (form.Files.Count == 0 || form.Files[0].Length == 0)
                throw new InvalidDataException("Aucun fichier n’est choisi. Choisissez un PDF, puis joignez-le.");
            await using var content = form.Files[0].OpenReadStream();
            var file = await reviews.FullTexts.SaveAsync(content, form.Files[0].FileName, http.RequestAborted);
            return await desk.DoAsync<FullTextPage>(
                id, null, http, typed => new AttachFullText(typed.Number("numero") ?? 0, file), $"/revues/{id}/texte-integral",
                typed => $"joindre-{typed.Text("numero")}");
        }
        catch (InvalidDataException e)
        {
            echo.Refuse($"joindre-{form.Text("numero")}", e.Message, form);
            return DossierPosts.Again<FullTextPage>(StatusCodes.Status422UnprocessableEntity, (nameof(ReviewPage.Id), id));
        }
    }

    private static async Task<IResult> OpenPdfAsync(string id, int number, LitReviewServices reviews)
    {
        var file = (await reviews.Queries.ReviewAsync(new ReviewId(id)))?.Find(number)?.FullText;
        return file is null ? Results.NotFound() : Results.File(reviews.FullTexts.Open(file.Sha256), "application/pdf", file.FileName);
    }

    private static Protocol ProtocolOf(IFormCollection form, IReadOnlyList<SecondModel> secondModels) => new()
    {
        Title = form.Text("titre"),
        For = form.Text("pour"),
        Question = form.Text("question"),
        Pico = new Pico(form.Text("population"), form.Text("intervention"), form.Text("comparateur"), form.Text("criteres")),
        InclusionCriteria = Lines(form.Text("inclusion")),
        ExclusionCriteria = Lines(form.Text("exclusion")),
        Reasons = Lines(form.Text("motifs")),
        ReviewersPerRecord = form.Number("lecteurs") ?? 0,
        Order = form.Text("ordre") == "hasard" ? ReadingOrder.Random : ReadingOrder.Ranked,
        Model = form.Text("modele"),
        SecondModel = secondModels.FirstOrDefault(model => model.Sha256 == form.Text("second")),
        Seed = form.Number("graine") ?? 0,
        Recall = Share(form.Text("rappel")),
        Confidence = Share(form.Text("confiance")),
        Words =
        [
            .. Enum.GetValues<WordKind>()
                .Select(kind => new WordGroup(
                    kind, form.Text($"mots-{(int)kind}").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
                .Where(group => group.Words.Count > 0),
        ],
    };

    // What is not a number is 0, which the protocol refuses.
    private static double Share(string text) =>
        double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? percent / 100 : 0;

    private static IReadOnlyList<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static Stage StageOf(IFormCollection form) => form.Text("etape") == "integral" ? Stage.FullText : Stage.TitleAbstract;

    private static Verdict VerdictOf(string answer) => answer switch
    {
        "inclure" => Verdict.Include,
        "exclure" => Verdict.Exclude,
        _ => Verdict.Unsure,
    };

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
            var review = new ReviewId(id);
            var result = command is JudgeRecord { Stage: Stage.TitleAbstract } or SkipRecord
                ? await reviews.ReadAsync(review, command, ReaderOf(acting), form.Command())
                : await reviews.Desk.DoAsync(
                    review, command, ReaderOf(acting), form.Command(), seesVersion ? form.Version() ?? 0 : null);
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
