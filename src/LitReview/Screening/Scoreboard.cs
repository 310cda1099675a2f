using LitReview.Screening.Learning;

namespace LitReview.Screening;

/// <summary>The scores of the records without a decision.</summary>
/// <remarks>
/// Each part’s scores are standardised over these records, then added. Where the model says so, records with and without an
/// abstract are then standardised apart, and those without are held back at first: a title alone gives a score near the
/// middle, so that among abstracts it would come up too soon or never.
/// </remarks>
internal sealed class Scoreboard(ScreeningCorpus corpus)
{
    private const int FewestToStandardise = 5;

    // Held back by two standard deviations at first, and no more once a fifth of the records is read.
    private const double FirstOffset = -2;
    private const double ShareReadWithoutOffset = 0.2;

    private readonly double[] _scores = new double[corpus.Count];
    private readonly float[] _raw = new float[corpus.Count];
    private readonly int[] _pool = new int[corpus.Count];
    private readonly int[] _members = new int[corpus.Count];
    private readonly Scale[] _partScales = new Scale[corpus.Parts.Count];
    private readonly Scale[] _groupScales = [Scale.None, Scale.None];
    private int _left;

    public void Update(IReadOnlyList<IRanker> rankers, IReadOnlyDictionary<int, bool> labels)
    {
        _left = 0;
        for (var record = 0; record < corpus.Count; record++)
        {
            if (!labels.ContainsKey(record))
                _pool[_left++] = record;
        }

        var pool = _pool.AsSpan(0, _left);
        foreach (var record in pool)
            _scores[record] = 0;
        for (var part = 0; part < rankers.Count; part++)
            _partScales[part] = rankers[part].IsFitted ? AddPart(rankers[part], pool) : Scale.Zero;
        _groupScales[0] = _groupScales[1] = Scale.None;
        if (corpus.Model.ComparesAbstractsApart && rankers.Any(ranker => ranker.IsFitted))
            StandardiseApart(pool, _left == 0 ? 0 : labels.Count / (double)corpus.Count);
    }

    public int? Best(Func<int, bool>? mayBeRead = null)
    {
        int? best = null;
        foreach (var record in _pool.AsSpan(0, _left))
        {
            if ((best is null || _scores[record] > _scores[best.Value]) && (mayBeRead is null || mayBeRead(record)))
                best = record;
        }

        return best;
    }

    public Suggestion Of(int record) => new(record, _scores[record]);

    public IReadOnlyList<Suggestion> Top(int count) =>
    [
        .. _pool.Take(_left).OrderByDescending(record => _scores[record]).Take(count)
            .Select(record => new Suggestion(record, _scores[record])),
    ];

    public Explanation Explain(int record, IReadOnlyList<IRanker> rankers, int most)
    {
        var factor = _groupScales[GroupOf(record)].Factor;
        var shares = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var part = 0; part < rankers.Count; part++)
        {
            var (matrix, names) = (rankers[part].Matrix, corpus.Parts[part].Names);
            foreach (var (term, share) in matrix.Shares(record, rankers[part].Weights))
                shares[names[term]] = shares.GetValueOrDefault(names[term]) + (share * _partScales[part].Factor * factor);
        }

        var strongest = shares.Where(share => share.Value != 0).OrderByDescending(share => Math.Abs(share.Value))
            .ThenBy(share => share.Key, StringComparer.Ordinal).Take(most)
            .Select(share => new TermShare(share.Key, share.Value)).ToList();
        return new Explanation(record, _scores[record], strongest, _scores[record] - strongest.Sum(share => share.Share));
    }

    private Scale AddPart(IRanker ranker, ReadOnlySpan<int> pool)
    {
        foreach (var record in pool)
            _raw[record] = ranker.Matrix.Dot(record, ranker.Weights) + ranker.Constant;

        // A single part needs no scale, and without one its scores are those of the model it re-creates.
        var scale = corpus.Parts.Count == 1 ? Scale.None : Scale.Over(pool, _raw, static (raw, record) => raw[record]);
        foreach (var record in pool)
            _scores[record] += scale.Of(_raw[record]);
        return scale;
    }

    private void StandardiseApart(ReadOnlySpan<int> pool, double shareRead)
    {
        var offset = FirstOffset * Math.Max(0, 1 - (shareRead / ShareReadWithoutOffset));
        Span<int> counts = stackalloc int[2];
        foreach (var record in pool)
            counts[GroupOf(record)]++;
        for (var group = 0; group < 2; group++)
        {
            if (counts[group] < FewestToStandardise)
                continue;
            var members = _members.AsSpan(0, counts[group]);
            var at = 0;
            foreach (var record in pool)
            {
                if (GroupOf(record) == group)
                    members[at++] = record;
            }

            var scale = Scale.Over(members, _scores, static (scores, record) => scores[record]);
            _groupScales[group] = scale;
            foreach (var record in members)
                _scores[record] = scale.Of(_scores[record]) + (group == 1 ? offset : 0);
        }
    }

    private int GroupOf(int record) => corpus.Model.ComparesAbstractsApart && !corpus.HasAbstract[record] ? 1 : 0;

    /// <summary>(score − mean) × factor.</summary>
    private readonly record struct Scale(double Mean, double Factor)
    {
        // Keeps scores that are all alike from being divided by zero.
        private const double Smallest = 1e-9;

        public static Scale None => new(0, 1);

        public static Scale Zero => new(0, 0);

        public double Of(double score) => (score - Mean) * Factor;

        public static Scale Over<T>(ReadOnlySpan<int> members, T[] scores, Func<T[], int, double> read)
        {
            if (members.Length == 0)
                return None;
            var (sum, squares) = (0.0, 0.0);
            foreach (var record in members)
                sum += read(scores, record);
            var mean = sum / members.Length;
            foreach (var record in members)
                squares += Math.Pow(read(scores, record) - mean, 2);
            return new Scale(mean, 1 / (Math.Sqrt(squares / members.Length) + Smallest));
        }
    }
}
