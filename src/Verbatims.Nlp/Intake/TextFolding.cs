using System.Globalization;
using System.Text;

namespace Verbatims.Nlp.Intake;

/// <summary>Texts as they are compared: without case, accents and signs.</summary>
internal static class TextFolding
{
    /// <summary>Words in lower case without accents, one space between two; the rest (signs, apostrophes) is a space.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        // NFKD also opens ligatures and wide letters; half of a surrogate pair would make it throw.
        foreach (var c in Valid(text).Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
                continue;
            if (c is 'œ' or 'Œ')
                folded.Append("oe");
            else if (c is 'æ' or 'Æ')
                folded.Append("ae");
            else if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
                folded.Append(char.ToLowerInvariant(c));
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>The text with U+FFFD for each half of a surrogate pair that stands alone, and for U+FFFE and U+FFFF.</summary>
    public static string Valid(string text)
    {
        StringBuilder? mended = null;
        for (var i = 0; i < text.Length; i++)
        {
            // Normalisation throws on these two as it does on halves.
            if (!char.IsSurrogate(text[i]) && text[i] < '\uFFFE')
                continue;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            mended ??= new StringBuilder(text);
            mended[i] = '\uFFFD';
        }

        return mended?.ToString() ?? text;
    }
}
