using System.Globalization;
using LitReview.Citations;

namespace LitReview.Searching;

/// <summary>Writes a reference in a few words.</summary>
internal static class ShortReference
{
    /// <summary>Authors, year, journal; what is missing is left out, and the title stands in for missing authors.</summary>
    public static string Of(Citation citation)
    {
        string[] parts =
        [
            Names(citation), citation.Year?.ToString(CultureInfo.InvariantCulture) ?? "s. d.",
            citation.JournalAbbreviation ?? citation.Journal ?? "",
        ];
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }

    private static string Names(Citation citation)
    {
        var (authors, title) = (citation.Authors, citation.Title);
        if (authors.Count == 0)
            return title.Length > 40 ? title[..40].TrimEnd() + "…" : title;
        return authors.Count switch
        {
            1 => authors[0].Family,
            2 => $"{authors[0].Family} et {authors[1].Family}",
            _ => $"{authors[0].Family} et al.",
        };
    }
}
