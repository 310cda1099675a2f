using LitReview.Citations;
using LitReview.Citations.Importing;

namespace LitReview.Reviews;

/// <summary>Looks for articles among references: by DOI, PubMed or PMC identifier, else by the same title.</summary>
internal sealed class KnownReferences
{
    private const int LongestText = 200;

    // Shorter titles, as « Editorial », are many documents.
    private const int ShortestTitle = 16;

    private readonly IReadOnlyList<KnownArticle> _articles;
    private readonly Dictionary<string, List<int>> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<int, SortedSet<int>> _found = [];

    public KnownReferences(IReadOnlyList<KnownArticle> articles)
    {
        _articles = articles;
        for (var place = 0; place < articles.Count; place++)
        {
            foreach (var key in KeysOf(articles[place]))
            {
                if (!_places.TryGetValue(key, out var places))
                    _places[key] = places = [];
                places.Add(place);
            }
        }
    }

    /// <summary>Compares a reference of the review with the articles.</summary>
    public void Look(int number, Citation citation)
    {
        foreach (var place in KeysOf(KnownArticle.Of(citation)).SelectMany(key => _places.GetValueOrDefault(key, [])))
        {
            var known = _articles[place];
            // Two DOI, or years that lie apart, are two documents of one title.
            if ((known.Doi is { } doi && citation.Doi is { } other && doi != other)
                || (known.Year is { } year && citation.Year is { } published && Math.Abs(year - published) > 1))
            {
                continue;
            }

            if (!_found.TryGetValue(place, out var records))
                _found[place] = records = [];
            records.Add(number);
        }
    }

    /// <summary>The numbers of the references that are an article, by its place, in their order.</summary>
    public IReadOnlyCollection<int> Of(int place) => _found.TryGetValue(place, out var records) ? records : [];

    /// <summary>What was found of a list, and what was not, by line.</summary>
    /// <param name="list">The list whose articles were looked for, in its order.</param>
    public GiveKnownRelevant Command(CitationImport list) => new(
        list.File, [.. _found.Values.SelectMany(records => records).Distinct().Order()],
        [
            .. list.Citations.Index().Where(known => !_found.ContainsKey(known.Index))
                .Select(known => new UnmatchedReference(known.Item.Source.Line, Told(known.Item), _articles[known.Index]))
                .Concat(list.Problems.Where(problem => !problem.RecordIsKept)
                    .Select(problem => new UnmatchedReference(problem.Line, Short($"{problem.Reason} {problem.Raw}"))))
                .OrderBy(unmatched => unmatched.Line),
        ]);

    private static IEnumerable<string> KeysOf(KnownArticle article)
    {
        if (article.Doi is { } doi)
            yield return $"doi:{doi}";
        if (article.PubMedId is { } pmid)
            yield return $"pmid:{pmid}";
        if (article.PmcId is { } pmc)
            yield return $"pmc:{pmc}";
        foreach (var title in new[] { article.Title ?? "", article.OriginalTitle ?? "" }.Select(FieldText.Plain).Distinct())
        {
            if (title.Length >= ShortestTitle)
                yield return $"title:{title}";
        }
    }

    private static string Told(Citation citation) => Short(
        citation.Title.Length > 0 ? citation.Title : citation.Doi ?? (citation.PubMedId is { } pmid ? $"PMID {pmid}" : citation.Source.Raw));

    private static string Short(string text) => text.Length > LongestText ? text[..LongestText] + "…" : text;
}
