using Evaluation.Workflows.Overview;

namespace Evaluation.Workflows.Tests.Overview;

public sealed class SpreadTests
{
    // In order 2, 4, 6, 20: the median lies between 4 and 6; the quartiles a quarter of the way, at 2 + 0.75 × 2 and 6 + 0.25 × 14.
    [Fact]
    public void The_median_and_the_quartiles_lie_between_their_neighbours()
    {
        var spread = Spread.Of([20, 2, 6, 4]);

        Assert.Equal(new Spread(4, 3.5, 5, 9.5), spread);
    }

    [Fact]
    public void Nothing_has_no_median_and_too_little_shows_none()
    {
        Assert.Equal(new Spread(0, null, null, null), Spread.Of([]));
        Assert.False(Spread.Of([1, 2, 3, 4]).IsShown);
        Assert.True(Spread.Of([1, 2, 3, 4, 5]).IsShown);
    }
}
