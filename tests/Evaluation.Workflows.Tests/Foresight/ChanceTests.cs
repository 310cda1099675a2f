using Evaluation.Workflows.Foresight;

namespace Evaluation.Workflows.Tests.Foresight;

public sealed class ChanceTests
{
    // SplitMix64 from the state 0 gives 0xE220A8397B1DCDAF first; its 53 upper bits as a share are 0.8833108082136426.
    [Fact]
    public void The_first_share_is_that_of_the_published_generator() => Assert.Equal(0.8833108082136426, new Chance(0).Share());

    [Theory]
    [InlineData(0.5)]
    [InlineData(42)]
    [InlineData(75)]
    public void Arrivals_come_to_their_mean(double mean)
    {
        var chance = new Chance(3);

        var average = Enumerable.Range(0, 4000).Average(_ => chance.Arrivals(mean));

        // Four standard errors of a Poisson mean.
        Assert.InRange(average, mean - (4 * Math.Sqrt(mean / 4000)), mean + (4 * Math.Sqrt(mean / 4000)));
    }

    [Fact]
    public void Nothing_arrives_where_nothing_is_expected() => Assert.Equal(0, new Chance(1).Arrivals(0));
}
