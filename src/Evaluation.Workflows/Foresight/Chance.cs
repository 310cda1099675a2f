namespace Evaluation.Workflows.Foresight;

/// <summary>Chance that starts from a seed and is the same on every machine and every version of the platform.</summary>
/// <remarks>SplitMix64: Steele, Lea and Flood, OOPSLA 2014, doi:10.1145/2660193.2660195.</remarks>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The chance of one run: each has its own, so runs may be played in any order.</summary>
    public static Chance OfRun(int seed, int run) => new(new Chance(((ulong)(uint)seed << 32) | (uint)run).Next());

    /// <summary>A number in [0, 1).</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from 0 to below a count.</summary>
    public int Below(int count) => (int)(Share() * count);

    /// <summary>How many arrive where a mean number is expected (Poisson).</summary>
    public int Arrivals(double mean)
    {
        // The product of many small shares would vanish: a large mean is drawn in parts, whose sum has the same law.
        var (count, left) = (0, mean);
        while (left > 0)
        {
            var part = Math.Min(left, 30);
            var (floor, product) = (Math.Exp(-part), Share());
            for (; product > floor; product *= Share())
                count++;
            left -= part;
        }

        return count;
    }

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
