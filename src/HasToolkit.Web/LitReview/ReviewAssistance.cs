using HasToolkit.Web.Hosting;
using LitReview;
using LitReview.Answers;
using LitReview.Assistance;
using LitReview.Reviews;
using Verbatims.Nlp.Masking;

namespace HasToolkit.Web.LitReview;

/// <summary>Answers questions on a review: from its sentences, or by a language model when one is set up and asked for.</summary>
internal sealed class ReviewAssistance : IDisposable
{
    private readonly LitReviewServices _reviews;

    public ReviewAssistance(HasOptions options, LitReviewServices reviews)
    {
        _reviews = reviews;
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

    public void Dispose() => Assistant?.Dispose();
}
