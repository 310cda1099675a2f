using System.Text;

namespace HasToolkit.Tests.Fuzzing;

/// <summary>Damaged copies of sound inputs, drawn from a seed; and the smallest input that still shows a fault.</summary>
internal static class Mutations
{
    private const int Longest = 64 << 10;

    private static readonly byte[] Odd = [0, 1, (byte)'"', (byte)'\'', (byte)'<', (byte)'>', (byte)'{', (byte)'}', (byte)'\n', (byte)'\r', 0x7F, 0x80, 0xC3, 0xEF, 0xFF];

    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "\r\n", "\n\n", "\"\"", "null", "-1", "99999999999999999999", "1e999", "[[[[[[[[", "]]", "{}", "{\"\":0}", "&#0;", "&amp;", "<![CDATA[", "]]>",
            "<!--", "<!DOCTYPE x [", "\\", "\\u0000", "\\ud800", "\uFEFF", "\u2028", "\U0001F600", "e\u0301", "\u202E", ";;;;", "\t\t", "((((", "*", "~", "OU ",
        }.Select(Encoding.UTF8.GetBytes),
        [0xED, 0xA0, 0x80],
        [0xFF, 0xFE],
        [0x1F, 0x8B, 8, 0],
    ];

    /// <summary>The first input of many that breaks a contract, made as small as it can be; null when none does.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="seed">Where the draw begins.</param>
    /// <param name="count">How many inputs.</param>
    public static (byte[] Input, Fault Fault)? FirstBreaking(ParserContract contract, int seed, int count)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var input = Draw(contract.Seeds, random);
            if (contract.FaultOf(input) is { } fault)
                return (Smallest(contract, input, fault), fault);
        }

        return null;
    }

    /// <summary>A damaged copy of one of some inputs.</summary>
    public static byte[] Draw(IReadOnlyList<byte[]> seeds, Random random)
    {
        var bytes = seeds[random.Next(seeds.Count)].ToList();
        for (var left = 1 + random.Next(6); left > 0; left--)
            Damage(bytes, seeds, random);
        return [.. bytes.Take(Longest)];
    }

    /// <summary>The input without all that its fault does not need.</summary>
    public static byte[] Smallest(ParserContract contract, byte[] input, Fault fault)
    {
        for (var piece = Math.Max(1, input.Length / 2); ; piece = Math.Max(1, piece / 2))
        {
            for (var at = 0; at < input.Length;)
            {
                byte[] shorter = [.. input[..at], .. input[Math.Min(at + piece, input.Length)..]];
                if (contract.FaultOf(shorter)?.Kind == fault.Kind)
                    input = shorter;
                else
                    at += piece;
            }

            if (piece == 1)
                return input;
        }
    }

    private static void Damage(List<byte> bytes, IReadOnlyList<byte[]> seeds, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 << random.Next(9));
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = Odd[random.Next(Odd.Length)];
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(at, Words[random.Next(Words.Length)]);
                break;
            case 5:
                var other = seeds[random.Next(seeds.Count)];
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + (1 << random.Next(9)))]);
                break;
            case 6:
                var again = bytes.GetRange(at, Math.Min(length, 16));
                for (var times = random.Next(200); times > 0; times--)
                    bytes.InsertRange(at, again);
                break;
            default:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
    }
}
