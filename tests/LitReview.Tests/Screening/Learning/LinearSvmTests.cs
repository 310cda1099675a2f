using LitReview.Screening.Features;
using LitReview.Screening.Learning;

namespace LitReview.Tests.Screening.Learning;

public class LinearSvmTests
{
    // Two rows, each its own unit vector: row i has term i alone, of value 1.
    private static SparseMatrix TwoUnits(params float[] own) => new()
    {
        Starts = [0, 1, 2],
        Repeats = [1, 2],
        CountStarts = [0, 0, 0],
        Terms = [0, 1],
        Counts = [],
        Frequencies = [0, 1],
        Scales = [1, 1],
        Own = own.Length > 0 ? own : [0, 0],
        Idf = [1, 1],
        AllTermCount = 2,
    };

    [Fact]
    public void Two_opposite_examples_give_the_solution_worked_out_by_hand()
    {
        // Minimise ½(w₁² + w₂² + b²) + C Σ max(0, 1 − y(w·x + b))² with x₁ = (1, 0), y₁ = +1, x₂ = (0, 1), y₂ = −1, C = 1,
        // ratio 1, so that both weigh 1. By symmetry w₁ = −w₂ = w and b = 0; derivative: 2w − 4(1 − w) = 0, so w = 2/3.
        var svm = new LinearSvm(TwoUnits(), cost: 1, ratio: 1);
        svm.Set(0, isRelevant: true);
        svm.Set(1, isRelevant: false);

        Settle(svm);

        Assert.Equal(2.0 / 3, svm.Weights[0], 2);
        Assert.Equal(-2.0 / 3, svm.Weights[1], 2);
        Assert.Equal(0, svm.Constant, 2);
    }

    [Fact]
    public void One_example_alone_is_shared_between_its_term_and_the_bias()
    {
        // w = b = s: derivative of ½ · 2s² + (1 − 2s)² is 2s − 4(1 − 2s) = 0, so s = 0.4.
        var svm = new LinearSvm(TwoUnits(), cost: 1, ratio: 1);
        svm.Set(0, isRelevant: true);

        Settle(svm);

        Assert.Equal(0.4, svm.Weights[0], 2);
        Assert.Equal(0.4, svm.Constant, 2);
        Assert.Equal(0, svm.Weights[1]);
    }

    [Fact]
    public void A_decision_that_is_taken_back_leaves_nothing_behind()
    {
        var svm = new LinearSvm(TwoUnits(), cost: 1, ratio: 1);
        svm.Set(0, isRelevant: true);
        svm.Set(1, isRelevant: true);
        Settle(svm);

        svm.Remove(1);
        Settle(svm);

        Assert.Equal(0, svm.Weights[1], 5);
        Assert.Equal(0.4, svm.Weights[0], 2);
    }

    [Fact]
    public void Weights_are_balanced_as_published()
    {
        // 2 relevant, 8 irrelevant, ratio 4: an irrelevant one weighs 2/(4·8) = 1/16; sum 2 + 8/16 = 2.5; scale 10/2.5 = 4.
        Assert.Equal(new BalancedWeights(4, 0.25), BalancedWeights.Of(2, 8, 4));
    }

    [Fact]
    public void Without_a_relevant_example_there_is_nothing_to_rank_by()
    {
        var svm = new LinearSvm(TwoUnits(), cost: 1, ratio: 1);
        svm.Set(0, isRelevant: false);
        svm.Fit();

        Assert.False(svm.IsFitted);
    }

    private static void Settle(LinearSvm svm)
    {
        for (var i = 0; i < 20; i++)
            svm.Fit();
    }
}
