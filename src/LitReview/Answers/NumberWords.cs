using System.Globalization;
using System.Text.RegularExpressions;

namespace LitReview.Answers;

/// <summary>Reads the numbers that a text writes in letters, in French and English, below a thousand.</summary>
/// <remarks>« One », « un » and « une » alone are left out: they are articles more often than numbers.</remarks>
internal static partial class NumberWords
{
    private static readonly Dictionary<string, int> Values =
        """
        1 one un une/2 two deux/3 three trois/4 four quatre/5 five cinq/6 six/7 seven sept/8 eight huit/9 nine neuf/10 ten dix/
        11 eleven onze/12 twelve douze/13 thirteen treize/14 fourteen quatorze/15 fifteen quinze/16 sixteen seize/17 seventeen/
        18 eighteen/19 nineteen/20 twenty vingt vingts/30 thirty trente/40 forty quarante/50 fifty cinquante/60 sixty soixante/
        70 seventy/80 eighty/90 ninety/100 hundred cent cents
        """
        .Split('/').Select(line => line.Split(' ', StringSplitOptions.TrimEntries))
        .SelectMany(words => words.Skip(1).Select(word => (Word: word, Value: int.Parse(words[0], CultureInfo.InvariantCulture))))
        .ToDictionary(pair => pair.Word, pair => pair.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>The numbers in letters of a text, each as it is written and its value.</summary>
    public static IEnumerable<(string Written, string Digits)> In(string text)
    {
        var (start, end, value) = (0, 0, 0);
        foreach (Match word in Word().Matches(text))
        {
            if (!Values.TryGetValue(word.Value, out var next))
                continue;
            if (value > 0 && Joint().IsMatch(text[end..word.Index]) && Joined(value, next) is { } joined)
            {
                (end, value) = (word.Index + word.Length, joined);
                continue;
            }

            if (value > 1)
                yield return (text[start..end], value.ToString(CultureInfo.InvariantCulture));
            (start, end, value) = (word.Index, word.Index + word.Length, next);
        }

        if (value > 1)
            yield return (text[start..end], value.ToString(CultureInfo.InvariantCulture));
    }

    // « Quatre-vingt-dix-sept » is 4 × 20 + 17, « soixante-quinze » 60 + 15, « deux cent trois » 2 × 100 + 3; « three and four » are two.
    private static int? Joined(int value, int next)
    {
        var last = value % 100;
        return next switch
        {
            100 when value < 10 => value * 100,
            20 when last == 4 => value - 4 + 80,
            < 100 when value >= 100 && last == 0 => value + next,
            < 10 when last >= 20 && last % 10 == 0 => value + next,
            < 20 when last is 60 or 80 => value + next,
            >= 7 and < 10 when last is 10 or 70 or 90 => value + next,
            _ => null,
        };
    }

    [GeneratedRegex(@"(?<!\b(?:pour|per)\s)\p{L}+", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    [GeneratedRegex(@"^[ \u00a0\u202f‑-](?:(?:et|and)[ \u00a0\u202f‑-])?$")]
    private static partial Regex Joint();
}
