using LitReview.Screening.Features;

namespace LitReview.Screening.Learning;

/// <summary>Multinomial naive Bayes on weighted terms; needs a matrix that stores every term.</summary>
/// <remarks>The score is the difference of the log likelihoods; the prior, alike for all records, is left out.</remarks>
internal sealed class NaiveBayes(SparseMatrix matrix, double smoothing, double ratio) : IRanker
{
    private readonly Dictionary<int, (bool IsRelevant, double Weight)> _examples = [];
    private readonly float[] _relevant = new float[matrix.TermCount];
    private readonly float[] _irrelevant = new float[matrix.TermCount];

    public SparseMatrix Matrix => matrix;

    public float[] Weights { get; } = new float[matrix.TermCount];

    public float Constant => 0;

    public bool IsFitted { get; private set; }

    public void Set(int row, bool isRelevant, double weight = 1)
    {
        Remove(row);
        _examples[row] = (isRelevant, weight);
        matrix.AddTo(row, (float)weight, matrix.Idf, isRelevant ? _relevant : _irrelevant);
    }

    public void Remove(int row)
    {
        if (_examples.Remove(row, out var example))
            matrix.AddTo(row, (float)-example.Weight, matrix.Idf, example.IsRelevant ? _relevant : _irrelevant);
    }

    public void Fit()
    {
        var relevant = _examples.Values.Count(example => example.IsRelevant);
        IsFitted = relevant > 0 && relevant < _examples.Count;
        if (!IsFitted)
            return;

        var weights = BalancedWeights.Of(relevant, _examples.Count - relevant, ratio);
        var (sumRelevant, sumIrrelevant) = (0.0, 0.0);
        for (var term = 0; term < Weights.Length; term++)
        {
            var first = (_relevant[term] * weights.Relevant) + smoothing;
            var second = (_irrelevant[term] * weights.Irrelevant) + smoothing;
            sumRelevant += first;
            sumIrrelevant += second;
            Weights[term] = (float)Math.Log(first / second);
        }

        var length = (float)Math.Log(sumRelevant / sumIrrelevant);
        for (var term = 0; term < Weights.Length; term++)
            Weights[term] = (Weights[term] - length) * matrix.Idf[term];
    }

    public IRanker Fork()
    {
        var fork = new NaiveBayes(matrix, smoothing, ratio) { IsFitted = IsFitted };
        foreach (var (row, example) in _examples)
            fork._examples.Add(row, example);
        _relevant.CopyTo(fork._relevant, 0);
        _irrelevant.CopyTo(fork._irrelevant, 0);
        Weights.CopyTo(fork.Weights, 0);
        return fork;
    }
}
