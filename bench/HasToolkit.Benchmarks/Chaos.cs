using System.Diagnostics;
using System.Globalization;
using Evaluation.Workflows;

namespace HasToolkit.Benchmarks;

/// <summary>
/// Kills a process that moves dossiers, at random moments, and then compares the ledger with what the process had written
/// down: an acknowledged command is there once, an interrupted one is there whole or not at all, every chain holds.
/// </summary>
internal static class Chaos
{
    public static async Task<int> RunAsync(string[] args)
    {
        var kills = Setting.Number(args, "--kills", 200);
        var seed = Setting.Number(args, "--seed", 1);
        var connection = Setting.Option(args, "--base");
        var folder = Directory.CreateTempSubdirectory("has-chaos-").FullName;
        try
        {
            var random = new Random(seed);
            var worstStart = 0.0;
            for (var round = 0; round < kills; round++)
            {
                worstStart = Math.Max(worstStart, await KillOneAsync(folder, connection, seed, round, random));
                if (round % 20 == 19)
                    await Console.Error.WriteLineAsync($"{round + 1} kills");
            }

            return await ReportAsync(folder, connection, kills, seed, worstStart);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<double> KillOneAsync(string folder, string? connection, int seed, int round, Random random)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet")
            start.ArgumentList.Add(typeof(Chaos).Assembly.Location);
        foreach (var argument in new[]
                 {
                     "chaos-child", "--folder", folder, "--seed", seed.ToString(CultureInfo.InvariantCulture),
                     "--round", round.ToString(CultureInfo.InvariantCulture),
                 })
        {
            start.ArgumentList.Add(argument);
        }

        if (connection is not null)
        {
            start.ArgumentList.Add("--base");
            start.ArgumentList.Add(connection);
        }

        var began = Stopwatch.GetTimestamp();
        using var child = Process.Start(start)!;
        if (await child.StandardOutput.ReadLineAsync() != "ready")
            throw new InvalidOperationException($"The process of round {round} did not start.");
        var restart = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await Task.Delay(random.Next(5, 400));
        child.Kill();
        await child.WaitForExitAsync();
        return restart;
    }

    private static async Task<int> ReportAsync(string folder, string? connection, int kills, int seed, double worstStart)
    {
        using var services = await EvaluationServices.OpenAsync(folder, connection);
        var byCommand = new Dictionary<string, HashSet<string>>();
        await foreach (var line in services.Audit.ExportAsync())
        {
            using var json = System.Text.Json.JsonDocument.Parse(line);
            var (command, stream) = (json.RootElement.GetProperty("command").GetString()!, json.RootElement.GetProperty("stream").GetString()!);
            if (!byCommand.TryGetValue(command, out var streams))
                byCommand[command] = streams = [];
            streams.Add(stream);
        }

        var lines = Directory.EnumerateFiles(folder, "log-*.txt").SelectMany(File.ReadLines).ToList();
        var before = lines.Where(line => line.StartsWith("before ", StringComparison.Ordinal)).Select(line => line[7..]).ToList();
        var after = lines.Where(line => line.StartsWith("after ", StringComparison.Ordinal)).Select(line => line[6..]).ToHashSet();
        var lost = after.Count(command => !byCommand.ContainsKey(command));
        var doubled = byCommand.Count(pair => pair.Value.Count > 1);
        var unknown = byCommand.Keys.Except(before).Count() - PersonsRegistered;
        var interrupted = before.Count(command => !after.Contains(command));
        var kept = before.Count(command => !after.Contains(command) && byCommand.ContainsKey(command));
        var audit = await services.Audit.VerifyAsync();

        Console.WriteLine(Setting.Machine());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{(connection is null ? "SQLite" : "PostgreSQL")}, seed {seed}: {kills} kills, {after.Count} moves acknowledged, {interrupted} interrupted ({kept} had been saved whole, {interrupted - kept} not at all)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"lost {lost}, doubled {doubled}, of unknown origin {unknown}, chains broken {audit.Faults.Count} of {audit.Streams} ({audit.Events} events), worst restart {worstStart:0} ms"));
        foreach (var fault in audit.Faults.Take(10))
            Console.WriteLine($"  {fault}");
        return lost + doubled + unknown + audit.Faults.Count == 0 ? 0 : 1;
    }

    // The commands that entered the three persons in the directory.
    private const int PersonsRegistered = 3;
}
