using System.Runtime.InteropServices;

namespace Verbatims.Nlp.Comments;

/// <summary>
/// The letter groups of a folded text (form « letters/1 »): words, pairs of words and pieces of two to five signs of what
/// stands between two spaces, each hashed into a bucket. A linear model reads them: it knows a misspelt word by its pieces.
/// </summary>
/// <remarks>
/// Letters of Latin-1 are put in lower case, digits become 0, the first 1,500 characters count. The hash is FNV-1a over
/// UTF-16 units, folded to the buckets. The training pipeline counts in the same way: both are held to
/// models/training/letters_cases.jsonl.
/// </remarks>
internal static class LetterGroups
{
    /// <summary>The form, as model.json names it.</summary>
    public const string Form = "letters/1";

    /// <summary>The buckets: a group has a number from 0 to this, exclusive.</summary>
    public const int Buckets = 1 << 18;

    private const int LongestRead = 1500;
    private const int LongestPiece = 5;
    private const uint Prime = 16_777_619;
    private const uint Start = 2_166_136_261;

    // What a word's hash begins with, so that a word and a piece of the same letters stand apart.
    private const uint WordStart = unchecked((Start ^ 1) * Prime);

    /// <summary>The buckets of a text, in rising order, each with how often it was met.</summary>
    /// <param name="folded">The text of a <see cref="FoldedText"/>.</param>
    public static List<(int Bucket, int Count)> Of(ReadOnlySpan<char> folded)
    {
        folded = folded[..Math.Min(folded.Length, LongestRead)];
        Span<char> units = stackalloc char[folded.Length];
        for (var i = 0; i < units.Length; i++)
            units[i] = Lower(folded[i]);

        var buckets = new List<int>(units.Length * LongestPiece);
        AddPieces(units, buckets);
        AddWords(units, buckets);
        return Counted(buckets);
    }

    private static char Lower(char unit) => unit switch
    {
        >= 'A' and <= 'Z' or (>= 'À' and <= 'Þ' and not '×') => (char)(unit + 32),
        'Œ' => 'œ',
        'Ÿ' => 'ÿ',
        >= '1' and <= '9' => '0',
        _ => unit,
    };

    // A token counts with a space at each end, where the text has none too.
    private static void AddPieces(ReadOnlySpan<char> units, List<int> buckets)
    {
        foreach (var range in units.Split(' '))
        {
            var (start, end) = (range.Start.Value, range.End.Value);
            if (start == end)
                continue;
            for (var first = start - 1; first < end; first++)
            {
                var value = Hashed(Start, first < start ? ' ' : units[first]);
                for (var size = 2; size <= LongestPiece && first + size <= end + 1; size++)
                {
                    var last = first + size - 1;
                    value = Hashed(value, last == end ? ' ' : units[last]);
                    buckets.Add(Bucket(value));
                }
            }
        }
    }

    private static void AddWords(ReadOnlySpan<char> units, List<int> buckets)
    {
        uint? before = null;
        var at = 0;
        while (at < units.Length)
        {
            if (!char.IsLetterOrDigit(units[at]))
            {
                at++;
                continue;
            }

            var word = WordStart;
            var pair = before is { } previous ? Hashed(previous, ' ') : 0;
            for (; at < units.Length && char.IsLetterOrDigit(units[at]); at++)
            {
                word = Hashed(word, units[at]);
                pair = Hashed(pair, units[at]);
            }

            buckets.Add(Bucket(word));
            if (before is not null)
                buckets.Add(Bucket(pair));
            before = word;
        }
    }

    private static List<(int Bucket, int Count)> Counted(List<int> buckets)
    {
        CollectionsMarshal.AsSpan(buckets).Sort();
        var counted = new List<(int Bucket, int Count)>(buckets.Count);
        foreach (var bucket in buckets)
        {
            if (counted.Count > 0 && counted[^1].Bucket == bucket)
                counted[^1] = (bucket, counted[^1].Count + 1);
            else
                counted.Add((bucket, 1));
        }

        return counted;
    }

    private static uint Hashed(uint value, char unit) => unchecked((value ^ unit) * Prime);

    private static int Bucket(uint value) => (int)((value ^ value >> 16) & (Buckets - 1));
}
