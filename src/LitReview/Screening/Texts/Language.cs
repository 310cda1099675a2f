namespace LitReview.Screening.Texts;

/// <summary>The languages whose words are reduced to a stem.</summary>
internal enum Language
{
    English,
    French,
}

/// <summary>Tells French from English by the small words that only one of them uses.</summary>
internal static class LanguageGuess
{
    // Words written alike in both languages (« on », « a », « or ») are in neither list.
    private static readonly HashSet<string> French = new(StringComparer.Ordinal)
    {
        "le", "la", "les", "un", "une", "des", "du", "au", "aux", "et", "est", "sont", "dans", "pour", "par", "avec", "sur",
        "que", "qui", "ce", "cette", "ces", "chez", "entre", "leur", "ont", "été", "étude", "nous", "plus", "pas", "se", "en",
    };

    private static readonly HashSet<string> English = new(StringComparer.Ordinal)
    {
        "the", "of", "and", "in", "to", "with", "for", "was", "were", "is", "are", "by", "that", "this", "from", "which",
        "has", "have", "been", "their", "these", "we", "not", "study", "between", "among", "than", "at", "be", "as", "an",
    };

    private static readonly int Longest = French.Concat(English).Max(word => word.Length);
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> FrenchSpans =
        French.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> EnglishSpans =
        English.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>+1 for a word that marks French, -1 for one that marks English, else 0, for each word of a vocabulary.</summary>
    public static sbyte[] Votes(IReadOnlyList<string> vocabulary) =>
        [.. vocabulary.Select(word => (sbyte)(French.Contains(word) ? 1 : English.Contains(word) ? -1 : 0))];

    /// <summary>The same for one word, in any case.</summary>
    public static int Vote(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[Longest];
        if (word.Length > Longest)
            return 0;
        var letters = lower[..word.ToLowerInvariant(lower)];
        return FrenchSpans.Contains(letters) ? 1 : EnglishSpans.Contains(letters) ? -1 : 0;
    }

    /// <summary>The language of a text; English when nothing tells, because most records are.</summary>
    public static Language Of(ReadOnlySpan<int> words, sbyte[] votes)
    {
        var sum = 0;
        foreach (var word in words)
            sum += votes[word];
        return sum > 0 ? Language.French : Language.English;
    }
}
