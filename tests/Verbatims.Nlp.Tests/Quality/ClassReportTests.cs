using Verbatims.Nlp.Quality;

namespace Verbatims.Nlp.Tests.Quality;

public class ClassReportTests
{
    private static readonly string[] Classes = ["négatif", "neutre", "positif", "jamais"];

    [Fact]
    public void Accuracy_f1_of_each_class_and_their_mean_are_what_a_hand_count_gives()
    {
        // négatif: gold 3, found 2, hits 2 → 4/5. neutre: gold 1, found 2, hits 1 → 2/3. positif: gold 1, found 1, hits 1 → 1.
        var report = ClassReport.Of(Classes, [0, 0, 0, 1, 2], [0, 0, 1, 1, 2]);

        Assert.Equal(0.8, report.Accuracy.Value, 9);
        Assert.Equal([3, 1, 1, 0], report.Classes.Select(one => one.Support));
        Assert.Equal([0.8, 0.6667, 1, 0], report.Classes.Select(one => Math.Round(one.F1.Value, 4)));
        // The class that no label names is left out of the mean.
        Assert.Equal((0.8 + (2.0 / 3) + 1) / 3, report.MacroF1.Value, 9);
        Assert.InRange(report.Accuracy.Value, report.Accuracy.Low, report.Accuracy.High);
    }

    [Fact]
    public void Lists_of_different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(() => ClassReport.Of(Classes, [0, 1], [0]));
}
