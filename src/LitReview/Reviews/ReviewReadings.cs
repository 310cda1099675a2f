using LitReview.Screening.Agreement;
using LitReview.Screening.Stopping;

namespace LitReview.Reviews;

/// <summary>What is read from a review: where reading stands, who agrees with whom, what is left to do.</summary>
public static class ReviewReadings
{
    /// <summary>Where the whole team stands against the protocol’s target, each reference counted when it was first read.</summary>
    /// <remarks>A reference that one reader keeps, or doubts of, counts as kept until the readers or a third person say otherwise.</remarks>
    public static StoppingReading TeamReading(this Review review)
    {
        var read = new List<bool>(review.FirstReadings.Count);
        foreach (var number in review.FirstReadings)
        {
            var record = review.Records[number - 1];
            if (record.IsStanding && review.IsOpen(record))
                read.Add(IsKeptSoFar(review, record));
        }

        return StoppingReading.Of(read.ToArray(), OpenCount(review), review.Protocol.Target());
    }

    /// <summary>Where one reader stands, on what he read himself.</summary>
    public static StoppingReading ReadingOf(this Review review, ReviewerId reviewer)
    {
        var seen = new HashSet<int>();
        var read = new List<bool>();
        foreach (var step in review.Logs.GetValueOrDefault(reviewer)?.Steps ?? [])
        {
            if (step.Stage != Stage.TitleAbstract || !seen.Add(step.Record))
                continue;
            var record = review.Records[step.Record - 1];
            if (record.IsStanding && review.IsOpen(record) && record.VoteOf(reviewer, Stage.TitleAbstract) is { } vote)
                read.Add(vote.Verdict != Verdict.Exclude);
        }

        return StoppingReading.Of(read.ToArray(), OpenCount(review), review.Protocol.Target());
    }

    /// <summary>How many references are read, duplicates left out.</summary>
    public static int StandingCount(this Review review)
    {
        var count = 0;
        foreach (var record in review.Records)
        {
            if (record.IsStanding)
                count++;
        }

        return count;
    }

    /// <summary>How far each pair of readers agrees, on votes given without seeing each other; those who judged most first.</summary>
    public static IReadOnlyList<PairAgreement> Agreements(this Review review)
    {
        var counts = new Dictionary<(ReviewerId First, ReviewerId Second), int[]>();
        foreach (var record in review.Records)
        {
            if (!record.IsStanding || record.FirstPair is not { } pair)
                continue;
            var isOrdered = string.CompareOrdinal(pair.First.Value, pair.Second.Value) < 0;
            var key = isOrdered ? (pair.First, pair.Second) : (pair.Second, pair.First);
            var (first, second) = isOrdered ? (pair.FirstKeeps, pair.SecondKeeps) : (pair.SecondKeeps, pair.FirstKeeps);
            if (!counts.TryGetValue(key, out var cells))
                counts[key] = cells = new int[4];
            cells[first ? (second ? 0 : 1) : (second ? 2 : 3)]++;
        }

        return
        [
            .. counts.Select(entry => new PairAgreement(
                entry.Key.First, entry.Key.Second,
                new ReviewerAgreement(entry.Value[0], entry.Value[1], entry.Value[2], entry.Value[3])))
                .OrderByDescending(pair => pair.Agreement.Judged),
        ];
    }

    /// <summary>The references whose readers differ at a stage, in the order of their numbers.</summary>
    public static IReadOnlyList<RecordState> Conflicts(this Review review, Stage stage) =>
        [.. review.Records.Where(record => record.IsStanding && review.OutcomeOf(record, stage) == Outcome.Conflict)];

    /// <summary>The pairs that wait to be judged, the most doubtful first.</summary>
    public static IReadOnlyList<RecordLink> PairsToJudge(this Review review) =>
    [
        .. review.Proposals.Where(pair => review.Find(pair.Record) is { IsStanding: true })
            .OrderBy(pair => pair.Probability is { } probability ? Math.Abs(probability - 0.5) : 0),
    ];

    /// <summary>The full texts that a reader may still judge, in the order of their numbers; what could not be had is left out.</summary>
    public static IReadOnlyList<RecordState> FullTextsLeft(this Review review, ReviewerId reviewer) =>
    [
        .. review.ForFullText().Where(record => record.NotRetrieved is null && record.VoteOf(reviewer, Stage.FullText) is null
            && review.OutcomeOf(record, Stage.FullText) is Outcome.Unread or Outcome.Waiting),
    ];

    /// <summary>The references kept for reading in full, in the order of their numbers.</summary>
    public static IReadOnlyList<RecordState> ForFullText(this Review review) => [.. review.Records.Where(review.IsForFullText)];

    /// <summary>The votes on a reference that a person may see: all of them once nothing is hidden any more, else his own.</summary>
    /// <param name="review">The review.</param>
    /// <param name="record">The reference.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="person">Who looks.</param>
    public static IReadOnlyList<Vote> VotesSeenBy(this Review review, RecordState record, Stage stage, ReviewerId person) =>
        review.OutcomeOf(record, stage) is Outcome.Unread or Outcome.Waiting
            ? [.. record.Votes(stage).Where(vote => vote.Reviewer == person)]
            : record.Votes(stage);

    /// <summary>How far one reader is.</summary>
    public static ReaderProgress ProgressOf(this Review review, ReviewerId reviewer)
    {
        var (included, excluded, unsure, left) = (0, 0, 0, 0);
        foreach (var record in review.Records)
        {
            if (!record.IsStanding)
                continue;
            switch (record.VoteOf(reviewer, Stage.TitleAbstract)?.Verdict)
            {
                case Verdict.Include:
                    included++;
                    break;
                case Verdict.Exclude:
                    excluded++;
                    break;
                case Verdict.Unsure:
                    unsure++;
                    break;
                default:
                    left += ReviewRules.MayRead(review, record, reviewer) is null ? 1 : 0;
                    break;
            }
        }

        return new ReaderProgress(included, excluded, unsure, left);
    }

    /// <summary>What a random check of the unread shows; null when none was drawn.</summary>
    public static CheckReading? CheckReading(this Review review)
    {
        if (review.Check is not { } check)
            return null;
        var read = check.Records.Select(number => review.Records[number - 1]).Where(record => !record.TitleVotes.IsEmpty).ToList();
        var found = read.Count(record => IsKeptSoFar(review, record));
        return new CheckReading(
            check.Records.Count, check.Unread, read.Count, found,
            ElusionSample.MostRelevant(check.Unread, read.Count, found, review.Protocol.Confidence) - found, review.Protocol.Confidence);
    }

    private static int OpenCount(Review review) => review.Records.Count(record => record.IsStanding && review.IsOpen(record));

    private static bool IsKeptSoFar(Review review, RecordState record) =>
        review.OutcomeOf(record, Stage.TitleAbstract) switch
        {
            Outcome.Excluded => false,
            Outcome.Kept or Outcome.Conflict => true,
            Outcome.Waiting or Outcome.Unread => record.TitleVotes.Any(vote => vote.Verdict != Verdict.Exclude),
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        };
}

/// <summary>How far two readers agree.</summary>
/// <param name="First">One.</param>
/// <param name="Second">The other.</param>
/// <param name="Agreement">The counts, and kappa with its interval.</param>
public sealed record PairAgreement(ReviewerId First, ReviewerId Second, ReviewerAgreement Agreement);

/// <summary>How far a reader is on title and abstract.</summary>
/// <param name="Included">How many he keeps.</param>
/// <param name="Excluded">How many he sets aside.</param>
/// <param name="Unsure">Of how many he is not sure.</param>
/// <param name="Left">How many he may still read.</param>
public sealed record ReaderProgress(int Included, int Excluded, int Unsure, int Left)
{
    /// <summary>How many he has read.</summary>
    public int Read => Included + Excluded + Unsure;
}

/// <summary>What a random check of unread references shows.</summary>
/// <param name="Size">How many references were drawn.</param>
/// <param name="Unread">Out of how many that nobody had read.</param>
/// <param name="Read">How many of those drawn are read.</param>
/// <param name="Found">How many of these were kept.</param>
/// <param name="MostMissed">How many relevant references the others hold at most, with the confidence.</param>
/// <param name="Confidence">How sure that is, in (0, 1).</param>
public sealed record CheckReading(int Size, int Unread, int Read, int Found, int MostMissed, double Confidence);
