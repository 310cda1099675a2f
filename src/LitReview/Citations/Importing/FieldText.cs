using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace LitReview.Citations.Importing;

/// <summary>What the fields of all formats have in common: spaces, identifiers, years, pages, languages.</summary>
internal static partial class FieldText
{
    private const int LongestDoi = 2_048;
    private const int LongestShort = 2_000;

    // The code, then its names: ISO 639-2, English, French.
    private static readonly Dictionary<string, string> Languages = (
        from line in new[]
        {
            "en eng english anglais", "fr fre fra french français francais", "de ger deu german deutsch allemand",
            "es spa spanish español espagnol castilian", "it ita italian italien", "pt por portuguese portugais",
            "nl dut nld dutch néerlandais", "ru rus russian russe", "zh chi zho chinese chinois",
            "ja jpn japanese japonais", "ko kor korean coréen", "pl pol polish polonais", "tr tur turkish turc",
            "sv swe swedish suédois", "da dan danish danois", "no nor norwegian norvégien",
            "fi fin finnish finnois", "cs cze ces czech tchèque", "hu hun hungarian hongrois",
            "el gre ell greek grec", "he heb hebrew", "ar ara arabic arabe", "fa per fas persian",
            "ro rum ron romanian roumain", "uk ukr ukrainian", "hr hrv scr croatian", "sr srp scc serbian",
            "bg bul bulgarian", "sk slo slk slovak", "sl slv slovenian slovene", "lt lit lithuanian",
            "lv lav latvian", "et est estonian", "is ice isl icelandic", "ca cat catalan", "th tha thai",
            "vi vie vietnamese", "id ind indonesian", "ms may msa malay", "hi hin hindi", "af afr afrikaans",
            "eu baq basque", "bs bos bosnian", "mk mac mkd macedonian", "sq alb sqi albanian", "ka geo georgian",
            "la lat latin", "cy wel welsh", "ga gle irish",
        }
        let words = line.Split(' ')
        from name in words.Skip(1)
        select (Name: name, Code: words[0]))
            .ToDictionary(pair => pair.Name, pair => pair.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>The start of a field that is short wherever it is one: no time is lost on megabytes in the place of a number.</summary>
    public static string Start(string text) => text.Length <= LongestShort ? text : text[..LongestShort];

    /// <summary>One line, single spaces.</summary>
    public static string OneLine(string text) => Spaces().Replace(text, " ").Trim();

    /// <summary>Lines kept, each with single spaces; empty lines go.</summary>
    public static string Paragraphs(string text) => string.Join(
        '\n', text.ReplaceLineEndings("\n").Split('\n').Select(OneLine).Where(line => line.Length > 0));

    /// <summary>Without the mark-up and the entities that data bases leave in titles and abstracts.</summary>
    public static string WithoutMarkup(string text)
    {
        if (text.Contains('&', StringComparison.Ordinal) && Entity().IsMatch(text))
        {
            text = WebUtility.HtmlDecode(text);
            if (Entity().IsMatch(text))
                text = WebUtility.HtmlDecode(text);
        }

        if (!text.Contains('<', StringComparison.Ordinal) || !Tag().IsMatch(text))
            return text;
        return Tag().Replace(Break().Replace(text, "\n"), "");
    }

    /// <summary>A title, without mark-up, on one line.</summary>
    public static string Title(string text) => OneLine(WithoutMarkup(text));

    /// <summary>The DOI in a text; null when there is none.</summary>
    public static string? Doi(string text)
    {
        if (!text.Contains("10.", StringComparison.Ordinal))
        {
            if (!text.Contains("10%2", StringComparison.OrdinalIgnoreCase))
                return null;
        }

        if (text.Contains('%', StringComparison.Ordinal))
            text = Uri.UnescapeDataString(text);
        if (text.Contains('&', StringComparison.Ordinal))
            text = WebUtility.HtmlDecode(text);
        var match = DoiPattern().Match(text);
        if (!match.Success)
            return null;
        var doi = match.Value[..Math.Min(match.Length, LongestDoi)].ToLowerInvariant();
        var length = -1;
        while (length != doi.Length)
        {
            length = doi.Length;
            doi = doi.TrimEnd('.', ',', ';', ':', '"', '\'', '’', '”', '»', '}', '>', '/', '|', '*');
            if (doi.EndsWith(')') && doi.Count(c => c == ')') > doi.Count(c => c == '('))
                doi = doi[..^1];
            if (doi.EndsWith(']') && doi.Count(c => c == ']') > doi.Count(c => c == '['))
                doi = doi[..^1];
        }

        return doi;
    }

    /// <summary>A PubMed identifier alone in a text, perhaps with its prefix; null when it is something else.</summary>
    public static string? PubMedId(string text) =>
        PubMedIdPattern().Match(text.Trim()) is { Success: true } match ? match.Groups[1].Value.TrimStart('0') : null;

    /// <summary>The year in a date; null when there is none.</summary>
    public static int? Year(string text) => YearPattern().Match(text) is { Success: true } match
        ? int.Parse(match.Value, NumberStyles.None, CultureInfo.InvariantCulture)
        : null;

    /// <summary>
    /// A date as written, without the empty parts that RIS leaves; null when it says no more than a year.
    /// </summary>
    public static string? Date(string text)
    {
        var date = OneLine(Start(text).Trim()).Trim('/').Trim();
        return date.Length == 0 || BareYear().IsMatch(date) ? null : date;
    }

    /// <summary>First and last page, or what stands for them; null when the source says that there are none.</summary>
    public static string? Pages(string? first, string? last)
    {
        first = Page(first);
        last = Page(last);
        if (first is null || last is null)
            return first ?? last;
        if (string.Equals(first + " " + last, "no specified", StringComparison.OrdinalIgnoreCase))
            return null;
        return first == last || first.Contains('-', StringComparison.Ordinal) ? first : $"{first}-{last}";
    }

    private static string? Page(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var page = Dashes().Replace(OneLine(Start(text)), "-").Trim(' ', '-', '.', ',');
        page = PagePrefix().Replace(page, "");
        return page.Length == 0 || NoPage().IsMatch(page) ? null : page;
    }

    /// <summary>The ISO 639-1 code of a language; null when it is unknown.</summary>
    public static string? Language(string text)
    {
        var name = OneLine(Start(text)).Split(';', ',', '|', '/')[0].Trim(' ', '.', '[', ']', '(', ')');
        if (Languages.TryGetValue(name, out var code))
            return code;
        return LanguageCode().IsMatch(name) && Languages.ContainsValue(name[..2].ToLowerInvariant())
            ? name[..2].ToLowerInvariant()
            : null;
    }

    /// <summary>
    /// A name without case, accents, spaces or marks: « Article Title » and « article_title » are one.
    /// </summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(letter))
                plain.Append(char.ToLowerInvariant(letter));
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"[\s\u00A0\u200B\u2028\u2029\uFEFF]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"&(#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")]
    private static partial Regex Entity();

    [GeneratedRegex(
        @"</?(i|b|u|em|strong|sub|sup|sc|p|div|span|inf|it|bold|italic|h\d|br|ul|li|ol|jats:[a-z-]+|mml:[a-z]+|style|title|sec|font)"
        + @"(\s[^<>]{0,300})?/?>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex(@"<br\s*/?>|</(p|div|li|h\d|jats:p|sec)>", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex(@"\b10\.\d{4,9}(\.\d{1,9}){0,6}/[^\s""<>]+")]
    private static partial Regex DoiPattern();

    [GeneratedRegex(@"^(?:PMID|PUBMED|MEDLINE)?\s*:?\s*(\d{1,8})(?:\s*\[PMID\])?$", RegexOptions.IgnoreCase)]
    private static partial Regex PubMedIdPattern();

    [GeneratedRegex(@"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")]
    private static partial Regex YearPattern();

    [GeneratedRegex(@"^\d{4}(?:[/\s-]0{0,2})*$")]
    private static partial Regex BareYear();

    [GeneratedRegex(@"\s*(?:[‐‑‒–—―−]|-{1,3})\s*")]
    private static partial Regex Dashes();

    [GeneratedRegex(@"^(?:pp?\.|pages?\s)\s*", RegexOptions.IgnoreCase)]
    private static partial Regex PagePrefix();

    [GeneratedRegex(@"^(?:no pagination|unspecified|no.specified|not specified|n/?a|none|null|nan|no page.*|\(?no pagination\)?)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex NoPage();

    [GeneratedRegex(@"^[a-zA-Z]{2}([-_][a-zA-Z]{2,4})?$")]
    private static partial Regex LanguageCode();
}
