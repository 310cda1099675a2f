using LitReview.Citations;

namespace LitReview.Deduplication;

/// <summary>Links references that are one document. It deletes nothing, and asks where it is not sure.</summary>
/// <remarks>
/// References are added one by one and only what is compared is kept of them. Two references are compared when they
/// share a key: an
/// identifier, pieces of the title, or author, year and page. No pair with two different DOI is linked without a
/// person, unless one
/// is a preprint; nor is an erratum, a reply or a comment linked with its article, part I with part II, or two
/// abstracts of a meeting
/// because they share the DOI of their supplement. The versions of one Cochrane review that follow within a year count
/// as one DOI.
/// </remarks>
public sealed class DuplicateFinder
{
    private const double LeastDoubt = 0.1;

    private readonly List<Fingerprint> _records = [];
    private readonly List<string> _sources = [];

    /// <summary>How many references were added.</summary>
    public int Count => _records.Count;

    /// <summary>Adds a reference under the key that its export gives it.</summary>
    public void Add(Citation citation) => Add(citation, ReferenceKey.Of(citation));

    /// <summary>Adds a reference.</summary>
    /// <param name="citation">The reference.</param>
    /// <param name="key">What decisions call it.</param>
    public void Add(Citation citation, string key)
    {
        ArgumentNullException.ThrowIfNull(citation);
        _records.Add(new Fingerprint(citation, key));
        _sources.Add(citation.Source.Provider ?? citation.Source.File);
    }

    /// <summary>The key of a reference, by its place.</summary>
    public string KeyOf(int place) => _records[place].Key;

    /// <summary>Compares what was added.</summary>
    /// <param name="decisions">What people decided before; of two decisions on one pair, the later one counts.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public DuplicateReport Find(IEnumerable<DuplicateDecision>? decisions = null,
        CancellationToken cancellationToken = default)
    {
        var verdicts = Candidates.Find(_records, cancellationToken).AsParallel().WithCancellation(cancellationToken)
            .Select(pair =>
            {
                var (first, second) = Candidates.Places(pair);
                return (First: first, Second: second, Verdict: PairScorer.Compare(_records[first], _records[second]));
            })
            .Where(pair => pair.Verdict.Probability >= LeastDoubt)
            .ToList();
        verdicts.Sort((a, b) => (-a.Verdict.Probability, a.First, a.Second)
            .CompareTo((-b.Verdict.Probability, b.First, b.Second)));

        var clusters = new Clusters(_records);
        var links = Decided(decisions ?? [], clusters);
        var decided = links.Select(link => (link.First, link.Second)).ToHashSet();
        var doubts = new List<DuplicateLink>();
        foreach (var (first, second, verdict) in verdicts)
        {
            if (decided.Contains((first, second)))
                continue;
            if (verdict.IsAutomatic && clusters.Root(first) == clusters.Root(second))
            {
                links.Add(new DuplicateLink(first, second, verdict.Probability, verdict.Sentence));
            }
            else if (!verdict.IsAutomatic)
            {
                doubts.Add(new DuplicateLink(first, second, verdict.Probability, verdict.Sentence));
            }
            else if (clusters.Obstacle(first, second) is { } obstacle)
            {
                doubts.Add(new DuplicateLink(first, second, verdict.Probability,
                    $"{verdict.Sentence[..^1]} ; mais {obstacle}."));
            }
            else
            {
                clusters.Join(first, second);
                links.Add(new DuplicateLink(first, second, verdict.Probability, verdict.Sentence));
            }
        }

        var groups = clusters.Groups();
        return new DuplicateReport(
            _records.Count, groups, [.. links.Where(link => link.Probability > 0)], Doubts(doubts, clusters),
                Sources(groups));
    }

    private List<DuplicateLink> Decided(IEnumerable<DuplicateDecision> decisions, Clusters clusters)
    {
        var places = _records.Select((record, place) => (record.Key, place))
            .ToLookup(pair => pair.Key, pair => pair.place, StringComparer.Ordinal);
        var latest = new Dictionary<(int First, int Second), bool>();
        foreach (var decision in decisions)
        {
            foreach (var first in places[decision.First])
            {
                foreach (var second in places[decision.Second].Where(second => second != first))
                    latest[(Math.Min(first, second), Math.Max(first, second))] = decision.AreDuplicates;
            }
        }

        var links = new List<DuplicateLink>();
        foreach (var ((first, second), _) in latest.Where(pair => !pair.Value))
        {
            clusters.KeepApart(first, second);
            links.Add(new DuplicateLink(first, second, 0, "Une personne a dit que ce ne sont pas des doublons."));
        }

        foreach (var ((first, second), _) in latest.Where(pair => pair.Value))
        {
            clusters.Join(first, second);
            links.Add(new DuplicateLink(first, second, 1, "Une personne a dit que ce sont des doublons."));
        }

        return links;
    }

    // One pair for two groups is enough: its answer settles all of them.
    private static IReadOnlyList<DuplicateLink> Doubts(List<DuplicateLink> doubts, Clusters clusters) =>
    [
        .. doubts.Where(pair => clusters.Root(pair.First) != clusters.Root(pair.Second))
            .GroupBy(pair => (Math.Min(clusters.Root(pair.First), clusters.Root(pair.Second)),
                Math.Max(clusters.Root(pair.First), clusters.Root(pair.Second))))
            .Select(pairs => pairs.MaxBy(pair => pair.Probability)!)
            .OrderBy(pair => Math.Abs(pair.Probability - 0.5)).ThenBy(pair => pair.First).ThenBy(pair => pair.Second),
    ];

    private IReadOnlyList<SourceCount> Sources(IReadOnlyList<IReadOnlyList<int>> groups)
    {
        var repeated = groups.SelectMany(group => group.Skip(1)).ToHashSet();
        return
        [
            .. _sources.Select((source, place) => (source, place)).GroupBy(pair => pair.source, StringComparer.Ordinal)
                .Select(group => new SourceCount(group.Key, group.Count(),
                    group.Count(pair => repeated.Contains(pair.place)))),
        ];
    }
}
