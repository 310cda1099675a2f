using LitReview.Screening.Agreement;

namespace LitReview.Tests.Screening.Agreement;

public class ReviewerAgreementTests
{
    [Fact]
    public void Kappa_and_its_interval_are_those_worked_out_by_hand()
    {
        // 50 records: 20 kept by both, 5 and 10 by one only, 15 excluded by both. Observed 35/50 = 0.7. First keeps 25/50 = 0.5,
        // second 30/50 = 0.6: expected 0.5·0.6 + 0.5·0.4 = 0.5; kappa (0.7 − 0.5)/0.5 = 0.4.
        // Agreeing: 0.4(1 − 1.1·0.6)² + 0.3(1 − 0.9·0.6)² = 0.04624 + 0.06348 = 0.10972.
        // Conflicting: 0.6²(0.1·(0.6 + 0.5)² + 0.2·(0.4 + 0.5)²) = 0.36(0.121 + 0.162) = 0.10188.
        // Last: (0.4 − 0.5·0.6)² = 0.01. Variance (0.10972 + 0.10188 − 0.01)/(50·0.25) = 0.016128; error 0.126996.
        var agreement = new ReviewerAgreement(20, 5, 10, 15);

        Assert.Equal(50, agreement.Judged);
        Assert.Equal(15, agreement.Conflicts);
        Assert.Equal(0.7, agreement.Observed, 10);
        Assert.Equal(0.5, agreement.Expected, 10);
        Assert.Equal(0.4, agreement.Kappa!.Value, 10);
        Assert.Equal(0.4 - (1.96 * 0.126996), agreement.Lowest!.Value, 4);
        Assert.Equal(0.4 + (1.96 * 0.126996), agreement.Highest!.Value, 4);
    }

    [Fact]
    public void Reviewers_who_always_agree_have_a_kappa_of_one()
    {
        var agreement = new ReviewerAgreement(5, 0, 0, 5);

        Assert.Equal(1, agreement.Kappa!.Value, 10);
        Assert.Equal(1, agreement.Highest!.Value, 10);
    }

    [Fact]
    public void Reviewers_who_excluded_everything_have_no_kappa()
    {
        var agreement = new ReviewerAgreement(0, 0, 0, 40);

        Assert.Null(agreement.Kappa);
        Assert.Null(agreement.Lowest);
        Assert.Equal(1, agreement.Observed);
    }

    [Fact]
    public void Without_a_record_judged_by_both_there_is_nothing_to_compare() =>
        Assert.Throws<ArgumentException>(() => new ReviewerAgreement(0, 0, 0, 0));
}
