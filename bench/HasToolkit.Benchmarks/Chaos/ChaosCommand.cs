namespace HasToolkit.Benchmarks.Chaos;

/// <summary>Plays experiments that are described as data, and keeps their figures.</summary>
internal static class ChaosCommand
{
    /// <summary>What tells a test that an experiment could not be played here, and why.</summary>
    private const int LeftOut = 77;

    public static async Task<int> RunAsync(Options options)
    {
        var all = Experiment.All();
        var asked = options.Text("experiment", "");
        var chosen = asked.Length == 0 ? all : [.. all.Where(one => asked.Split(',').Contains(one.Name))];
        if (chosen.Count == 0)
        {
            Console.Error.WriteLine($"No experiment is called « {asked} »; known: {string.Join(", ", all.Select(one => one.Name))}.");
            return 2;
        }

        var worst = 0;
        foreach (var experiment in chosen)
            worst = Math.Max(worst, await PlayAsync(experiment, options));
        return worst;
    }

    private static async Task<int> PlayAsync(Experiment experiment, Options options)
    {
        Console.WriteLine($"{experiment.Name} (seed {experiment.Seed}): {experiment.Steady}");
        try
        {
            var outcome = await new ChaosRunner(
                experiment, options.Has("short"), TimeSpan.FromMinutes(options.Number("minutes", 240))).PlayAsync();
            Results.Print(experiment.Title, options, "chaos", [.. FiguresOf(experiment, outcome)]);
            foreach (var wrong in outcome.Wrongs)
                Console.Error.WriteLine($"WRONG: {wrong}");
            return outcome.Wrongs.Count == 0 ? 0 : 1;
        }
        catch (LeftOutException e)
        {
            Console.Error.WriteLine($"Left out: {experiment.Name}: {e.Message}");
            return LeftOut;
        }
    }

    private static IEnumerable<(string What, string Figure)> FiguresOf(Experiment experiment, Outcome outcome)
    {
        yield return ("steady state", experiment.Steady);
        yield return ("struck", string.Join("; ", outcome.Struck.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Value} × {pair.Key}"))
            + $"; seed {experiment.Seed}");
        foreach (var (table, count) in outcome.Acts.OrderBy(pair => pair.Key))
        {
            var name = NameOf(table);
            yield return ($"{name} sent, answered, refused", $"{count.Sent}, {count.Answered}, {count.Refused}");
            yield return ($"{name} lost, doubled, halved, sent by nobody", $"{count.Lost}, {count.Doubled}, {count.Halved}, {count.Unknown}");
            yield return ($"{name} unanswered: wholly there, wholly absent",
                $"{count.KeptUnanswered}, {count.Sent - count.Answered - count.Refused - count.KeptUnanswered}");
        }

        foreach (var finding in outcome.Findings)
            yield return finding;
        yield return ("longest time from the start of a process to its first answer",
            string.Join(", ", outcome.LongestStarts.Where(pair => pair.Value > TimeSpan.Zero).Select(pair => $"{pair.Key} {pair.Value.TotalSeconds:F1} s")));
        yield return ("longest time from a fault until everyone was answered again", $"{outcome.LongestReturn.TotalSeconds:F1} s");
        yield return ("failures told in French", outcome.Complaints == 0 ? "0" : $"{outcome.Complaints}, such as " + string.Join(" ", outcome.LastWords.Take(2)));
        if (File.Exists("/proc/loadavg"))
            yield return ("load of the machine at the end, its other work included: 1, 5, 15 minutes", string.Join(", ", File.ReadAllText("/proc/loadavg").Split(' ').Take(3)));
        yield return ("wrong", outcome.Wrongs.Count == 0 ? "nothing" : $"{outcome.Wrongs.Count}: {string.Join("; ", outcome.Wrongs.Take(3))}");
    }

    private static string NameOf(ActTable table) => table switch
    {
        ActTable.Ledger => "moves of dossiers",
        ActTable.Reviews => "acts on reviews",
        ActTable.Votes => "screening decisions",
        ActTable.Imports => "imports of references",
        ActTable.Comments => "files of comments",
        _ => throw new ArgumentOutOfRangeException(nameof(table), table, "Unknown table."),
    };
}
