using System.Globalization;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Figures;

/// <summary>Counts comments as they come, so that two million take no more memory than their months, wards and topics.</summary>
/// <param name="query">The query that the comments answer; the query of each figure is a part of it.</param>
public sealed class FigureCollector(CommentQuery query)
{
    /// <summary>From this share of the comments on, a blamed topic is to be improved rather than watched.</summary>
    public const double Frequent = 0.05;

    private const int QuotesEach = 3;

    // A quote must say something and fit in a cell.
    private const int ShortestQuote = 40;
    private const int LongestQuote = 300;

    private static readonly bool[] BothSides = [true, false];

    private readonly Counts _all = new();
    private readonly SortedDictionary<DateOnly, (long Content, long Positive)> _months = [];
    private readonly Dictionary<(DateOnly Month, string Code), (long Praised, long Blamed)> _topicMonths = [];
    private readonly Dictionary<string, Counts> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Counts> _establishments = new(StringComparer.Ordinal);
    private readonly Dictionary<(string First, string Second), long> _pairs = [];
    private readonly Dictionary<(string Code, bool IsPraise), List<(double Rank, CommentKey Key)>> _quotes = [];

    /// <summary>Counts a comment.</summary>
    /// <exception cref="ArgumentException">It is of another batch.</exception>
    public void Add(LabelledComment comment)
    {
        if (comment.Key.Batch != query.Batch)
            throw new ArgumentException($"The comment is of batch {comment.Key.Batch}, the query of {query.Batch}.", nameof(comment));
        _all.Add(comment);
        if (comment.Service is { } service)
            Of(_services, service).Add(comment);
        if (comment.Establishment is { } establishment)
            Of(_establishments, establishment).Add(comment);
        var topics = Sides(comment);
        if (comment.Month is { } month)
            AddMonth(month, comment, topics);
        foreach (var (first, _) in topics)
        {
            foreach (var (second, _) in topics)
            {
                if (string.CompareOrdinal(first, second) < 0)
                    _pairs[(first, second)] = _pairs.GetValueOrDefault((first, second)) + 1;
            }
        }

        foreach (var topic in comment.Topics)
            AddQuote(comment, topic);
    }

    /// <summary>The figures of the comments that came so far.</summary>
    public BatchFigures Build()
    {
        var content = _all.Content;
        var topics = _all.Topics
            .Select(topic => LineOf(topic.Key, topic.Value))
            .OrderByDescending(line => line.Mentions.Value).ThenBy(line => line.Code, StringComparer.Ordinal).ToList();
        return new BatchFigures(
            query,
            new NumberCards(
                new Figure(_all.All, query), Of(Tone.Positive), Of(Tone.Negative), Of(Tone.Mixed), Of(Tone.None),
                new Figure(_all.Alerts, query with { IsAlert = true }), new Figure(_all.ToRead, query with { NeedsReading = true }),
                new Figure(_all.Corrected, query with { IsCorrected = true }), Proportion.Of95(_all.Tones[(int)Tone.Positive], content),
                Proportion.Of95(_all.WithService, _all.All), _all.Scores == 0 ? null : _all.SumOfScores / _all.Scores),
            topics, Trend(), Groups(_services, "service", (name, part) => part with { Service = name }),
            Groups(_establishments, "établissement", (name, part) => part with { Establishment = name }), Priorities(topics),
            [.. _pairs.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.First, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Second, StringComparer.Ordinal)
                .Select(pair => new TopicPair(
                    pair.Key.First, pair.Key.Second,
                    new Figure(pair.Value, query with { Topic = pair.Key.First, IsPraise = null, OtherTopic = pair.Key.Second })))],
            [.. topics.SelectMany(line => BothSides.Where(side => _quotes.ContainsKey((line.Code, side)))
                .Select(side => new TopicQuotes(line.Code, side, [.. _quotes[(line.Code, side)].Select(quote => quote.Key)])))])
        {
            ByMonth = _topicMonths,
            SmallServices = Small(_services),
            SmallEstablishments = Small(_establishments),
        };

        Figure Of(Tone tone) => new(_all.Tones[(int)tone], query with { Tone = tone });

        TopicLine LineOf(string code, TopicCounts counts)
        {
            var part = query with { Topic = code, IsPraise = null };
            var mentions = new Figure(counts.Mentions, part);
            var (praised, blamed) = (
                new Figure(counts.Praised, part with { IsPraise = true }), new Figure(counts.Blamed, part with { IsPraise = false }));
            return new TopicLine(
                code, mentions, praised, blamed,
                new Figure(counts.Tones[(int)Tone.Positive], part with { Tone = Tone.Positive }),
                new Figure(counts.Tones[(int)Tone.Negative], part with { Tone = Tone.Negative }),
                new Figure(counts.Tones[(int)Tone.Mixed], part with { Tone = Tone.Mixed }),
                praised.IsHidden || blamed.IsHidden
                    ? Proportion.Of95(0, 0)
                    : Proportion.Of95(counts.Praised, counts.Praised + counts.Blamed),
                mentions.IsHidden ? Proportion.Of95(0, 0) : Proportion.Of95(counts.Mentions, Math.Max(counts.Mentions, content)));
        }
    }

    private static Counts Of(Dictionary<string, Counts> groups, string name)
    {
        if (!groups.TryGetValue(name, out var counts))
            groups[name] = counts = new Counts();
        return counts;
    }

    // Each topic once, with its sides.
    private static List<(string Code, (bool Praised, bool Blamed) Sides)> Sides(LabelledComment comment) =>
        [.. comment.Topics.GroupBy(topic => topic.Code).Select(group =>
            (group.Key, (group.Any(topic => topic.IsPraise), group.Any(topic => !topic.IsPraise))))];

    private void AddMonth(
        DateOnly month, LabelledComment comment, List<(string Code, (bool Praised, bool Blamed) Sides)> topics)
    {
        var (content, positive) = _months.GetValueOrDefault(month);
        _months[month] = (content + (comment.Tone == Tone.None ? 0 : 1), positive + (comment.Tone == Tone.Positive ? 1 : 0));
        if (comment.Tone == Tone.None)
            return;
        foreach (var (code, sides) in topics)
        {
            var (praised, blamed) = _topicMonths.GetValueOrDefault((month, code));
            _topicMonths[(month, code)] = (praised + (sides.Praised ? 1 : 0), blamed + (sides.Blamed ? 1 : 0));
        }
    }

    // The surest comments that speak of little else, of a length that reads well; the earliest of equals.
    private void AddQuote(LabelledComment comment, CountedTopic topic)
    {
        if (comment.Length is < ShortestQuote or > LongestQuote)
            return;
        var rank = topic.Confidence - (0.05 * (comment.Topics.Count - 1));
        if (!_quotes.TryGetValue((topic.Code, topic.IsPraise), out var best))
            _quotes[(topic.Code, topic.IsPraise)] = best = [];
        if (best.Exists(quote => quote.Key == comment.Key))
            return;
        var place = best.FindIndex(quote => quote.Rank < rank);
        best.Insert(place < 0 ? best.Count : place, (rank, comment.Key));
        if (best.Count > QuotesEach)
            best.RemoveAt(QuotesEach);
    }

    private List<MonthPoint> Trend()
    {
        var trend = new List<MonthPoint>();
        if (_months.Count == 0)
            return trend;
        for (var month = _months.Keys.First(); month <= _months.Keys.Last(); month = month.AddMonths(1))
        {
            var (content, positive) = _months.GetValueOrDefault(month);
            trend.Add(SmallCells.IsSmall(content)
                ? new MonthPoint(month, null, Proportion.Of95(0, 0))
                : new MonthPoint(
                    month, new Figure(content, query with { From = month, To = month, HasContent = true }), Proportion.Of95(positive, content)));
        }

        return trend;
    }

    private static HashSet<string> Small(Dictionary<string, Counts> groups) =>
        groups.Where(group => group.Value.Content < SmallCells.Least).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);

    private List<GroupLine> Groups(Dictionary<string, Counts> groups, string noun, Func<string, CommentQuery, CommentQuery> part)
    {
        var shown = groups.Where(group => group.Value.Content >= SmallCells.Least).ToList();
        // The others: all comments that name a group, less those of this one.
        var (content, positive) = (groups.Values.Sum(counts => counts.Content), groups.Values.Sum(counts => counts.Tones[(int)Tone.Positive]));
        var tests = ShareTest.OfAll([.. shown.Select(group => (
            Proportion.Of95(group.Value.Tones[(int)Tone.Positive], group.Value.Content),
            Proportion.Of95(positive - group.Value.Tones[(int)Tone.Positive], content - group.Value.Content)))]);
        var lines = shown.Select((group, i) =>
        {
            var mine = part(group.Key, query);
            return new GroupLine(
                group.Key, new Figure(group.Value.Content, mine with { HasContent = true }), tests[i], Cell(group.Value.Alerts, mine with { IsAlert = true }),
                [.. group.Value.Topics.OrderBy(topic => topic.Key, StringComparer.Ordinal).Select(topic => new GroupTopic(
                    topic.Key, Cell(topic.Value.Praised, mine with { Topic = topic.Key, IsPraise = true }),
                    Cell(topic.Value.Blamed, mine with { Topic = topic.Key, IsPraise = false })))
                    .Where(topic => topic.Praised?.Value > 0 || topic.Blamed?.Value > 0)]);
        });
        var small = groups.Count - shown.Count;
        return
        [
            .. lines.OrderBy(line => line.Name, StringComparer.Create(CultureInfo.GetCultureInfo("fr-FR"), ignoreCase: true)),
            .. small == 0
                ? (GroupLine[])[]
                : [new GroupLine($"{small} {noun}{(small > 1 ? "s" : "")} de moins de {SmallCells.Least} commentaires", null, null, null, [])],
        ];
    }

    private static Figure? Cell(long value, CommentQuery query) => SmallCells.IsSmall(value) ? null : new Figure(value, query);

    private static List<PriorityLine> Priorities(List<TopicLine> topics) =>
        [.. topics.Where(line => line.Mentions.Value >= SmallCells.Least && line.PraisedShare.Of > 0)
            .Select(line => new PriorityLine(line.Code, KindOf(line), ImpactOf(line), line))
            .OrderBy(line => line.Priority).ThenByDescending(line => Math.Abs(line.Impact)).ThenBy(line => line.Code, StringComparer.Ordinal)];

    private static Priority KindOf(TopicLine line) =>
        line.PraisedShare.Low > 0.5 ? Priority.Praise
        : line.PraisedShare.High < 0.5 && line.Frequency.Value >= Frequent ? Priority.Improve
        : Priority.Watch;

    private static double ImpactOf(TopicLine line) =>
        line.Frequency.Value!.Value * (line.Praised.Value - line.Blamed.Value) / line.PraisedShare.Of;

    private sealed class TopicCounts
    {
        public long Mentions { get; set; }

        public long Praised { get; set; }

        public long Blamed { get; set; }

        public long[] Tones { get; } = new long[4];
    }

    private sealed class Counts
    {
        public long All { get; private set; }

        public long Content => All - Tones[(int)Tone.None];

        public long[] Tones { get; } = new long[4];

        public long Alerts { get; private set; }

        public long ToRead { get; private set; }

        public long Corrected { get; private set; }

        public long WithService { get; private set; }

        public long Scores { get; private set; }

        public double SumOfScores { get; private set; }

        public Dictionary<string, TopicCounts> Topics { get; } = new(StringComparer.Ordinal);

        public void Add(LabelledComment comment)
        {
            All++;
            Tones[(int)comment.Tone]++;
            Alerts += comment.IsAlert ? 1 : 0;
            ToRead += comment.NeedsReading ? 1 : 0;
            Corrected += comment.IsCorrected ? 1 : 0;
            WithService += comment.Service is null ? 0 : 1;
            if (comment.Score is { } score)
                (Scores, SumOfScores) = (Scores + 1, SumOfScores + score);
            foreach (var (code, sides) in Sides(comment))
            {
                if (!Topics.TryGetValue(code, out var counts))
                    Topics[code] = counts = new TopicCounts();
                counts.Mentions++;
                counts.Praised += sides.Praised ? 1 : 0;
                counts.Blamed += sides.Blamed ? 1 : 0;
                counts.Tones[(int)comment.Tone]++;
            }
        }
    }
}
