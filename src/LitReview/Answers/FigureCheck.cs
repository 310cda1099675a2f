using System.Text.RegularExpressions;

namespace LitReview.Answers;

/// <summary>Finds the figures of a sentence that its sources do not have.</summary>
/// <remarks>
/// « 12,5 » and « 12.5 », « 1 099 », « 1,099 » and « 1099 », « .05 » and « 0,05 », « douze », « twelve » and « 12 » are one
/// figure, however written. A percentage is found only where the source has a percentage.
/// </remarks>
public static partial class FigureCheck
{
    /// <summary>The figures that no source has, as they are written in the sentence.</summary>
    /// <param name="sentence">The sentence; numbers of passages between square brackets are no figures.</param>
    /// <param name="sources">The texts that it rests on.</param>
    public static IReadOnlyList<string> Missing(string sentence, IEnumerable<string> sources)
    {
        var (figures, shares) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var source in sources)
        {
            foreach (Match match in Figure().Matches(source))
            {
                // « arm 1 200 mg » may be read in two ways, and a source is given both.
                var forms = Forms(match.Value).Concat(Space().Split(match.Value).SelectMany(Forms)).ToList();
                figures.UnionWith(forms);
                if (IsShare(source, match))
                    shares.UnionWith(forms);
            }

            figures.UnionWith(NumberWords.In(source).Select(number => number.Digits));
        }

        var plain = Marker().Replace(sentence, " ");
        return
        [
            .. Figure().Matches(plain).Where(match => !Forms(match.Value).Any((IsShare(plain, match) ? shares : figures).Contains))
                .Select(match => match.Value)
                .Concat(NumberWords.In(plain).Where(number => !figures.Contains(number.Digits)).Select(number => number.Written))
                .Distinct(),
        ];
    }

    // In « 10 to 12 % », both are.
    private static bool IsShare(string text, Match figure) => Percent().IsMatch(text, figure.Index + figure.Length);

    // A single comma or point before three digits may part thousands or begin decimals: both readings are kept.
    private static IEnumerable<string> Forms(string figure)
    {
        var plain = Space().Replace(figure, "");
        var (lastComma, lastPoint) = (plain.LastIndexOf(','), plain.LastIndexOf('.'));
        var last = Math.Max(lastComma, lastPoint);
        if (last < 0)
        {
            yield return Whole(plain);
            yield break;
        }

        var separators = plain.Count(c => c is ',' or '.');
        var isGrouped = plain.Length - last == 4 && last > 0;
        if (separators == 1 || (lastComma >= 0 && lastPoint >= 0))
            yield return Trimmed($"{Digits(plain[..last])}.{plain[(last + 1)..]}");
        if (isGrouped && !(lastComma >= 0 && lastPoint >= 0))
            yield return Whole(Digits(plain));
    }

    private static string Digits(string text) => text.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);

    private static string Whole(string digits) => digits.TrimStart('0') is { Length: > 0 } kept ? kept : "0";

    private static string Trimmed(string number)
    {
        var parts = number.Split('.');
        var decimals = parts[1].TrimEnd('0');
        return decimals.Length == 0 ? Whole(parts[0]) : $"{Whole(parts[0])}.{decimals}";
    }

    [GeneratedRegex(@"(?<![\d])[.,]\d+|[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*")]
    private static partial Regex Figure();

    [GeneratedRegex(@"\[\s*\d+(?:\s*[,;–-]\s*\d+)*\s*\]")]
    private static partial Regex Marker();

    [GeneratedRegex(@"[ \u00a0\u202f]")]
    private static partial Regex Space();

    [GeneratedRegex(
        @"\G(?:\s*(?:-|–|−|/|,|;|to|and|or|vs\.?|versus|à|et|ou|contre)\s*\d+(?:[.,]\d+)*)*\s*(?:%|‰|per ?cent\b|pour ?cents?\b|p\. ?100)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Percent();
}
