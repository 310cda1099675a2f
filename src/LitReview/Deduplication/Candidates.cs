namespace LitReview.Deduplication;

/// <summary>Finds the pairs worth comparing: those that share a key, never all of them.</summary>
internal static class Candidates
{
    private const int LargestBlock = 40;
    private const int Window = 12;
    private const int Bands = 8;
    private const int RowsPerBand = 4;
    private const int Gram = 4;

    public static HashSet<long> Find(IReadOnlyList<Fingerprint> records, CancellationToken cancellationToken)
    {
        var pairs = new HashSet<long>();
        foreach (var key in Keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var blocks = new Dictionary<ulong, List<int>>();
            for (var i = 0; i < records.Count; i++)
                Put(blocks, key(records[i]), i);
            Pair(blocks, records, pairs);
        }

        Similar(records, pairs, cancellationToken);
        return pairs;
    }

    /// <summary>The two places of a pair.</summary>
    public static (int First, int Second) Places(long pair) => ((int)(pair >> 32), (int)(pair & 0xFFFFFFFF));

    private static readonly Func<Fingerprint, ulong?>[] Keys =
    [
        record => Hash(record.Doi),
        record => Hash(record.PubMedId),
        record => record.Title.Compact.Length < 8 ? null : Hash(record.Title.Compact),
        record => record.Title.Compact.Length < 30 ? null : Hash(record.Title.Compact[..30]),
        record => record.Title.Compact.Length < 30 ? null : Hash(record.Title.Compact[^30..]),
        record => Hash(record.Original.Length > 20 ? record.Original : record.Title.Compact.Length > 20
            ? record.Title.Compact : null),
        record => record.Title.Words.Count < 4 ? null : Hash(
            string.Join(' ', record.Title.Words.Distinct().OrderByDescending(word => word.Length)
                .ThenBy(word => word, StringComparer.Ordinal).Take(4))),
        record => record.FirstPage is null || record.Year is null || Family(record) is not { } family ? null
            : Hash($"{family} {record.Year} {record.FirstPage}"),
        record => record.FirstPage is null || record.Volume is null || Family(record) is not { } family ? null
            : Hash($"{family} {record.Volume} {record.FirstPage}"),
        record => record.FirstPage is null || record.Volume is null || record.Year is null ? null
            : Hash($"{record.Volume} {record.FirstPage} {record.LastPage} {record.Year}"),
    ];

    private static string? Family(Fingerprint record) => record.Authors.Length == 0 ? null
        : record.Authors[0].Family[0];

    // Titles whose pieces of four letters mostly agree fall into one band or another (Broder, Compression and
    // Complexity of
    // Sequences, 1997): this finds misspelt titles without comparing all with all.
    private static void Similar(IReadOnlyList<Fingerprint> records, HashSet<long> pairs,
        CancellationToken cancellationToken)
    {
        var blocks = Enumerable.Range(0, Bands).Select(_ => new Dictionary<ulong, List<int>>()).ToArray();
        var least = new uint[Bands * RowsPerBand];
        for (var i = 0; i < records.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var title = records[i].Title.Compact;
            if (title.Length < 20)
                continue;
            Array.Fill(least, uint.MaxValue);
            for (var at = 0; at + Gram <= Math.Min(title.Length, 160); at++)
            {
                var hash = Fingerprint.Mixed(2166136261u, title.AsSpan(at, Gram));
                for (var row = 0; row < least.Length; row++)
                {
                    hash ^= hash << 13;
                    hash ^= hash >> 17;
                    hash ^= hash << 5;
                    var mixed = (hash * 0x9E3779B1u) ^ (uint)row;
                    if (mixed < least[row])
                        least[row] = mixed;
                }
            }

            for (var band = 0; band < Bands; band++)
            {
                var key = 14695981039346656037ul;
                for (var row = 0; row < RowsPerBand; row++)
                    key = (key ^ least[(band * RowsPerBand) + row]) * 1099511628211ul;
                Put(blocks[band], key, i);
            }
        }

        foreach (var band in blocks)
            Pair(band, records, pairs);
    }

    private static ulong? Hash(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var hash = 14695981039346656037ul;
        foreach (var letter in text)
            hash = (hash ^ letter) * 1099511628211ul;
        return hash;
    }

    private static void Put(Dictionary<ulong, List<int>> blocks, ulong? key, int record)
    {
        if (key is not { } known)
            return;
        if (blocks.TryGetValue(known, out var block))
            block.Add(record);
        else
            blocks[known] = [record];
    }

    // In a large block, such as « Editorial », only neighbours by first author, year, volume and page are compared.
    private static void Pair(Dictionary<ulong, List<int>> blocks, IReadOnlyList<Fingerprint> records,
        HashSet<long> pairs)
    {
        foreach (var block in blocks.Values)
        {
            if (block.Count < 2)
                continue;
            var isLarge = block.Count > LargestBlock;
            var ordered = isLarge
                ? block.OrderBy(i => Family(records[i]), StringComparer.Ordinal).ThenBy(i => records[i].Year)
                    .ThenBy(i => records[i].Volume, StringComparer.Ordinal)
                        .ThenBy(i => records[i].FirstPage, StringComparer.Ordinal).ToList()
                : block;
            for (var i = 0; i < ordered.Count; i++)
            {
                for (var j = i + 1; j < (isLarge ? Math.Min(ordered.Count, i + Window) : ordered.Count); j++)
                    pairs.Add(((long)Math.Min(ordered[i], ordered[j]) << 32) | (uint)Math.Max(ordered[i], ordered[j]));
            }
        }
    }
}
