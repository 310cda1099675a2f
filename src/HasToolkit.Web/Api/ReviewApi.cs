using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Evaluation.Workflows.Keys;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;
using HasToolkit.Web.LitReview;
using LitReview;
using LitReview.Citations;
using LitReview.Reviews;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HasToolkit.Web.Api;

/// <summary>Reviews of the literature as programs create, fill and read them; nobody reads the votes of others before his own count.</summary>
internal static class ReviewApi
{
    private const int MostAtOnce = 500;

    private static readonly Dictionary<string, SourceKind> Kinds = new()
    {
        ["base"] = SourceKind.Database,
        ["registre"] = SourceKind.Register,
        ["site"] = SourceKind.Website,
        ["organisme"] = SourceKind.Organisation,
        ["citations"] = SourceKind.CitationSearch,
        ["autre"] = SourceKind.Other,
    };

    public static void Map(RouteGroupBuilder reviews)
    {
        var reading = reviews.MapGroup("").WithMetadata(new NeedsScope(KeyScope.ReadReviews));
        reading.MapGet("/", ListAsync).WithName("revues").WithSummary("Liste les revues");
        reading.MapGet("/{id}", ReadAsync).WithName("revue").WithSummary("Lit une revue : ses imports, ses doublons, où en est le tri")
            .ProducesProblem(StatusCodes.Status404NotFound);
        reading.MapGet("/{id}/doublons", DuplicatesAsync).WithName("doublons").WithSummary("Compte les doublons d’une revue")
            .ProducesProblem(StatusCodes.Status404NotFound);
        reading.MapGet("/{id}/references", ReferencesAsync).WithName("references").WithMetadata(WholeExport.Mark)
            .WithSummary("Liste les références d’une revue, avec leurs décisions")
            .WithDescription("Une décision n’est dite qu’une fois toutes les lectures données : l’avis d’un autre reste caché jusque-là.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        var writing = reviews.MapGroup("").WithMetadata(new NeedsScope(KeyScope.ImportReferences));
        writing.MapPost("/", CreateAsync).WithName("creer").WithSummary("Crée une revue")
            .WithDescription("L’en-tête « Idempotency-Key », un GUID, fait qu’une demande envoyée deux fois ne compte qu’une fois.")
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        writing.MapPost("/{id}/imports", ImportAsync).WithName("importer").WithSummary("Importe un fichier de références dans une revue")
            .WithDescription(
                "Formulaire multipart (champ « fichier »), ou fichier tel quel. RIS, NBIB, XML de PubMed, BibTeX, EndNote, CSV, Excel… reconnu à "
                + "son contenu. Les doublons sûrs sont liés, les douteux attendent une personne. Le même fichier renvoyé ne compte qu’une fois.")
            .Accepts<IFormFile>("multipart/form-data", "application/x-research-info-systems", "application/octet-stream", "text/plain")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Ok<ReviewListing>> ListAsync(LitReviewServices reviews, ReviewAccess access, CancellationToken stop)
    {
        var closed = await access.ClosedAsync(reviews, stop);
        return TypedResults.Ok(new ReviewListing(
        [
            .. (await reviews.Queries.ReviewsAsync(stop)).Where(row => !closed.Contains(row.Id)).Select(row =>
                new ReviewLine(row.Id.Value, row.Title, row.Records, row.CreatedAt, row.ChangedAt)),
        ]));
    }

    private static async Task<Results<Ok<ReviewAnswer>, ProblemHttpResult>> ReadAsync(
        string id, LitReviewServices reviews, CancellationToken stop) =>
        await reviews.Queries.ReviewAsync(new ReviewId(id), stop) is { } review ? TypedResults.Ok(Of(review)) : NoReview(id);

    private static async Task<Results<Ok<DuplicateCounts>, ProblemHttpResult>> DuplicatesAsync(
        string id, LitReviewServices reviews, CancellationToken stop) =>
        await reviews.Queries.ReviewAsync(new ReviewId(id), stop) is { } review ? TypedResults.Ok(DuplicatesOf(review)) : NoReview(id);

    private static async Task<Results<Ok<ReferenceListing>, ProblemHttpResult>> ReferencesAsync(
        string id, LitReviewServices reviews, ICurrentPerson current,
        [Description("Mots du titre, auteur, année, DOI.")] string? texte,
        [Description("Seulement les références d’un numéro plus grand.")] int? apres,
        [Description("Combien au plus, de 1 à 500 ; 100 sans lui.")] int? taille,
        CancellationToken stop)
    {
        if (taille is < 1 or > MostAtOnce)
            return ProblemKind.Refused.Because($"« taille » vaut de 1 à {MostAtOnce}.");
        if (await reviews.Queries.ReviewAsync(new ReviewId(id), stop) is not { } review)
            return NoReview(id);
        IEnumerable<RecordState> records = string.IsNullOrWhiteSpace(texte)
            ? review.Records
            : (await reviews.Queries.FindAsync(review.Id, texte, stop)).Select(review.Find).OfType<RecordState>();
        var all = records.ToList();
        var later = all.Where(record => record.Number > (apres ?? 0)).ToList();
        var shown = later.Take(taille ?? 100).ToList();
        var citations = await reviews.Queries.CitationsAsync(review.Id, [.. shown.Select(record => record.Number)], stop);
        var reader = ReviewPosts.ReaderOf((await current.GetAsync())!);
        return TypedResults.Ok(new ReferenceListing(
            id, all.Count, shown.Count < later.Count ? shown[^1].Number : null,
            [.. shown.Select(record => Of(review, record, citations.GetValueOrDefault(record.Number), reader))]));
    }

    private static async Task<Results<Created<ReviewAnswer>, ProblemHttpResult>> CreateAsync(
        NewReview wanted, [FromHeader(Name = "Idempotency-Key")] Guid? command, LitReviewServices reviews, ICurrentPerson current,
        CancellationToken stop)
    {
        var protocol = new Protocol
        {
            Title = wanted.Title ?? "",
            Question = wanted.Question ?? "",
            Pico = new Pico(wanted.Population ?? "", wanted.Intervention ?? "", wanted.Comparator ?? "", wanted.Outcomes ?? ""),
            InclusionCriteria = wanted.InclusionCriteria ?? [],
            ExclusionCriteria = wanted.ExclusionCriteria ?? [],
            Reasons = wanted.Reasons ?? [],
            ReviewersPerRecord = wanted.ReviewersPerRecord,
        };
        var result = await reviews.Desk.CreateAsync(
            new CreateReview(protocol), ReviewPosts.ReaderOf((await current.GetAsync())!), command ?? Guid.NewGuid(), stop);
        return result is ReviewResult.Done(var review, _)
            ? TypedResults.Created(AddressOf(review.Id), Of(review))
            : Refused(((ReviewResult.Refused)result).Reason);
    }

    private static async Task<Results<Created<ImportAnswer>, Ok<ImportAnswer>, ProblemHttpResult>> ImportAsync(
        string id, HttpContext context, LitReviewServices reviews, ICurrentPerson current,
        [Description("La base : MEDLINE, Embase… ; sans elle, ce que le fichier dit de lui-même.")] string? source,
        [Description("base, registre, site, organisme, citations ou autre.")] string? nature,
        [FromQuery(Name = "interface"), Description("L’interface interrogée : PubMed, Ovid…")] string? through,
        [Description("Le jour de la recherche, AAAA-MM-JJ.")] DateOnly? le,
        [Description("L’équation, telle qu’elle a été saisie.")] string? equation,
        [Description("Combien de références la base annonçait.")] int? annonce,
        [Description("Le nom du fichier, quand il est envoyé tel quel.")] string? nom)
    {
        if (nature is not null && !Kinds.ContainsKey(nature))
            return ProblemKind.Refused.Because($"« nature={nature} » n’est pas connu ; attendu : {string.Join(", ", Kinds.Keys)}.");
        if (await reviews.Queries.ReviewAsync(new ReviewId(id), context.RequestAborted) is not { } before)
            return NoReview(id);
        var (upload, problem) = await Upload.ReadAsync(context);
        if (upload is null)
            return problem!;
        await using var file = upload;
        var reader = ReviewPosts.ReaderOf((await current.GetAsync())!);
        var from = new SearchSource(source ?? "", Kinds[nature ?? "base"], through, le, equation, annonce);
        var name = nom ?? file.Name;
        var command = await file.CommandAsync(
            "import", id, reader.Value, source, nature, through, le?.ToString("O", CultureInfo.InvariantCulture), equation,
            annonce?.ToString(CultureInfo.InvariantCulture), name);
        try
        {
            var result = await reviews.ImportAsync(new ReviewId(id), from, file.Content, name, reader, command, context.RequestAborted);
            if (result is not ReviewResult.Done(var review, _))
                return Refused(((ReviewResult.Refused)result).Reason);
            var isNew = review.Imports.Count > before.Imports.Count;
            var place = isNew ? review.Imports.Count - 1 : review.Imports.FindLastIndex(import => import.Records.File == Path.GetFileName(name));
            var answer = new ImportAnswer(id, Of(review.Imports[place], place + 1), DuplicatesOf(review), !isNew);
            return isNew ? TypedResults.Created(AddressOf(review.Id), answer) : TypedResults.Ok(answer);
        }
        catch (InvalidDataException e)
        {
            return ProblemKind.Refused.Because(e.Message);
        }
    }

    private static ReviewAnswer Of(Review review) => new(
        review.Id.Value, AddressOf(review.Id), review.Protocol.Title, review.Protocol.Question, review.Protocol.ReviewersPerRecord,
        review.Version, review.Records.Count, DuplicatesOf(review), review.Records.Count(review.IsForFullText),
        review.Records.Count(record => record.IsStanding && review.OutcomeOf(record, Stage.TitleAbstract) == Outcome.Excluded),
        review.Records.Count(review.IsIncluded),
        [.. review.Imports.Select((import, index) => Of(import, index + 1))], review.CreatedAt, review.ChangedAt);

    private static ImportLine Of(Import import, int number) => new(
        number, import.Records.Source.Name, import.Records.Source.Interface, import.Records.File, import.At, import.Records.Count,
        import.Records.Problems, import.Records.Source.Announced);

    private static ReferenceLine Of(Review review, RecordState record, Citation? citation, ReviewerId reader)
    {
        var (onTitle, isKept) = (Told(review.OutcomeOf(record, Stage.TitleAbstract)), review.IsForFullText(record));
        var onText = isKept ? Told(review.OutcomeOf(record, Stage.FullText)) : null;
        var reason = onText is not null ? record.ReasonAt(Stage.FullText) : onTitle is not null ? record.ReasonAt(Stage.TitleAbstract) : null;
        return new ReferenceLine(
            record.Number, citation?.Title ?? "", [.. (citation?.Authors ?? []).Select(author => author.Family)], citation?.Year,
            citation?.Journal, citation?.Doi, citation?.PubMedId, review.Imports[record.Import].Records.Source.Name, record.DuplicateOf,
            record.IsStanding ? onTitle : null, onText, reason,
            record.VoteOf(reader, isKept ? Stage.FullText : Stage.TitleAbstract) is { } vote ? Word(vote.Verdict) : null,
            record.Appraisal?.Level.ToString(), record.Tags);
    }

    private static DuplicateCounts DuplicatesOf(Review review)
    {
        var linked = review.Records.Where(record => !record.IsStanding).ToList();
        return new DuplicateCounts(
            linked.Count(record => record.IsDuplicateByTool), linked.Count(record => !record.IsDuplicateByTool), review.Proposals.Count,
            review.Apart.Count, review.Records.Count - linked.Count);
    }

    // What the readers came to, once all have read; before that it would tell one what the other said.
    private static string? Told(Outcome outcome) => outcome is Outcome.Unread or Outcome.Waiting ? null : Word(outcome);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static ProblemHttpResult NoReview(string id) => ProblemKind.NotThere.Because(new ReviewNotFound(new ReviewId(id)).Message);

    private static ProblemHttpResult Refused(ReviewRefusal reason) => (reason switch
    {
        ReviewNotFound => ProblemKind.NotThere,
        ReviewHasChanged or CommandWasUsed => ProblemKind.Conflict,
        _ => ProblemKind.Refused,
    }).Because(reason.Message, ("rule", reason.Rule));

    private static string AddressOf(ReviewId id) => $"{ApiGate.Root}/revues/{id}";
}
