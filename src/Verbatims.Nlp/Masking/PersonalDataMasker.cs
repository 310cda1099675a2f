using System.Text.RegularExpressions;

namespace Verbatims.Nlp.Masking;

/// <summary>
/// Replaces, in a comment, what names a person: names, telephone numbers, mail addresses, numbers of files and of social
/// security, postal addresses, dates of birth. Hospitals, wards and other dates stay.
/// </summary>
/// <remarks>
/// By rules and word lists alone: the same text always gives the same masks, and each rule can be read. A masked comment is
/// still personal data (RGPD, art. 4, 5): what remains may single somebody out.
/// </remarks>
public static partial class PersonalDataMasker
{
    // Beyond this many characters a comment is cut into parts, so that a megabyte takes time in proportion.
    private const int PartSize = 50_000;

    /// <summary>The masks, as they stand in masked texts.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["NOM", "TEL", "MAIL", "NUMERO", "ADRESSE", "DATE"];

    /// <summary>The version of the rules, written beside results.</summary>
    public static string Version => "masques/2";

    /// <summary>Masks a text.</summary>
    /// <param name="text">The comment as it was written.</param>
    public static MaskedText Mask(string text) => MaskedText.Of(text, Find(text));

    private static List<MaskedSpan> Find(string text)
    {
        if (text.Length <= PartSize)
            return FindInPart(text, 0);
        var spans = new List<MaskedSpan>();
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(start + PartSize, text.Length);
            while (end < text.Length && end > start + PartSize / 2 && !char.IsWhiteSpace(text[end - 1]))
                end--;
            spans.AddRange(FindInPart(text[start..end], start));
            start = end;
        }

        return spans;
    }

    private static List<MaskedSpan> FindInPart(string text, int offset)
    {
        var found = new List<MaskedSpan>();
        // Digits and @ are rare: most comments need none of these.
        if (text.Contains('@', StringComparison.Ordinal) || text.Contains("arobase", StringComparison.OrdinalIgnoreCase))
            Add(found, text, MailAddress(), "MAIL");
        if (text.AsSpan().IndexOfAnyInRange('0', '9') >= 0)
        {
            Add(found, text, BirthDate(), "DATE");
            Add(found, text, BankAccount(), "NUMERO");
            Add(found, text, SocialSecurityNumber(), "NUMERO");
            Add(found, text, Telephone(), "TEL");
            Add(found, text, FileNumber(), "NUMERO");
            Add(found, text, PostalAddress(), "ADRESSE");
            Add(found, text, AddressByPostcode(), "ADRESSE");
        }

        foreach (var (start, end) in NameFinder.Find(text))
            Add(found, new MaskedSpan(start, end, "NOM"));
        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return offset == 0
            ? found
            : [.. found.Select(span => span with { Start = span.Start + offset, End = span.End + offset })];
    }

    private static void Add(List<MaskedSpan> found, string text, Regex pattern, string kind)
    {
        foreach (Match match in pattern.Matches(text))
        {
            var part = match.Groups["x"] is { Success: true } group ? group : match;
            Add(found, new MaskedSpan(part.Index, part.Index + part.Length, kind));
        }
    }

    private static void Add(List<MaskedSpan> found, MaskedSpan span)
    {
        if (!found.Exists(other => other.Start < span.End && span.Start < other.End))
            found.Add(span);
    }

    [GeneratedRegex(
        @"[\w.+-]{1,64}\s?(?:@|\(at\)|\barobase\b)\s?[\w-]{1,63}(?:\s?\.\s?[\w-]{1,63}){1,4}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MailAddress();

    [GeneratedRegex(
        @"(?:\bn[ée]+\(?e?\)?s?\s+(?:\p{L}+\s+){0,3}?(?:le|en)?\s*:?\s*|\bdate\s+de\s+naissance\s*:?\s*(?:est\s+)?(?:le\s+)?|\bd\.?d?n\.?\s*:\s*|\bddn\s*|\bnaissance\s*:?\s*(?:le\s+)?)"
        + @"(?<x>\d{1,2}\s?(?:er)?\s?[/.\-\s]\s?(?:\d{1,2}|janv(?:ier)?|f[ée]v(?:rier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[uû]t|sept(?:embre)?"
        + @"|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?)\.?\s?[/.\-\s]\s?\d{2,4})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BirthDate();

    [GeneratedRegex(@"\b[A-Z]{2}\d{2}(?:\s?[\dA-Z]{4}){3,7}(?:\s?[\dA-Z]{1,3})?\b", RegexOptions.CultureInvariant)]
    private static partial Regex BankAccount();

    [GeneratedRegex(
        @"(?<!\d)[12][\s.]?\d{2}[\s.]?(?:0[1-9]|1[0-2]|[2-9]\d)[\s.]?(?:\d{2}|2[AB])[\s.]?\d{3}[\s.]?\d{3}(?:[\s.\-]?\d{2})?(?!\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SocialSecurityNumber();

    [GeneratedRegex(
        @"(?<![\d+])(?:(?:\+|00)\s?33[\s.\-/]?(?:\(0\)[\s.\-/]?)?|0)[1-9](?:[\s.\-/_]{0,3}\d{2}){4}(?!\d)"
        + @"|(?<![\d,.])0[\s.\-/_]{0,3}[1-9](?:[\s.\-/_]{0,3}\d){8}(?!\d)"
        + @"|(?<!\d)\+\d{2,3}[\s.\-]?\d(?:[\s.\-]?\d){6,11}(?!\d)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Telephone();

    [GeneratedRegex(
        @"(?:\b(?:ipp|nip|nda|iep|nir|ins|num[ée]ro|numero|num|n\s?[°ºo]|no|s[ée]cu(?:rit[ée])?(?:\s+sociale)?|dossier|adh[ée]rent|matricule|patient|contrat"
        + @"|s[ée]jour|r[ée]f[ée]rence|r[ée]f|facture|mutuelle|identifiant|carte)\s*(?:(?:de|du|d'|d’|est|le|la|mon|ma|patient|dossier|adh[ée]rent|s[ée]curit[ée]|s[ée]cu|sociale|s[ée]jour|mutuelle"
        + @"|ipp|nip|num[ée]ro|n\s?[°º])\s*){0,4}[:#\-]?\s*)"
        + @"(?<x>(?=[\w\-/]*\d{4}|(?:\d[\s.]?){5})[A-Z]{0,4}[\-/]?\d(?:[\s.\-/]?[\dA-Z]){4,20})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FileNumber();

    [GeneratedRegex(
        @"(?<![\d,.])\d{1,4}\s?(?:bis|ter|quater|[a-d])?\s?,?\s(?:rue|avenue|av\.?|boulevard|bd\.?|bld|blvd|impasse|all[ée]es?|chemin|ch\.|route|rte|place|quai|cours"
        + @"|square|sentier|passage|lotissement|r[ée]sidence|lieu[- ]dit|hameau|faubourg|fbg|mont[ée]e|villa|voie)\s+"
        + @"(?:(?:de|du|des|d'|d’|la|le|les|l'|l’|saint|sainte|st|ste|aux?|à|en|sur)[\s\-]*|[\p{Lu}\d][\p{L}\d'’\-]*\s?|(?!\p{L}*\s(?:et|qui|je|mais))[\p{L}'’\-]{3,}\s?){1,4}?"
        + @"(?:(?:[\s,\-–]+(?:à\s+)?)\d{5}(?:\s+(?:cedex\s*\d*|[\p{Lu}][\p{L}'’\-]*(?:[\s\-](?:(?:sur|sous|le|la|les|de|en|lès)[\s\-])?[\p{Lu}][\p{L}'’\-]*){0,3}))?"
        + @"|(?:\s*,?\s+à\s+|\s*,\s*)\p{Lu}[\p{L}'’\-]*|(?=\s*[.,;:!?)\n\r]|\s*$|\s+(?:et|qui|je|mais|à|pour|depuis|avec|en|car|où|est|dans|au|aux|alors|sans|ou|svp|merci|tel|tél|c['’]est)\b))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PostalAddress();

    [GeneratedRegex(
        @"\b(?:lieu[- ]?dit|r[ée]sidence|lotissement|hameau|b\.?p\.?\s?\d*|ehpad)\s+[\p{L}'’\- ]{2,40},?\s+\d{5}\s+\p{Lu}[\p{L}'’\-]*"
        + @"(?:[\s\-](?:(?:sur|sous|le|la|les|de|en|lès)[\s\-])?\p{Lu}[\p{L}'’\-]*){0,3}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AddressByPostcode();
}
