using LitReview.Searching;

namespace LitReview.Answers;

/// <summary>Cuts a text into sentences, where they stand.</summary>
internal static class Sentences
{
    // Words that end in a full stop without ending a sentence.
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "al", "vs", "cf", "fig", "ex", "p", "no", "dr", "pr", "mr", "mrs", "st", "approx", "ca", "resp", "env", "etc", "g", "e", "i",
        "m", "mme", "vol", "art", "tab", "réf", "ref",
    };

    /// <summary>The sentences of a text, without the spaces around them.</summary>
    public static List<TextSpan> Of(string text)
    {
        var sentences = new List<TextSpan>();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!Ends(text, start, at))
                continue;
            Add(text, start, at + 1, sentences);
            start = at + 1;
        }

        Add(text, start, text.Length, sentences);
        return sentences;
    }

    private static bool Ends(string text, int start, int at) => text[at] switch
    {
        '\n' => true,
        '!' or '?' or '…' => FollowedByCapital(text, at + 1),
        '.' => FollowedByCapital(text, at + 1) && !IsAbbreviation(text, start, at),
        _ => false,
    };

    private static bool FollowedByCapital(string text, int at)
    {
        if (at == text.Length)
            return true;
        if (!char.IsWhiteSpace(text[at]))
            return false;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at == text.Length || !char.IsLower(text[at]);
    }

    private static bool IsAbbreviation(string text, int start, int at)
    {
        var first = at;
        while (first > start && char.IsLetter(text[first - 1]))
            first--;
        var word = text[first..at];
        var isInitial = word.Length == 1 && char.IsUpper(word[0]) && first > start;
        return isInitial || Abbreviations.Contains(word);
    }

    private static void Add(string text, int start, int end, List<TextSpan> sentences)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        if (end > start)
            sentences.Add(new TextSpan(start, end - start));
    }
}
