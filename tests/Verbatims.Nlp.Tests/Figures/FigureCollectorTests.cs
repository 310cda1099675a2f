using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Tests.Figures;

public sealed class FigureCollectorTests
{
    private static readonly CommentQuery All = new(new BatchId("0123456789ab"));

    private readonly List<LabelledComment> _comments = [];

    [Fact]
    public void The_cards_count_tones_alerts_and_what_is_known()
    {
        Add(6, Tone.Positive, service: "A", score: 9);
        Add(3, Tone.Negative, isAlert: true);
        Add(1, Tone.Mixed, needsReading: true, score: 2);
        Add(2, Tone.None);

        var cards = Figures().Cards;

        Assert.Equal(
            [12L, 6, 3, 1, 2, 3, 1, 0],
            Values(cards.Comments, cards.Positive, cards.Negative, cards.Mixed, cards.Empty, cards.Alerts, cards.ToRead, cards.Corrected));
        // « RAS » says nothing: 6 of 10, not of 12.
        Assert.Equal((6L, 10L), (cards.Satisfied.Count, cards.Satisfied.Of));
        Assert.Equal((6L, 12L), (cards.WithService.Count, cards.WithService.Of));
        // (6 × 9 + 2) / 7
        Assert.Equal(8, cards.MeanScore);
    }

    [Fact]
    public void Every_figure_has_a_query_that_means_exactly_the_comments_it_counts()
    {
        var random = new Random(20261126);
        var codes = new[] { "HUM", "ATT", "REP", "CAL" };
        for (var i = 0; i < 600; i++)
        {
            Add(
                1, (Tone)random.Next(4), month: random.Next(5) == 0 ? null : random.Next(1, 9),
                service: random.Next(4) == 0 ? null : $"S{random.Next(9)}", isAlert: random.Next(9) == 0,
                needsReading: random.Next(4) == 0,
                topics: [.. Enumerable.Range(0, random.Next(4)).Select(_ => codes[random.Next(4)] + "+-"[random.Next(2)])]);
        }

        var figures = Figures();

        var all = new[]
            {
                figures.Cards.Comments, figures.Cards.Positive, figures.Cards.Negative, figures.Cards.Mixed, figures.Cards.Empty,
                figures.Cards.Alerts, figures.Cards.ToRead, figures.Cards.Corrected,
            }
            .Concat(figures.Topics.SelectMany(line => new[]
            {
                line.Mentions, line.Praised, line.Blamed, line.Positive, line.Negative, line.Mixed,
            }))
            .Concat(figures.Pairs.Select(pair => pair.Comments))
            .Concat(figures.Services.SelectMany(line => new[] { line.Alerts }
                .Concat(line.Topics.SelectMany(topic => new[] { topic.Praised, topic.Blamed })).OfType<Figure>()))
            .ToList();
        Assert.True(all.Count > 100, $"{all.Count} figures");
        Assert.All(all, figure => Assert.Equal(figure.Value, _comments.Count(figure.Query.Matches)));
        // The trend and the wards count those that say something.
        Assert.All(
            figures.Trend.Select(point => point.Comments!).Concat(figures.Services.Select(line => line.Comments!)),
            figure => Assert.Equal(
                figure.Value, _comments.Count(comment => figure.Query.Matches(comment) && comment.Tone != Tone.None)));
    }

    [Fact]
    public void The_matrix_counts_each_side_of_a_topic_once_in_a_comment()
    {
        Add(2, Tone.Positive, topics: ["HUM+", "HUM+", "REP+"]);
        Add(3, Tone.Mixed, topics: ["HUM+", "HUM-"]);
        Add(1, Tone.Negative, topics: ["REP-"]);

        var figures = Figures();

        var hum = figures.Topics[0];
        Assert.Equal(("HUM", 5L, 5L, 3L), (hum.Code, hum.Mentions.Value, hum.Praised.Value, hum.Blamed.Value));
        Assert.Equal([2L, 0, 3], Values(hum.Positive, hum.Negative, hum.Mixed));
        Assert.Equal((5L, 8L), (hum.PraisedShare.Count, hum.PraisedShare.Of));
        Assert.Equal((5L, 6L), (hum.Frequency.Count, hum.Frequency.Of));
        var pair = Assert.Single(figures.Pairs);
        Assert.Equal(("HUM", "REP", 2L), (pair.First, pair.Second, pair.Comments.Value));
    }

    [Fact]
    public void The_trend_shows_every_month_with_its_interval_those_without_comments_too()
    {
        Add(8, Tone.Positive, month: 1, topics: ["HUM+"]);
        Add(2, Tone.Negative, month: 1, topics: ["ATT-"]);
        Add(5, Tone.Negative, month: 3, topics: ["ATT-", "HUM+"]);

        var figures = Figures();

        Assert.Equal([1, 2, 3], figures.Trend.Select(point => point.Month.Month));
        Assert.Equal([10L, 0, 5], figures.Trend.Select(point => point.Comments!.Value));
        Assert.Equal(0.4902, figures.Trend[0].Satisfied.Low, 4);
        Assert.Equal(0.9433, figures.Trend[0].Satisfied.High, 4);
        Assert.Null(figures.Trend[1].Satisfied.Value);
        Assert.Equal([2L, 0, 5], figures.TrendOf("ATT").Select(month => month.Blamed!.Value));
        Assert.Equal([8L, 0, 5], figures.TrendOf("HUM").Select(month => month.Praised!.Value));
        Assert.Equal([0.2, null, 1.0], figures.TrendOf("ATT").Select(month => month.BlamedShare.Value));
    }

    [Fact]
    public void A_ward_is_compared_with_the_others_and_is_hidden_below_five_comments()
    {
        Add(30, Tone.Positive, service: "Chirurgie");
        Add(70, Tone.Negative, service: "Chirurgie");
        Add(45, Tone.Positive, service: "Urgences", topics: ["HUM+"]);
        Add(51, Tone.Negative, service: "Urgences");
        Add(4, Tone.Negative, service: "Urgences", topics: ["ATT-"], isAlert: true);
        Add(4, Tone.Positive, service: "Éveil");

        var services = Figures().Services;

        Assert.Equal(["Chirurgie", "Urgences", "1 service de moins de 5 commentaires"], services.Select(line => line.Name));
        Assert.Equal([false, false, true], services.Select(line => line.IsHidden));
        Assert.Equal((null, null, null), (services[2].Comments, services[2].Test, services[2].Alerts));
        // 45 of 100 against 34 of 104: pooled 79/204 = .38725, error √(.38725 × .61275 × (1/100 + 1/104)) = .068225,
        // difference .45 − .32692 = .12308, z 1.8040, p .0712.
        // 30 of 100 against 49 of 104: difference −.17115, z −2.5087, p .0121; Holm × 2 = .0242.
        Assert.Equal(0.0242, services[0].Test!.PValue!.Value, 3);
        Assert.Equal(0.0712, services[1].Test!.PValue!.Value, 3);
        // Four alerts, four complaints of waiting: too few to be shown; 45 praises are shown.
        Assert.Null(services[1].Alerts);
        Assert.Equal(("HUM", 45L), (Assert.Single(services[1].Topics).Code, services[1].Topics[0].Praised!.Value));
    }

    [Fact]
    public void Topics_are_to_be_praised_improved_or_watched_by_frequency_and_tone()
    {
        Add(20, Tone.Positive, topics: ["HUM+"]);
        Add(40, Tone.Negative, topics: ["ATT-"]);
        Add(135, Tone.Positive);
        Add(5, Tone.Mixed, topics: ["REP+", "REP-"]);
        Add(6, Tone.Negative, topics: ["TEL-"]);
        Add(4, Tone.Negative, topics: ["FRA-"]);

        var priorities = Figures().Priorities;

        // 210 comments. ATT: 40 of 210, all blamed → to improve, impact −.1905. HUM: 20 of 210 praised → to praise, +.0952.
        // REP: half and half → to watch, 0. TEL: 6 of 210 is under 5 % → to watch, −.0286. FRA: 4 comments, too few.
        Assert.Equal(
            [("HUM", Priority.Praise), ("ATT", Priority.Improve), ("TEL", Priority.Watch), ("REP", Priority.Watch)],
            priorities.Select(line => (line.Code, line.Priority)));
        Assert.Equal([0.0952, -0.1905, -0.0286, 0], priorities.Select(line => Math.Round(line.Impact, 4)));
    }

    [Fact]
    public void Quotes_are_the_surest_comments_that_speak_of_little_else_and_read_well()
    {
        Add(1, Tone.Positive, topics: ["HUM+"], confidence: 0.80, length: 100);
        Add(1, Tone.Positive, topics: ["HUM+", "REP+", "CAL+"], confidence: 0.85, length: 100);
        Add(1, Tone.Positive, topics: ["HUM+"], confidence: 0.99, length: 12);
        Add(1, Tone.Positive, topics: ["HUM+"], confidence: 0.99, length: 5_000);
        Add(2, Tone.Positive, topics: ["HUM+"], confidence: 0.90, length: 60);
        Add(1, Tone.Negative, topics: ["HUM-"], confidence: 0.90, length: 60);

        var quotes = Figures().Quotes;

        Assert.Equal([5L, 6, 1], quotes.Single(one => one is { Code: "HUM", IsPraise: true }).Comments.Select(key => key.Number));
        Assert.Equal([7L], quotes.Single(one => one is { Code: "HUM", IsPraise: false }).Comments.Select(key => key.Number));
    }

    [Fact]
    public void Two_periods_are_compared_on_the_satisfied_and_on_each_topic_that_is_blamed()
    {
        Add(45, Tone.Positive, month: 1);
        Add(55, Tone.Negative, month: 1, topics: ["ATT-"]);
        Add(30, Tone.Positive, month: 2, topics: ["HUM+"]);
        Add(70, Tone.Negative, month: 2, topics: ["ATT-"]);
        var (first, second) = (All with { To = new DateOnly(2026, 1, 1) }, All with { From = new DateOnly(2026, 2, 1) });

        var lines = Comparison.Of(Figures(first), Figures(second));

        // 45 and 30 of 100, p .0285; the blame of waiting is its mirror; HUM is blamed by nobody and is not tested. Holm × 2 = .0569.
        Assert.Equal([null, "ATT", "HUM"], lines.Select(line => line.Code));
        Assert.Equal(0.0569, lines[0].Test.PValue!.Value, 4);
        Assert.Equal(0.0569, lines[1].Test.PValue!.Value, 4);
        Assert.Null(lines[2].Test.PValue);
        Assert.Equal(55, _comments.Count(lines[1].First.Matches));
        Assert.Equal(70, _comments.Count(lines[1].Second.Matches));
        Assert.Empty(Comparison.Of(Figures(first), Figures(All with { Service = "inconnu" })));
    }

    [Fact]
    public void Agreement_counts_the_last_word_on_each_comment_month_by_month()
    {
        var model = new CommentAnalysis(
            Tone.Negative, [0, 1, 0, 0],
            [new TopicMention("ATT", false, 0.9, 0, 1), new TopicMention("HUM", true, 0.9, 0, 1)], false, 0, [], false);

        var agreement = Agreement.Over(
        [
            Judged(1, 10, Tone.Positive, null), Judged(1, 10, Tone.Negative, null), Judged(2, 10, Tone.Mixed, "ATT-"),
            Judged(3, 11, null, "ATT- HUM- REP-", isAlert: false),
        ]);

        // Tone: 1 yes, 2 no. Topics: 1 of {ATT-, HUM+}; 1 of {ATT-, HUM+, HUM-, REP-}.
        Assert.Equal([null, new DateOnly(2026, 10, 1), new DateOnly(2026, 11, 1)], agreement.Select(one => one.Month));
        Assert.Equal([(1L, 2L), (1L, 2L), (0L, 0L)], agreement.Select(one => (one.Tone.Count, one.Tone.Of)));
        Assert.Equal([(2L, 6L), (1L, 2L), (1L, 4L)], agreement.Select(one => (one.Topics.Count, one.Topics.Of)));
        Assert.Equal((1L, 1L), (agreement[2].Alerts.Count, agreement[2].Alerts.Of));

        JudgedComment Judged(long number, int month, Tone? tone, string? topics, bool? isAlert = null) => new(
            new Correction(
                new CommentKey(All.Batch, number), tone, topics?.Split(' ').Select(text => TopicLabel.Read(text)!).ToList(), isAlert, "claire",
                new DateTimeOffset(2026, month, 5, 9, 0, 0, TimeSpan.Zero), "1"),
            model);
    }

    private BatchFigures Figures(CommentQuery? query = null)
    {
        var collector = new FigureCollector(query ?? All);
        foreach (var comment in _comments.Where((query ?? All).Matches))
            collector.Add(comment);
        return collector.Build();
    }

    private void Add(
        int count, Tone tone, string[]? topics = null, int? month = null, string? service = null, double? score = null,
        bool isAlert = false, bool needsReading = false, double confidence = 0.9, int length = 80)
    {
        for (var i = 0; i < count; i++)
        {
            _comments.Add(new LabelledComment(
                new CommentKey(All.Batch, _comments.Count + 1), Box.Unknown, month is { } known ? new DateOnly(2026, known, 1) : null,
                service, null, score, length, tone, 0.9,
                [.. (topics ?? []).Select(text => new CountedTopic(text[..^1], text[^1] == '+', confidence))], isAlert, needsReading,
                IsCorrected: false));
        }
    }

    private static IEnumerable<long> Values(params Figure[] figures) => figures.Select(figure => figure.Value);
}
