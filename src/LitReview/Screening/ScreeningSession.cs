using LitReview.Screening.Learning;

namespace LitReview.Screening;

/// <summary>
/// One screening: decisions go in, the next record to read comes out. It learns after each decision, draws nothing at random,
/// and gives the same order again for the same decisions in the same order. Not for several threads at once.
/// </summary>
public sealed class ScreeningSession
{
    private readonly ScreeningCorpus _corpus;
    private readonly List<IRanker> _rankers;
    private readonly Dictionary<int, bool> _labels;
    private readonly List<ScreeningDecision> _decisions;
    private readonly Scoreboard _scores;
    private bool _isScored;

    /// <summary>Opens a screening without any decision.</summary>
    /// <param name="corpus">The records, ready for the model.</param>
    public ScreeningSession(ScreeningCorpus corpus)
    {
        _corpus = corpus;
        _rankers = [.. corpus.Parts.Select(Ranker)];
        _labels = [];
        _decisions = [];
        _scores = new Scoreboard(corpus);
        Learn();
    }

    private ScreeningSession(ScreeningSession other)
    {
        _corpus = other._corpus;
        _rankers = [.. other._rankers.Select(ranker => ranker.Fork())];
        _labels = new Dictionary<int, bool>(other._labels);
        _decisions = [.. other._decisions];
        _scores = new Scoreboard(_corpus);
    }

    /// <summary>The decisions that hold now, by record: whether it is relevant.</summary>
    public IReadOnlyDictionary<int, bool> Labels => _labels;

    /// <summary>What was decided, and under which model: enough to come to this very state again.</summary>
    public ScreeningLog Log => new(
        _corpus.Model.Name, _corpus.Model.Version, _corpus.Fingerprint, _corpus.Question, [.. _decisions], _corpus.Examples is { Count: > 0 } examples ? examples : null);

    /// <summary>Comes to the state that a log describes.</summary>
    /// <param name="corpus">The same records, ready for the same model and question.</param>
    /// <param name="log">What was decided.</param>
    /// <exception cref="InvalidDataException">The log is of other records, another model, version or question.</exception>
    public static ScreeningSession Replay(ScreeningCorpus corpus, ScreeningLog log)
    {
        log.CheckIsOf(corpus);
        var session = new ScreeningSession(corpus);
        foreach (var (record, isRelevant) in log.Decisions)
        {
            if (isRelevant is { } decided)
                session.Decide(record, decided);
            else
                session.Withdraw(record);
        }

        return session;
    }

    /// <summary>A session that has learnt once from all the decisions given, in their order.</summary>
    internal static ScreeningSession LearntAtOnce(ScreeningCorpus corpus, IEnumerable<(int Record, bool IsRelevant)> decisions)
    {
        var session = new ScreeningSession(corpus);
        foreach (var (record, isRelevant) in decisions)
        {
            session._labels[record] = isRelevant;
            session._decisions.Add(new ScreeningDecision(record, isRelevant));
            foreach (var ranker in session._rankers)
                ranker.Set(record, isRelevant);
        }

        session.Learn();
        return session;
    }

    /// <summary>A session in the same state, which goes its own way from here.</summary>
    internal ScreeningSession Fork() => new(this);

    /// <summary>The record to read next among those that may be read; null when there is none.</summary>
    internal Suggestion? Next(Func<int, bool> mayBeRead)
    {
        Score();
        return _scores.Best(mayBeRead) is { } record ? _scores.Of(record) : null;
    }

    /// <summary>Records a decision, or changes one, and learns from it.</summary>
    /// <param name="record">The number of the record.</param>
    /// <param name="isRelevant">Whether it is kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such record.</exception>
    public void Decide(int record, bool isRelevant)
    {
        CheckExists(record);
        _labels[record] = isRelevant;
        foreach (var ranker in _rankers)
            ranker.Set(record, isRelevant);
        _decisions.Add(new ScreeningDecision(record, isRelevant));
        Learn();
    }

    /// <summary>Takes a decision back; the record comes up again.</summary>
    /// <param name="record">The number of the record.</param>
    /// <exception cref="ArgumentException">Nothing was decided on this record.</exception>
    public void Withdraw(int record)
    {
        CheckExists(record);
        if (!_labels.Remove(record))
            throw new ArgumentException($"Nothing was decided on record {record}.", nameof(record));
        foreach (var ranker in _rankers)
            ranker.Remove(record);
        _decisions.Add(new ScreeningDecision(record, IsRelevant: null));
        Learn();
    }

    /// <summary>The record to read next; null when a decision stands on each.</summary>
    /// <remarks>The highest score; among equals, the record that comes first. Without anything to learn from, the first.</remarks>
    public int? Next()
    {
        Score();
        return _scores.Best();
    }

    /// <summary>The records to read next, best first.</summary>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<Suggestion> Suggest(int count)
    {
        Score();
        return _scores.Top(count);
    }

    /// <summary>Why a record has its place: the words that move it most.</summary>
    /// <param name="record">The number of a record without a decision.</param>
    /// <param name="most">How many words at most.</param>
    /// <exception cref="ArgumentException">A decision stands on this record, so it has no place in the ranking.</exception>
    public Explanation Explain(int record, int most = 10)
    {
        CheckExists(record);
        if (_labels.ContainsKey(record))
            throw new ArgumentException($"Record {record} is decided; only a record to be read has a score.", nameof(record));
        Score();
        return _scores.Explain(record, _rankers, most);
    }

    private static IRanker Ranker(PreparedPart prepared) => prepared.Part.Learner switch
    {
        Learner.SupportVectors => new LinearSvm(prepared.Matrix, prepared.Part.Cost, prepared.Part.Ratio),
        Learner.NaiveBayes => new NaiveBayes(prepared.Matrix, prepared.Part.Cost, prepared.Part.Ratio),
        _ => throw new ArgumentOutOfRangeException(nameof(prepared), prepared.Part.Learner, "Unknown learner."),
    };

    private void Learn()
    {
        foreach (var ranker in _rankers)
        {
            if (_corpus.Question is not null)
                ranker.Set(_corpus.QuestionRow, isRelevant: true);
            foreach (var example in _corpus.Examples)
            {
                if (!_labels.ContainsKey(example))
                    ranker.Set(example, isRelevant: true);
            }

            ranker.Fit();
        }

        _isScored = false;
    }

    private void Score()
    {
        if (_isScored)
            return;
        _scores.Update(_rankers, _labels);
        _isScored = true;
    }

    private void CheckExists(int record)
    {
        if (record < 0 || record >= _corpus.Count)
            throw new ArgumentOutOfRangeException(nameof(record), record, $"Records are numbered from 0 to {_corpus.Count - 1}.");
    }
}
