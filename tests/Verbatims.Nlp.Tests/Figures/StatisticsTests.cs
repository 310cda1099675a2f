using Verbatims.Nlp.Figures;

namespace Verbatims.Nlp.Tests.Figures;

public sealed class StatisticsTests
{
    // By hand, with z² = 3.8415. 8 of 10: middle .8 + .19207 = .99207; half = 1.96 √(.016 + .0096036) = .31362; over 1.38415.
    [Theory]
    [InlineData(8, 10, 0.4902, 0.9433)]
    [InlineData(0, 10, 0.0, 0.2775)] // z²/n / (1 + z²/n) = .38415 / 1.38415
    [InlineData(10, 10, 0.7225, 1.0)]
    [InlineData(500, 1000, 0.4691, 0.5309)]
    [InlineData(1, 1, 0.2065, 1.0)] // 1 / (1 + z²) = 1 / 4.8415
    public void A_share_has_its_wilson_interval(int count, int of, double low, double high)
    {
        var share = Proportion.Of95(count, of);

        Assert.Equal(low, share.Low, 4);
        Assert.Equal(high, share.High, 4);
        Assert.Equal((double)count / of, share.Value);
    }

    [Fact]
    public void A_share_of_nothing_has_no_value() =>
        Assert.Equal((null, 0.0, 1.0), (Proportion.Of95(0, 0).Value, Proportion.Of95(0, 0).Low, Proportion.Of95(0, 0).High));

    [Fact]
    public void Two_shares_are_compared_by_a_pooled_z_test()
    {
        // 45 and 30 of 100: pooled .375, standard error √(.375 × .625 × .02) = .068465, z = 2.1909, two-sided p = .0285.
        var test = Assert.Single(ShareTest.OfAll([(Proportion.Of95(45, 100), Proportion.Of95(30, 100))]));

        Assert.Equal(0.0285, test.PValue!.Value, 4);
        Assert.Equal(0.15, test.Difference!.Value, 10);
        Assert.True(test.IsSignificant);
    }

    [Fact]
    public void A_large_difference_keeps_a_probability_that_is_not_zero()
    {
        // 90 and 10 of 100: z = .8 / √(.25 × .02) = 11.3137; tables give p = 1.12e-29.
        var test = Assert.Single(ShareTest.OfAll([(Proportion.Of95(90, 100), Proportion.Of95(10, 100))]));

        Assert.InRange(test.PValue!.Value, 1.0e-29, 1.3e-29);
    }

    [Fact]
    public void Counts_that_are_too_small_are_not_tested()
    {
        // 3 and 1 of 10: two expected of each, under 5.
        var test = Assert.Single(ShareTest.OfAll([(Proportion.Of95(3, 10), Proportion.Of95(1, 10))]));

        Assert.Null(test.PValue);
        Assert.False(test.IsSignificant);
    }

    [Fact]
    public void Several_comparisons_are_corrected_by_holm_and_those_not_tested_do_not_count()
    {
        // Uncorrected: 45/30 → .0285; 50/30 → pooled .4, error .069282, z 2.8868, p .0039; 40/38 → pooled .39, error .068979,
        // z .2899, p .7719. Holm: .0039 × 3 = .0117; .0285 × 2 = .0569; .7719 × 1.
        var tests = ShareTest.OfAll(
        [
            (Proportion.Of95(45, 100), Proportion.Of95(30, 100)), (Proportion.Of95(50, 100), Proportion.Of95(30, 100)),
            (Proportion.Of95(1, 10), Proportion.Of95(2, 10)), (Proportion.Of95(40, 100), Proportion.Of95(38, 100)),
        ]);

        Assert.Equal(0.0569, tests[0].PValue!.Value, 4);
        Assert.Equal(0.0117, tests[1].PValue!.Value, 4);
        Assert.Null(tests[2].PValue);
        Assert.Equal(0.7719, tests[3].PValue!.Value, 4);
        Assert.Equal([false, true, false, false], tests.Select(test => test.IsSignificant));
    }
}
