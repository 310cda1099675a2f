using System.Numerics;

namespace LitReview.Screening.Features;

/// <summary>Numbers pairs of words: an open-addressed table, because millions of pairs would not fit in a dictionary’s memory.</summary>
internal sealed class PairTable
{
    private const long Free = -1;

    private long[] _keys = NewKeys(1 << 16);
    private int[] _numbers = new int[1 << 16];

    /// <summary>How many pairs are numbered, from 0 on.</summary>
    public int Count { get; private set; }

    public static (int First, int Second) Split(long key) => ((int)(key >> 32), (int)(key & uint.MaxValue));

    /// <summary>The number of a pair, new or known.</summary>
    public int Number(int first, int second)
    {
        var key = ((long)first << 32) | (uint)second;
        var at = Find(_keys, key);
        if (_keys[at] == key)
            return _numbers[at];
        if (Count * 10L >= _keys.Length * 6L)
        {
            Grow();
            at = Find(_keys, key);
        }

        (_keys[at], _numbers[at]) = (key, Count);
        return Count++;
    }

    /// <summary>The pairs, each at its number.</summary>
    public long[] ByNumber()
    {
        var pairs = new long[Count];
        for (var i = 0; i < _keys.Length; i++)
        {
            if (_keys[i] != Free)
                pairs[_numbers[i]] = _keys[i];
        }

        return pairs;
    }

    private void Grow()
    {
        var (keys, numbers) = (NewKeys(_keys.Length * 2), new int[_keys.Length * 2]);
        for (var i = 0; i < _keys.Length; i++)
        {
            if (_keys[i] == Free)
                continue;
            var at = Find(keys, _keys[i]);
            (keys[at], numbers[at]) = (_keys[i], _numbers[i]);
        }

        (_keys, _numbers) = (keys, numbers);
    }

    // Multiplication by 2^64 divided by the golden ratio spreads keys that differ in few bits.
    private static int Find(long[] keys, long key)
    {
        var shift = 64 - BitOperations.Log2((uint)keys.Length);
        var at = (int)(((ulong)key * 0x9E3779B97F4A7C15UL) >> shift);
        while (keys[at] != key && keys[at] != Free)
            at = (at + 1) & (keys.Length - 1);
        return at;
    }

    private static long[] NewKeys(int size)
    {
        var keys = new long[size];
        Array.Fill(keys, Free);
        return keys;
    }
}
