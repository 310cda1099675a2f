using LitReview.Screening.Simulation;

namespace LitReview.Tests.Screening.Simulation;

public class RankingMeasuresTests
{
    // Ten records, two relevant, at ranks 1 and 4.
    private static readonly bool[] Order = [true, false, false, true, false, false, false, false, false, false];

    [Fact]
    public void Work_saved_is_what_is_unread_beyond_chance()
    {
        // ⌈0.95 × 2⌉ = 2 are found at rank 4: 6/10 − 0.05 = 0.55; at 100 %: 6/10; half the recall at rank 1: 9/10 − 0.5.
        Assert.Equal(0.55, RankingMeasures.WorkSavedOverSampling(Order), 10);
        Assert.Equal(0.6, RankingMeasures.WorkSavedOverSampling(Order, 1), 10);
        Assert.Equal(0.4, RankingMeasures.WorkSavedOverSampling(Order, 0.5), 10);
    }

    [Fact]
    public void Ninety_five_percent_of_twenty_is_nineteen()
    {
        bool[] order = [.. Enumerable.Repeat(true, 19), false, true];

        Assert.Equal(19, RankingMeasures.RecordsToRead(order, 0.95));
    }

    [Fact]
    public void Recall_average_rank_loss_and_gain_are_those_worked_out_by_hand()
    {
        // Found after 10 % (1 record): 1 of 2. Mean rank (1 + 4)/2 = 2.5.
        Assert.Equal(0.5, RankingMeasures.RecallAfterPercent(Order, 10), 10);
        Assert.Equal(1, RankingMeasures.RecallAfter(Order, 100), 10);
        Assert.Equal(2.5, RankingMeasures.AverageTimeToDiscovery(Order), 10);
        // Area: 1 + 1 + 1 + 7·2 = 17; best 2(10 − 0.5) = 19; span 2·8 = 16; loss 2/16.
        Assert.Equal(0.125, RankingMeasures.Loss(Order), 10);
        // 1/log₂2 + 1/log₂5 = 1 + 0.43068; best 1 + 1/log₂3 = 1.63093; ratio 0.8772.
        Assert.Equal(0.8772, RankingMeasures.Ndcg(Order), 4);
    }

    [Fact]
    public void The_worst_order_loses_everything() =>
        Assert.Equal(1, RankingMeasures.Loss([false, false, false, true]), 10);

    [Fact]
    public void A_set_without_a_relevant_record_is_refused()
    {
        Assert.Equal(
            "None of 2 records is relevant. (Parameter 'relevant')",
            Assert.Throws<ArgumentException>(() => RankingMeasures.Ndcg([false, false])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => RankingMeasures.WorkSavedOverSampling(Order, 0));
    }
}
