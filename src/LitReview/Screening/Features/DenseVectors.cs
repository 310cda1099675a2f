namespace LitReview.Screening.Features;

/// <summary>Vectors in the form in which words are kept, so that the same learners read both.</summary>
/// <remarks>
/// Each number is rounded to one of 255 steps between the largest of all and its opposite; a vector of 384 numbers then turns by
/// less than half a degree, and takes a quarter of the memory.
/// </remarks>
internal static class DenseVectors
{
    private const int Zero = 128;
    private const int Steps = 127;

    /// <summary>What an explanation calls the share of these vectors.</summary>
    public const string Shown = "ressemblance";

    public static (SparseMatrix Matrix, TermNames Names) Build(IReadOnlyList<float[]> vectors, int dimensions)
    {
        var largest = 0f;
        foreach (var vector in vectors)
        {
            foreach (var value in vector)
                largest = Math.Max(largest, Math.Abs(value));
        }

        var step = largest > 0 ? largest / Steps : 1;
        var frequencies = new float[SparseMatrix.MostCount + 1];
        for (var count = 0; count < frequencies.Length; count++)
            frequencies[count] = (count - Zero) * step;

        var (terms, counts) = (new int[vectors.Count * dimensions], new byte[vectors.Count * dimensions]);
        var (starts, scales) = (new int[vectors.Count + 1], new float[vectors.Count]);
        for (var row = 0; row < vectors.Count; row++)
        {
            var squares = 0.0;
            for (var dimension = 0; dimension < dimensions; dimension++)
            {
                var at = (row * dimensions) + dimension;
                terms[at] = dimension;
                counts[at] = (byte)(Zero + (int)MathF.Round(vectors[row][dimension] / step));
                squares += Math.Pow(frequencies[counts[at]], 2);
            }

            starts[row + 1] = (row + 1) * dimensions;
            scales[row] = squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0;
        }

        var matrix = new SparseMatrix
        {
            Starts = starts,
            Repeats = starts[..^1],
            CountStarts = starts,
            Terms = terms,
            Counts = counts,
            Frequencies = frequencies,
            Scales = scales,
            Own = new float[vectors.Count],
            Idf = [.. Enumerable.Repeat(1f, dimensions)],
            AllTermCount = dimensions,
        };
        return (matrix, new TermNames([Shown], new int[dimensions], [.. Enumerable.Repeat(TermNames.NoWord, dimensions)]));
    }
}
