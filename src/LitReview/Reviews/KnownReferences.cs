using LitReview.Citations;
using LitReview.Citations.Importing;

namespace LitReview.Reviews;

/// <summary>Looks for the articles of a list among references: by DOI, PubMed or PMC identifier, else by the same title.</summary>
internal sealed class KnownReferences
{
    private const int LongestText = 200;

    // Shorter titles, as « Editorial », are many documents.
    private const int ShortestTitle = 16;

    private readonly CitationImport _list;
    private readonly Dictionary<string, List<int>> _places = new(StringComparer.Ordinal);
    private readonly HashSet<int> _matched = [];
    private readonly SortedSet<int> _records = [];

    public KnownReferences(CitationImport list)
    {
        _list = list;
        for (var place = 0; place < list.Citations.Count; place++)
        {
            foreach (var key in KeysOf(list.Citations[place]))
            {
                if (!_places.TryGetValue(key, out var places))
                    _places[key] = places = [];
                places.Add(place);
            }
        }
    }

    /// <summary>Compares a reference of the review with the list.</summary>
    public void Look(int number, Citation citation)
    {
        foreach (var place in KeysOf(citation).SelectMany(key => _places.GetValueOrDefault(key, [])))
        {
            var known = _list.Citations[place];
            // Two DOI, or years that lie apart, are two documents of one title.
            if ((known.Doi is { } doi && citation.Doi is { } other && doi != other)
                || (known.Year is { } year && citation.Year is { } published && Math.Abs(year - published) > 1))
            {
                continue;
            }

            _matched.Add(place);
            _records.Add(number);
        }
    }

    /// <summary>What was found, and what was not, by line.</summary>
    public GiveKnownRelevant Command() => new(
        _list.File, [.. _records],
        [
            .. _list.Citations.Index().Where(known => !_matched.Contains(known.Index))
                .Select(known => new UnmatchedReference(known.Item.Source.Line, Told(known.Item)))
                .Concat(_list.Problems.Where(problem => !problem.RecordIsKept)
                    .Select(problem => new UnmatchedReference(problem.Line, Short($"{problem.Reason} {problem.Raw}"))))
                .OrderBy(unmatched => unmatched.Line),
        ]);

    private static IEnumerable<string> KeysOf(Citation citation)
    {
        if (citation.Doi is { } doi)
            yield return $"doi:{doi}";
        if (citation.PubMedId is { } pmid)
            yield return $"pmid:{pmid}";
        if (citation.PmcId is { } pmc)
            yield return $"pmc:{pmc}";
        foreach (var title in new[] { citation.Title, citation.OriginalTitle ?? "" }.Select(FieldText.Plain).Distinct())
        {
            if (title.Length >= ShortestTitle)
                yield return $"title:{title}";
        }
    }

    private static string Told(Citation citation) => Short(
        citation.Title.Length > 0 ? citation.Title : citation.Doi ?? (citation.PubMedId is { } pmid ? $"PMID {pmid}" : citation.Source.Raw));

    private static string Short(string text) => text.Length > LongestText ? text[..LongestText] + "…" : text;
}
