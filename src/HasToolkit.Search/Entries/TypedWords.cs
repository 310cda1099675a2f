using System.Text;

namespace HasToolkit.Search.Entries;

/// <summary>A word or some exact words of a question.</summary>
/// <param name="Text">As typed.</param>
/// <param name="IsExact">Whether it stood between quotes: words in this order, small words and endings included.</param>
/// <param name="IsExcluded">Whether it must not be there.</param>
/// <param name="IsBeginning">Whether it is the beginning of a word.</param>
public sealed record TypedWord(string Text, bool IsExact = false, bool IsExcluded = false, bool IsBeginning = false);

/// <summary>Reads what was typed. Nothing that is typed is an error: a quote that is not closed ends with the text.</summary>
public static class TypedWords
{
    private const int Most = 16;

    /// <summary>The words of a text, 16 at most.</summary>
    public static IReadOnlyList<TypedWord> Read(string text)
    {
        var words = new List<TypedWord>();
        text = text.Length > SearchQuestion.LongestText ? text[..SearchQuestion.LongestText] : text;
        for (var at = 0; at < text.Length && words.Count < Most;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var isExcluded = text[at] is '-' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]);
            at += isExcluded ? 1 : 0;
            var closing = text[at] switch { '"' => '"', '«' => '»', '“' => '”', _ => '\0' };
            var word = closing == '\0' ? Plain(text, ref at) : Quoted(text, closing, ref at);
            if (word.Any(char.IsLetterOrDigit))
            {
                var isBeginning = closing == '\0' && word.EndsWith('*');
                words.Add(new TypedWord(word.TrimEnd('*'), closing != '\0', isExcluded, isBeginning));
            }
        }

        return words;
    }

    /// <summary>What was typed, with one word in the place of another.</summary>
    public static string Replace(IReadOnlyList<TypedWord> words, TypedWord old, string by)
    {
        var text = new StringBuilder();
        foreach (var word in words)
        {
            text.Append(text.Length > 0 ? " " : "").Append(word.IsExcluded ? "-" : "");
            text.Append(ReferenceEquals(word, old) ? by : word.IsExact ? $"\"{word.Text}\"" : word.IsBeginning ? word.Text + "*" : word.Text);
        }

        return text.ToString();
    }

    private static string Plain(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
            at++;
        return text[start..at];
    }

    private static string Quoted(string text, char closing, ref int at)
    {
        var start = at + 1;
        var end = text.IndexOf(closing, start);
        at = end < 0 ? text.Length : end + 1;
        return text[start..(end < 0 ? text.Length : end)].Trim();
    }
}
