using System.Diagnostics;
using System.Text.RegularExpressions;

namespace HasToolkit.Tests.Fuzzing;

/// <summary>
/// What a parser promises whatever bytes it is given: records and reported problems, or a refusal in French; within a second
/// for each 64 KB begun and within bounds of memory; and nothing lost in silence where it says so.
/// </summary>
/// <param name="Name">What the command line and the folders of crashes call it.</param>
/// <param name="Seeds">Small sound inputs, written for these tests, from which others are made.</param>
/// <param name="Read">Reads the bytes; throws <see cref="ContractBrokenException"/> where what comes out is unsound.</param>
internal sealed partial record ParserContract(string Name, IReadOnlyList<byte[]> Seeds, Action<byte[]> Read)
{
    private const int Piece = 64 << 10;
    private const long MostBytes = 256L << 20;
    private const int Tries = 3;

    /// <summary>How many damaged inputs the tests try on each run.</summary>
    public int InShort { get; init; } = 300;

    /// <summary>How the contract is broken on an input; null when it holds.</summary>
    public Fault? FaultOf(byte[] input)
    {
        var most = TimeSpan.FromSeconds(1 + (input.Length / Piece));
        Fault? fault = null;
        // Other work on the machine makes one reading slow, not three.
        for (var tries = 0; tries < Tries; tries++)
        {
            var (start, processor, allocated) = (Stopwatch.GetTimestamp(), Processor(), GC.GetTotalAllocatedBytes());
            fault = ThrownBy(input);
            if (fault is not null)
                return fault;
            var (wall, spent) = (Stopwatch.GetElapsedTime(start), Processor() - processor);
            var bytes = GC.GetTotalAllocatedBytes() - allocated;
            if (wall > most && spent > most)
                fault = new Fault("slow", $"{spent.TotalSeconds:0.0} s of processor for {input.Length} bytes.");
            else if (bytes > MostBytes)
                fault = new Fault("memory", $"{bytes >> 20} MB allocated for {input.Length} bytes.");
            else
                return null;
        }

        return fault;
    }

    private Fault? ThrownBy(byte[] input)
    {
        try
        {
            Read(input);
            return null;
        }
        catch (InvalidDataException e) when (French().IsMatch(e.Message))
        {
            return null;
        }
#pragma warning disable CA1031 // Any other exception is what is looked for.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var first = e.StackTrace?.Split('\n').FirstOrDefault(line => !line.Contains("System.", StringComparison.Ordinal))?.Trim();
            return new Fault(e is ContractBrokenException ? e.Message.Split(':')[0] : $"{e.GetType().Name} {first}", e.ToString());
        }
    }

    private static TimeSpan Processor() =>
        OperatingSystem.IsWindows() || OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() ? Environment.CpuUsage.TotalTime : TimeSpan.MaxValue;

    // A word of French that no English message holds.
    [GeneratedRegex(@"[«»’éèêàç]|\b(?:le|la|les|un|une|du|ce|est|pas)\b")]
    private static partial Regex French();
}

/// <summary>A contract that an input breaks.</summary>
/// <param name="Kind">What tells one fault from another.</param>
/// <param name="Detail">All that is known of it.</param>
internal sealed record Fault(string Kind, string Detail);

/// <summary>A parser gave what it promises never to give.</summary>
public sealed class ContractBrokenException : Exception
{
    /// <summary>Says nothing.</summary>
    public ContractBrokenException()
    {
    }

    /// <summary>Says what was promised.</summary>
    public ContractBrokenException(string message)
        : base(message)
    {
    }

    /// <summary>Says what was promised, and what stood behind.</summary>
    public ContractBrokenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Throws where a promise is not kept.</summary>
    /// <param name="isKept">Whether it is.</param>
    /// <param name="promise">The promise, up to a colon; then what was found.</param>
    public static void Unless(bool isKept, string promise)
    {
        if (!isKept)
            throw new ContractBrokenException(promise);
    }
}
