namespace LitReview.Screening.Features;

/// <summary>One row of numbered, weighted terms per record; rows have length 1, or 0 for a record without words.</summary>
/// <remarks>
/// A term that only one record bears cannot move another record’s score, so it is not stored: it is kept as the part of the
/// squared length that is the record’s own. Scores of other records, and training, are the same as with every term stored.
/// </remarks>
internal sealed class SparseMatrix
{
    /// <summary>Where each row starts in <see cref="Terms"/> and <see cref="Values"/>; one more entry than rows.</summary>
    public required int[] Starts { get; init; }

    /// <summary>The terms, row after row, in growing order within a row.</summary>
    public required int[] Terms { get; init; }

    /// <summary>The weights of <see cref="Terms"/>.</summary>
    public required float[] Values { get; init; }

    /// <summary>For each row, the sum of squares of the terms that are its own, in [0, 1].</summary>
    public required float[] Own { get; init; }

    /// <summary>How many terms are stored.</summary>
    public required int TermCount { get; init; }

    /// <summary>How many terms there are with those that one record alone bears.</summary>
    public required int AllTermCount { get; init; }

    public int RowCount => Own.Length;

    /// <summary>The product of a row and a weight per term.</summary>
    public float Dot(int row, float[] weights)
    {
        var terms = Terms.AsSpan(Starts[row]..Starts[row + 1]);
        var values = Values.AsSpan(Starts[row]..Starts[row + 1]);
        // Four sums, because one would wait for itself at each addition.
        var (a, b, c, d) = (0f, 0f, 0f, 0f);
        var i = 0;
        for (; i + 3 < terms.Length; i += 4)
        {
            a += weights[terms[i]] * values[i];
            b += weights[terms[i + 1]] * values[i + 1];
            c += weights[terms[i + 2]] * values[i + 2];
            d += weights[terms[i + 3]] * values[i + 3];
        }

        for (; i < terms.Length; i++)
            a += weights[terms[i]] * values[i];
        return a + b + (c + d);
    }

    /// <summary>Adds a multiple of a row to a weight per term.</summary>
    public void AddTo(int row, float factor, float[] weights)
    {
        var terms = Terms.AsSpan(Starts[row]..Starts[row + 1]);
        var values = Values.AsSpan(Starts[row]..Starts[row + 1]);
        for (var i = 0; i < terms.Length; i++)
            weights[terms[i]] += factor * values[i];
    }
}
