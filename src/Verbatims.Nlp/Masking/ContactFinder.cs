using System.Buffers;
using System.Text.RegularExpressions;

namespace Verbatims.Nlp.Masking;

/// <summary>Finds telephone numbers and mail addresses, in the writings and with the faults that patients make.</summary>
internal static partial class ContactFinder
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Domains = "fr|com|net|org|eu|be|ch|lu|ca|re|nc|gp|gf|mq|yt|info|de|uk|it|es|pt|ma|dz|tn";

    private static readonly SearchValues<string> MailSigns =
        SearchValues.Create(["@", "obas", "at)", "at]", "(a)", " at "], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Zero = SearchValues.Create(["zero", "zéro"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The places of mail addresses: « jo @ orange.fr », « jo(at)free.fr », « jo@gmail,com », « jo arobase sfr point fr ».</summary>
    public static IEnumerable<(int Start, int End)> Mails(string text)
    {
        if (!text.AsSpan().ContainsAny(MailSigns))
            yield break;
        foreach (Match match in MailAddress().Matches(text))
        {
            // « rdv@14h » is no address; « jo@gmail » is one. The word « at » needs what no English sentence has.
            var domain = match.Groups["domain"].Value;
            if (Provider().IsMatch(domain) || (match.Groups["dot"].Success && (!match.Groups["word"].Success || OrdinaryEnd().IsMatch(domain))))
                yield return (match.Index, match.Index + match.Length);
        }
    }

    /// <summary>The places of telephone numbers.</summary>
    /// <param name="text">A text with a digit.</param>
    public static IEnumerable<(int Start, int End)> Telephones(string text)
    {
        foreach (Match match in Telephone().Matches(text))
        {
            if (IsNumber(match.Value))
                yield return (match.Index, match.Index + match.Length);
        }

        foreach (Match match in AnnouncedTelephone().Matches(text))
        {
            var number = match.Groups["x"];
            if (IsNumber(number.Value))
                yield return (number.Index, number.Index + number.Length);
        }
    }

    /// <summary>The places of telephone numbers in words: « zéro six douze trente-quatre… ».</summary>
    public static IEnumerable<(int Start, int End)> TelephonesInWords(string text)
    {
        if (!text.AsSpan().ContainsAny(Zero))
            yield break;
        foreach (Match match in TelephoneInWords().Matches(text))
            yield return (match.Index, match.Index + match.Length);
    }

    // Dates, hours and scales are written with as many digits.
    private static bool IsNumber(string written) =>
        !DateOrHours().IsMatch(written) && !IdentifierFinder.IsScale(written);

    [GeneratedRegex(
        @"[\w.+'-]{1,64}(?:\s{0,2}@{1,2}\s{0,2}|\s{0,2}[(\[{]\s?(?:at?|arr?obase?)\s?[)\]}]\s{0,2}|\s{1,2}(?:(?<word>at)|arr?obase?)\s{1,2}|arr?obase)"
        + @"(?<domain>[\w-]{1,63}(?:(?<dot>(?:\.[\w-]{1,63}){1,4})|(?<dot>\s{0,2}[.,]\s{0,2}|\s{0,2}[(\[]?\b(?:point|dot)\b[)\]]?\s{0,2})(?:" + Domains + @")\b)?)",
        Options)]
    private static partial Regex MailAddress();

    [GeneratedRegex(
        @"^(?:gmail|hotmail|outlook|orange|wanadoo|free|sfr|neuf|laposte|yahoo|live|icloud|bbox|aol|msn|numericable|club-internet|protonmail|gmx)",
        Options)]
    private static partial Regex Provider();

    [GeneratedRegex(@"\.(?:fr|com|net|org|eu|be|ch)$", Options)]
    private static partial Regex OrdinaryEnd();

    // On one line: in pairs, with any sign between; in any grouping; with the code of a country; « (0)1 »; the letter O for a zero.
    [GeneratedRegex(
        @"(?<![\d+])(?:\(?0[1-9]\)?|(?<!\w)O[1-9])(?:[ \u00a0\u202f\t.\-/_·•]{0,3}[\dO]{2}){4}(?!\d)"
        + @"|(?<![\d,.+])\(?0\)?[ \u00a0\u202f\t.\-/_]{0,3}[1-9](?:[ \u00a0\u202f\t.\-/_]{0,3}\d){8}(?!\d)"
        + @"|(?<![\d.])0[1-9](?:\.\d{2}){3}(?![\d.])"
        + @"|(?<!\d)0[1-9](?<s>[,;:])\d{2}(?:\k<s>\d{2}){3}(?!\d)"
        + @"|(?<![\d+])(?:\([ \u00a0\u202f\t]?(?:\+|00)?[ \u00a0\u202f\t]?33[ \u00a0\u202f\t]?\)|(?:\+|00)[ \u00a0\u202f\t]?33)[ \u00a0\u202f\t.\-/]{0,3}(?:\(?0\)?[ \u00a0\u202f\t.\-/]{0,3})?[1-9](?:[ \u00a0\u202f\t.\-/_]{0,3}\d){8}(?!\d)"
        + @"|(?<![\w+])\+[ \u00a0\u202f\t]?[1-9]\d{0,2}(?:[ \u00a0\u202f\t]?\(0\))?(?:[ \u00a0\u202f\t.\-/]{0,2}\d){7,11}(?!\d)"
        + @"|(?<![\d.,:h+])00[ \u00a0\u202f\t]?[1-9]\d(?:[ \u00a0\u202f\t.\-/]{0,2}\d){7,11}(?!\d)",
        Options)]
    private static partial Regex Telephone();

    // A number with a digit too few or too many is one, where the text says so.
    [GeneratedRegex(
        @"\b(?:t[ée]l(?:[ée]phon\w{1,6})?|portable|port|gsm|mobile|fixe|fax|sms|num[ée]ro|joindre|joignables?|r?appel\w{0,4})\b[^\d\n+(.!?]{0,20}?[. \u00a0\u202f\t]?"
        + @"(?<x>\(?\+?[\dO](?:[ \u00a0\u202f\t.\-/_()]{0,3}[\dO]){6,12})(?!\w)",
        Options)]
    private static partial Regex AnnouncedTelephone();

    [GeneratedRegex(
        @"\bz[ée]ro\s+(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)(?:[\s,\-]{1,2}(?:et[\s\-])?(?:z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze"
        + @"|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante|\d{1,2})\b){3,16}",
        Options)]
    private static partial Regex TelephoneInWords();

    [GeneratedRegex(
        @"^(?:0?[1-9]|[12]\d|3[01])([/.\- ])(?:0?[1-9]|1[0-2])(?:\1(?:19|20)\d{2}(?!\d)|(?!\1{1,2}\d\d\1)\1\d{2}[\s/])|^\d\d\.\d\d \d\d\.\d\d|\d/\d{1,2}/(?:19|20)\d{2}",
        RegexOptions.CultureInvariant)]
    private static partial Regex DateOrHours();
}
