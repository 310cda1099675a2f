using System.Globalization;
using System.Text;

namespace Verbatims.Nlp.Comments;

/// <summary>A word of a comment as rules compare it.</summary>
/// <param name="Text">In lower case, without accents.</param>
/// <param name="Start">First character in the comment, from 0.</param>
/// <param name="End">After its last character.</param>
internal readonly record struct Word(string Text, int Start, int End);

/// <summary>Cuts a text into words, in lower case and without accents; apostrophes and hyphens part words.</summary>
internal static class WordScanner
{
    public static List<Word> Scan(string text)
    {
        var words = new List<Word>(text.Length / 5 + 1);
        for (var i = 0; i < text.Length;)
        {
            if (!IsOfWord(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            // The euro sign is a word of its own.
            i++;
            while (text[start] != '€' && i < text.Length && IsOfWord(text[i]) && text[i] != '€')
                i++;
            words.Add(new Word(Plain(text.AsSpan(start, i - start)), start, i));
        }

        return words;
    }

    /// <summary>A text in lower case and without accents.</summary>
    public static string Plain(ReadOnlySpan<char> text)
    {
        var needsWork = false;
        foreach (var c in text)
            needsWork |= c is not (>= 'a' and <= 'z' or >= '0' and <= '9' or ' ');
        if (!needsWork)
            return text.ToString();

        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c < 128)
            {
                plain.Append(char.ToLowerInvariant(c));
                continue;
            }

            foreach (var part in Decomposed(c))
            {
                if (CharUnicodeInfo.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
                    plain.Append(char.ToLowerInvariant(part));
            }
        }

        return plain.ToString();
    }

    private static string Decomposed(char c) => c switch
    {
        'œ' or 'Œ' => "oe",
        'æ' or 'Æ' => "ae",
        _ when char.IsSurrogate(c) => c.ToString(),
        _ => c.ToString().Normalize(NormalizationForm.FormD),
    };

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c == '€'
        || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;
}
