using LitReview.Citations;
using LitReview.Deduplication;

namespace LitReview.Reviews;

/// <summary>What the references of a review say once those that are one document are put together.</summary>
/// <remarks>Nothing is stored merged: a link that is undone sets its references apart again, each as it was imported.</remarks>
internal sealed class MergedReferences
{
    private readonly Review _review;
    private readonly IReadOnlyDictionary<int, IReadOnlyList<int>> _groups;

    private MergedReferences(Review review, bool areMerged) =>
        (_review, _groups) = (review, areMerged ? review.Groups() : new Dictionary<int, IReadOnlyList<int>>());

    /// <summary>As people read them.</summary>
    public static MergedReferences ToRead(Review review) => new(review, areMerged: true);

    /// <summary>As the ranking reads them: in a review begun before linked references were put together, each alone.</summary>
    public static MergedReferences ToRank(Review review) => new(review, review.MergesTexts);

    /// <summary>The numbers of the references that say something else than what was imported.</summary>
    public IEnumerable<int> Changed => _groups.Keys.Union(
        _review.Records.Where(record => record.TypedAbstract is not null).Select(record => record.Number));

    /// <summary>Some references, by number; one that is not stored is left out.</summary>
    /// <param name="numbers">Their numbers.</param>
    /// <param name="stored">Reads references as they were imported.</param>
    public async Task<IReadOnlyDictionary<int, Citation>> ReadAsync(
        IReadOnlyCollection<int> numbers, Func<IReadOnlyCollection<int>, Task<IReadOnlyDictionary<int, Citation>>> stored)
    {
        var found = await stored([.. numbers.SelectMany(MembersOf).Distinct()]);
        return numbers.Distinct().Where(found.ContainsKey).ToDictionary(number => number, number => Of(number, found));
    }

    /// <summary>References that are at hand, put together with those that repeat them.</summary>
    /// <param name="page">The references as they were imported.</param>
    /// <param name="stored">Reads the others as they were imported.</param>
    public async Task<IReadOnlyDictionary<int, Citation>> ReadAsync(
        IReadOnlyList<(int Number, Citation Citation)> page, Func<IReadOnlyCollection<int>, Task<IReadOnlyDictionary<int, Citation>>> stored)
    {
        var found = page.ToDictionary(pair => pair.Number, pair => pair.Citation);
        var missing = page.SelectMany(pair => MembersOf(pair.Number)).Where(number => !found.ContainsKey(number)).Distinct().ToList();
        foreach (var (number, citation) in missing.Count > 0 ? await stored(missing) : new Dictionary<int, Citation>())
            found[number] = citation;
        return page.ToDictionary(pair => pair.Number, pair => Of(pair.Number, found));
    }

    private IReadOnlyList<int> MembersOf(int number) => _groups.TryGetValue(number, out var members) ? members : [number];

    private Citation Of(int number, IReadOnlyDictionary<int, Citation> found) => MembersOf(number) is { Count: > 1 } members
        ? MergedCitation.Of([.. members.Where(found.ContainsKey).Select(member => Own(member, found[member]))]).View
        : Own(number, found[number]);

    // What a person typed stands in only where the file has nothing.
    private Citation Own(int number, Citation citation) =>
        citation.Abstract.Trim().Length == 0 && _review.Find(number)?.TypedAbstract is { } typed ? citation with { Abstract = typed.Text } : citation;
}
