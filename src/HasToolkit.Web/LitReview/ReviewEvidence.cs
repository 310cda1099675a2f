using System.Security.Cryptography;
using System.Text;
using Evaluation.Workflows;
using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using HasToolkit.Web.Evaluation;
using HasToolkit.Web.Hosting;
using HasToolkit.Web.Identity;
using LitReview;
using LitReview.Citations;
using LitReview.Reviews;

namespace HasToolkit.Web.LitReview;

/// <summary>A reference that a review kept becomes evidence of a dossier, in plain values.</summary>
internal static class ReviewEvidence
{
    public static async Task<IResult> HandOverAsync(
        string id, int number, HttpContext http, LitReviewServices reviews, EvaluationServices evaluation, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(http, current);
        var review = await reviews.Queries.ReviewAsync(new ReviewId(id));
        if (review?.Find(number) is not { } record)
            return Results.NotFound();
        if (!review.IsIncluded(record))
            return Again("Seule une référence retenue au texte intégral est versée à un dossier.");

        var citation = (await reviews.Queries.CitationsAsync(review.Id, [number]))[number];
        var (description, appraisal) = PlainOf(review, record, citation, evaluation.Desk.Today);
        var (done, refusal) = await new EvidenceHandOver(evaluation).AddAsync(form, acting, description, appraisal);
        return done ?? Again(refusal!);

        IResult Again(string message)
        {
            echo.Refuse(HandOverCard.Form, message, form);
            return DossierPosts.Again<RecordPage>(
                StatusCodes.Status422UnprocessableEntity, (nameof(RecordPage.Id), id), (nameof(RecordPage.Number), number));
        }
    }

    /// <summary>Adds every reference kept in full text that the dossier has not yet, and leads to it.</summary>
    public static async Task<IResult> HandOverAllAsync(
        string id, HttpContext http, LitReviewServices reviews, EvaluationServices evaluation, ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(http, current);
        if (await reviews.Queries.ReviewAsync(new ReviewId(id)) is not { } review)
            return Results.NotFound();
        var (dossier, kept) = (new DossierId(form.Text("dossier")), review.Records.Where(record => review.IsIncluded(record)).ToList());
        var (file, refusal) = await evaluation.Queries.ReadAsync(dossier, acting.Person);
        if (file is null || kept.Count == 0)
            return Again(refusal?.Message ?? "La revue n’a encore retenu aucune référence au texte intégral.");

        var citations = await reviews.Queries.CitationsAsync(review.Id, [.. kept.Select(record => record.Number)]);
        var there = file.Dossier.Assessment.Evidence.Where(item => item.SetAsideFor is null).Select(item => item.Description.TakenFrom).ToHashSet();
        foreach (var record in kept)
        {
            var (description, appraisal) = PlainOf(review, record, citations[record.Number], evaluation.Desk.Today);
            if (there.Contains(description.TakenFrom))
                continue;
            // Drawn from the command of the form: sent twice, each reference counts once.
            var command = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{form.Command():D}/{record.Number}")).AsSpan(0, 16));
            var result = await evaluation.Desk.DoAsync(dossier, new AddEvidence(description, appraisal), acting.Sign(command));
            // What the dossier knows by another way, by its DOI, stays as it is.
            if (result is MoveResult.Refused(var reason) && reason is not RequestIsInvalid)
                return Again(reason.Message);
        }

        return new Recorded($"/dossiers/{dossier}?onglet=preuves");

        IResult Again(string message)
        {
            echo.Refuse(HandOverCard.Form, message, form);
            return DossierPosts.Again<StudiesPage>(StatusCodes.Status422UnprocessableEntity, (nameof(StudiesPage.Id), id));
        }
    }

    /// <summary>Adds the answer of the review to a question, made of sentences of its references, with the words that it cites.</summary>
    public static async Task<IResult> HandOverAnswerAsync(
        string id, HttpContext http, LitReviewServices reviews, EvaluationServices evaluation, ReviewAssistance assistance,
        ICurrentPerson current, FormEcho echo)
    {
        var (form, acting) = await DossierPosts.ReadAsync(http, current);
        var question = form.Text("q");
        if (await reviews.Queries.ReviewAsync(new ReviewId(id)) is not { } review || question.Length is 0 or > PlainEvidence.LongestQuestion)
            return Results.NotFound();
        // Found again here: what the page showed is not believed, and the same review gives the same answer.
        var answer = await assistance.ExtractAsync(review, question);
        if (answer.SupportedText.Length == 0)
            return Again("La revue n’a plus de réponse à cette question. Posez-la de nouveau.");
        var quotes = answer.SupportingWords.Select(words => new EvidenceQuote(words.Text, words.Where));
        var description = PlainEvidence.OfAnswer(
            question, answer.SupportedText, quotes, (review.Id.Value, review.Protocol.Title), review.Version, evaluation.Desk.Today);
        var (done, refusal) = await new EvidenceHandOver(evaluation).AddAsync(form, acting, description, new EvidenceAppraisal());
        return done ?? Again(refusal!);

        IResult Again(string message)
        {
            echo.Refuse(HandOverCard.Form, message, form);
            return DossierPosts.Again<QuestionPage>(
                StatusCodes.Status422UnprocessableEntity, (nameof(QuestionPage.Id), id), (nameof(QuestionPage.Again), question));
        }
    }

    private static (EvidenceDescription Description, EvidenceAppraisal Appraisal) PlainOf(
        Review review, RecordState record, Citation citation, DateOnly today)
    {
        return (
            PlainEvidence.OfReference(
                citation.Title,
                new EvidenceIdentifiers(citation.Doi, citation.PubMedId, citation.Identifiers.FirstOrDefault(one => one.Scheme == "NCT")?.Value),
                (review.Id.Value, review.Protocol.Title), record.Number, review.Version, citation.Source.Raw, today),
            record.Appraisal?.Level is { } level ? PlainEvidence.AppraisalOf(level.Key, level.Grade) : new EvidenceAppraisal());
    }
}
