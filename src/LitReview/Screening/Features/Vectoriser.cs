namespace LitReview.Screening.Features;

/// <summary>Weighs the terms of records by TF-IDF.</summary>
/// <remarks>
/// Weight = (1 + ln count) × (1 + ln((1 + N) / (1 + n))), with N records of which n bear the term; then each row is scaled to
/// length 1. Smoothed as scikit-learn does by default, so that figures can be compared.
/// </remarks>
internal sealed class Vectoriser
{
    private const int Dropped = -1;
    private const int Single = -2;

    private readonly TokenisedRecords _records;
    private readonly FeatureOptions _options;
    private readonly WordForms _forms;
    private readonly PairTable _pairs = new();

    // Terms before they are chosen: words first, then pairs.
    private int[] _bearers;
    private int[] _lastBearer;
    private int[] _renumbered = [];
    private float[] _idf = [];

    private Vectoriser(TokenisedRecords records, FeatureOptions options)
    {
        (_records, _options, _forms) = (records, options, WordForms.Build(records, options));
        _bearers = new int[_forms.Shown.Length];
        _lastBearer = NoneYet(_bearers.Length);
    }

    private int WordCount => _forms.Shown.Length;

    public static (SparseMatrix Matrix, TermNames Names) Build(
        TokenisedRecords records, FeatureOptions options, CancellationToken cancellationToken)
    {
        var vectoriser = new Vectoriser(records, options);
        var stream = vectoriser.CountBearers(cancellationToken);
        var names = vectoriser.ChooseTerms(out var allTerms);
        return (vectoriser.Weigh(stream, names.Kept, allTerms, cancellationToken), names.Names);
    }

    // First pass: how many records bear each term. Returns the terms of each record, pairs numbered, for the second pass.
    private TermStream CountBearers(CancellationToken cancellationToken)
    {
        var stream = new TermStream(_records.Words.Length * (_options.HasPairs ? 2 : 1), _records.Count);
        for (var record = 0; record < _records.Count; record++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var forms = _forms.Of(_records.Languages[record]);
            var previous = TermNames.NoWord;
            for (var at = _records.Starts[record]; at < _records.Starts[record + 1]; at++)
            {
                if (at == _records.TitleEnds[record])
                {
                    stream.EndTitle(record);
                    if (!_options.HasPairsAcrossTitle)
                        previous = TermNames.NoWord;
                }

                var form = forms[_records.Words[at]];
                if (form < 0)
                    continue;
                stream.Add(Bear(form, record));
                if (_options.HasPairs && previous >= 0)
                    stream.Add(Bear(WordCount + _pairs.Number(previous, form), record));
                previous = form;
            }

            stream.End(record, hasAbstract: _records.TitleEnds[record] < _records.Starts[record + 1]);
        }

        return stream;
    }

    private int Bear(int term, int record)
    {
        if (term >= _bearers.Length)
        {
            var length = _bearers.Length;
            Array.Resize(ref _bearers, Math.Max(length * 2, term + 1));
            Array.Resize(ref _lastBearer, _bearers.Length);
            Array.Fill(_lastBearer, Dropped, length, _bearers.Length - length);
        }

        if (_lastBearer[term] != record)
        {
            _lastBearer[term] = record;
            _bearers[term]++;
        }

        return term;
    }

    // Frequent terms get small numbers, so that the weights that are read most lie together in the processor’s cache.
    private (TermNames Names, int[] Kept) ChooseTerms(out int allTerms)
    {
        var count = WordCount + _pairs.Count;
        var most = _options.LargestShare * _records.Count;
        _renumbered = new int[count];
        _idf = new float[_records.Count + 1];
        for (var n = 0; n < _idf.Length; n++)
            _idf[n] = (float)(1 + Math.Log((1.0 + _records.Count) / (1 + n)));

        allTerms = 0;
        var chosen = new List<int>();
        for (var term = 0; term < count; term++)
        {
            var bearers = _bearers[term];
            _renumbered[term] = bearers == 0 || bearers > most ? Dropped : bearers == 1 && _options.FoldsSingletons ? Single : 0;
            if (_renumbered[term] != Dropped)
                allTerms++;
            if (_renumbered[term] == 0)
                chosen.Add(term);
        }

        chosen.Sort((a, b) => _bearers[b] != _bearers[a] ? _bearers[b].CompareTo(_bearers[a]) : a.CompareTo(b));
        int[] kept = [.. chosen];
        var (first, second) = (new int[kept.Length], new int[kept.Length]);
        var pairs = _pairs.ByNumber();
        for (var i = 0; i < kept.Length; i++)
        {
            _renumbered[kept[i]] = i;
            (first[i], second[i]) = kept[i] < WordCount
                ? (kept[i], TermNames.NoWord)
                : PairTable.Split(pairs[kept[i] - WordCount]);
        }

        return (new TermNames(_forms.Shown, first, second), kept);
    }

    // Second pass: counts and lengths.
    private SparseMatrix Weigh(TermStream stream, int[] kept, int allTerms, CancellationToken cancellationToken)
    {
        var rows = _records.Count;
        var counts = new int[_renumbered.Length];
        var (starts, repeats, countStarts) = (new int[rows + 1], new int[rows], new int[rows + 1]);
        var (scales, own, frequencies) = (new float[rows], new float[rows], Frequencies());
        var terms = new int[kept.Sum(term => _bearers[term])];
        var (met, repeated, repeatCounts) = (new List<int>(), new List<(int Term, byte Count)>(), new List<byte>());
        for (var record = 0; record < rows; record++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            met.Clear();
            repeated.Clear();
            Count(stream.Title(record), _options.TitleWeight);
            Count(stream.Abstract(record), 1);

            var (squares, single, at) = (0.0, 0.0, starts[record]);
            foreach (var term in met)
            {
                var count = Math.Min(counts[term], SparseMatrix.MostCount);
                counts[term] = 0;
                double weight = frequencies[count] * _idf[_bearers[term]];
                squares += weight * weight;
                if (_renumbered[term] == Single)
                    single += weight * weight;
                else if (count == 1)
                    terms[at++] = _renumbered[term];
                else
                    repeated.Add((_renumbered[term], (byte)count));
            }

            scales[record] = squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0;
            own[record] = squares > 0 ? (float)(single / squares) : 0;
            terms.AsSpan(starts[record]..at).Sort();
            repeats[record] = at;
            repeated.Sort(static (a, b) => a.Term.CompareTo(b.Term));
            foreach (var (term, count) in repeated)
            {
                terms[at++] = term;
                repeatCounts.Add(count);
            }

            starts[record + 1] = at;
            countStarts[record + 1] = repeatCounts.Count;
        }

        return new SparseMatrix
        {
            Starts = starts,
            Repeats = repeats,
            CountStarts = countStarts,
            Terms = terms,
            Counts = [.. repeatCounts],
            Frequencies = frequencies,
            Scales = scales,
            Own = own,
            Idf = [.. kept.Select(term => _idf[_bearers[term]])],
            AllTermCount = allTerms,
        };

        void Count(ReadOnlySpan<int> occurring, int weight)
        {
            foreach (var term in occurring)
            {
                if (_renumbered[term] == Dropped)
                    continue;
                if (counts[term] == 0)
                    met.Add(term);
                counts[term] += weight;
            }
        }
    }

    private float[] Frequencies() =>
    [
        .. Enumerable.Range(0, SparseMatrix.MostCount + 1)
            .Select(count => _options.IsSublinear && count > 0 ? 1 + MathF.Log(count) : count),
    ];

    private static int[] NoneYet(int length)
    {
        var last = new int[length];
        Array.Fill(last, Dropped);
        return last;
    }

    /// <summary>The terms of all records, one after the other.</summary>
    private sealed class TermStream(int capacity, int records)
    {
        private readonly int[] _terms = new int[capacity];
        private readonly int[] _starts = new int[records + 1];
        private readonly int[] _titleEnds = new int[records];

        public int Length { get; private set; }

        public void Add(int term) => _terms[Length++] = term;

        public void EndTitle(int record) => _titleEnds[record] = Length;

        public void End(int record, bool hasAbstract)
        {
            if (!hasAbstract)
                _titleEnds[record] = Length;
            _starts[record + 1] = Length;
        }

        public ReadOnlySpan<int> Title(int record) => _terms.AsSpan(_starts[record].._titleEnds[record]);

        public ReadOnlySpan<int> Abstract(int record) => _terms.AsSpan(_titleEnds[record].._starts[record + 1]);
    }
}
