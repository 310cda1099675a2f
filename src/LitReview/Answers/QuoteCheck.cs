using System.Text;
using System.Text.RegularExpressions;

namespace LitReview.Answers;

/// <summary>Tells whether a quote stands in a text, word for word.</summary>
/// <remarks>
/// Only what typography changes is set aside: kinds of spaces, dashes and quotation marks, ligatures, soft hyphens, a mark of
/// omission before or after. Case counts, and so does what an omission in the middle would hide: « effective » is another
/// finding than « not effective ».
/// </remarks>
public static partial class QuoteCheck
{
    private const int FewestLetters = 3;

    private static readonly char[] Marks = ['"', '“', '”', '„', '«', '»', '…', '.', ',', ';', ' ', '\u00a0', '\u202f', '\n', '\r', '\t'];

    /// <summary>Whether the quote stands in the text.</summary>
    /// <returns>False also for a quote too short to mean anything.</returns>
    public static bool Stands(string quote, string text)
    {
        var part = Normalised(Bare(quote));
        return part.Count(char.IsLetterOrDigit) >= FewestLetters && HasWhole(Normalised(text), part);
    }

    /// <summary>How many words a quote has.</summary>
    internal static int WordsOf(string quote) => Word().Count(quote);

    /// <summary>What stands between quotation marks in a text.</summary>
    internal static IEnumerable<string> QuotesIn(string text) =>
        Quoted().Matches(text).Select(match => match.Groups.Values.Skip(1).First(group => group.Success).Value.Trim());

    // A quote that begins or ends inside a word would make another word of it: « effective » out of « ineffective ».
    private static bool HasWhole(string whole, string part)
    {
        for (var at = whole.IndexOf(part, StringComparison.Ordinal); at >= 0;
            at = whole.IndexOf(part, at + 1, StringComparison.Ordinal))
        {
            var end = at + part.Length;
            var startsWord = at == 0 || !char.IsLetterOrDigit(whole[at - 1]) || !char.IsLetterOrDigit(part[0]);
            var endsWord = end == whole.Length || !char.IsLetterOrDigit(whole[end]) || !char.IsLetterOrDigit(part[^1]);
            if (startsWord && endsWord)
                return true;
        }

        return false;
    }

    // Marks of omission and quotation around a quote are the writer's own.
    private static string Bare(string quote) => Omission().Replace(quote, "").Trim(Marks);

    private static string Normalised(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in WholeCharacters(text).Normalize(NormalizationForm.FormC))
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
                case '…':
                    plain.Append("...");
                    break;
                case 'µ':
                    plain.Append('μ');
                    break;
                case 'œ' or 'Œ' or 'æ' or 'Æ' or (>= '\ufb00' and <= '\ufb06'):
                    plain.Append(Letters(c));
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

    private static string Letters(char ligature) => ligature switch
    {
        'œ' => "oe",
        'Œ' => "Oe",
        'æ' => "ae",
        'Æ' => "Ae",
        _ => ligature.ToString().Normalize(NormalizationForm.FormKC),
    };

    // Half a surrogate pair cannot be normalised.
    private static string WholeCharacters(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            whole.Append(rune);
        return whole.ToString();
    }

    [GeneratedRegex(@"^\s*[\[(]\s*(?:…|\.{3})\s*[\])]|[\[(]\s*(?:…|\.{3})\s*[\])]\s*$")]
    private static partial Regex Omission();

    [GeneratedRegex("«([^»]+)»|“([^”]+)”|\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*")]
    private static partial Regex Word();
}
