using LitReview.Searching;
using LitReview.Searching.Evaluation;

namespace LitReview.Answers.Evaluation;

/// <summary>Measures answers to questions whose right record is known.</summary>
/// <param name="Questions">How many questions were asked.</param>
/// <param name="Answered">How many were answered by at least one sentence that passed every check.</param>
/// <param name="RightFirst">How many cite the right record first.</param>
/// <param name="ReciprocalRank">The mean of one over the place of the right record among those cited.</param>
/// <param name="Sentences">How many sentences the answers have.</param>
/// <param name="Unsupported">How many of them failed a check, and are shown as such.</param>
/// <param name="CitationsNotRetrieved">Citations of supported sentences to a record that the search did not give: 0 is due.</param>
/// <param name="QuotesNotInSource">Quotes of supported sentences that the record cited does not have: 0 is due.</param>
public sealed record AnswerEvaluation(
    int Questions, int Answered, int RightFirst, double ReciprocalRank, int Sentences, int Unsupported, int CitationsNotRetrieved,
    int QuotesNotInSource)
{
    /// <summary>
    /// How many questions were rightly left without an answer once the right record was withheld; only answers by extraction
    /// are tried so.
    /// </summary>
    public int LeftUnanswered { get; init; }

    /// <summary>Asks every question, and checks the answers against the records themselves, not against what was handed over.</summary>
    /// <param name="set">The questions and the records.</param>
    /// <param name="search">An index of these records.</param>
    /// <param name="ask">What answers.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<AnswerEvaluation> OfAsync(
        RetrievalSet set, IRecordSearch search, Func<string, Task<Answer>> ask, CancellationToken cancellationToken = default)
    {
        var texts = set.Records.ToDictionary(
            record => record.Id, record => $"{record.Citation.Title}\n{record.Citation.Abstract}", StringComparer.Ordinal);
        var sum = new AnswerEvaluation(0, 0, 0, 0, 0, 0, 0, 0);
        foreach (var question in set.Questions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sum = sum.With(question, await ask(question.Text), search, texts);
        }

        return sum with { ReciprocalRank = sum.Questions == 0 ? 0 : sum.ReciprocalRank / sum.Questions };
    }

    private AnswerEvaluation With(
        JudgedQuestion question, Answer answer, IRecordSearch search, Dictionary<string, string> texts)
    {
        var supported = answer.Sentences.Where(sentence => sentence.IsSupported).ToList();
        var citations = supported.SelectMany(sentence => sentence.Citations).ToList();
        var retrieved = search.Find(new SearchRequest(SearchQuery.Question(question.Text)) { Take = PassageFinder.UsualRecords }).Hits
            .Select(hit => hit.Record.Id).ToHashSet(StringComparer.Ordinal);
        var place = answer.CitedRecords.ToList().FindIndex(question.Grades.ContainsKey) + 1;
        var withheld = PassageFinder.Find(question.Text, search).Where(passage => !question.Grades.ContainsKey(passage.RecordId))
            .Select((passage, i) => passage with { Number = i + 1 }).ToList();
        return this with
        {
            Questions = Questions + 1,
            Answered = Answered + (supported.Count > 0 ? 1 : 0),
            RightFirst = RightFirst + (place == 1 ? 1 : 0),
            ReciprocalRank = ReciprocalRank + (place > 0 ? 1.0 / place : 0),
            Sentences = Sentences + answer.Sentences.Count,
            Unsupported = Unsupported + answer.Sentences.Count - supported.Count,
            CitationsNotRetrieved = CitationsNotRetrieved + citations.Count(citation => !retrieved.Contains(RecordOf(citation))),
            QuotesNotInSource = QuotesNotInSource + citations.Count(
                citation => !QuoteCheck.Stands(citation.Quote, texts.GetValueOrDefault(RecordOf(citation), ""))),
            LeftUnanswered = LeftUnanswered + (ExtractedAnswer.From(question.Text, withheld, search).IsNone ? 1 : 0),
        };

        string RecordOf(AnswerCitation citation) => answer.Passages[citation.Passage - 1].RecordId;
    }
}
