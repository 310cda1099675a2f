using System.Globalization;
using System.Text;

namespace LitReview.Searching;

/// <summary>Words without accents and in lower case, so that « Résumé » and « resume » are one name.</summary>
internal static class PlainLetters
{
    /// <summary>The plain form of a text.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var plain = new StringBuilder(text.Length);
        foreach (var letter in Whole(text).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.ToLowerInvariant(letter));
        }

        return plain.Replace("œ", "oe").Replace("æ", "ae").ToString();
    }

    // Half a surrogate pair, which damaged exports hold, cannot be normalised.
    private static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            whole.Append(rune);
        return whole.ToString();
    }
}
