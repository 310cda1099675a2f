using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LitReview.Screening.Features;

/// <summary>The weighted terms of each record; a row has length 1, or 0 for a record without words.</summary>
/// <remarks>
/// The value of a term in a row is scale(row) × idf(term) × tf(count). Most counts are 1 and their tf too, so that a row is a
/// list of terms, those that occur once first, and a count for each of the others: a third of the memory of plain values, and
/// half the time. Weights per term hold idf already, for the same reason.
/// <para>
/// A term that only one record bears cannot move another record’s score, so it is not stored: it is kept as the part of the
/// squared length that is the record’s own. Scores of other records, and training, are the same as with every term stored.
/// </para>
/// </remarks>
internal sealed class SparseMatrix
{
    /// <summary>The largest count that is told from those above it.</summary>
    public const int MostCount = byte.MaxValue;

    /// <summary>Where each row starts in <see cref="Terms"/>; one more entry than rows.</summary>
    public required int[] Starts { get; init; }

    /// <summary>Where the terms that occur more than once start in each row.</summary>
    public required int[] Repeats { get; init; }

    /// <summary>Where each row’s counts start in <see cref="Counts"/>.</summary>
    public required int[] CountStarts { get; init; }

    /// <summary>The terms, row after row.</summary>
    public required int[] Terms { get; init; }

    /// <summary>The counts of the terms that occur more than once.</summary>
    public required byte[] Counts { get; init; }

    /// <summary>What each count weighs; 1 for a count of 1.</summary>
    public required float[] Frequencies { get; init; }

    /// <summary>What brings each row to length 1; 0 for a row without terms.</summary>
    public required float[] Scales { get; init; }

    /// <summary>For each row, the sum of squares of the terms that are its own, in [0, 1].</summary>
    public required float[] Own { get; init; }

    /// <summary>How rare each term is.</summary>
    public required float[] Idf { get; init; }

    /// <summary>How many terms there are with those that one record alone bears.</summary>
    public required int AllTermCount { get; init; }

    public int RowCount => Own.Length;

    public int TermCount => Idf.Length;

    /// <summary>The product of a row and a weight per term, idf included in the weight.</summary>
    public float Dot(int row, float[] weights)
    {
        // Every term is below TermCount, as the vectoriser made them; checking each would take a third of the time of a ranking.
        ref var first = ref MemoryMarshal.GetArrayDataReference(weights);
        var once = Terms.AsSpan(Starts[row]..Repeats[row]);
        // Four sums, because one would wait for itself at each addition.
        var (a, b, c, d) = (0f, 0f, 0f, 0f);
        var i = 0;
        for (; i + 3 < once.Length; i += 4)
        {
            a += Unsafe.Add(ref first, once[i]);
            b += Unsafe.Add(ref first, once[i + 1]);
            c += Unsafe.Add(ref first, once[i + 2]);
            d += Unsafe.Add(ref first, once[i + 3]);
        }

        for (; i < once.Length; i++)
            a += Unsafe.Add(ref first, once[i]);

        var repeated = Terms.AsSpan(Repeats[row]..Starts[row + 1]);
        var counts = Counts.AsSpan(CountStarts[row], repeated.Length);
        for (i = 0; i < repeated.Length; i++)
            b += Unsafe.Add(ref first, repeated[i]) * Frequencies[counts[i]];
        return Scales[row] * (a + b + (c + d));
    }

    /// <summary>Adds a multiple of a row to sums per term.</summary>
    /// <param name="row">The row.</param>
    /// <param name="factor">How many times.</param>
    /// <param name="perTerm">
    /// What each term’s share is multiplied by: <see cref="Idf"/> for plain values, its square for weights that hold idf.
    /// </param>
    /// <param name="sums">The sums.</param>
    public void AddTo(int row, float factor, float[] perTerm, float[] sums)
    {
        var scaled = factor * Scales[row];
        foreach (var term in Terms.AsSpan(Starts[row]..Repeats[row]))
            sums[term] += scaled * perTerm[term];
        var counts = CountStarts[row];
        foreach (var term in Terms.AsSpan(Repeats[row]..Starts[row + 1]))
            sums[term] += scaled * perTerm[term] * Frequencies[Counts[counts++]];
    }

    /// <summary>What each term of a row adds to the product of <see cref="Dot"/>.</summary>
    public IEnumerable<(int Term, double Share)> Shares(int row, float[] weights)
    {
        for (var at = Starts[row]; at < Starts[row + 1]; at++)
        {
            var frequency = at < Repeats[row] ? 1 : Frequencies[Counts[CountStarts[row] + at - Repeats[row]]];
            yield return (Terms[at], (double)Scales[row] * weights[Terms[at]] * frequency);
        }
    }
}
