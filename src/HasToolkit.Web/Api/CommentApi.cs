using System.ComponentModel;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Evaluation.Workflows.Keys;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Verbatims;
using Microsoft.AspNetCore.Http.HttpResults;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Reports;
using Verbatims.Nlp.Search;

namespace HasToolkit.Web.Api;

/// <summary>Batches of comments as programs read them: masked text only, and no figure of a group that would single a patient out.</summary>
internal static class CommentApi
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private static readonly string Filters =
        $"Filtres dans l’adresse, comme sur les écrans : {string.Join(", ", CommentPlaces.Words)}. Sous {SmallCells.Least} "
        + "commentaires, un filtre est refusé : les montrer désignerait des personnes.";

    public static void Map(RouteGroupBuilder comments)
    {
        CommentIntakeApi.Map(comments);
        var reading = comments.MapGroup("").WithMetadata(new NeedsScope(KeyScope.ReadComments));
        reading.MapGet("/", ListAsync).WithName("lots").WithSummary("Liste les lots de commentaires");
        reading.MapGet("/{lot}", ReadAsync).WithName("lot").WithSummary("Dit où en est un lot").ProducesProblem(StatusCodes.Status404NotFound);
        reading.MapGet("/{lot}/chiffres", FiguresAsync).WithName("chiffres").WithSummary("Donne les chiffres d’un lot")
            .WithDescription(Filters).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        reading.MapGet("/{lot}/resultats", ResultsAsync).WithName("resultats").WithMetadata(WholeExport.Mark)
            .WithSummary("Donne les commentaires analysés, noms masqués, un objet JSON par ligne")
            .WithDescription(Filters + " « propositions=oui » ajoute la tonalité de chaque proposition.")
            .Produces<CommentLine>(StatusCodes.Status200OK, "application/jsonl").ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<Ok<BatchListing>> ListAsync(BatchAccess access, CommentWorker worker) =>
        TypedResults.Ok(new BatchListing([.. (await access.BatchesAsync()).Select(batch => CommentIntakeApi.Of(batch, worker))]));

    private static async Task<Results<Ok<BatchAnswer>, ProblemHttpResult>> ReadAsync(
        [Description("L’identifiant du lot.")] string lot, CommentHost host, CommentWorker worker, HandInShelf shelf,
        BatchAccess access)
    {
        if (await CommentPosts.FindAsync(host, lot) is { } batch)
            return TypedResults.Ok(CommentIntakeApi.Of(batch, worker));
        return shelf.All().FirstOrDefault(one => one.Batch == lot) is { } waiting && await access.MaySeeAsync(waiting)
            ? TypedResults.Ok(CommentIntakeApi.Of(waiting, worker))
            : NoBatch(lot);
    }

    private static async Task<Results<Ok<FiguresAnswer>, ProblemHttpResult>> FiguresAsync(
        [Description("L’identifiant du lot.")] string lot, HttpContext context, CommentHost host, CancellationToken stop)
    {
        var (batch, figures, problem) = await AskAsync(lot, context, host, stop);
        if (problem is not null)
            return problem;
        var cards = figures!.Cards;
        var priorities = figures.Priorities.ToDictionary(line => line.Code, line => ReportText.Priority(line.Priority));
        return TypedResults.Ok(new FiguresAnswer(
            batch!.Id.Value, figures.Query.Words.ToDictionary(word => word.Word, word => word.Value), SmallCells.Least,
            cards.Comments.Value, Shown(cards.Positive), Shown(cards.Negative), Shown(cards.Mixed), Shown(cards.Empty), Shown(cards.Alerts),
            Shown(cards.ToRead), Shown(cards.Corrected), ShareOf(cards.Satisfied),
            [
                .. figures.Topics.Select(line => new TopicAnswer(
                    line.Code, host.NameOf(line.Code), Shown(line.Mentions), Shown(line.Praised), Shown(line.Blamed),
                    priorities.GetValueOrDefault(line.Code))),
            ],
            [.. figures.Services.Select(GroupOf)], [.. figures.Establishments.Select(GroupOf)],
            [
                .. figures.Trend.Select(point => new MonthAnswer(
                    Month(point.Month)!, point.Comments?.Value, point.Comments is null ? null : ShareOf(point.Satisfied))),
            ],
            batch.Run?.ModelVersion, Report.Limits));

        static long? Shown(Figure figure) => figure.IsHidden ? null : figure.Value;
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ResultsAsync(
        [Description("L’identifiant du lot.")] string lot, HttpContext context, CommentHost host, CancellationToken stop)
    {
        var (_, figures, problem) = await AskAsync(lot, context, host, stop);
        if (problem is not null)
            return problem;
        var hasClauses = context.Request.Query["propositions"] == "oui";
        return TypedResults.Stream(
            async output =>
            {
                await foreach (var comment in host.Services.Queries.StoredAsync(figures!.Query, stop))
                {
                    var clauses = hasClauses ? host.Analyser.Clauses(comment.Text, comment.Box) : null;
                    await JsonSerializer.SerializeAsync(output, LineOf(figures.Shown(comment), clauses), Lines, stop);
                    await output.WriteAsync("\n"u8.ToArray(), stop);
                }
            },
            "application/jsonl; charset=utf-8", $"commentaires-{lot}.jsonl");
    }

    // A filter that leaves fewer comments than are shown of any group is refused, whatever it filters by.
    private static async Task<(Batch? Batch, BatchFigures? Figures, ProblemHttpResult? Problem)> AskAsync(
        string lot, HttpContext context, CommentHost host, CancellationToken stop)
    {
        if (await CommentPosts.FindAsync(host, lot) is not { } batch)
            return (null, null, NoBatch(lot));
        var (query, fault) = CommentPlaces.Read(batch.Id, context.Request.Query);
        if (fault is not null)
            return (null, null, ProblemKind.Refused.Because(fault));
        if (batch.Run is not { IsFinished: true })
            return (null, null, ProblemKind.Conflict.Because($"Le lot {lot} n’est pas entièrement analysé. Attendez que son état soit « ready »."));
        try
        {
            return (batch, await host.Services.Queries.FiguresAsync(query, stop), null);
        }
        catch (TooFewCommentsException e)
        {
            return (null, null, ProblemKind.TooFew.Because(e.Message));
        }
    }

    private static ProblemHttpResult NoBatch(string lot) =>
        ProblemKind.NotThere.Because($"Aucun lot ne porte la référence « {lot} ». GET {ApiGate.Root}/commentaires donne les lots.");

    private static ShareAnswer ShareOf(Proportion share) => new(share.Value, share.Of, share.Low, share.High);

    private static GroupAnswer GroupOf(GroupLine line) =>
        new(line.Name, line.Comments?.Value, line.Test is { } test ? ShareOf(test.First) : null);

    private static string? Month(DateOnly? month) => month?.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static CommentLine LineOf(StoredComment comment, IReadOnlyList<ClauseTone>? clauses) => new(
        comment.Key.Number, comment.Text, ReportText.Box(comment.Box), Month(comment.Month), comment.Establishment,
        comment.Service, comment.Score,
        comment.Tone is { } tone ? CommentQuery.Letter(tone) : null,
        comment.Analysis is { } analysis ? Math.Round(analysis.ToneProbabilities[(int)analysis.Tone], 4) : null,
        [.. comment.Topics.Select(topic => topic.ToString())], comment.IsAlert,
        comment.Corrections.Count == 0 && comment.Analysis is { NeedsReading: true }, comment.Corrections.Count > 0,
        clauses is null ? null : [.. clauses.Select(clause => new ClauseAnswer(clause.Start, clause.End, CommentQuery.Letter(clause.Tone)))]);
}
