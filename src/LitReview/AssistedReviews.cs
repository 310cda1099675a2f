using LitReview.Answers;
using LitReview.Assistance;
using LitReview.Citations;
using LitReview.Persistence;
using LitReview.Reviews;
using LitReview.Searching;

namespace LitReview;

/// <summary>Asks a language model on a review, and puts each request into the journal of the review, with who asked.</summary>
/// <remarks>A request that was given up on the way is in the journal too: what leaves cannot be called back.</remarks>
public sealed class AssistedReviews
{
    private const int LongestQuestion = 2_000;
    private const string GivenUp = "la demande a été interrompue avant la réponse";

    private readonly ReviewDesk _desk;
    private readonly ReviewQueries _queries;
    private readonly AssistanceLog _log;

    internal AssistedReviews(ReviewDesk desk, ReviewQueries queries, AssistanceLog log) => (_desk, _queries, _log) = (desk, queries, log);

    /// <summary>Answers a question from the references of a review.</summary>
    /// <param name="assistant">The model.</param>
    /// <param name="review">The review.</param>
    /// <param name="search">Its references.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="SearchFaultException">The question has no word to look for; nothing was asked.</exception>
    public Task<Answer> AnswerAsync(
        Assistant assistant, Review review, IRecordSearch search, ReviewerId person, string question,
        CancellationToken cancellationToken = default)
    {
        var masked = assistant.Masked(question);
        var asked = Asked(assistant, ModelUse.Question) with
        {
            Question = masked.Length > LongestQuestion ? masked[..LongestQuestion] + "…" : masked,
        };
        return KeepAsync(
            assistant, review, person, asked, () => assistant.AnswerAsync(question, search, cancellationToken),
            // Without a passage nothing was sent.
            answer => (answer.Model is not null, answer.Failure));
    }

    /// <summary>Asks what a study says of the fields of the form.</summary>
    /// <param name="assistant">The model.</param>
    /// <param name="review">The review.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="number">The number of the reference.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public Task<Proposal<IReadOnlyList<ExtractedField>>> ExtractAsync(
        Assistant assistant, Review review, ReviewerId person, int number, CancellationToken cancellationToken = default) =>
        ProposeAsync(
            assistant, review, person, ModelUse.Extraction, number,
            citation => assistant.ExtractAsync(citation, review.Extraction, cancellationToken), cancellationToken);

    /// <summary>Asks whether a reference meets the protocol.</summary>
    /// <param name="assistant">The model.</param>
    /// <param name="review">The review.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="number">The number of the reference.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public Task<Proposal<SecondOpinion>> JudgeAsync(
        Assistant assistant, Review review, ReviewerId person, int number, CancellationToken cancellationToken = default) =>
        ProposeAsync(
            assistant, review, person, ModelUse.Opinion, number,
            citation => assistant.JudgeAsync(citation, review.Protocol, cancellationToken), cancellationToken);

    /// <summary>Asks for a reference in French.</summary>
    /// <param name="assistant">The model.</param>
    /// <param name="review">The review.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="number">The number of the reference.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public Task<Proposal<TranslatedRecord>> TranslateAsync(
        Assistant assistant, Review review, ReviewerId person, int number, CancellationToken cancellationToken = default) =>
        ProposeAsync(
            assistant, review, person, ModelUse.Translation, number,
            citation => assistant.TranslateAsync(citation, cancellationToken), cancellationToken);

    /// <summary>Puts into the journals what an older program kept in the log of this machine alone.</summary>
    internal async Task TakeUpAsync(CancellationToken cancellationToken)
    {
        var older = _log.OlderRequests();
        if (older.Count == 0)
            return;
        var known = await _queries.KnownCommandsAsync([.. older.Select(one => one.Id)], cancellationToken);
        foreach (var (id, review, person, asked) in older.Where(one => !known.Contains(one.Id)))
            await _desk.DoAsync(review, new RecordModelUse(asked), person, id, cancellationToken: cancellationToken);
    }

    private async Task<Proposal<T>> ProposeAsync<T>(
        Assistant assistant, Review review, ReviewerId person, ModelUse use, int number, Func<Citation, Task<Proposal<T>>> ask,
        CancellationToken cancellationToken)
        where T : class
    {
        var citation = (await _queries.CitationsAsync(review.Id, [number], cancellationToken))[number];
        return await KeepAsync(
            assistant, review, person, Asked(assistant, use) with { Record = number }, () => ask(citation), proposal => (true, proposal.Failure));
    }

    private async Task<T> KeepAsync<T>(
        Assistant assistant, Review review, ReviewerId person, ModelAsked asked, Func<Task<T>> ask,
        Func<T, (bool WasSent, string? Failure)> outcome)
    {
        T answer;
        try
        {
            answer = await ask();
        }
        catch (OperationCanceledException)
        {
            await KeepAsync(assistant, review, person, asked with { Failure = GivenUp });
            throw;
        }

        var (wasSent, failure) = outcome(answer);
        if (wasSent)
            await KeepAsync(assistant, review, person, asked with { Failure = failure });
        return answer;
    }

    // The person who waits may be gone, and the request is kept all the same.
    private async Task KeepAsync(Assistant assistant, Review review, ReviewerId person, ModelAsked asked)
    {
        var command = Guid.NewGuid();
        _log.Add(person.Value, review.Id.Value, AssistanceLog.Told(asked), assistant, asked.Failure, command);
        await _desk.DoAsync(review.Id, new RecordModelUse(asked), person, command, cancellationToken: CancellationToken.None);
    }

    private static ModelAsked Asked(Assistant assistant, ModelUse use) => new(
        use, assistant.Model, assistant.Endpoint is { } endpoint ? new Uri(endpoint).Authority : null);
}
