using System.Globalization;

namespace HasToolkit.Benchmarks.Growth;

/// <summary>What an operation is about, which says how its cost may grow.</summary>
internal enum Scope
{
    /// <summary>One thing among many: what else is there should not matter.</summary>
    One,

    /// <summary>All of them: twice as many may cost twice as much.</summary>
    Whole,
}

/// <summary>The costs of one operation at growing sizes.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Scope">To one thing, or to all.</param>
internal sealed record Curve(string Operation, Scope Scope)
{
    private readonly List<Point> _points = [];

    /// <summary>The largest exponent that is no finding.</summary>
    public double Limit => Scope == Scope.One ? 0.3 : 1.15;

    /// <summary>Whether enough sizes were measured for an exponent.</summary>
    public bool IsMeasured => _points.Count > 1;

    /// <summary>The exponent over all sizes.</summary>
    public double Exponent => PowerFit.Exponent(_points.Select(point => ((double)point.Size, point.Milliseconds)));

    /// <summary>The exponent over the last decade, where what a start costs weighs least.</summary>
    public double LastExponent => PowerFit.Exponent(
        _points.Where(point => point.Size * 10L >= _points[^1].Size).Select(point => ((double)point.Size, point.Milliseconds)));

    /// <summary>Whether it grows faster than it may.</summary>
    public bool IsTooSteep => IsMeasured && Math.Max(Exponent, LastExponent) > Limit;

    /// <summary>The exponents as a row of a table.</summary>
    public string Summary => IsMeasured
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"| {Operation} | {(Scope == Scope.One ? "one: 0" : "all: 1")} | {Exponent:F2} | {LastExponent:F2} |{(IsTooSteep ? " above" : "")} |\n")
        : "";

    /// <summary>The measures as rows of a table.</summary>
    public string Details => string.Concat(_points.Select(point => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Operation} | {point.Size:N0} | {Told(point.Milliseconds)} | {(Scope == Scope.One ? "" : Told(point.Milliseconds / point.Size))} "
        + $"| {Told(point.Cost.Wall.TotalMilliseconds / point.Times)} | {point.Cost.Peak / 1e6:N0} MB | {(point.OnDisk is { } bytes ? $"{bytes / 1e6:N0} MB" : "")} |\n")));

    /// <summary>Adds what the operation cost at a size.</summary>
    /// <param name="size">How many things there were.</param>
    /// <param name="cost">What it cost.</param>
    /// <param name="times">How often it was done for this cost.</param>
    /// <param name="onDisk">What then lay on the disk, in bytes; null where nothing is written.</param>
    public void Add(int size, Cost cost, int times = 1, long? onDisk = null)
    {
        _points.Add(new Point(size, times, cost, onDisk));
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():HH:mm:ss} {Operation}, {size:N0}: {Told(_points[^1].Milliseconds)}"));
    }

    /// <summary>Does the operation as often as is said, and adds its mean cost.</summary>
    /// <param name="size">How many things there are.</param>
    /// <param name="times">How often.</param>
    /// <param name="call">Does it; given how often it was done before.</param>
    public async Task RepeatAsync(int size, int times, Func<int, Task> call) => Add(size, await Cost.OfAsync(async () =>
    {
        for (var done = 0; done < times; done++)
            await call(done);
    }), times);

    private static string Told(double milliseconds) => milliseconds switch
    {
        >= 10_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:N1} s"),
        >= 100 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:N0} ms"),
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:N2} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds * 1000:N1} µs"),
    };

    private sealed record Point(int Size, int Times, Cost Cost, long? OnDisk)
    {
        public double Milliseconds => Cost.Processor.TotalMilliseconds / Times;
    }
}
