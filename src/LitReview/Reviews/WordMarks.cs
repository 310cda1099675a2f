using System.Globalization;
using System.Text;

namespace LitReview.Reviews;

/// <summary>Finds the words of a protocol in a text, so that a page can show them.</summary>
public static class WordMarks
{
    /// <summary>Cuts a text where words begin and end; the pieces put together are the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="groups">The words; accents and case do not count, and a space stands for any run of spaces.</param>
    /// <returns>The pieces in order, each with what its words speak of; null where there are none.</returns>
    public static IReadOnlyList<MarkedText> Of(string text, IReadOnlyList<WordGroup> groups)
    {
        var folded = new char[text.Length];
        for (var i = 0; i < text.Length; i++)
            folded[i] = Folded(text[i]);
        var marks = new WordKind?[text.Length];
        foreach (var group in groups)
        {
            foreach (var word in group.Words)
                Mark(folded, marks, group.Kind, [.. word.Trim().Select(Folded)]);
        }

        var pieces = new List<MarkedText>();
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i < text.Length && marks[i] == marks[start])
                continue;
            pieces.Add(new MarkedText(text[start..i], marks[start]));
            start = i;
        }

        return pieces;
    }

    private static void Mark(char[] text, WordKind?[] marks, WordKind kind, char[] word)
    {
        if (word.Length == 0 || word[0] == '*')
            return;
        for (var at = 0; at < text.Length; at++)
        {
            if ((at > 0 && char.IsLetterOrDigit(text[at - 1])) || End(text, at, word) is not { } end)
                continue;
            for (var i = at; i < end; i++)
                marks[i] ??= kind;
            at = end - 1;
        }
    }

    // Where the word that begins here ends; null when it does not begin here.
    private static int? End(char[] text, int at, char[] word)
    {
        foreach (var letter in word)
        {
            if (letter == '*')
            {
                while (at < text.Length && char.IsLetterOrDigit(text[at]))
                    at++;
            }
            else if (at < text.Length && (text[at] == letter || (letter == ' ' && char.IsWhiteSpace(text[at]))))
            {
                at++;
            }
            else
            {
                return null;
            }
        }

        return at == text.Length || !char.IsLetterOrDigit(text[at]) ? at : null;
    }

    private static char Folded(char letter)
    {
        if (letter < 128 || char.IsSurrogate(letter))
            return char.ToLowerInvariant(letter);
        var parts = letter.ToString().Normalize(NormalizationForm.FormD);
        return CharUnicodeInfo.GetUnicodeCategory(parts[0]) == UnicodeCategory.NonSpacingMark ? letter : char.ToLowerInvariant(parts[0]);
    }
}

/// <summary>A piece of a text.</summary>
/// <param name="Text">The piece.</param>
/// <param name="Kind">What its words speak of; null when they are not among those to be shown.</param>
public sealed record MarkedText(string Text, WordKind? Kind);
