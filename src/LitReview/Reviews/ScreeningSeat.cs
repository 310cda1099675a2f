using System.Collections.Immutable;
using LitReview.Screening;
using LitReview.Screening.Texts;

namespace LitReview.Reviews;

/// <summary>
/// The place of one reader in one review: which reference comes next, and why. While he reads, it works out what comes next if
/// he keeps the reference, and if he sets it aside, so that the next one never waits for learning.
/// </summary>
/// <remarks>
/// The order depends on the log alone. The ranking learns from each decision, starting from where it was; at each
/// <see cref="FreshStart"/>th decision it starts afresh from all that hold. So a program that was stopped, or another machine,
/// comes to the same order from the log, in at most that many steps. A reader learns from his own decisions only: another’s
/// would show through the order. A doubt teaches nothing.
/// </remarks>
internal sealed class ScreeningSeat
{
    /// <summary>After how many decisions the ranking starts afresh.</summary>
    public const int FreshStart = 50;

    /// <summary>After how many more decisions a reference that was put off comes back.</summary>
    public const int ComesBackAfter = 20;

    private const int ExplainedTerms = 8;
    private const int ReadTerms = 40;

    // Words of grammar weigh too, and explain nothing to a reader.
    private static readonly HashSet<string> Grammar = new(StringComparer.OrdinalIgnoreCase)
    {
        "avec", "dans", "pour", "sont", "chez", "plus", "moins", "cette", "entre", "leur", "leurs", "nous", "elle", "elles", "ainsi", "comme",
        "été", "était", "étaient", "être", "sans", "sous", "selon", "après", "avant", "mais", "aussi", "aux", "des", "les", "une",
    };

    private readonly ReviewerId _reviewer;
    private readonly ScreeningCorpus _corpus;
    private readonly Lock _gate = new();
    private Position _now;
    private (int Record, Ahead IfKept, Ahead IfExcluded)? _ahead;

    public ScreeningSeat(ScreeningCorpus corpus, Review review, ReviewerId reviewer)
    {
        (_corpus, _reviewer) = (corpus, reviewer);
        _now = CatchUp(Position.Start(corpus), TitleSteps(review));
    }

    /// <summary>The reference to read next; null when the reader has none left.</summary>
    public NextRecord? Next(Review review)
    {
        lock (_gate)
        {
            MoveTo(TitleSteps(review));
            var (suggestion, left) = Choose(review, _now);
            if (suggestion is null)
                return null;
            var number = suggestion.Record + 1;
            var next = new NextRecord(
                number, new Suggested(1, left, Math.Round(suggestion.Score, 6), ModelName(review)),
                review.Protocol.Order == ReadingOrder.Ranked && _now.Session.Labels.Count + _corpus.Examples.Count > 0
                    ? [.. _now.Session.Explain(suggestion.Record, ReadTerms).Terms.Where(SaysSomething).Take(ExplainedTerms)]
                    : []);
            LookAhead(suggestion.Record);
            return next;
        }
    }

    /// <summary>What a suggestion says of itself: the model and its version, or chance and its seed.</summary>
    public static string ModelName(Review review) => review.Protocol.Order == ReadingOrder.Random
        ? $"hasard {review.Protocol.Seed}"
        : (RankingModel.Find(review.Protocol.Model) is { } model ? $"{model.Name} {model.Version}" : review.Protocol.Model)
            + (review.Protocol.SecondModel is { } second ? $" + {second}" : "");

    /// <summary>The place of a reference in a random order: the same seed and number always give the same.</summary>
    /// <remarks>The finaliser of SplitMix64: Steele, Lea and Flood, OOPSLA 2014, doi:10.1145/2660193.2660195.</remarks>
    public static ulong RandomPlace(int seed, int number)
    {
        var z = ((ulong)(uint)seed << 32) + ((ulong)(uint)number * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    // A pair of words with one of grammar repeats the other word.
    private static bool SaysSomething(TermShare term) => term.Term.Split(' ')
        .All(word => word.Length > 2 && !Grammar.Contains(word) && !EnglishStopWords.All.Contains(word));

    // What was worked out ahead is taken when it is what the reader did; anything else is learnt step by step.
    private void MoveTo(List<ReadingStep> steps)
    {
        if (steps.Count < _now.Steps)
            _now = Position.Start(_corpus);
        if (steps.Count == _now.Steps + 1 && _ahead is { } ahead && steps[^1].Record == ahead.Record + 1
            && steps[^1].Verdict is Verdict.Include or Verdict.Exclude)
        {
            var isKept = steps[^1].Verdict == Verdict.Include;
            (isKept ? ahead.IfExcluded : ahead.IfKept).Drop();
            _now = (isKept ? ahead.IfKept : ahead.IfExcluded).Result();
            _ahead = null;
            return;
        }

        if (steps.Count > _now.Steps)
        {
            _now = CatchUp(_now, steps);
            DropAhead();
        }
    }

    private void LookAhead(int record)
    {
        if (_ahead?.Record == record)
            return;
        DropAhead();
        var now = _now;
        Ahead After(bool isKept) => new(() => now.After(
            _corpus, new ReadingStep(record + 1, Stage.TitleAbstract, isKept ? Verdict.Include : Verdict.Exclude), scores: true));
        _ahead = (record, After(isKept: true), After(isKept: false));
    }

    private void DropAhead()
    {
        _ahead?.IfKept.Drop();
        _ahead?.IfExcluded.Drop();
        _ahead = null;
    }

    private (Suggestion? Suggestion, int Left) Choose(Review review, Position now)
    {
        var log = review.Logs.GetValueOrDefault(_reviewer);
        var (left, skipped) = (0, new List<int>());
        var mayBeRead = new bool[_corpus.Count];
        foreach (var record in review.Records)
        {
            if (record.Number > _corpus.Count || record.VoteOf(_reviewer, Stage.TitleAbstract) is not null
                || ReviewRules.MayRead(review, record, _reviewer) is not null)
            {
                continue;
            }

            left++;
            if (log is not null && log.Skipped.TryGetValue(record.Number, out var at) && log.Steps.Count < at + ComesBackAfter)
                skipped.Add(record.Number);
            else
                mayBeRead[record.Number - 1] = true;
        }

        // Nothing but what was put off is left: it comes back, the one that was put off first first.
        if (skipped.Count > 0 && skipped.Count == left)
            return (new Suggestion(skipped.MinBy(number => log!.Skipped[number]) - 1, 0), left);
        if (left == 0)
            return (null, 0);
        return review.Protocol.Order == ReadingOrder.Ranked
            ? (now.Session.Next(record => mayBeRead[record]), left)
            : (new Suggestion(
                Enumerable.Range(0, mayBeRead.Length).Where(record => mayBeRead[record])
                    .MinBy(record => RandomPlace(review.Protocol.Seed, record + 1)), 0), left);
    }

    private Position CatchUp(Position from, List<ReadingStep> steps)
    {
        // Everything up to the last fresh start is learnt at once.
        var fresh = steps.Count / FreshStart * FreshStart;
        var position = fresh > from.Steps ? Position.Fresh(_corpus, steps.Take(fresh)) : from;
        for (var i = position.Steps; i < steps.Count; i++)
            position = position.After(_corpus, steps[i], scores: false, position == from ? null : position.Session);
        return position;
    }

    private List<ReadingStep> TitleSteps(Review review) =>
    [
        .. (review.Logs.GetValueOrDefault(_reviewer)?.Steps ?? [])
            .Where(step => step.Stage == Stage.TitleAbstract && step.Record <= _corpus.Count),
    ];

    /// <summary>What comes next after one of the two answers; worked out once the page is drawn, or at once when it is asked for.</summary>
    private sealed class Ahead
    {
        private static readonly TimeSpan PageIsDrawn = TimeSpan.FromMilliseconds(120);

        private readonly TaskCompletionSource<bool> _isWanted = new();
        private readonly Task<Position?> _position;

        public Ahead(Func<Position> work) => _position = Task.Run(async () =>
        {
            await Task.WhenAny(_isWanted.Task, Task.Delay(PageIsDrawn));
            return !_isWanted.Task.IsCompleted || _isWanted.Task.Result ? work() : null;
        });

        public void Drop() => _isWanted.TrySetResult(false);

        public Position Result()
        {
            _isWanted.TrySetResult(true);
            return _position.GetAwaiter().GetResult()!;
        }
    }

    /// <summary>A state of the ranking: after how many steps, which decisions hold, and what was learnt.</summary>
    private sealed record Position(int Steps, ImmutableDictionary<int, bool> Held, ScreeningSession Session)
    {
        public static Position Start(ScreeningCorpus corpus) =>
            new(0, ImmutableDictionary<int, bool>.Empty, new ScreeningSession(corpus));

        public static Position Fresh(ScreeningCorpus corpus, IEnumerable<ReadingStep> steps)
        {
            var (held, count) = (ImmutableDictionary<int, bool>.Empty, 0);
            foreach (var step in steps)
                (held, count) = (Holding(held, step), count + 1);
            return new Position(count, held, AllAtOnce(corpus, held));
        }

        // The session of another position is never touched: it is forked, unless the caller lends it.
        public Position After(ScreeningCorpus corpus, ReadingStep step, bool scores, ScreeningSession? lent = null)
        {
            using var told = LitReviewTelemetry.Begin("rank");
            var held = Holding(Held, step);
            ScreeningSession session;
            if ((Steps + 1) % FreshStart == 0)
            {
                session = AllAtOnce(corpus, held);
            }
            else
            {
                session = lent ?? Session.Fork();
                if (held.TryGetValue(step.Record - 1, out var isKept))
                    session.Decide(step.Record - 1, isKept);
                else if (session.Labels.ContainsKey(step.Record - 1))
                    session.Withdraw(step.Record - 1);
            }

            if (scores)
                _ = session.Next();
            return new Position(Steps + 1, held, session);
        }

        private static ImmutableDictionary<int, bool> Holding(ImmutableDictionary<int, bool> held, ReadingStep step) =>
            step.Verdict is Verdict.Include or Verdict.Exclude
                ? held.SetItem(step.Record - 1, step.Verdict == Verdict.Include)
                : held.Remove(step.Record - 1);

        // In the order of the records, which does not depend on the way there.
        private static ScreeningSession AllAtOnce(ScreeningCorpus corpus, ImmutableDictionary<int, bool> held) =>
            ScreeningSession.LearntAtOnce(corpus, held.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
    }
}

/// <summary>The reference that a reader gets next.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Suggestion">How it was chosen.</param>
/// <param name="Why">The words that put it there, strongest first, words of grammar left out; empty in random order and before there is anything to learn from.</param>
public sealed record NextRecord(int Number, Suggested Suggestion, IReadOnlyList<TermShare> Why);
