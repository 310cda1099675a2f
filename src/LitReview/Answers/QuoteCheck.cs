using System.Text;
using System.Text.RegularExpressions;

namespace LitReview.Answers;

/// <summary>Tells whether a quote stands in a text, word for word.</summary>
/// <remarks>
/// Only what typography changes is set aside: kinds of spaces, dashes and quotation marks, ligatures, soft hyphens. A quote with
/// « […] » stands when its parts do, in their order.
/// </remarks>
public static partial class QuoteCheck
{
    private const int FewestLetters = 3;

    /// <summary>Whether the quote stands in the text.</summary>
    /// <returns>False also for a quote too short to mean anything.</returns>
    public static bool Stands(string quote, string text)
    {
        var whole = Normalised(text);
        var parts = Ellipsis().Split(Unmarked(quote)).Select(Normalised).Where(part => part.Length > 0).ToList();
        if (parts.Sum(part => part.Count(char.IsLetterOrDigit)) < FewestLetters)
            return false;
        var at = 0;
        foreach (var part in parts)
        {
            at = Find(whole, part, at);
            if (at < 0)
                return false;
            at += part.Length;
        }

        return true;
    }

    /// <summary>What stands between quotation marks in a text.</summary>
    internal static IEnumerable<string> QuotesIn(string text) =>
        Quoted().Matches(text).Select(match => match.Groups.Values.Skip(1).First(group => group.Success).Value.Trim());

    // A quote that begins or ends inside a word would make another word of it: « effective » out of « ineffective ».
    private static int Find(string whole, string part, int from)
    {
        for (var at = whole.IndexOf(part, from, StringComparison.Ordinal); at >= 0;
            at = whole.IndexOf(part, at + 1, StringComparison.Ordinal))
        {
            var end = at + part.Length;
            var startsWord = at == 0 || !IsWord(whole[at - 1]) || !IsWord(part[0]);
            var endsWord = end == whole.Length || !IsWord(whole[end]) || !IsWord(part[^1]);
            if (startsWord && endsWord)
                return at;
        }

        return -1;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c);

    private static string Unmarked(string quote) => quote.Trim().Trim('"', '“', '”', '«', '»', ' ', '\u00a0', '\u202f');

    private static string Normalised(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in WholeCharacters(text).Normalize(NormalizationForm.FormKC))
        {
            switch (c)
            {
                case '\u00ad' or '\u200b' or '\ufeff' or '\u2060':
                    break;
                case '‐' or '‑' or '‒' or '–' or '—' or '−' or '﹣':
                    plain.Append('-');
                    break;
                case '’' or '‘' or 'ʼ' or '′' or '`':
                    plain.Append('\'');
                    break;
                case '“' or '”' or '«' or '»' or '„':
                    plain.Append('"');
                    break;
                case var space when char.IsWhiteSpace(space):
                    if (plain.Length > 0 && plain[^1] != ' ')
                        plain.Append(' ');
                    break;
                default:
                    plain.Append(c);
                    break;
            }
        }

        return plain.ToString().Replace("\" ", "\"", StringComparison.Ordinal).Replace(" \"", "\"", StringComparison.Ordinal).Trim();
    }

    // Half a surrogate pair cannot be normalised.
    private static string WholeCharacters(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            whole.Append(rune);
        return whole.ToString();
    }

    [GeneratedRegex(@"\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3}")]
    private static partial Regex Ellipsis();

    [GeneratedRegex("«([^»]+)»|“([^”]+)”|\"([^\"]+)\"")]
    private static partial Regex Quoted();
}
