using System.Buffers;

namespace LitReview.Screening.Texts;

/// <summary>Reduces English words to a stem by the rules of Porter2.</summary>
/// <remarks>
/// Written from the description of the algorithm: M. F. Porter, « The English (Porter2) stemming algorithm », Snowball, 2002.
/// R1 is the part after the first consonant that follows a vowel; R2 the same within R1.
/// </remarks>
internal static class EnglishStemmer
{
    private static readonly SearchValues<char> Vowel = SearchValues.Create("aeiouy");

    // Words that the rules would spoil, with their stems.
    private static readonly Dictionary<string, string> Special =
        "skis:ski skies:sky dying:die lying:lie tying:tie idly:idl gently:gentl ugly:ugli early:earli only:onli singly:singl "
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Concat("sky:sky news:news howe:howe atlas:atlas cosmos:cosmos bias:bias andes:andes".Split(' '))
            .Select(pair => pair.Split(':')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    // Left as they are once the plural is off.
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed",
    };

    private static readonly string[] EarlyR1 = ["gener", "commun", "arsen"];

    private static readonly (string Ending, string Instead)[] Step2 =
    [
        ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"), ("tional", "tion"),
        ("biliti", "ble"), ("lessli", "less"), ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"),
        ("ousli", "ous"), ("iviti", "ive"), ("fulli", "ful"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"),
        ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"), ("ogi", "og"), ("li", ""),
    ];

    private static readonly (string Ending, string Instead)[] Step3 =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""), ("ical", "ic"),
        ("ness", ""), ("ful", ""),
    ];

    private static readonly string[] Step4 =
    [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al",
        "er", "ic",
    ];

    /// <summary>The stem of a word in lower case.</summary>
    public static string Stem(string word)
    {
        if (word.Length <= 2)
            return word;
        if (Special.TryGetValue(word, out var known))
            return known;
        if (!word.All(char.IsAsciiLetter))
            return WithoutPlural(word);

        var stem = MarkedConsonantY(word);
        var r1 = FirstRegion(stem);
        var r2 = RegionAfter(stem, r1);
        stem = StripPlural(stem);
        if (Kept.Contains(stem))
            return stem;
        stem = StripPast(stem, r1);
        stem = EndingY(stem);
        stem = Replaced(stem, r1);
        stem = Reduced(stem, r1, r2);
        stem = Removed(stem, r2);
        return FinalLetter(stem, r1, r2).Replace('Y', 'y');
    }

    // Words with digits or letters outside a to z lose a plural s and nothing else.
    private static string WithoutPlural(string word) =>
        word.Length > 3 && word[^1] == 's' && char.IsLetter(word[^2]) && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;

    private static bool IsVowel(char c) => Vowel.Contains(c);

    private static bool HasVowel(ReadOnlySpan<char> text) => text.ContainsAny(Vowel);

    private static string MarkedConsonantY(string word)
    {
        if (!word.Contains('y', StringComparison.Ordinal))
            return word;
        var letters = word.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            if (letters[i] == 'y' && (i == 0 || IsVowel(letters[i - 1])))
                letters[i] = 'Y';
        }

        return new string(letters);
    }

    private static int FirstRegion(string word)
    {
        foreach (var start in EarlyR1)
        {
            if (word.StartsWith(start, StringComparison.Ordinal))
                return start.Length;
        }

        return RegionAfter(word, 0);
    }

    private static int RegionAfter(string word, int from)
    {
        for (var i = from + 1; i < word.Length; i++)
        {
            if (!IsVowel(word[i]) && IsVowel(word[i - 1]))
                return i + 1;
        }

        return word.Length;
    }

    private static string StripPlural(string word)
    {
        if (word.EndsWith("sses", StringComparison.Ordinal))
            return word[..^2];
        if (word.EndsWith("ied", StringComparison.Ordinal) || word.EndsWith("ies", StringComparison.Ordinal))
            return word.Length > 4 ? word[..^2] : word[..^1];
        if (word.EndsWith("us", StringComparison.Ordinal) || word.EndsWith("ss", StringComparison.Ordinal))
            return word;
        return word[^1] == 's' && HasVowel(word.AsSpan(0, word.Length - 2)) ? word[..^1] : word;
    }

    private static string StripPast(string word, int r1)
    {
        foreach (var ending in (ReadOnlySpan<string>)["eedly", "eed"])
        {
            if (word.EndsWith(ending, StringComparison.Ordinal))
                return word.Length - ending.Length >= r1 ? word[..^ending.Length] + "ee" : word;
        }

        foreach (var ending in (ReadOnlySpan<string>)["ingly", "edly", "ing", "ed"])
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal))
                continue;
            var stem = word[..^ending.Length];
            if (!HasVowel(stem))
                return word;
            if (stem.Length >= 2 && stem[^2..] is "at" or "bl" or "iz")
                return stem + "e";
            if (stem.Length >= 2 && stem[^1] == stem[^2] && "bdfgmnprt".Contains(stem[^1], StringComparison.Ordinal))
                return stem[..^1];
            return IsShort(stem, r1) ? stem + "e" : stem;
        }

        return word;
    }

    // A word is short when it ends in a short syllable and nothing is left for R1.
    private static bool IsShort(string word, int r1) => r1 >= word.Length && EndsInShortSyllable(word);

    private static bool EndsInShortSyllable(string word) => word.Length switch
    {
        < 2 => false,
        2 => IsVowel(word[0]) && !IsVowel(word[1]),
        _ => !IsVowel(word[^3]) && IsVowel(word[^2]) && !IsVowel(word[^1]) && word[^1] is not ('w' or 'x' or 'Y'),
    };

    private static string EndingY(string word) =>
        word.Length > 2 && word[^1] is 'y' or 'Y' && !IsVowel(word[^2]) ? word[..^1] + 'i' : word;

    private static string Replaced(string word, int r1)
    {
        foreach (var (ending, instead) in Step2)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal))
                continue;
            var left = word.Length - ending.Length;
            var fits = left >= r1 && ending switch
            {
                "ogi" => left > 0 && word[left - 1] == 'l',
                "li" => left > 0 && "cdeghkmnrt".Contains(word[left - 1], StringComparison.Ordinal),
                _ => true,
            };
            return fits ? word[..left] + instead : word;
        }

        return word;
    }

    private static string Reduced(string word, int r1, int r2)
    {
        foreach (var (ending, instead) in Step3)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal))
                continue;
            var left = word.Length - ending.Length;
            return left >= (ending == "ative" ? r2 : r1) ? word[..left] + instead : word;
        }

        return word;
    }

    private static string Removed(string word, int r2)
    {
        foreach (var ending in Step4)
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal))
                continue;
            var left = word.Length - ending.Length;
            return left >= r2 && (ending != "ion" || (left > 0 && word[left - 1] is 's' or 't')) ? word[..left] : word;
        }

        return word;
    }

    private static string FinalLetter(string word, int r1, int r2)
    {
        var left = word.Length - 1;
        if (left < 1)
            return word;
        if (word[left] == 'e' && (left >= r2 || (left >= r1 && !EndsInShortSyllable(word[..left]))))
            return word[..left];
        return word[left] == 'l' && left >= r2 && word[left - 1] == 'l' ? word[..left] : word;
    }
}
