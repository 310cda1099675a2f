using System.Text.RegularExpressions;

namespace Verbatims.Nlp.Masking;

/// <summary>
/// Finds the numbers that stand for a person: of social security, of a file, a stay, a bill, a card, an account, a car. Amounts,
/// dates, years and scales stay.
/// </summary>
internal static partial class IdentifierFinder
{
    // Digits that a number has at least which a word announces; without one, eight in one piece.
    private const int Announced = 5;
    private const int AnnouncedForSure = 4;

    /// <summary>The places of numbers that need no announcement.</summary>
    /// <param name="text">A text with a digit.</param>
    public static IEnumerable<(int Start, int End)> Plain(string text)
    {
        foreach (Match match in BankAccount().Matches(text))
            yield return Place(match);
        foreach (Match match in DigitByDigit().Matches(text))
        {
            if (!IsScale(match.Value))
                yield return Place(match);
        }

        foreach (Match match in SocialSecurityNumber().Matches(text))
            yield return Place(match);
        foreach (Match match in CardNumber().Matches(text))
        {
            if (!AreYears(match.Value))
                yield return Place(match);
        }
    }

    /// <summary>The places of long numbers in one piece that are no telephone number.</summary>
    /// <param name="text">A text with a digit.</param>
    public static IEnumerable<(int Start, int End)> Long(string text)
    {
        foreach (Match match in LongNumber().Matches(text))
            yield return Place(match);
    }

    /// <summary>The places of numbers that a word announces: « IPP 8001 », « dossier n° DM/2024/00871 ».</summary>
    /// <param name="text">A text with a digit.</param>
    public static IEnumerable<(int Start, int End)> AnnouncedNumbers(string text)
    {
        foreach (Match match in AnnouncedNumber().Matches(text))
        {
            var number = match.Groups["x"];
            var least = match.Groups["sure"].Success ? AnnouncedForSure : Announced;
            if (Digits(number.Value) >= least && !Date().IsMatch(number.Value) && !AreYears(number.Value))
                yield return Place(number);
        }

        foreach (Match match in AnnouncedFromFar().Matches(text))
        {
            var number = match.Groups["x"];
            if (Digits(number.Value) > Announced && !Date().IsMatch(number.Value) && !AreYears(number.Value))
                yield return Place(number);
        }
    }

    /// <summary>Whether single digits follow each other as on a scale, « 0 1 2 3 4 5 6 7 », or say the same again, « 5 5 5 4 5 ».</summary>
    public static bool IsScale(string written)
    {
        var (last, leaps, different) = (-1, 0, 0);
        for (var i = 0; i < written.Length; i++)
        {
            if (!char.IsAsciiDigit(written[i]))
                continue;
            // A scale may end with its « 10 ».
            var isTen = i > 0 && i == written.Length - 1 && (written[i - 1], written[i]) is ('1', '0');
            if (i > 0 && char.IsAsciiDigit(written[i - 1]) && !isTen)
                return false;
            var digit = written[i] - '0';
            leaps += last >= 0 && digit != last + 1 ? 1 : 0;
            different |= 1 << digit;
            last = digit;
        }

        return leaps <= (written.EndsWith("10", StringComparison.Ordinal) ? 2 : 0) || int.PopCount(different) <= 2;
    }

    private static (int Start, int End) Place(Capture found) => (found.Index, found.Index + found.Length);

    private static int Digits(string written) => written.Count(char.IsAsciiDigit);

    private static bool AreYears(string written)
    {
        foreach (var group in written.Split([' ', '-', '/', '.'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (group.Length != 4 || !(group.StartsWith("19", StringComparison.Ordinal) || group.StartsWith("20", StringComparison.Ordinal)))
                return false;
        }

        return true;
    }

    [GeneratedRegex(@"\b(?:[A-Z]{2}|fr)\d{2}(?:\s?[\dA-Z]{4}){3,7}(?:\s?[\dA-Z]{1,3})?\b", RegexOptions.CultureInvariant)]
    private static partial Regex BankAccount();

    // Sex, year, month (real or made up), department, commune, order, and the key or not; signs between, wherever.
    [GeneratedRegex(
        @"(?<![\dA-Z])[1-478][ \u00a0\u202f\t.\-/|]{0,3}\d[ \u00a0\u202f\t.|]?\d[ \u00a0\u202f\t.\-/|]{0,3}(?:0[ \u00a0\u202f\t.|]?[1-9]|1[ \u00a0\u202f\t.|]?[0-2]|[2-9][ \u00a0\u202f\t.|]?\d)[ \u00a0\u202f\t.\-/|]{0,3}(?:\d[ \u00a0\u202f\t.|]?\d|2[ \u00a0\u202f\t.|]?[AB])"
        + @"[ \u00a0\u202f\t.\-/|]{0,3}\d[ \u00a0\u202f\t.|]?\d[ \u00a0\u202f\t.|]?\d[ \u00a0\u202f\t.\-/|]{0,3}\d[ \u00a0\u202f\t.|]?\d[ \u00a0\u202f\t.|]?\d(?:[ \u00a0\u202f\t.\-/|(]{0,3}\d[ \u00a0\u202f\t.|]?\d(?!\d))?(?!\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SocialSecurityNumber();

    // A card of a bank, and the plate of a car.
    [GeneratedRegex(
        @"(?<![\d\-])\d{4}[ \-]\d{4}[ \-]\d{4}[ \-]\d{4}(?![\d\-])|(?<![\w\-])[A-HJ-NP-TV-Z]{2}-?\d{3}-?[A-HJ-NP-TV-Z]{2}(?![\w\-])",
        RegexOptions.CultureInvariant)]
    private static partial Regex CardNumber();

    [GeneratedRegex(
        @"(?<![\w.,/\-])(?:[A-Za-z]{1,4}[\-/]?)?\d{8,30}(?![\d,.]*\d)(?!\s?(?:€|euros?\b))|(?<![\w/\-])\d{2,8}[A-Z]{1,3}\d{4,12}(?!\w)",
        RegexOptions.CultureInvariant)]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"(?<![\d,.]|\d[ .])\d(?:[ .\u00a0]\d){8,70}(?![\d,])", RegexOptions.CultureInvariant)]
    private static partial Regex DigitByDigit();

    [GeneratedRegex(
        @"(?i:(?<![\p{L}])(?:(?<sure>ipp|nip|nda|iep|nir|nss|ins|rpps|adeli)|num[ée]ros?|num|n\s?[°ºo]|no|s[ée]cu(?:rit[ée])?(?:\s+sociale)?|ss|dossiers?|adh[ée]rente?"
        + @"|assur[ée]e?|allocataire|matricule|identifiant|identification|immatriculation|patiente?|client|contrat|s[ée]jour|venue|visite|passage|hospitalisation"
        + @"|r[ée]f[ée]rences?|r[ée]f|factures?|mutuelle|pr[ée]voyance|carte|vitale|passeport|permis|titre|ordonnance|r[ée]clamation|bordereau|[ée]tiquette|billet|code|id)"
        + @"(?:[\s:#.,'’(\-]{0,3}(?:num[ée]ros?|n\s?[°º]|no|de|du|des|d|est|le|la|l|c|mon|ma|mes|votre|patiente?|dossier|adh[ée]rente?|s[ée]curit[ée]|s[ée]cu|sociale|ss"
        + @"|s[ée]jour|mutuelle|ipp|nip|nir|rpps|identit[ée]|vitale|bancaire|bleue|m[ée]dical|client|contrat|facture|recette|ex[ée]cutoire|pr[ée]voyance|caf|cpam|mgen"
        + @"|allocataire|assur[ée]e?|id)(?![\p{L}])){0,6})[\s:#°º.,'’(\-=]{0,4}"
        + @"(?<x>(?:[A-Z]{1,4}[\-/ ]?|[a-z]{1,3}[\-/]?)?\d[\dA-Za-z]*(?:[ .\-/]{1,2}[A-Z]{0,4}\d[\dA-Z]+){0,8})(?![\d]|[,.]\d|\s?(?i:€|euros?\b|eur\b))",
        RegexOptions.CultureInvariant)]
    private static partial Regex AnnouncedNumber();

    // « facture de chambre particulière 118832 »
    [GeneratedRegex(
        @"(?i:(?<![\p{L}])(?:num[ée]ro|n\s?[°ºo]|dossier|adh[ée]rent|identifiant|matricule|contrat|r[ée]f|r[ée]f[ée]rence|facture|mutuelle|carte|titre|avis|code))"
        + @"(?:[ :'’(]{1,3}[\p{L}°]{1,14}){1,5}[ :#°º(\-]{1,4}(?<x>[A-Za-z]{0,4}[\-/]?\d[\dA-Z]*(?:[\-/][\dA-Z]+){0,4})(?![\d]|[,.]\d|\s?(?i:€|euros?\b|eur\b))",
        RegexOptions.CultureInvariant)]
    private static partial Regex AnnouncedFromFar();

    [GeneratedRegex(
        @"^(?:(?:0?[1-9]|[12]\d|3[01])[/.\- ](?:0?[1-9]|1[0-2])[/.\- ](?:(?:19|20)\d{2}|\d{2})|(?:19|20)\d{2}[/.\-](?:0[1-9]|1[0-2])[/.\-]\d{2})(?!\d)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
