using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Quality;

namespace Verbatims.Nlp.Tests.Quality;

public class QualityReportTests
{
    private static readonly string[] Codes = ["HUM", "ATT"];

    // Four comments: P, N, N, M by people; P, P, N, M by the judges. The second is wrong between the poles, and is to be read again.
    private static readonly LabelledComment[] Gold =
    [
        new("a", Box.Unknown, Tone.Positive, ["HUM+"], false),
        new("b", Box.Unknown, Tone.Negative, ["ATT-"], true),
        new("c", Box.Unknown, Tone.Negative, ["HUM-", "ATT-"], true),
        new("d", Box.Unknown, Tone.Mixed, ["HUM+"], false),
    ];

    private static readonly CommentAnalysis[] Found =
    [
        Read(Tone.Positive, [0.9, 0.1, 0, 0], ["HUM+"]),
        Read(Tone.Positive, [0.6, 0.4, 0, 0], ["ATT+"], needsReading: true),
        Read(Tone.Negative, [0.2, 0.8, 0, 0], ["ATT-"], isAlert: true),
        Read(Tone.Mixed, [0.1, 0.2, 0.7, 0], []),
    ];

    private static readonly QualityReport Report = QualityReport.Of(Gold, Found, Codes);

    [Theory]
    // Of three polar comments, two are right.
    [InlineData("tone_polar_accuracy", 2.0 / 3)]
    [InlineData("tone_accuracy", 0.75)]
    // P: 1 hit of 1 and 2 → 2/3; N: 1 of 2 and 1 → 2/3; M: 1. Mean 7/9; R does not occur.
    [InlineData("tone_macro_f1", 7.0 / 9)]
    // Whatever the sign: gold 5, found 3, hits 3 (HUM a; ATT b, c) → 6/8.
    [InlineData("topic_micro_f1", 0.75)]
    // With the sign: hits 2 (HUM+ a, ATT- c) → 4/8.
    [InlineData("topic_polarity_micro_f1", 0.5)]
    [InlineData("alert_recall", 0.5)]
    [InlineData("alert_share", 0.25)]
    [InlineData("reading_share", 0.25)]
    [InlineData("reading_error_share", 1)]
    // Wrong signed decisions: b ATT- missed and ATT+ too much, c HUM- missed, d HUM+ missed; the two of b are to be read again.
    [InlineData("reading_topic_error_share", 0.5)]
    // Given of the tone found: .9 right, .6 wrong, .8 right, .7 right, each in a bin of its own: (.1 + .6 + .2 + .3) / 4.
    [InlineData("tone_calibration_error", 0.3)]
    // Three topics found at .9, two of them right: |2.7 − 2| / 3.
    [InlineData("topic_calibration_error", 0.7 / 3)]
    public void Each_measure_is_what_a_hand_count_gives(string name, double expected) =>
        Assert.Equal(expected, Report.Measures.Single(measure => measure.Key == name).Value.Value, 9);

    [Fact]
    public void A_topic_has_its_support_and_its_own_f1()
    {
        // HUM: gold a, c, d; found a → 2·1/(3+1). ATT: gold b, c; found b, c → 1.
        Assert.Equal(
            [("HUM", 3, 0.5), ("ATT", 2, 1.0)], Report.Topics.Select(topic => (topic.Code, topic.Support, topic.F1.Value)));
        // HUM+: gold a, d; found a → 2/3. HUM-: gold c; found none. ATT+: found b. ATT-: gold b, c; found c → 2/3.
        Assert.Equal(
            [(2, 2.0 / 3), (1, 0), (0, 0), (2, 2.0 / 3)],
            Report.Topics.SelectMany(topic => new[] { topic.Praised!, topic.Blamed! }).Select(side => (side.Support, side.F1.Value)));
    }

    [Fact]
    public void An_interval_holds_its_measure_and_is_the_same_each_time()
    {
        Assert.All(Report.Measures, measure => Assert.InRange(measure.Value.Value, measure.Value.Low, measure.Value.High));
        Assert.Equal(Report.Measures, QualityReport.Of(Gold, Found, Codes).Measures);
    }

    [Fact]
    public void Topics_labelled_without_polarity_are_measured_without_it_and_what_nobody_labelled_is_not_measured()
    {
        // Gold HUM, ATT, none, HUM; found HUM+, ATT+, ATT-, none: hits 2 of 3 and 3.
        var gold = ((string[][])[["HUM"], ["ATT"], [], ["HUM"]]).Select((topics, i) =>
            new LabelledComment(Gold[i].Text, Box.Unknown, null, topics, null)).ToList();

        var report = QualityReport.Of(gold, Found, Codes);

        Assert.Equal(
            ["topic_micro_f1", "topic_macro_f1", "reading_share"], report.Measures.Select(measure => measure.Key));
        Assert.Equal(2.0 / 3, report.Measures[0].Value.Value, 9);
    }

    [Fact]
    public void A_comment_whose_topics_nobody_gave_counts_for_none_of_them()
    {
        var gold = Gold.Select((label, i) => i == 2 ? label with { Topics = null } : label).ToList();

        var report = QualityReport.Of(gold, Found, Codes);

        // Without c: gold HUM a, ATT b, HUM d; found HUM a, ATT b. ATT is found once, and rightly.
        Assert.Equal(0.8, report.Measures.Single(measure => measure.Key == "topic_micro_f1").Value.Value, 9);
        Assert.Equal(1, report.Topics.Single(topic => topic.Code == "ATT").F1.Value, 9);
    }

    [Fact]
    public void Lists_of_different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(() => QualityReport.Of(Gold, [.. Found.Take(3)], Codes));

    private static CommentAnalysis Read(
        Tone tone, double[] probabilities, string[] topics, bool isAlert = false, bool needsReading = false) => new(
        tone, probabilities, [.. topics.Select(topic => new TopicMention(topic[..^1], topic[^1] == '+', 0.9, 0, 1))],
        isAlert, 0, [], needsReading);
}
