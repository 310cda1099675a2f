namespace Verbatims.Nlp.Masking;

/// <summary>
/// Replaces, in a comment, what names a person: names, telephone numbers, mail addresses, numbers of files and of social
/// security, postal addresses, dates of birth. Hospitals, wards and other dates stay.
/// </summary>
/// <remarks>
/// By rules and word lists alone: the same text always gives the same masks, and each rule can be read. A masked comment is
/// still personal data (RGPD, art. 4, 5): what remains may single somebody out.
/// </remarks>
public static class PersonalDataMasker
{
    // Beyond this many characters a comment is cut into parts, so that a megabyte takes time in proportion.
    private const int PartSize = 50_000;

    // « AB-123-CD »; « 1/2/54 » or « IPP 8001 »; a telephone number with a fault.
    private const int DigitsOfADate = 4;
    private const int DigitsOfATelephone = 6;
    private const int DigitsOfAPlate = 3;
    private const int DigitsOfALongNumber = 8;

    /// <summary>The masks, as they stand in masked texts.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["NOM", "TEL", "MAIL", "NUMERO", "ADRESSE", "DATE"];

    /// <summary>The version of the rules, written beside results.</summary>
    public static string Version => "masques/4";

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
        // What is found first is surest: what comes after takes no place of it.
        Add(found, ContactFinder.Mails(text), "MAIL");
        // Digits are rare: most comments need none of these.
        var digits = text.Count(char.IsAsciiDigit);
        if (digits >= DigitsOfAPlate)
            Add(found, IdentifierFinder.Plain(text), "NUMERO");
        Add(found, BirthDateFinder.Find(text, digits >= DigitsOfADate), "DATE");
        if (digits >= DigitsOfATelephone)
            Add(found, ContactFinder.Telephones(text), "TEL");
        if (digits >= DigitsOfADate)
            Add(found, IdentifierFinder.AnnouncedNumbers(text), "NUMERO");
        if (digits >= DigitsOfALongNumber)
            Add(found, IdentifierFinder.Long(text), "NUMERO");
        Add(found, ContactFinder.TelephonesInWords(text), "TEL");
        Add(found, AddressFinder.Find(text, digits > 0), "ADRESSE");
        Add(found, NameFinder.Find(text), "NOM");
        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return offset == 0
            ? found
            : [.. found.Select(span => span with { Start = span.Start + offset, End = span.End + offset })];
    }

    private static void Add(List<MaskedSpan> found, IEnumerable<(int Start, int End)> places, string kind)
    {
        foreach (var (start, end) in places)
        {
            if (!found.Exists(other => other.Start < end && start < other.End))
                found.Add(new MaskedSpan(start, end, kind));
        }
    }
}
