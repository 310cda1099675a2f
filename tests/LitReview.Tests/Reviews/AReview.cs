using LitReview.Reviews;
using LitReview.Screening;

namespace LitReview.Tests.Reviews;

/// <summary>A review in memory: commands are decided and folded, as the store does.</summary>
internal sealed class AReview
{
    public static readonly ReviewerId Anne = new("anne");
    public static readonly ReviewerId Bruno = new("bruno");
    public static readonly ReviewerId Chloe = new("chloe");

    private DateTimeOffset _now = new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);

    public AReview(int records = 10, int reviewers = 1, ReadingOrder order = ReadingOrder.Ranked)
    {
        Do(new CreateReview(Protocol with { ReviewersPerRecord = reviewers, Order = order }));
        if (records > 0)
            Import(records);
    }

    public static Protocol Protocol => new()
    {
        Title = "Télésurveillance du diabète",
        Question = "La télésurveillance améliore-t-elle l’équilibre glycémique ?",
        Reasons = ["population", "intervention", "doublon de données"],
    };

    public static IEmbeddingModel NoSecondModel(SecondModel named) => throw new InvalidOperationException($"No test asks for {named}.");

    public Review Review { get; private set; } = null!;

    public List<RecordedReviewEvent> Journal { get; } = [];

    public ReviewDecision Try(ReviewCommand command, ReviewerId? person = null, Suggested? suggestion = null)
    {
        var who = person ?? Anne;
        var decision = ReviewRules.Decide(Review, command, who, suggestion);
        if (decision is ReviewDecision.Accepted(var events))
        {
            foreach (var reviewEvent in events)
            {
                _now = _now.AddSeconds(30);
                Journal.Add(new RecordedReviewEvent((Review?.Version ?? 0) + 1, _now, who, reviewEvent));
                Review = Review.Fold(new ReviewId("R-2026-0001"), Review, Journal[^1]);
            }
        }

        return decision;
    }

    public AReview Do(ReviewCommand command, ReviewerId? person = null, Suggested? suggestion = null)
    {
        Assert.IsType<ReviewDecision.Accepted>(Try(command, person, suggestion));
        return this;
    }

    public T Refusal<T>(ReviewCommand command, ReviewerId? person = null)
        where T : ReviewRefusal =>
        Assert.IsType<T>(Assert.IsType<ReviewDecision.Refused>(Try(command, person)).Reason);

    public AReview Import(int records, string source = "MEDLINE", SourceKind kind = SourceKind.Database, string? searchedBy = null) =>
        Do(new ImportRecords(new SearchSource(source, kind, searchedBy), $"{source}.nbib", records, Problems: 0));

    public AReview Judge(int record, Verdict verdict, ReviewerId? person = null, Stage stage = Stage.TitleAbstract, string? reason = null) =>
        Do(new JudgeRecord(record, stage, verdict, reason), person);

    public Outcome OutcomeOf(int record, Stage stage = Stage.TitleAbstract) => Review.OutcomeOf(Review.Find(record)!, stage);
}
