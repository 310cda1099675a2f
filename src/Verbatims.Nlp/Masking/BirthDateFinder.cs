using System.Buffers;
using System.Text.RegularExpressions;

namespace Verbatims.Nlp.Masking;

/// <summary>
/// Finds dates of birth: those that a word announces, « née le », « DDN », and whole dates of the last century that nothing says to be
/// of something else. A year alone stays, as an age does; dates of stays, operations and appointments stay.
/// </summary>
internal static partial class BirthDateFinder
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // How far before a date of the last century a word may say what it is of.
    private const int Before = 40;

    private static readonly SearchValues<string> Thousand = SearchValues.Create(["mille ", "mil ", "mille-", "deux mil", "deux-mil"], StringComparison.OrdinalIgnoreCase);

    private const string Month = @"(?:janv(?:ier)?|f[ée]v(?:r(?:ier)?)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[uû]t|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?)\b";

    private const string Separator = @"\s{0,2}[/.\-|,\s]\s{0,2}";

    private const string Number = @"(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante"
        + @"|soixante|septante|huitante|octante|nonante|et)";

    private const string DayAndMonthInWords = @"(?:\d{1,2}(?:\s?er)?|premier|" + Number + @"(?:[\s\-]" + Number + @"){0,2})\s{1,3}" + Month + @"\s{1,3}";

    private const string CenturyInWords = @"mill?e?[\s\-]{1,2}neuf[\s\-]{1,2}cents?";

    private const string UnitsInWords = @"(?:[\s\-]{1,2}" + Number + @"\b){0,5}";

    private const string Whole = @"\d{1,2}(?:\s?er)?" + Separator + @"(?:\d{1,2}|" + Month + @"\.?)" + Separator + @"(?:\d{4}|['’]?\d{2})(?!\d)";

    private const string Announcement = @"(?:\bn(?:é|ée|ee)(?:\(?e?\)?|[·.]e)s?\b[\s,:]{0,3}(?:\([^()\n]{1,40}\)\s?)?(?:(?!le\b|un\b|en\b)[\p{L}'’\-]{1,30}[\s,()]{1,3}){0,5}?(?:(?:le|un|en|vers)\b\s{0,2}:?\s{0,2})?"
        + @"|\bne(?:\(e\))?s?\s{1,2}(?:[aà]\s[\p{L}'’\-]{1,30}\s)?(?:le|un|en)\s{1,2}"
        + @"|(?:\bdate\s{1,2}(?:de\s{1,2})?naiss(?:ance)?|\bnaissance|\bd\.?\s?d?\.?\s?n|\bddn|\banniversaire|\bje\s{1,2}suis\s{1,2}d[ue])\b[\s:.\-]{0,4}(?:(?:est|du|le|un)\s{1,2}){0,2})"
        + @"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s{1,2})?";

    /// <summary>The places of dates of birth.</summary>
    public static IEnumerable<(int Start, int End)> Find(string text, bool hasDigit)
    {
        var hasYearInWords = text.AsSpan().ContainsAny(Thousand);
        if (hasDigit || hasYearInWords)
        {
            foreach (Match match in Announced().Matches(text))
                yield return Place(match.Groups["x"]);
        }

        if (hasDigit)
        {
            foreach (Match match in ExplainedAfter().Matches(text))
                yield return Place(match.Groups["x"]);
            foreach (Match match in OfTheLastCentury().Matches(text))
            {
                if (!IsOfAnEvent(text, match.Index))
                    yield return Place(match);
            }

            foreach (Match match in DigitByDigit().Matches(text))
                yield return Place(match);
        }

        if (hasYearInWords)
        {
            foreach (Match match in OfTheLastCenturyInWords().Matches(text))
            {
                if (!IsOfAnEvent(text, match.Index))
                    yield return Place(match);
            }
        }
    }

    private static (int Start, int End) Place(Capture found) => (found.Index, found.Index + found.Length);

    private static bool IsOfAnEvent(string text, int date) => Event().IsMatch(text[Math.Max(0, date - Before)..date]);

    [GeneratedRegex(Announcement + @"(?<x>" + Whole + "|" + Month + @"\s{1,2}\d{4}(?!\d)|\d{8}(?!\d)|\d{6}(?!\d)"
        + "|" + DayAndMonthInWords + "(?:" + CenturyInWords + @"|deux[\s\-]{1,2}mille?)" + UnitsInWords + ")", Options)]
    private static partial Regex Announced();

    [GeneratedRegex(@"(?<!\d)(?<x>" + Whole + @")\s{0,2}[,(:\-]?\s{0,2}(?:date\s{1,2}de\s{1,2}naissance|ddn)\b", Options)]
    private static partial Regex ExplainedAfter();

    [GeneratedRegex(
        @"(?<![\d/.\-])(?:0?[1-9]|[12]\d|3[01])(?:\s?er)?" + Separator + @"(?:0?[1-9]|1[0-2]|" + Month + @"\.?)" + Separator + @"19\d{2}(?![\d/])", Options)]
    private static partial Regex OfTheLastCentury();

    // As forms are read by machine: « 1 2 0 3 1 9 5 8 ».
    [GeneratedRegex(@"(?<![\d.,]|\d )(?:[0-3] )?\d ?[./]? ?[01] \d ?[./]? ?(?:1 9|2 0) \d \d(?! ?\d)", Options)]
    private static partial Regex DigitByDigit();

    [GeneratedRegex(@"\b" + DayAndMonthInWords + CenturyInWords + UnitsInWords, Options)]
    private static partial Regex OfTheLastCenturyInWords();

    [GeneratedRegex(
        @"\b(?:depuis|op[ée]r|intervention|hospitalis|suivie?|admis|entr[ée]e|sorti|d[ée]c[ée]d|d[ée]c[èe]s|mort|vaccin|greff|pos[ée]|proth[èe]se|mari(?:é|ée)s?\b|accouch|consult|loi\b|d[ée]cret"
        + @"|arr[êe]t|diagnos|rdv|rendez|examen|irm|scanner|radio|accident|avant|apr[èe]s|jusqu)[^.;!?\n\d]{0,30}$"
        + @"|\b(?:rue|avenue|av|place|boulevard|bd|square|quai|all[ée]e|impasse|cours|esplanade)\s{1,2}du\s{1,2}$",
        Options)]
    private static partial Regex Event();
}
