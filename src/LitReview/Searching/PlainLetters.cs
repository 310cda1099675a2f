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
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.ToLowerInvariant(letter));
        }

        return plain.Replace("œ", "oe").Replace("æ", "ae").ToString();
    }
}
