using LitReview.Searching;

namespace LitReview.Answers;

/// <summary>Answers with sentences of the records, word for word: no model, no network.</summary>
public static class ExtractedAnswer
{
    // A passage that speaks of less than this share of the question does not answer it.
    private const double LeastOfPassage = 0.4;
    private const double LeastOfSentence = 0.2;
    private const int MostPassages = 3;
    private const int MostSentencesOfOne = 2;

    /// <summary>Answers a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="search">The records of the review.</param>
    /// <exception cref="SearchFaultException">The question has no word to look for.</exception>
    public static Answer To(string question, IRecordSearch search) =>
        From(question, PassageFinder.Find(question, search), search);

    /// <summary>Answers a question from passages already found.</summary>
    internal static Answer From(string question, IReadOnlyList<Passage> passages, IRecordSearch search)
    {
        var words = QuestionWords.Read(question, search);
        var sentences = passages.Where(passage => words.Coverage(passage.Text) >= LeastOfPassage).Take(MostPassages)
            .SelectMany(passage => Best(passage, words));
        return new Answer(question, AnswerOrigin.Extracted, [.. sentences], passages);
    }

    private static IEnumerable<AnswerSentence> Best(Passage passage, QuestionWords words)
    {
        // A title says what a record is about, not what it found; it stands only where there is nothing else.
        var all = Sentences.Of(passage.Text);
        var found = all.Where(span => span.Start >= passage.TitleLength).ToList();
        var spans = found.Count > 0 ? found : all;
        return spans.Select((span, place) => (span, place, Score: Score(passage.Text.Substring(span.Start, span.Length), place)))
            .Where(sentence => sentence.Score >= LeastOfSentence)
            .OrderByDescending(sentence => sentence.Score).ThenBy(sentence => sentence.place)
            .Take(MostSentencesOfOne).OrderBy(sentence => sentence.place)
            .Select(sentence => passage.Text.Substring(sentence.span.Start, sentence.span.Length))
            .Select(text => new AnswerSentence(text, [new AnswerCitation(passage.Number, text)], []));

        // Abstracts conclude at their end: of two sentences that say as much, the later one answers better.
        double Score(string text, int place) => words.Coverage(text) * (1 + (0.25 * (place + 1) / spans.Count));
    }
}
