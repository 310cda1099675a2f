using LitReview.Screening.Texts;
using LitReview.Searching;

namespace LitReview.Answers;

/// <summary>The words of a question that carry its subject, each with how rare it is among the records.</summary>
internal sealed class QuestionWords
{
    private static readonly HashSet<string> AskingWords = new(StringComparer.Ordinal)
    {
        "quel", "quelle", "quels", "quelles", "comment", "pourquoi", "combien", "quand", "où", "peut", "peuvent", "faut", "doit",
        "sont", "est", "existe", "elle", "elles", "plus", "moins", "comparé", "comparée", "rapport", "cas", "effet", "effets",
        "does", "do", "can", "could", "should", "which", "what", "how", "why", "when", "effect", "effects", "role", "study",
    };

    private readonly List<Word> _words;

    private QuestionWords(List<Word> words) => _words = words;

    /// <summary>How many words there are.</summary>
    public int Count => _words.Count;

    /// <summary>Reads a question; a word that no record has still counts, for nothing can be said of it.</summary>
    public static QuestionWords Read(string question, IRecordSearch search)
    {
        var all = search.Count(SearchQuery.Everything);
        var words = new List<Word>();
        foreach (var typed in Cut(question).Distinct(StringComparer.Ordinal))
        {
            if (AskingWords.Contains(typed) || EnglishStopWords.All.Contains(typed) || LanguageGuess.Vote(typed) != 0)
                continue;
            if (Frequency(typed, search) is { } having)
                words.Add(new Word(EnglishStemmer.Stem(typed), FrenchStemmer.Stem(typed), Math.Log(1 + (all / (having + 0.5)))));
        }

        return new QuestionWords(words);
    }

    /// <summary>What share of the question a text speaks of, rare words counting more: from 0 to 1.</summary>
    public double Coverage(string text)
    {
        var total = _words.Sum(word => word.Rarity);
        if (total == 0)
            return 0;
        var isFrench = TextLanguage.Of(text) == "fr";
        var stems = Cut(text).Select(word => isFrench ? FrenchStemmer.Stem(word) : EnglishStemmer.Stem(word))
            .ToHashSet(StringComparer.Ordinal);
        return _words.Where(word => stems.Contains(isFrench ? word.French : word.English)).Sum(word => word.Rarity) / total;
    }

    // Null for a word that the index leaves out.
    private static int? Frequency(string word, IRecordSearch search)
    {
        try
        {
            return SearchQuery.TryRead(word, out var query, out _) ? search.Count(query) : null;
        }
        catch (SearchFaultException)
        {
            return null;
        }
    }

    private static List<string> Cut(string text)
    {
        var tokeniser = new Tokeniser();
        var numbers = new List<int>();
        tokeniser.Read(text, numbers);
        return [.. numbers.Select(number => tokeniser.Vocabulary[number])];
    }

    private sealed record Word(string English, string French, double Rarity);
}
