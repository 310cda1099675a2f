using System.Diagnostics;

namespace LitReview.Screening.Simulation;

/// <summary>Screens labelled records as a reviewer who never errs would: the record shown gets its known label, and so on.</summary>
public static class ScreeningSimulation
{
    private static readonly int[] Percentages = [1, 2, 5, 10, 20, 30, 50];

    /// <summary>Runs one simulation, from the priors to the last relevant record.</summary>
    /// <param name="set">The labelled records.</param>
    /// <param name="corpus">The texts of the same records, ready for a model.</param>
    /// <param name="priors">What is known at the start.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>The order and its measures.</returns>
    /// <exception cref="ArgumentException">
    /// The corpus is of other records, or the priors leave no relevant record to find.
    /// </exception>
    public static SimulatedRun Run(
        LabelledSet set, ScreeningCorpus corpus, Priors priors, CancellationToken cancellationToken = default)
    {
        if (corpus.Count != set.Records.Count)
            throw new ArgumentException($"The corpus has {corpus.Count} records, the set {set.Records.Count}.", nameof(corpus));
        var places = set.Records.Select((record, place) => (record.Row, place)).ToDictionary(pair => pair.Row, pair => pair.place);
        List<int> order = [.. priors.Included.Concat(priors.Excluded).Select(row => places[row])];
        var priorCount = order.Count;
        var left = set.IsRelevant.Count(isRelevant => isRelevant) - order.Count(place => set.IsRelevant[place]);
        if (left == 0)
            throw new ArgumentException($"Seed {priors.Seed} leaves no relevant record to find.", nameof(priors));

        var (wall, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var session = new ScreeningSession(corpus);
        foreach (var place in order)
            session.Decide(place, set.IsRelevant[place]);
        var steps = 0;
        while (left > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = session.Next()!.Value;
            steps++;
            order.Add(next);
            left -= set.IsRelevant[next] ? 1 : 0;
            session.Decide(next, set.IsRelevant[next]);
        }

        var used = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        var relevant = new bool[set.Records.Count - priorCount];
        for (var i = priorCount; i < order.Count; i++)
            relevant[i - priorCount] = set.IsRelevant[order[i]];
        return new SimulatedRun(
            priors.Seed, [.. order.Select(place => set.Records[place].Row)], priorCount, relevant,
            Measure(relevant, steps, used, wall.Elapsed.TotalSeconds));
    }

    private static Dictionary<string, double> Measure(bool[] relevant, int steps, double cpu, double wall)
    {
        var measures = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["n"] = relevant.Length,
            ["relevant"] = relevant.Count(isRelevant => isRelevant),
        };
        foreach (var percent in Percentages)
            measures[$"recall@{percent}%"] = RankingMeasures.RecallAfterPercent(relevant, percent);
        measures["recall@100"] = RankingMeasures.RecallAfter(relevant, 100);
        measures["wss95"] = RankingMeasures.WorkSavedOverSampling(relevant);
        measures["k95"] = RankingMeasures.RecordsToRead(relevant, 0.95);
        measures["wss100"] = RankingMeasures.WorkSavedOverSampling(relevant, 1);
        measures["k100"] = RankingMeasures.RecordsToRead(relevant, 1);
        measures["rrf10"] = RankingMeasures.RecallAfterPercent(relevant, 10);
        measures["atd"] = RankingMeasures.AverageTimeToDiscovery(relevant);
        measures["atd_pct"] = 100 * measures["atd"] / relevant.Length;
        measures["loss"] = RankingMeasures.Loss(relevant);
        measures["ndcg"] = RankingMeasures.Ndcg(relevant);
        measures["fits"] = steps;
        measures["wall_s"] = wall;
        measures["cpu_s"] = cpu;
        measures["cpu_ms_per_step"] = 1000 * cpu / steps;
        return measures;
    }
}

/// <summary>One simulated screening.</summary>
/// <param name="Seed">The seed of its priors.</param>
/// <param name="Rows">The rows of the file in the order of reading: the priors first, then what was shown, to the last relevant.</param>
/// <param name="PriorCount">How many of them are priors.</param>
/// <param name="IsRelevant">Without the priors: whether each record is relevant, those never shown last.</param>
/// <param name="Measures">
/// By name: n, relevant, recall@p% and recall@100, wss95, wss100 and their ranks k95, k100, rrf10, atd (ranks), atd_pct, loss,
/// ndcg, fits (times a record was asked for), wall_s, cpu_s, and cpu_ms_per_step (learning and ranking, without reading and
/// counting words; in milliseconds).
/// </param>
public sealed record SimulatedRun(
    int Seed, IReadOnlyList<int> Rows, int PriorCount, bool[] IsRelevant, IReadOnlyDictionary<string, double> Measures);
