namespace Verbatims.Nlp.Quality;

/// <summary>How well one class is found.</summary>
/// <param name="Name">The class, as the labels call it.</param>
/// <param name="Support">How many comments bear it.</param>
/// <param name="F1">Harmonic mean of precision and recall; 0 when neither is defined.</param>
public sealed record ClassQuality(string Name, int Support, Interval F1);

/// <summary>How well comments were sorted into classes of which each has exactly one.</summary>
/// <param name="Accuracy">The share of the comments whose class was found.</param>
/// <param name="MacroF1">Mean of the F1 of the classes that occur among the labels.</param>
/// <param name="Classes">Each class, in the order given.</param>
public sealed record ClassReport(Interval Accuracy, Interval MacroF1, IReadOnlyList<ClassQuality> Classes)
{
    /// <summary>Compares.</summary>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="gold">The class of each comment, as a place in <paramref name="classes"/>.</param>
    /// <param name="found">What was found for the same comments, in the same order.</param>
    /// <exception cref="ArgumentException">The two lists differ in length, or are empty.</exception>
    public static ClassReport Of(IReadOnlyList<string> classes, IReadOnlyList<int> gold, IReadOnlyList<int> found)
    {
        if (gold.Count != found.Count || gold.Count == 0)
            throw new ArgumentException($"{gold.Count} labels stand against {found.Count} answers.", nameof(found));

        var intervals = Interval.Of([.. gold.Zip(found)], pairs => Measure(pairs, classes.Count));
        return new ClassReport(
            intervals[0], intervals[1],
            [.. classes.Select((name, k) => new ClassQuality(name, gold.Count(one => one == k), intervals[k + 2]))]);
    }

    private static double[] Measure((int Gold, int Found)[] pairs, int classes)
    {
        var (hits, asked, answered) = (new int[classes], new int[classes], new int[classes]);
        foreach (var (gold, found) in pairs)
        {
            asked[gold]++;
            answered[found]++;
            hits[gold] += gold == found ? 1 : 0;
        }

        var f1 = Enumerable.Range(0, classes)
            .Select(k => asked[k] + answered[k] == 0 ? 0 : 2.0 * hits[k] / (asked[k] + answered[k])).ToList();
        return [(double)hits.Sum() / pairs.Length, f1.Where((_, k) => asked[k] > 0).Average(), .. f1];
    }
}
