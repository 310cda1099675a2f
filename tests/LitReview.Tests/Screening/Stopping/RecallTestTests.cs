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
    [InlineData(5, 10, 4, 6, 1)] // no more than 5 of 4
    [InlineData(-1, 10, 4, 5, 0)]
    [InlineData(0, 10, 8, 5, 0)] // at least 3 of 5 are relevant when only 2 are not
    [InlineData(0, 1000, 1, 950, 0.05)]
    [InlineData(0, 256, 1, 64, 0.75)] // the first number whose factorial is no longer tabled
    [InlineData(0, 255, 1, 51, 0.8)]
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
    public void A_screening_whose_last_record_is_a_find_is_read_to_its_end() =>
        // After one record: 1 of 2 left, p = 1/2. The second is a find, which never stops a screening.
        Assert.Equal(2, RecallTest.FirstStop([false, true], Usual));

    [Fact]
    public void A_stop_that_is_almost_sure_is_told_in_one_sentence()
    {
        bool[] read = [.. Enumerable.Repeat(true, 10), .. Enumerable.Repeat(false, 1989)];

        // 1 unread of the 1,990 after the last find: p = 0.0005.
        Assert.Equal(
            "Vous pouvez vous arrêter : avec une confiance de 95 %, au moins 95 % des références pertinentes ont été vues "
            + "(1 999 lues sur 2 000, 10 retenues, 1 989 écartées de suite ; p = moins de 0,001).",
            Spaced(StoppingReading.Of(read, 2000, Usual).Sentence));
    }

    [Theory]
    [InlineData(10, 95)] // 10 found, 95 %: one missed makes 10/11, too few; none may be missed.
    [InlineData(19, 78)] // 19 found: one missed makes 19/20, which is 95 %.
    public void A_reading_says_how_many_unread_records_to_check_after_a_stop(int found, int toCheck)
    {
        bool[] read = [.. Enumerable.Repeat(true, found), .. Enumerable.Repeat(false, 50)];

        Assert.Equal(toCheck, StoppingReading.Of(read, read.Length + 100, Usual).CheckSize);
    }

    [Theory]
    [InlineData(0.995, "au moins 99 % des")] // Rounded down: 99.5 % is not told as certain.
    [InlineData(0.29, "au moins 29 % des")] // 100 × 0.29 is 28.999… in binary.
    public void A_percentage_is_rounded_down_but_for_what_binary_takes_off(double recall, string expected)
    {
        bool[] read = [.. Enumerable.Repeat(true, 1), .. Enumerable.Repeat(false, 98)];

        Assert.Contains(expected, Spaced(StoppingReading.Of(read, 100, new StoppingTarget(recall)).Sentence), StringComparison.Ordinal);
    }

    [Fact]
    public void As_long_as_nothing_is_found_no_recall_is_estimated()
    {
        var reading = StoppingReading.Of([false, false], 10, Usual);

        Assert.Null(reading.EstimatedRecall);
        Assert.Null(reading.LowestRecall);
        Assert.Null(reading.HighestRecall);
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
    public void A_find_within_the_check_raises_what_may_be_left()
    {
        // 78 of 100 checked, 1 relevant among them. If 3 were: (C(22,3) + 78·C(22,2))/C(100,3) = 19,558/161,700 = 0.121;
        // if 4 were: (C(22,4) + 78·C(22,3))/C(100,4) = 127,435/3,921,225 = 0.032, too unlikely.
        Assert.Equal(3, ElusionSample.MostRelevant(100, 78, 1));
        // Both that were checked are relevant, or none was checked: all may be.
        Assert.Equal(10, ElusionSample.MostRelevant(10, 2, 2));
        Assert.Equal(10, ElusionSample.MostRelevant(10, 0, 0));
    }

    [Fact]
    public void After_a_find_and_nothing_else_all_that_is_unread_may_be_missed()
    {
        Assert.Equal(2, RecallTest.MostMissed([true], 3, 0.95));
        // All is read, a find at the end: nothing can be missed.
        Assert.Equal(0, RecallTest.PValue([false, true], 2, 0.95));
    }

    [Fact]
    public void A_probability_that_only_equals_the_accepted_risk_stops_nothing()
    {
        var reading = StoppingReading.Of([.. Enumerable.Repeat(true, 10), .. Enumerable.Repeat(false, 40)], 100, Usual);

        Assert.False((reading with { PValue = Usual.Risk }).MayStop);
        Assert.EndsWith("p = 0,001).", (reading with { PValue = 0.001 }).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lower_confidence_asks_for_a_smaller_check()
    {
        // Half of 100 checked and none relevant: a single one would have escaped with 50 %, which is just sure enough.
        Assert.Equal(50, ElusionSample.Size(100, 0, confidence: 0.5));
        Assert.Equal(0, ElusionSample.MostRelevant(100, 50, 0, confidence: 0.5));
        // Where all but none may be missed, one record tells; where all may be, none is needed.
        Assert.Equal(1, ElusionSample.Size(10, 9));
        Assert.Equal(0, ElusionSample.Size(10, 10));
        Assert.Equal(1, ElusionSample.Size(1, 0));
    }

    [Fact]
    public void Values_outside_their_range_are_refused_and_shown()
    {
        Assert.Contains("95", Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingTarget(recall: 95)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingTarget(confidence: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RecallTest.PValue([true, false], 1, 0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => Hypergeometric.AtMost(0, 10, 11, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ElusionSample.MostRelevant(10, 11, 0));
        Assert.Equal(1, new StoppingTarget(recall: 1).Recall);
        Assert.Equal(10.0 / 11, RecallTest.PValue([false], 11, 1), 12);
    }

    [Fact]
    public void A_count_or_a_share_that_cannot_be_is_refused_with_what_was_expected()
    {
        var refused = new (string Expected, Action Call)[]
        {
            ("A recall is in (0, 1].", () => _ = new StoppingTarget(recall: 0)),
            ("A recall is in (0, 1].", () => RecallTest.PValue([true], 2, 0)),
            ("A recall is in (0, 1].", () => RecallTest.PValue([true], 2, 1.01)),
            ("2 records were read.", () => RecallTest.PValue([true, false], 1, 0.95)),
            ("A confidence is in (0, 1).", () => _ = new StoppingTarget(confidence: 0)),
            ("A confidence is in (0, 1).", () => ElusionSample.Size(10, 1, 0)),
            ("A confidence is in (0, 1).", () => ElusionSample.Size(10, 1, 1)),
            ("unread", () => ElusionSample.Size(-1, 0)),
            ("mostMissed", () => ElusionSample.Size(10, -1)),
            ("10 records are unread.", () => ElusionSample.MostRelevant(10, -1, 0)),
            ("10 records are unread.", () => ElusionSample.MostRelevant(10, 11, 0)),
            ("5 records were checked.", () => ElusionSample.MostRelevant(10, 5, -1)),
            ("5 records were checked.", () => ElusionSample.MostRelevant(10, 5, 6)),
            ("population", () => Hypergeometric.AtMost(0, -1, 0, 0)),
            ("Expected 0 to 10, the number of records.", () => Hypergeometric.AtMost(0, 10, -1, 5)),
            ("Expected 0 to 10, the number of records.", () => Hypergeometric.AtMost(0, 10, 11, 5)),
            ("Expected 0 to 10, the number of records.", () => Hypergeometric.AtMost(0, 10, 5, -1)),
            ("Expected 0 to 10, the number of records.", () => Hypergeometric.AtMost(0, 10, 5, 11)),
        };

        Assert.All(refused, one => Assert.Contains(
            one.Expected, Assert.Throws<ArgumentOutOfRangeException>(one.Call).Message, StringComparison.Ordinal));
    }

    private static string Spaced(string sentence) => sentence.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
