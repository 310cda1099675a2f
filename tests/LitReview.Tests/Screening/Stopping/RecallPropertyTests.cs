using System.Numerics;
using CsCheck;
using LitReview.Screening.Stopping;

namespace LitReview.Tests.Screening.Stopping;

/// <summary>The stopping test over screenings drawn at random, against the definition of the article counted with whole numbers.</summary>
public class RecallPropertyTests
{
    private static readonly Gen<(bool[] Read, int Total, double Recall)> AScreening =
        Gen.Select(Gen.Bool.Array[0, 24], Gen.Int[0, 24], AnyOf(0.5, 0.8, 0.9, 0.95, 1.0))
            .Select((read, unread, recall) => (read, read.Length + unread, recall));

    [Fact]
    public void The_p_value_is_the_smallest_over_every_moment_counted_by_hand() => AScreening.Sample(
        screening => Assert.Equal(Naive(screening.Read, screening.Total, screening.Recall), PValue(screening), tolerance: 1e-10), iter: 2_000);

    [Fact]
    public void One_more_record_without_a_find_never_makes_it_less_sure() => AScreening.Sample(
        screening =>
        {
            if (screening.Read.Length < screening.Total)
                Assert.True(PValue(screening with { Read = [.. screening.Read, false] }) <= PValue(screening) + 1e-12);
        },
        iter: 2_000);

    [Fact]
    public void A_higher_target_is_never_easier_to_reach() => Gen.Select(AScreening, Gen.Double[0.3, 1], Gen.Double[0.3, 1]).Sample(
        (screening, one, other) => Assert.True(
            PValue(screening with { Recall = Math.Max(one, other) }) >= PValue(screening with { Recall = Math.Min(one, other) }) - 1e-12),
        iter: 2_000);

    [Fact]
    public void What_may_be_missed_lies_between_nothing_and_all_that_is_unread() => Gen.Select(AScreening, Gen.Double[0.01, 0.99]).Sample(
        (screening, confidence) => Assert.InRange(
            RecallTest.MostMissed(screening.Read, screening.Total, confidence), 0, screening.Total - screening.Read.Length),
        iter: 2_000);

    private static double PValue((bool[] Read, int Total, double Recall) screening) =>
        RecallTest.PValue(screening.Read, screening.Total, screening.Recall);

    // For each moment: were the recall below the target, at least so many relevant records would have been left; how likely is it to
    // find no more than were found since? The probability is counted as ways among ways.
    private static double Naive(bool[] read, int total, double recall)
    {
        var found = read.Count(relevant => relevant);
        var missed = 0;
        while (found + missed == 0 || found / (double)(found + missed) >= recall - 1e-9)
            missed++;
        if (missed > total - read.Length)
            return 0;
        var least = 1.0;
        for (var start = 0; start <= read.Length; start++)
        {
            var since = read.Skip(start).Count(relevant => relevant);
            var (urn, relevant, draws) = (total - start, since + missed, read.Length - start);
            var ways = BigInteger.Zero;
            for (var hit = 0; hit <= since; hit++)
                ways += Choose(relevant, hit) * Choose(urn - relevant, draws - hit);
            least = Math.Min(least, (double)ways / (double)Choose(urn, draws));
        }

        return least;
    }

    private static BigInteger Choose(int all, int some)
    {
        if (some < 0 || some > all)
            return 0;
        var ways = BigInteger.One;
        for (var i = 1; i <= some; i++)
            ways = ways * (all - some + i) / i;
        return ways;
    }

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(place => values[place]);
}
