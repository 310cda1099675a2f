using Evaluation.Workflows;
using Evaluation.Workflows.Assessment;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Identity;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Search;

namespace HasToolkit.Web.Verbatims;

/// <summary>A share of the comments of a batch becomes evidence of a dossier, in plain values.</summary>
internal static class CommentEvidence
{
    private const int MostQuotes = 3;
    private const int LongestQuote = 600;

    /// <summary>The shares that can be handed over.</summary>
    public static IReadOnlyList<(string Value, string Text)> Choices(BatchFigures figures, CommentHost host) =>
    [
        ("", "Commentaires satisfaits"),
        .. figures.Topics.SelectMany(line => new[]
        {
            ($"{line.Code}-", $"Critiques sur « {host.NameOf(line.Code)} »"), ($"{line.Code}+", $"Éloges sur « {host.NameOf(line.Code)} »"),
        }),
    ];

    public static async Task<IResult> HandOverAsync(
        string lot, HttpContext http, CommentHost host, EvaluationServices evaluation, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(http, current);
        if (await CommentPosts.FindAsync(host, lot) is not { } batch)
            return Results.NotFound();
        if (batch.Run is not { IsFinished: true } run)
            return Again("Le lot n’est pas encore lu en entier. Attendez la fin de son analyse.");

        var figures = await host.Services.Queries.FiguresAsync(new CommentQuery(batch.Id));
        if (NamedShare.Of(figures, form.Text("part"), host.TopicNames) is not { Share.Of: > 0 } named)
            return Again("Aucun commentaire du lot n’en parle : il n’y a pas de part à verser.");
        var description = PlainEvidence.OfShare(
            named.Title, named.Share.Count, named.Share.Of, (named.Share.Low, named.Share.High), (batch.Id.Value, batch.FileName), batch.FileHash,
            run.ModelVersion, evaluation.Desk.Today, await QuotesAsync(host, batch.Id, figures, form.Text("part")));
        var (done, refusal) = await new EvidenceHandOver(evaluation).AddAsync(form, acting, description, new EvidenceAppraisal());
        return done ?? Again(refusal!);

        IResult Again(string message)
        {
            echo.Refuse(HandOverCard.Form, message, form);
            return DossierPosts.Again<BatchPage>(StatusCodes.Status422UnprocessableEntity, (nameof(BatchPage.Lot), lot));
        }
    }

    // Comments, masked, that the figures show for the topic; a ward is never named beside a quote.
    private static async Task<IReadOnlyList<EvidenceQuote>> QuotesAsync(CommentHost host, BatchId batch, BatchFigures figures, string part)
    {
        var label = TopicLabel.Read(part);
        var shown = figures.Quotes.Where(quotes => label is null ? quotes.IsPraise : quotes.Code == label.Code && quotes.IsPraise == label.IsPraise)
            .SelectMany(quotes => quotes.Comments).Select(key => key.Number).Distinct().Take(MostQuotes).ToList();
        return
        [
            .. (await host.Services.Queries.CommentsAsync(batch, shown)).Select(comment => new EvidenceQuote(
                comment.Text.Length > LongestQuote ? comment.Text[..LongestQuote] + "…" : comment.Text, $"commentaire n° {comment.Key.Number}")),
        ];
    }
}
