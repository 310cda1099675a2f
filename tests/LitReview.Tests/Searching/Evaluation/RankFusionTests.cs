namespace LitReview.Tests.Searching.Evaluation;

public class RankFusionTests
{
    // b: 1/62 + 1/61; a: 1/61 + 1/63; c: 1/63 + 1/62; d and e stand in one ranking each, fourth.
    [Fact]
    public void What_stands_high_in_several_rankings_stands_first()
    {
        var fused = RankFusion.Of(["a", "b", "c", "d"], ["b", "c", "a", "e"]);

        Assert.Equal(["b", "a", "c", "d", "e"], fused);
    }

    [Fact]
    public void One_ranking_stays_as_it_is() => Assert.Equal(["x", "y"], RankFusion.Of(["x", "y"], []));
}
