namespace LitReview.Deduplication;

/// <summary>Groups of references that are one document, which some pairs must never enter together.</summary>
internal sealed class Clusters
{
    private readonly int[] _parent;
    private readonly List<int>?[] _members;
    private readonly IReadOnlyList<Fingerprint> _records;
    private readonly HashSet<(int, int)> _apart = [];
    private readonly HashSet<int> _kept = [];

    public Clusters(IReadOnlyList<Fingerprint> records)
    {
        _records = records;
        _parent = [.. Enumerable.Range(0, records.Count)];
        _members = new List<int>?[records.Count];
    }

    /// <summary>A person said that these two are not one document.</summary>
    public void KeepApart(int one, int other)
    {
        _apart.Add((one, other));
        _apart.Add((other, one));
        _kept.Add(one);
        _kept.Add(other);
    }

    public int Root(int record)
    {
        while (_parent[record] != record)
            record = _parent[record] = _parent[_parent[record]];
        return record;
    }

    public IReadOnlyList<int> Members(int record) => _members[Root(record)] is { } members ? members : [record];

    /// <summary>Why the groups of two references cannot become one, in French; null when they can.</summary>
    public string? Obstacle(int one, int other)
    {
        var (a, b) = (Members(one), Members(other));
        if (a.Where(_kept.Contains).Any(x => b.Any(y => _apart.Contains((x, y)))))
            return "une personne a dit que ce ne sont pas des doublons";
        if (Differ(a, b, record => record.Doi))
            return "leurs groupes ont des DOI différents";
        return Differ(a, b, record => record.PubMedId) ? "leurs groupes ont des PMID différents" : null;
    }

    public void Join(int one, int other)
    {
        var (a, b) = (Root(one), Root(other));
        if (a == b)
            return;
        (a, b) = (Math.Min(a, b), Math.Max(a, b));
        var members = _members[a] ??= [a];
        members.AddRange(_members[b] ?? [b]);
        _members[b] = null;
        _parent[b] = a;
    }

    public IReadOnlyList<IReadOnlyList<int>> Groups() =>
        [.. _members.OfType<List<int>>().Select(members => (IReadOnlyList<int>)[.. members.Order()])
            .OrderBy(members => members[0])];

    private bool Differ(IReadOnlyList<int> a, IReadOnlyList<int> b, Func<Fingerprint, string?> field)
    {
        var (one, other) = (Identifiers(a, field), Identifiers(b, field));
        return one.Count > 0 && other.Count > 0 && !one.SetEquals(other);
    }

    // A preprint has a DOI and a PMID of its own, beside those of the article.
    private HashSet<string> Identifiers(IReadOnlyList<int> members, Func<Fingerprint, string?> field) =>
        [.. members.Where(member => !_records[member].IsPreprint).Select(member => field(_records[member]))
            .OfType<string>()];
}
