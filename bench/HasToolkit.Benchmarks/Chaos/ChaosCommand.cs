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

        var outcomes = new List<Outcome>();
        var leftOut = false;
        foreach (var experiment in chosen)
        {
            if (await PlayAsync(experiment, options) is { } outcome)
                outcomes.Add(outcome);
            else
                leftOut = true;
        }

        if (outcomes.Count > 1)
            Results.Print("All of them together", options, "chaos", [.. TotalsOf(outcomes)]);
        return outcomes.Any(outcome => outcome.Wrongs.Count > 0) ? 1 : leftOut ? LeftOut : 0;
    }

    /// <returns>What it came to; null when the machine lacks what it needs.</returns>
    private static async Task<Outcome?> PlayAsync(Experiment experiment, Options options)
    {
        Console.WriteLine($"{experiment.Name} (seed {experiment.Seed}): {experiment.Steady}");
        try
        {
            var outcome = await new ChaosRunner(
                experiment, options.Has("short"), TimeSpan.FromMinutes(options.Number("minutes", 240))).PlayAsync();
            Results.Print(experiment.Title, options, "chaos", [.. FiguresOf(experiment, outcome)]);
            foreach (var wrong in outcome.Wrongs)
                Console.Error.WriteLine($"WRONG: {wrong}");
            return outcome;
        }
        catch (LeftOutException e)
        {
            Console.Error.WriteLine($"Left out: {experiment.Name}: {e.Message}");
            return null;
        }
    }

    private static IEnumerable<(string What, string Figure)> TotalsOf(IReadOnlyList<Outcome> outcomes)
    {
        var struck = outcomes.SelectMany(outcome => outcome.Struck).GroupBy(pair => pair.Key, pair => pair.Value).ToList();
        yield return ("experiments", $"{outcomes.Count}");
        yield return ("struck", $"{struck.Sum(kind => kind.Sum())}: "
            + string.Join("; ", struck.OrderByDescending(kind => kind.Sum()).Select(kind => $"{kind.Sum()} × {kind.Key}")));
        var tables = outcomes.SelectMany(outcome => outcome.Acts).GroupBy(pair => pair.Key, pair => pair.Value).OrderBy(table => table.Key)
            .Select(table => (Name: NameOf(table.Key), Count: table.Aggregate((a, b) => a + b))).ToList();
        yield return ("answered", $"{tables.Sum(table => table.Count.Answered)}: "
            + string.Join("; ", tables.Select(table => $"{table.Count.Answered} {table.Name}")));
        var all = tables.Select(table => table.Count).Aggregate((a, b) => a + b);
        yield return ("lost, doubled, halved, sent by nobody", $"{all.Lost}, {all.Doubled}, {all.Halved}, {all.Unknown}");
        yield return ("unanswered: wholly there, wholly absent", $"{all.KeptUnanswered}, {all.Sent - all.Answered - all.Refused - all.KeptUnanswered}");
        yield return ("longest time from the start of a process to its first answer",
            $"{outcomes.SelectMany(outcome => outcome.LongestStarts.Values).DefaultIfEmpty().Max().TotalSeconds:F1} s");
        yield return ("wrong", outcomes.Sum(outcome => outcome.Wrongs.Count) is > 0 and var wrongs ? $"{wrongs}" : "nothing");
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
