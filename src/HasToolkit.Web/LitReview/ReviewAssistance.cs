using HasToolkit.Web.Hosting;
using LitReview;
using LitReview.Answers;
using LitReview.Assistance;
using LitReview.Citations;
using LitReview.Reviews;
using Verbatims.Nlp.Masking;

namespace HasToolkit.Web.LitReview;

/// <summary>Answers questions on a review: from its sentences, or by a language model when one is set up and asked for.</summary>
internal sealed class ReviewAssistance : IDisposable
{
    private readonly LitReviewServices _reviews;
    private readonly AssistanceLog _log;

    public ReviewAssistance(HasOptions options, LitReviewServices reviews)
    {
        _reviews = reviews;
        _log = new AssistanceLog(options.DataFolder, reviews.Clock);
        var settings = options.Assistance;
        Assistant = Assistant.Connect(new AssistanceOptions
        {
            Endpoint = settings.Endpoint,
            Model = settings.Model,
            ApiKey = settings.ApiKey,
            Timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds),
            Mask = typed => PersonalDataMasker.Mask(typed).Text,
        });
    }

    /// <summary>The model; null when none is set up.</summary>
    public Assistant? Assistant { get; }

    /// <summary>Answers with sentences of the references.</summary>
    public async Task<Answer> ExtractAsync(Review review, string question) =>
        ExtractedAnswer.To(question, await _reviews.Searches.OfAsync(review));

    /// <summary>Answers by the model, checked, and keeps that it was asked.</summary>
    public async Task<Answer> WriteAsync(
        Assistant assistant, Review review, ReviewerId person, string question, CancellationToken cancellationToken)
    {
        var answer = await assistant.AnswerAsync(
            question, await _reviews.Searches.OfAsync(review, cancellationToken), cancellationToken);
        _log.Add(person.Value, review.Id.Value, $"question : {question}", assistant, answer.Failure);
        return answer;
    }

    /// <summary>Asks the model what a study says of the fields of the form, and keeps that it was asked.</summary>
    public async Task<Proposal<IReadOnlyList<ExtractedField>>> ExtractAsync(
        Assistant assistant, Review review, ReviewerId person, int number, CancellationToken cancellationToken) => Kept(
        await assistant.ExtractAsync(await CitationAsync(review, number), review.Extraction, cancellationToken), assistant, review, person,
        $"extraction : référence {number}");

    /// <summary>Asks the model whether a reference meets the protocol, and keeps that it was asked.</summary>
    public async Task<Proposal<SecondOpinion>> JudgeAsync(
        Assistant assistant, Review review, ReviewerId person, int number, CancellationToken cancellationToken) => Kept(
        await assistant.JudgeAsync(await CitationAsync(review, number), review.Protocol, cancellationToken), assistant, review, person,
        $"avis : référence {number}");

    /// <summary>Asks the model for a reference in French, and keeps that it was asked.</summary>
    public async Task<Proposal<TranslatedRecord>> TranslateAsync(
        Assistant assistant, Review review, ReviewerId person, int number, CancellationToken cancellationToken) => Kept(
        await assistant.TranslateAsync(await CitationAsync(review, number), cancellationToken), assistant, review, person,
        $"traduction : référence {number}");

    private async Task<Citation> CitationAsync(Review review, int number) => (await _reviews.Queries.CitationsAsync(review.Id, [number]))[number];

    private Proposal<T> Kept<T>(Proposal<T> proposal, Assistant assistant, Review review, ReviewerId person, string request)
        where T : class
    {
        _log.Add(person.Value, review.Id.Value, request, assistant, proposal.Failure);
        return proposal;
    }

    public void Dispose() => Assistant?.Dispose();
}
