using System.Globalization;
using Evaluation.Workflows;
using Evaluation.Workflows.Assessment;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Identity;
using LitReview;
using LitReview.Reviews;

namespace HasToolkit.Web.LitReview;

/// <summary>A reference that a review kept becomes evidence of a dossier, in plain values.</summary>
internal static class ReviewEvidence
{
    /// <summary>Whether the review kept the reference in full text.</summary>
    public static bool IsKept(Review review, RecordState record) =>
        review.IsForFullText(record) && review.OutcomeOf(record, Stage.FullText) == Outcome.Kept;

    public static async Task<IResult> HandOverAsync(
        string id, int number, HttpContext http, LitReviewServices reviews, EvaluationServices evaluation, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(http, current);
        var review = await reviews.Queries.ReviewAsync(new ReviewId(id));
        if (review?.Find(number) is not { } record)
            return Results.NotFound();
        if (!IsKept(review, record))
            return Again("Seule une référence retenue au texte intégral est versée à un dossier.");

        var citation = (await reviews.Queries.CitationsAsync(review.Id, [number]))[number];
        var description = PlainEvidence.OfReference(
            citation.Title,
            new EvidenceIdentifiers(citation.Doi, citation.PubMedId, citation.Identifiers.FirstOrDefault(one => one.Scheme == "NCT")?.Value),
            (review.Id.Value, review.Protocol.Title), number, review.Version, citation.Source.Raw, evaluation.Desk.Today);
        var level = record.Appraisal?.Level;
        var appraisal = new EvidenceAppraisal(
            int.TryParse(level?.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : null,
            level is null ? null : EvidenceText.FindGrade(level.Grade));
        var (done, refusal) = await new EvidenceHandOver(evaluation).AddAsync(form, acting, description, appraisal);
        return done ?? Again(refusal!);

        IResult Again(string message)
        {
            echo.Refuse(HandOverCard.Form, message, form);
            return DossierPosts.Again<RecordPage>(
                StatusCodes.Status422UnprocessableEntity, (nameof(RecordPage.Id), id), (nameof(RecordPage.Number), number));
        }
    }
}
