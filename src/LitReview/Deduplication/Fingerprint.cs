using System.Text.RegularExpressions;
using LitReview.Citations;
using LitReview.Citations.Importing;

namespace LitReview.Deduplication;

/// <summary>What of a reference is compared with others; small, so that a hundred thousand fit in memory.</summary>
internal sealed partial class Fingerprint
{
    private const int MostAuthors = 12;
    private const int Shingle = 4;
    private const int AbstractHashes = 24;

    public Fingerprint(Citation citation, string key)
    {
        Key = key;
        Title = TitleText.Of(citation.Title);
        Original = citation.OriginalTitle is { } original ? TitleText.Of(original).Compact : "";
        RawDoi = citation.Doi is { } doi ? Clean(doi) : null;
        Doi = RawDoi is null ? null : CochraneVersion().Replace(RawDoi, "");
        IsPreprint = citation.Kind == CitationKind.Preprint;
        PubMedId = citation.PubMedId;
        Year = citation.Year;
        Volume = Figure(citation.Volume);
        (FirstPage, LastPage) = Pages(citation.Pages);
        IsSupplement = (citation.Issue + " " + citation.Volume + " " + citation.Pages)
            .Contains("supp", StringComparison.OrdinalIgnoreCase)
            || SupplementPage().IsMatch(citation.Pages ?? "") || citation.Kind == CitationKind.ConferencePaper;
        Journals = JournalName.Names(citation.Journal, citation.JournalAbbreviation);
        Serials = [.. citation.Identifiers.Where(id => id.Scheme is "ISSN" or "ISBN").Select(id => id.Value)];
        Authors = [.. citation.Authors.Take(MostAuthors).Select(author => new AuthorWords(author))
            .Where(author => author.Family.Length > 0)];
        AuthorCount = citation.Authors.Count;
        Abstract = Hashes(citation.Abstract);
    }

    public string Key { get; }

    public TitleText Title { get; }

    public string Original { get; }

    /// <summary>The DOI of the document, all its versions together.</summary>
    public string? Doi { get; }

    public string? RawDoi { get; }

    public bool IsPreprint { get; }

    public string? PubMedId { get; }

    public int? Year { get; }

    public string? Volume { get; }

    public string? FirstPage { get; }

    public string? LastPage { get; }

    /// <summary>Whether it seems to stand among the abstracts of a meeting.</summary>
    public bool IsSupplement { get; }

    public IReadOnlyList<string[]> Journals { get; }

    public string[] Serials { get; }

    public AuthorWords[] Authors { get; }

    public int AuthorCount { get; }

    /// <summary>The least hashes of what the abstract says, sorted; empty when it is missing or very short.</summary>
    public uint[] Abstract { get; }

    // Hashes of words, four at a time, the least ones kept: texts that share them share their wording.
    private static uint[] Hashes(string text)
    {
        if (text.Length < 150)
            return [];
        var words = TitleText.Split(text);
        if (words.Count < 20)
            return [];
        var hashes = new HashSet<uint>();
        for (var i = 0; i + Shingle <= words.Count; i++)
        {
            var hash = 2166136261u;
            for (var j = i; j < i + Shingle; j++)
                hash = Mixed(hash, words[j]);
            hashes.Add(hash);
        }

        return [.. hashes.Order().Take(AbstractHashes)];
    }

    /// <summary>FNV-1a, the same on every machine.</summary>
    public static uint Mixed(uint hash, ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
            hash = (hash ^ letter) * 16777619u;
        return (hash ^ '|') * 16777619u;
    }

    private static string Clean(string doi) => DoiTail().Replace(doi.ToLowerInvariant(), "");

    private static string? Figure(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return Digits().Match(text) is { Success: true } match ? match.Value.TrimStart('0') : FieldText.Plain(text);
    }

    private static (string? First, string? Last) Pages(string? pages)
    {
        if (string.IsNullOrWhiteSpace(pages))
            return (null, null);
        var match = PageRange().Match(pages.Replace('–', '-'));
        if (!match.Success)
            return (FieldText.Plain(pages) is { Length: > 0 } other ? other : null, null);
        var first = match.Groups[1].Value.ToLowerInvariant().TrimStart('0');
        var last = match.Groups[2].Value.ToLowerInvariant().TrimStart('0');

        // « 123-9 » is « 123-129 ».
        if (last.Length > 0 && last.Length < first.Length && last.All(char.IsAsciiDigit))
            last = first[..^last.Length] + last;
        return (first.Length == 0 ? null : first, last.Length == 0 ? null : last);
    }

    [GeneratedRegex(@"(?<=^10\.1002/14651858\.(?:cd|mr|ed)\d{6})\.pub\d+$")]
    private static partial Regex CochraneVersion();

    [GeneratedRegex(@"(?:/(?:abstract|full|pdf|epdf|meta|summary|fulltext)|\.pdf|\[doi\]|\.)$")]
    private static partial Regex DoiTail();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"([A-Za-z]{0,3}\d+[A-Za-z]?)(?:\s*-+\s*([A-Za-z]{0,3}\d+))?")]
    private static partial Regex PageRange();

    [GeneratedRegex(@"^\s*S\d+", RegexOptions.IgnoreCase)]
    private static partial Regex SupplementPage();
}

/// <summary>The words of a name: those of the family, and all of them.</summary>
internal sealed class AuthorWords(CitationAuthor author)
{
    public string[] Family { get; } = [.. TitleText.Split(author.Family).Where(word => word.Length > 1)];

    public string[] Given { get; } = [.. TitleText.Split(author.Given)];

    /// <summary>Whether both may be one person: families agree, or family and given name were swapped.</summary>
    public bool Fits(AuthorWords other)
    {
        foreach (var word in Family)
        {
            foreach (var known in other.Family)
            {
                if (word == known || (word.Length > 4 && known.Length > 4 && Distances.Within(word, known, 1)))
                    return true;
            }

            if (word.Length > 2 && other.Given.Contains(word, StringComparer.Ordinal))
                return true;
        }

        return other.Family.Any(word => word.Length > 2 && Given.Contains(word, StringComparer.Ordinal))
            || string.Concat(Family) == string.Concat(other.Family);
    }
}
