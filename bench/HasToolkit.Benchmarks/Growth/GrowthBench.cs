using System.Diagnostics;

namespace HasToolkit.Benchmarks.Growth;

/// <summary>How the costs of the product grow with the number of dossiers, comments and references.</summary>
internal static class GrowthBench
{
    private const int Smallest = 1_000;
    private const int WarmUp = 3_000;
    private const string Tiers = "DOTNET_TieredCompilation";

    private const string Compiled =
        "Processor time of all threads of the process; exponents are slopes of log(processor) over log(n). Code is compiled whole at its first call "
        + $"(`{Tiers}=0`) in a turn that is not counted, so that small sizes do not pay for the compiler.";

    // By its name: the ladder, and what it does at each size and is not said by its rows.
    private static readonly (string Name, Func<Steps, Task> Climb, string Note)[] Ladders =
    [
        ("dossiers", DossierLadder.ClimbAsync, DossierLadder.Note),
        ("comments", CommentLadder.ClimbAsync, CommentLadder.Note),
        ("references", ReferenceLadder.ClimbAsync, ReferenceLadder.Note),
    ];

    public static async Task<int> RunAsync(Options options)
    {
        var chosen = options.Text("what", "");
        var ladders = Ladders.Where(ladder => chosen.Length == 0 || ladder.Name == chosen).ToList();
        if (ladders.Count == 0)
        {
            Console.Error.WriteLine($"--what: « {chosen} » is none of {string.Join(", ", Ladders.Select(ladder => ladder.Name))}.");
            return 2;
        }

        // Read when a process starts, and never after.
        if (Environment.GetEnvironmentVariable(Tiers) is null)
            return await AgainAsync();

        var (largest, seed) = (options.Number("largest", 100_000), options.Number("seed", 20_261_126));
        var isSound = true;
        foreach (var (name, climb, note) in ladders)
        {
            await climb(new Steps([WarmUp], seed, IsFull: false, _ => { }));
            IReadOnlyList<Curve> curves = [];
            await climb(new Steps(Sizes(largest, options.Has("full")), seed, options.Has("full"), reached =>
            {
                // After each size: who stops it keeps what was measured.
                curves = reached;
                Results.PrintText($"Growth with the number of {name}", options, "growth", Text(note, curves));
            }));
            isSound &= !curves.Any(curve => curve.IsTooSteep);
        }

        return isSound ? 0 : 1;
    }

    private static async Task<int> AgainAsync()
    {
        // « dotnet HasToolkit.Benchmarks.dll growth »: the program is then its first argument.
        var isHosted = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        var start = new ProcessStartInfo(Environment.ProcessPath!, Environment.GetCommandLineArgs().Skip(isHosted ? 0 : 1));
        start.Environment[Tiers] = "0";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static List<int> Sizes(int largest, bool isFull)
    {
        var sizes = new List<int>();
        for (var size = Smallest; size <= (isFull ? 1_000_000 : largest); size *= 10)
            sizes.AddRange([size, 3 * size]);
        return [.. sizes.Where(size => size <= (isFull ? 1_000_000 : largest))];
    }

    private static string Text(string note, IReadOnlyList<Curve> curves) =>
        $"{note} {Compiled}\n\n"
        + "| operation | its aim | exponent, all sizes | last decade | |\n| --- | --- | --: | --: | --- |\n"
        + string.Concat(curves.Select(curve => curve.Summary)) + "\n"
        + "| operation | n | processor | for each of n | by the clock | largest memory | on disk |\n| --- | --: | --: | --: | --: | --: | --: |\n"
        + string.Concat(curves.Select(curve => curve.Details));
}

/// <summary>What a ladder climbs.</summary>
/// <param name="Sizes">The sizes, smallest first.</param>
/// <param name="Seed">What the made-up data are drawn from.</param>
/// <param name="IsFull">Whether operations may go on for many minutes.</param>
/// <param name="Reached">Told what was measured, after each size.</param>
internal sealed record Steps(IReadOnlyList<int> Sizes, int Seed, bool IsFull, Action<IReadOnlyList<Curve>> Reached)
{
    /// <summary>The sizes up to one, for what costs more than the rest; up to another in a full measure.</summary>
    public IEnumerable<int> UpTo(int usual, int full) => Sizes.Where(size => size <= (IsFull ? full : usual));
}
