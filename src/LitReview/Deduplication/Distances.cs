namespace LitReview.Deduplication;

/// <summary>How far two texts are from each other.</summary>
internal static class Distances
{
    /// <summary>Whether at most so many letters must be added, dropped or changed.</summary>
    public static bool Within(string one, string other, int most) => Levenshtein(one, other, most) <= most;

    /// <summary>The share of letters that two texts have in common, in order: 1 − edits / longer length.</summary>
    public static double Similarity(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0)
            return 0;
        if (one == other)
            return 1;
        var longer = Math.Max(one.Length, other.Length);
        var most = (int)(longer * 0.5);
        var distance = Levenshtein(one, other, most);
        return distance > most ? 0 : 1 - ((double)distance / longer);
    }

    // In a band along the diagonal; more than « most » edits are not told apart.
    private static int Levenshtein(string one, string other, int most)
    {
        if (Math.Abs(one.Length - other.Length) > most)
            return most + 1;
        if (one.Length > other.Length)
            (one, other) = (other, one);
        Span<int> before = one.Length < 512 ? stackalloc int[one.Length + 1] : new int[one.Length + 1];
        Span<int> row = one.Length < 512 ? stackalloc int[one.Length + 1] : new int[one.Length + 1];
        for (var i = 0; i <= one.Length; i++)
            before[i] = i;
        for (var j = 1; j <= other.Length; j++)
        {
            var (from, to) = (Math.Max(1, j - most), Math.Min(one.Length, j + most));
            row.Fill(most + 1);
            row[0] = j;
            var least = most + 1;
            for (var i = from; i <= to; i++)
            {
                var change = before[i - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                row[i] = Math.Min(change, Math.Min(row[i - 1], before[i]) + 1);
                least = Math.Min(least, row[i]);
            }

            if (least > most && j > most)
                return most + 1;
            var swap = before;
            before = row;
            row = swap;
        }

        return before[one.Length];
    }
}
