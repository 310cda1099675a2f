using System.Globalization;
using System.Text;

namespace LitReview.Screening.Texts;

/// <summary>Reduces French words lightly: accents, plural, gender and the commonest endings of nouns and adjectives.</summary>
/// <remarks>
/// Own rules, in the spirit of the light stemmers that Savoy compared for French (J Am Soc Inf Sci 50(10), 1999): removing
/// inflection helps retrieval, cutting derivation deeply confuses words.
/// </remarks>
internal static class FrenchStemmer
{
    // The first ending that fits is replaced; the stem that is left keeps at least three letters.
    private static readonly (string Ending, string Instead)[] Rules =
    [
        ("issements", "i"), ("issement", "i"), ("atrices", "at"), ("atrice", "at"), ("ateurs", "at"), ("ateur", "at"),
        ("trices", "t"), ("trice", "t"), ("teurs", "t"), ("teur", "t"), ("ations", "at"), ("ation", "at"),
        ("amment", "ant"), ("emment", "ent"), ("euses", "eu"), ("euse", "eu"), ("eux", "eu"), ("eurs", "eu"), ("eur", "eu"),
        ("ements", ""), ("ement", ""), ("ives", "if"), ("ive", "if"), ("ifs", "if"), ("elles", "el"), ("elle", "el"),
        ("ennes", "en"), ("enne", "en"), ("ettes", "et"), ("ette", "et"), ("eres", "er"), ("ere", "er"), ("ales", "al"),
        ("ale", "al"), ("aux", "al"), ("ees", ""), ("ee", ""), ("es", ""), ("er", ""), ("e", ""), ("s", ""), ("x", ""),
    ];

    /// <summary>The stem of a word in lower case.</summary>
    public static string Stem(string word)
    {
        var plain = WithoutAccents(word);
        if (plain.Length <= 3 || !plain.All(char.IsAsciiLetter))
            return plain;
        foreach (var (ending, instead) in Rules)
        {
            if (plain.EndsWith(ending, StringComparison.Ordinal) && plain.Length - ending.Length >= 3)
                return Undoubled(plain[..^ending.Length] + instead);
        }

        return Undoubled(plain);
    }

    private static string Undoubled(string stem) => stem.Length > 3 && stem[^1] == stem[^2] ? stem[..^1] : stem;

    private static string WithoutAccents(string word)
    {
        if (System.Text.Ascii.IsValid(word))
            return word;
        var plain = new StringBuilder(word.Length);
        foreach (var letter in word.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                plain.Append(letter);
        }

        return plain.ToString().Replace("œ", "oe", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal);
    }
}
