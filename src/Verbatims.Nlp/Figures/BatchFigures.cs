using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Figures;

/// <summary>A number and the query that leads to the comments it counts.</summary>
/// <param name="Value">The number.</param>
/// <param name="Query">Which comments.</param>
public sealed record Figure(long Value, CommentQuery Query)
{
    /// <summary>Whether too few comments of a ward or a hospital stand behind it: the number is then not shown, nor does it lead to them.</summary>
    public bool IsHidden => Query.IsOfGroup && SmallCells.IsSmall(Value);
}

/// <summary>The numbers at the top of a page.</summary>
/// <param name="Comments">All comments.</param>
/// <param name="Positive">Those that are satisfied.</param>
/// <param name="Negative">Those that are not.</param>
/// <param name="Mixed">Those that are both, or state something.</param>
/// <param name="Empty">Those that say nothing (« RAS »).</param>
/// <param name="Alerts">Those to read first.</param>
/// <param name="ToRead">Those on which the judges disagree.</param>
/// <param name="Corrected">Those of which a person said something.</param>
/// <param name="Satisfied">Share of the satisfied among those that say something.</param>
/// <param name="WithService">Share of comments whose ward is known: below, figures by ward say little.</param>
/// <param name="MeanScore">Mean of the marks given, in the unit of the file; null when none is.</param>
public sealed record NumberCards(
    Figure Comments, Figure Positive, Figure Negative, Figure Mixed, Figure Empty, Figure Alerts, Figure ToRead, Figure Corrected,
    Proportion Satisfied, Proportion WithService, double? MeanScore);

/// <summary>A topic, in the matrix of topics and tones.</summary>
/// <param name="Code">Code of the topic.</param>
/// <param name="Mentions">Comments that speak of it.</param>
/// <param name="Praised">Comments that praise it.</param>
/// <param name="Blamed">Comments that blame it; one that does both is counted in both.</param>
/// <param name="Positive">Comments that speak of it and are satisfied as a whole.</param>
/// <param name="Negative">Comments that speak of it and are not.</param>
/// <param name="Mixed">Comments that speak of it and are both.</param>
/// <param name="PraisedShare">Share of praise among praise and blame.</param>
/// <param name="Frequency">Share of the comments that say something.</param>
public sealed record TopicLine(
    string Code, Figure Mentions, Figure Praised, Figure Blamed, Figure Positive, Figure Negative, Figure Mixed,
    Proportion PraisedShare, Proportion Frequency);

/// <summary>A month of the trend.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Comments">Comments that say something; null when they are too few to be shown.</param>
/// <param name="Satisfied">Share of the satisfied among them; of nothing when they are too few to be shown.</param>
public sealed record MonthPoint(DateOnly Month, Figure? Comments, Proportion Satisfied);

/// <summary>A month of the trend of one topic.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Praised">Comments that praise it; null when the month has too few comments.</param>
/// <param name="Blamed">Comments that blame it; null when the month has too few comments.</param>
/// <param name="BlamedShare">
/// Share that blames it, of the comments of the month that say something; of nothing when it is too few to be shown.
/// </param>
public sealed record TopicMonth(DateOnly Month, Figure? Praised, Figure? Blamed, Proportion BlamedShare);

/// <summary>A ward or a hospital, compared with all the others together.</summary>
/// <param name="Name">Its name; for those with too few comments, which stand in one line at the end, how many they are, in French.</param>
/// <param name="Comments">Comments that say something; null when they are too few to be shown.</param>
/// <param name="Test">
/// Share of the satisfied, beside that of the others; null when its comments are too few to be shown.
/// </param>
/// <param name="Alerts">Comments to read first; null when its comments are too few to be shown.</param>
/// <param name="Topics">
/// Praised and blamed comments by topic; a number of 1 to 4 is not shown, and a topic without a number to show is left out.
/// </param>
public sealed record GroupLine(
    string Name, Figure? Comments, ShareTest? Test, Figure? Alerts, IReadOnlyList<GroupTopic> Topics)
{
    /// <summary>Whether it stands for those that have too few comments to be named and counted.</summary>
    public bool IsHidden => Comments is null;
}

/// <summary>A topic in a ward.</summary>
/// <param name="Code">Code of the topic.</param>
/// <param name="Praised">Comments that praise it; null when there are 1 to 4.</param>
/// <param name="Blamed">Comments that blame it; null when there are 1 to 4.</param>
public sealed record GroupTopic(string Code, Figure? Praised, Figure? Blamed);

/// <summary>What to do about a topic.</summary>
public enum Priority
{
    /// <summary>Praised for sure: « à féliciter ».</summary>
    Praise,

    /// <summary>Blamed for sure, and often: « à améliorer ».</summary>
    Improve,

    /// <summary>Blamed but seldom, or neither for sure: « à surveiller ».</summary>
    Watch,
}

/// <summary>A topic in the list of priorities.</summary>
/// <param name="Code">Code of the topic.</param>
/// <param name="Priority">What to do.</param>
/// <param name="Impact">
/// Frequency × tone, in [−1, 1]: share of the comments that speak of it, times praise minus blame over both.
/// </param>
/// <param name="Line">The figures behind it.</param>
public sealed record PriorityLine(string Code, Priority Priority, double Impact, TopicLine Line);

/// <summary>Two topics in the same comments.</summary>
/// <param name="First">Code of one.</param>
/// <param name="Second">Code of the other, later in the alphabet.</param>
/// <param name="Comments">Comments that speak of both.</param>
public sealed record TopicPair(string First, string Second, Figure Comments);

/// <summary>Comments that show well what is said of a topic.</summary>
/// <param name="Code">Code of the topic.</param>
/// <param name="IsPraise">True for praise, false for blame.</param>
/// <param name="Comments">The comments, the best first.</param>
public sealed record TopicQuotes(string Code, bool IsPraise, IReadOnlyList<CommentKey> Comments);

/// <summary>All figures of the comments that a query means.</summary>
/// <param name="Query">The query.</param>
/// <param name="Cards">The numbers at the top.</param>
/// <param name="Topics">The matrix of topics and tones, the most frequent first.</param>
/// <param name="Trend">Every month from the first to the last, those without comments too.</param>
/// <param name="Services">The wards, in alphabetical order; then one line for those that are too small to be named.</param>
/// <param name="Establishments">The hospitals, in the same way.</param>
/// <param name="Priorities">The list of priorities, the greatest impact first within each kind.</param>
/// <param name="Pairs">Topics in the same comments, the most frequent first.</param>
/// <param name="Quotes">Comments that show well what is said, in the order of the topics.</param>
public sealed record BatchFigures(
    CommentQuery Query, NumberCards Cards, IReadOnlyList<TopicLine> Topics, IReadOnlyList<MonthPoint> Trend,
    IReadOnlyList<GroupLine> Services, IReadOnlyList<GroupLine> Establishments, IReadOnlyList<PriorityLine> Priorities,
    IReadOnlyList<TopicPair> Pairs, IReadOnlyList<TopicQuotes> Quotes)
{
    internal IReadOnlyDictionary<(DateOnly Month, string Code), (long Praised, long Blamed)> ByMonth { get; init; } =
        new Dictionary<(DateOnly, string), (long, long)>();

    internal IReadOnlySet<string> SmallServices { get; init; } = new HashSet<string>();

    internal IReadOnlySet<string> SmallEstablishments { get; init; } = new HashSet<string>();

    /// <summary>A comment as it may be shown beside these figures: a ward or a hospital that they do not name is not named.</summary>
    /// <param name="comment">A comment of the same query.</param>
    public StoredComment Shown(StoredComment comment) => comment with
    {
        Service = comment.Service is { } service && SmallServices.Contains(service) ? SmallCells.Unnamed : comment.Service,
        Establishment = comment.Establishment is { } establishment && SmallEstablishments.Contains(establishment)
            ? SmallCells.Unnamed
            : comment.Establishment,
    };

    /// <summary>The trend of one topic, over the same months.</summary>
    public IReadOnlyList<TopicMonth> TrendOf(string code) =>
        [.. Trend.Select(point =>
        {
            if (point.Comments is not { } comments)
                return new TopicMonth(point.Month, null, null, Proportion.Of95(0, 0));
            var (praised, blamed) = ByMonth.GetValueOrDefault((point.Month, code));
            var query = comments.Query with { Topic = code };
            var figure = new Figure(blamed, query with { IsPraise = false });
            return new TopicMonth(
                point.Month, new Figure(praised, query with { IsPraise = true }), figure,
                figure.IsHidden ? Proportion.Of95(0, 0) : Proportion.Of95(blamed, comments.Value));
        })];
}

/// <summary>A line of a comparison of two sets of comments.</summary>
/// <param name="Code">Code of the topic whose blame is compared; null for the share of the satisfied.</param>
/// <param name="Test">The two shares, of the comments that say something.</param>
/// <param name="First">The comments behind the first.</param>
/// <param name="Second">The comments behind the second.</param>
public sealed record ComparisonLine(string? Code, ShareTest Test, CommentQuery First, CommentQuery Second);

/// <summary>Compares two periods, or a file with a file of reference.</summary>
public static class Comparison
{
    /// <summary>The share of the satisfied, then the blame of each topic; corrected for the number of lines.</summary>
    /// <param name="first">The figures of one.</param>
    /// <param name="second">The figures of the other.</param>
    /// <returns>Empty when one of the two has too few comments to be shown.</returns>
    public static IReadOnlyList<ComparisonLine> Of(BatchFigures first, BatchFigures second)
    {
        var (content, otherContent) = (first.Cards.Satisfied.Of, second.Cards.Satisfied.Of);
        if (content < SmallCells.Least || otherContent < SmallCells.Least)
            return [];
        var codes = first.Topics.Concat(second.Topics).Select(line => line.Code).Distinct().Order(StringComparer.Ordinal).ToList();
        var pairs = codes.Select(code => (
            First: Proportion.Of95(Blamed(first, code), content), Second: Proportion.Of95(Blamed(second, code), otherContent)));
        var tests = ShareTest.OfAll([(first.Cards.Satisfied, second.Cards.Satisfied), .. pairs]);
        return
        [
            new ComparisonLine(null, tests[0], first.Cards.Positive.Query, second.Cards.Positive.Query),
            .. codes.Select((code, i) => new ComparisonLine(
                code, tests[i + 1], first.Query with { Topic = code, IsPraise = false },
                second.Query with { Topic = code, IsPraise = false })),
        ];
    }

    private static long Blamed(BatchFigures figures, string code) =>
        figures.Topics.FirstOrDefault(line => line.Code == code)?.Blamed.Value ?? 0;
}
