using LitReview.Screening.Stopping;

namespace LitReview.Tests.Screening.Stopping;

public class RecallTestTests
{
    private static readonly StoppingTarget Usual = new();

    // Urn of 10 with 4 relevant, 5 drawn: P(0) = C(6,5)/C(10,5) = 6/252; P(1) = 4·C(6,4)/252 = 60/252.
    [Theory]
    [InlineData(0, 10, 4, 5, 6.0 / 252)]
    [InlineData(1, 10, 4, 5, 66.0 / 252)]
    [InlineData(4, 10, 4, 5, 1)]
    [InlineData(-1, 10, 4, 5, 0)]
    [InlineData(0, 10, 8, 5, 0)] // at least 3 of 5 are relevant when only 2 are not
    [InlineData(0, 1000, 1, 950, 0.05)]
    public void The_hypergeometric_distribution_is_summed_exactly(int found, int all, int relevant, int draws, double expected) =>
        Assert.Equal(expected, Hypergeometric.AtMost(found, all, relevant, draws), 12);

    [Fact]
    public void Large_urns_agree_with_the_product_formula()
    {
        // No relevant record in 500 draws from 10,000 with 3 relevant: Π (9500 − i)/(10000 − i), i = 0, 1, 2.
        var expected = 9500.0 / 10000 * (9499.0 / 9999) * (9498.0 / 9998);

        Assert.Equal(expected, Hypergeometric.AtMost(0, 10_000, 3, 500), 10);
    }

    [Fact]
    public void The_p_value_is_that_of_the_clearest_moment()
    {
        // 20 records; 1 found at once, then 9 irrelevant. Recall below 0.95 means a second relevant record among the 19 left
        // after the find. From there: P(0 of 9 draws) = 10/19. From the start: 2 relevant in 20, 1 or fewer in 10 draws:
        // 1 − C(10,2)/C(20,2) = 1 − 45/190 = 0.763. The smaller counts.
        bool[] read = [true, .. Enumerable.Repeat(false, 9)];

        Assert.Equal(10.0 / 19, RecallTest.PValue(read, 20, 0.95), 10);
    }

    [Fact]
    public void A_screening_stops_at_the_first_read_that_makes_it_sure()
    {
        // 1 found at once of 101: sure when (101 − read)/100 < 0.05, so with 97 records read.
        bool[] relevant = [true, .. Enumerable.Repeat(false, 100)];

        Assert.Equal(97, RecallTest.FirstStop(relevant, Usual));
        Assert.False(RecallTest.MayStop(relevant.AsSpan(0, 96), 101, Usual));
    }

    [Fact]
    public void A_recall_of_exactly_the_target_is_not_below_it()
    {
        // 19 found: one more relevant record makes 19/20 = 0.95, which is reached; two make 19/21, which is below.
        bool[] read = [.. Enumerable.Repeat(true, 19), .. Enumerable.Repeat(false, 10)];
        var two = Hypergeometric.AtMost(0, 100 - 19, 2, 10);

        Assert.Equal(two, RecallTest.PValue(read, 100, 0.95), 10);
    }

    [Fact]
    public void A_random_order_stops_too_early_no_more_often_than_the_risk_allows()
    {
        // The worst case of the test: no ranking at all. 60 of 400 are relevant, so below 57 found the recall is below 0.95.
        // Looking again after each record costs something, discreteness gives some back: 5 % of 200 runs are 10.
        var random = new Random(20261126);
        var missed = 0;
        for (var run = 0; run < 200; run++)
        {
            var relevant = new bool[400];
            foreach (var at in Enumerable.Range(0, 400).OrderBy(_ => random.Next()).Take(60))
                relevant[at] = true;
            var read = RecallTest.FirstStop(relevant, Usual);
            missed += relevant.AsSpan(0, read).Count(true) < 57 ? 1 : 0;
        }

        Assert.InRange(missed, 1, 10);
    }

    [Fact]
    public void What_may_be_missed_grows_with_the_confidence()
    {
        bool[] read = [.. Enumerable.Repeat(true, 10), .. Enumerable.Repeat(false, 40)];

        // 50 unread behind 40 irrelevant: m missed has probability C(50,m)/C(90,m) at the clearest moment, after the last find.
        // m = 1: 0.556; 2: 0.306; 3: 0.167; 4: 0.090; 5: 0.048. So 4 at 95 %, 1 at 50 %, 0 at 5 %.
        Assert.Equal(4, RecallTest.MostMissed(read, 100, 0.95));
        Assert.Equal(1, RecallTest.MostMissed(read, 100, 0.5));
        Assert.Equal(0, RecallTest.MostMissed(read, 100, 0.05));
    }

    [Fact]
    public void A_reading_says_in_one_sentence_to_go_on()
    {
        bool[] read = [.. Enumerable.Repeat(true, 10), .. Enumerable.Repeat(false, 40)];

        var reading = StoppingReading.Of(read, 100, Usual);

        Assert.False(reading.MayStop);
        Assert.Equal(40, reading.RunLength);
        Assert.Equal(10.0 / 11, reading.EstimatedRecall!.Value, 10);
        Assert.Equal(10.0 / 14, reading.LowestRecall!.Value, 10);
        Assert.Equal(1, reading.HighestRecall);
        Assert.Equal(
            "Continuez : rien n’assure encore que 95\u202f% des références pertinentes ont été vues (50 lues sur 100, 10 retenues, "
            + "40 écartées de suite ; rappel estimé 90\u202f%, entre 71\u202f% et 100\u202f% ; p = 0,556).",
            reading.Sentence.Replace('\u00a0', ' '));
    }

    [Fact]
    public void A_reading_says_in_one_sentence_that_one_may_stop()
    {
        bool[] read = [.. Enumerable.Repeat(true, 10), .. Enumerable.Repeat(false, 87)];

        var reading = StoppingReading.Of(read, 100, Usual);

        // 3 unread of 90 after the last find: p = 3/90 = 0.033.
        Assert.True(reading.MayStop);
        Assert.StartsWith("Vous pouvez vous arrêter : avec une confiance de 95", reading.Sentence, StringComparison.Ordinal);
        Assert.Contains("p = 0,033", reading.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reading_says_when_nothing_is_found_or_all_is_read()
    {
        Assert.Equal(
            "Continuez : aucune référence n’est encore retenue (2 lues sur 10, 0 retenues, 2 écartées de suite).",
            StoppingReading.Of([false, false], 10, Usual).Sentence);
        Assert.Equal("Toutes les références sont lues : 1 retenues sur 2.", StoppingReading.Of([true, false], 2, Usual).Sentence);
    }

    [Fact]
    public void A_check_of_the_unread_is_as_large_as_its_bound_asks()
    {
        // 100 unread, none may be relevant: with one relevant, P(0 in n) = 1 − n/100 ≤ 0.05 from n = 95 on.
        Assert.Equal(95, ElusionSample.Size(100, 0));
        // One may be missed: with two relevant, (100 − n)(99 − n)/9900 ≤ 0.05 from n = 78 on (22·21/9900 = 0.0467; 23·22 = 0.0511).
        Assert.Equal(78, ElusionSample.Size(100, 1));
        Assert.Equal(0, ElusionSample.Size(100, 100));
        Assert.Equal(0, ElusionSample.Size(0, 0));
        // The other way round: 78 checked and none relevant leaves at most 1.
        Assert.Equal(1, ElusionSample.MostRelevant(100, 78, 0));
        Assert.Equal(3, ElusionSample.MostRelevant(100, 100, 3));
    }

    [Fact]
    public void Values_outside_their_range_are_refused_and_shown()
    {
        Assert.Contains("95", Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingTarget(recall: 95)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingTarget(confidence: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RecallTest.PValue([true, false], 1, 0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => Hypergeometric.AtMost(0, 10, 11, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ElusionSample.MostRelevant(10, 11, 0));
    }
}
