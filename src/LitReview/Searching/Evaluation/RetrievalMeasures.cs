namespace LitReview.Searching.Evaluation;

/// <summary>How well an order of documents answers a question; each measure is in [0, 1].</summary>
/// <param name="Ndcg10">Normalised discounted cumulative gain of the first ten, with gains equal to grades.</param>
/// <param name="AveragePrecision">The mean of the precision at each document that answers, over the whole order.</param>
/// <param name="Recall100">The share of the documents that answer found among the first hundred.</param>
/// <param name="ReciprocalRank">One over the place of the first document that answers, 0 beyond ten.</param>
/// <remarks>As trec_eval defines them: nDCG@10 = Σ grade / log2(place + 1), over the same of the best order.</remarks>
public sealed record RetrievalMeasures(double Ndcg10, double AveragePrecision, double Recall100, double ReciprocalRank)
{
    /// <summary>Measures an order.</summary>
    /// <param name="order">Identifiers of documents, the best first, each once.</param>
    /// <param name="grades">The documents that answer.</param>
    /// <exception cref="ArgumentException">No document answers, so no order is better than another.</exception>
    public static RetrievalMeasures Of(IReadOnlyList<string> order, IReadOnlyDictionary<string, int> grades)
    {
        if (grades.Count == 0)
            throw new ArgumentException("No document answers this question.", nameof(grades));
        var (gain, precision, found, found100, first) = (0.0, 0.0, 0, 0, 0.0);
        for (var place = 1; place <= order.Count; place++)
        {
            if (!grades.TryGetValue(order[place - 1], out var grade))
                continue;
            found++;
            precision += found / (double)place;
            if (place <= 100)
                found100++;
            if (place > 10)
                continue;
            gain += grade / Math.Log2(place + 1);
            if (found == 1)
                first = 1.0 / place;
        }

        var best = grades.Values.OrderDescending().Take(10).Select((grade, i) => grade / Math.Log2(i + 2)).Sum();
        return new RetrievalMeasures(gain / best, precision / grades.Count, found100 / (double)grades.Count, first);
    }

    /// <summary>The mean over questions.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static RetrievalMeasures Mean(IReadOnlyCollection<RetrievalMeasures> all) => all.Count == 0
        ? throw new ArgumentException("There is no question to average over.", nameof(all))
        : new RetrievalMeasures(
            all.Average(one => one.Ndcg10), all.Average(one => one.AveragePrecision), all.Average(one => one.Recall100),
            all.Average(one => one.ReciprocalRank));
}
