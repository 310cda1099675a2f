using LitReview.Screening.Features;

namespace LitReview.Screening.Learning;

/// <summary>A linear model: the score of a record is a constant plus a sum over its terms, so it explains itself.</summary>
internal interface IRanker
{
    /// <summary>The terms that the model reads.</summary>
    SparseMatrix Matrix { get; }

    /// <summary>The weight of each term times its idf, once fitted.</summary>
    float[] Weights { get; }

    /// <summary>What every score contains, once fitted.</summary>
    float Constant { get; }

    /// <summary>Whether there is enough to rank by.</summary>
    bool IsFitted { get; }

    /// <summary>Says what a row teaches; a weight of 1 is that of a decision.</summary>
    void Set(int row, bool isRelevant, double weight = 1);

    /// <summary>Takes back what a row taught.</summary>
    void Remove(int row);

    /// <summary>Learns from the rows that were set.</summary>
    void Fit();

    /// <summary>A ranker in the same state, which goes its own way from here.</summary>
    IRanker Fork();
}

/// <summary>How much each kind of decision weighs, because relevant records are few.</summary>
/// <remarks>
/// A relevant record weighs 1 and an irrelevant one n1 / (ratio × n0); both are then scaled so that all weights sum to the
/// number of decisions. These are the weights of ASReview’s « balanced » strategy.
/// </remarks>
internal readonly record struct BalancedWeights(double Relevant, double Irrelevant)
{
    public static BalancedWeights Of(int relevant, int irrelevant, double ratio)
    {
        if (relevant == 0 || irrelevant == 0)
            return new BalancedWeights(1, 1);
        var low = relevant / (ratio * irrelevant);
        var scale = (relevant + irrelevant) / (relevant + (irrelevant * low));
        return new BalancedWeights(scale, low * scale);
    }
}
