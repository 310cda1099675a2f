namespace LitReview.Screening.Simulation;

/// <summary>The draws of numpy’s <c>RandomState</c>, so that a seed means the same records here and in ASReview.</summary>
/// <remarks>
/// Mersenne Twister: Matsumoto and Nishimura, ACM Trans. Model. Comput. Simul. 8(1), 1998, doi:10.1145/272991.272995.
/// <c>choice</c> without replacement is the start of a Fisher-Yates shuffle from the end, with bounded draws by rejection.
/// </remarks>
internal sealed class NumpyRandom
{
    private const int Size = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Size];
    private int _at = Size;

    public NumpyRandom(uint seed)
    {
        _state[0] = seed;
        for (uint i = 1; i < Size; i++)
            _state[i] = (1812433253U * (_state[i - 1] ^ (_state[i - 1] >> 30))) + i;
    }

    /// <summary>What <c>RandomState(seed).choice(count, 1, replace=False)</c> draws first.</summary>
    public int FirstOfPermutation(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var j = UpTo((uint)i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order[0];
    }

    private int UpTo(uint most)
    {
        var mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(most);
        uint drawn;
        do
            drawn = Next() & mask;
        while (drawn > most);
        return (int)drawn;
    }

    private uint Next()
    {
        if (_at == Size)
            Twist();
        var y = _state[_at++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (var i = 0; i < Size; i++)
        {
            var y = (_state[i] & 0x80000000) | (_state[(i + 1) % Size] & 0x7fffffff);
            _state[i] = _state[(i + Middle) % Size] ^ (y >> 1) ^ ((y & 1) * 0x9908b0df);
        }

        _at = 0;
    }
}
