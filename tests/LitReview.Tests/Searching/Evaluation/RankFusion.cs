namespace LitReview.Tests.Searching.Evaluation;

/// <summary>
/// Reciprocal rank fusion of several rankings of the same collection (Cormack, Clarke and Büttcher, SIGIR 2009): what stands high in
/// any of them stands high. It is measured here beside the search, which does not use it.
/// </summary>
internal static class RankFusion
{
    /// <summary>How much the first ranks count beside the later ones, as in the article.</summary>
    public const int Constant = 60;

    /// <summary>The documents of all rankings, the best first; equal ones in the order of the first ranking that has them.</summary>
    /// <param name="rankings">Identifiers of documents, the best first.</param>
    public static IReadOnlyList<string> Of(params IReadOnlyList<IReadOnlyList<string>> rankings)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var ranking in rankings)
        {
            for (var rank = 1; rank <= ranking.Count; rank++)
            {
                if (scores.TryAdd(ranking[rank - 1], 0))
                    order.Add(ranking[rank - 1]);
                scores[ranking[rank - 1]] += 1.0 / (Constant + rank);
            }
        }

        return [.. order.OrderByDescending(document => scores[document])];
    }
}
