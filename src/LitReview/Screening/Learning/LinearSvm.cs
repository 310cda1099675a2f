using LitReview.Screening.Features;

namespace LitReview.Screening.Learning;

/// <summary>
/// A linear support vector machine with squared hinge loss, trained by dual coordinate descent; each training starts from the
/// solution before it.
/// </summary>
/// <remarks>
/// Minimises ½(|w|² + b²) + Σ Cᵢ max(0, 1 − yᵢ(w·xᵢ + b))², as LIBLINEAR does for scikit-learn’s <c>LinearSVC</c>. Source: Hsieh,
/// Chang, Lin, Keerthi and Sundararajan, « A dual coordinate descent method for large-scale linear SVM », ICML 2008,
/// doi:10.1145/1390156.1390208. Rows are visited in the order of the decisions, so nothing is drawn at random.
/// <para>
/// A training looks at each example once, then visits those that have to move until they have settled. What this moves in the
/// others is set right by the next training, one decision later.
/// </para>
/// </remarks>
internal sealed class LinearSvm(SparseMatrix matrix, double cost, double ratio) : IRanker
{
    private const int MostPasses = 1000;

    // Of the projected gradient, which starts at 1; an example within it stays where it is.
    private const double Tolerance = 3e-4;

    private readonly double[] _alphas = new double[matrix.RowCount];
    private readonly List<Example> _examples = [];
    private readonly List<Example> _unsettled = [];
    private readonly float[] _squaredIdf = [.. matrix.Idf.Select(idf => idf * idf)];
    private float _bias;

    public SparseMatrix Matrix => matrix;

    public float[] Weights { get; } = new float[matrix.TermCount];

    public float Constant => _bias;

    public bool IsFitted { get; private set; }

    public void Set(int row, bool isRelevant, double weight = 1)
    {
        var at = _examples.FindIndex(example => example.Row == row);
        var example = new Example(row, isRelevant ? 1 : -1, weight);
        if (at < 0)
        {
            _examples.Add(example);
            return;
        }

        if (_examples[at].Sign != example.Sign)
            Forget(_examples[at]);
        _examples[at] = example;
    }

    public void Remove(int row)
    {
        var at = _examples.FindIndex(example => example.Row == row);
        if (at < 0)
            return;
        Forget(_examples[at]);
        _examples.RemoveAt(at);
    }

    public void Fit()
    {
        var relevant = _examples.Count(example => example.Sign > 0);
        IsFitted = relevant > 0;
        if (!IsFitted)
            return;

        var weights = BalancedWeights.Of(relevant, _examples.Count - relevant, ratio);
        _unsettled.Clear();
        foreach (var example in _examples)
        {
            if (!IsSettled(Visit(example, weights)))
                _unsettled.Add(example);
        }

        for (var pass = 1; pass < MostPasses && _unsettled.Count > 0; pass++)
            _unsettled.RemoveAll(example => IsSettled(Visit(example, weights)));
    }

    public IRanker Fork()
    {
        var fork = new LinearSvm(matrix, cost, ratio) { _bias = _bias, IsFitted = IsFitted };
        _alphas.CopyTo(fork._alphas, 0);
        Weights.CopyTo(fork.Weights, 0);
        fork._examples.AddRange(_examples);
        return fork;
    }

    private static bool IsSettled(double gradient) => Math.Abs(gradient) <= Tolerance;

    // One step along one coordinate; returns the projected gradient before it.
    private double Visit(Example example, BalancedWeights weights)
    {
        var (row, sign, alpha) = (example.Row, example.Sign, _alphas[example.Row]);
        var c = cost * example.Weight * (sign > 0 ? weights.Relevant : weights.Irrelevant);
        var diagonal = 0.5 / c;
        var score = matrix.Dot(row, Weights) + _bias + (alpha * sign * matrix.Own[row]);
        var gradient = (sign * score) - 1 + (diagonal * alpha);
        var projected = alpha <= 0 ? Math.Min(gradient, 0) : gradient;
        if (!IsSettled(projected))
        {
            // Rows have length 1, or 0 without words; the bias is one more term, of value 1.
            var squared = matrix.Scales[row] > 0 ? 2 : 1;
            var next = Math.Max(alpha - (gradient / (squared + diagonal)), 0);
            Move(row, (float)((next - alpha) * sign));
            _alphas[row] = next;
        }

        return projected;
    }

    private void Forget(Example example)
    {
        Move(example.Row, (float)(-_alphas[example.Row] * example.Sign));
        _alphas[example.Row] = 0;
    }

    private void Move(int row, float step)
    {
        matrix.AddTo(row, step, _squaredIdf, Weights);
        _bias += step;
    }

    private readonly record struct Example(int Row, int Sign, double Weight);
}
