using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Evaluation.Workflows;
using HasToolkit.Tests;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HasToolkit.Benchmarks;

/// <summary>
/// Steady state: dossiers move, every answered command is in the ledger once. Action: the process that moves them is killed
/// at random moments. Probe: side files, written before and after each command, against the ledger.
/// </summary>
internal static class Chaos
{
    public const int Workers = 2;

    public static string SideFileOf(string folder, int worker) =>
        Path.Combine(folder, $"side-{worker.ToString(CultureInfo.InvariantCulture)}.jsonl");

    public static async Task<int> RunAsync(Options options)
    {
        var (kills, seed) = (options.Number("kills", 200), options.Number("seed", 20261126));
        var onPostgres = options.Text("db", "sqlite") == "postgres";
        Console.WriteLine($"seed {seed}, {kills} kills, {(onPostgres ? "PostgreSQL" : "SQLite")}");
        var folder = Directory.CreateTempSubdirectory().FullName;
        await using var postgres = onPostgres
            ? await ScratchPostgres.CreateAsync(ScratchPostgres.Server
                ?? throw new InvalidOperationException($"Set {ScratchPostgres.Variable} to the connection string of a server."))
            : null;
        try
        {
            (await Bench.OpenAsync(folder, postgres?.Connection)).Dispose();
            var random = new Random(seed);
            var worst = TimeSpan.Zero;
            var early = 0;
            for (var kill = 1; kill <= kills; kill++)
            {
                var (restart, wasEarly) = await KillAsync(folder, postgres?.Connection, random, seed + (kill * 100));
                worst = restart > worst ? restart : worst;
                early += wasEarly ? 1 : 0;
                if (kill % 20 == 0)
                    Console.WriteLine($"{kill} kills");
            }

            return await CheckAsync(options, folder, postgres?.Connection, kills, early, seed, worst);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // One kill in ten comes while the process still starts, to hit the opening of the database too.
    private static async Task<(TimeSpan Restart, bool WasEarly)> KillAsync(string folder, string? connection, Random random, int seed)
    {
        var isEarly = random.Next(10) == 0;
        var wait = TimeSpan.FromMilliseconds(isEarly ? random.Next(50, 900) : random.Next(1, 1500));
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(Chaos).Assembly.Location);
        foreach (var argument in (string[])
            ["chaos-child", "--folder", folder, "--connection", connection ?? "", "--seed", seed.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        var watch = Stopwatch.StartNew();
        using var child = Process.Start(start)!;
        var restart = TimeSpan.Zero;
        if (!isEarly)
        {
            if (await child.StandardOutput.ReadLineAsync() is null)
                throw new InvalidOperationException($"The child ended by itself with code {child.ExitCode}.");
            restart = watch.Elapsed;
        }

        // Read on, or the child would stop at a full pipe.
        var drain = child.StandardOutput.ReadToEndAsync();
        await Task.Delay(wait);
        if (child.HasExited)
            throw new InvalidOperationException($"The child ended by itself with code {child.ExitCode}.");
        child.Kill();
        await child.WaitForExitAsync();
        await drain;
        return (restart, isEarly);
    }

    private static async Task<int> CheckAsync(
        Options options, string folder, string? connection, int kills, int early, int seed, TimeSpan worst)
    {
        var lines = Enumerable.Range(0, Workers).SelectMany(worker => SideFile.Read(SideFileOf(folder, worker))).ToList();
        var intents = lines.Where(line => line.Kind == "intent").ToDictionary(line => line.Command);
        var acks = lines.Where(line => line.Kind == "ack").ToLookup(line => line.Command);
        using var services = await EvaluationServices.OpenAsync(folder, connection);
        var written = await WrittenAsync(folder, connection);

        var lost = acks.Count(ack => !written.ContainsKey(ack.Key));
        var doubled = written.Count(pair => intents.TryGetValue(pair.Key, out var intent)
            && (pair.Value.Streams > 1 || pair.Value.Events > intent.Events));
        var halves = written.Count(pair => intents.TryGetValue(pair.Key, out var intent)
            && (pair.Value.Events < intent.Events || pair.Value.Last != pair.Value.Receipt
                || pair.Value.Last - pair.Value.First + 1 != pair.Value.Events));
        var unknown = written.Keys.Count(command => !intents.ContainsKey(command)) - Evaluation.Workflows.Demo.DemoPeople.All.Count;
        var unanswered = intents.Keys.Where(command => !acks.Contains(command)).ToList();
        var report = await services.Audit.VerifyAsync();
        foreach (var fault in report.Faults)
            Console.WriteLine($"{fault.Stream} {fault.Sequence}: {fault.Problem}");

        var faults = lost + doubled + halves + Math.Abs(unknown) + report.Faults.Count;
        Results.Print(
            $"Killed while it moves dossiers ({(connection is null ? "SQLite" : "PostgreSQL")})", options,
            ("kills (SIGKILL), of which while starting", $"{kills}, {early}; seed {seed}"),
            ("commands sent, answered", $"{intents.Count}, {acks.Count}"),
            ("unanswered: wholly there, wholly absent",
                $"{unanswered.Count(written.ContainsKey)}, {unanswered.Count(command => !written.ContainsKey(command))}"),
            ("answered commands lost", lost.ToString(CultureInfo.InvariantCulture)),
            ("commands carried out twice", doubled.ToString(CultureInfo.InvariantCulture)),
            ("commands carried out by half", halves.ToString(CultureInfo.InvariantCulture)),
            ("commands that nobody sent", unknown.ToString(CultureInfo.InvariantCulture)),
            ("broken chains or lists that differ from them", $"{report.Faults.Count} of {report.Streams} chains, {report.Events} events"),
            ("longest restart, process start to first move", $"{worst.TotalMilliseconds:F0} ms"));
        return faults == 0 ? 0 : 1;
    }

    private sealed record Written(int Streams, int Events, long First, long Last, long Receipt);

    // What the ledger holds of each command, read past the toolkit's own code.
    private static async Task<Dictionary<Guid, Written>> WrittenAsync(string folder, string? connection)
    {
        await using DbConnection db = connection is null
            ? new SqliteConnection($"Data Source={Path.Combine(folder, "has.db")};Pooling=False")
            : new NpgsqlConnection(connection);
        await db.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText =
            """
            SELECT e.command, COUNT(DISTINCT e.stream), COUNT(*), MIN(e.sequence), MAX(e.sequence), MAX(COALESCE(c.sequence, 0))
            FROM events e LEFT JOIN commands c ON c.id = e.command GROUP BY e.command
            UNION ALL
            SELECT c.id, 0, 0, 0, 0, c.sequence FROM commands c WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.command = c.id)
            """;
        var written = new Dictionary<Guid, Written>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            written.Add(Guid.Parse(reader.GetString(0)), new Written(
                (int)reader.GetInt64(1), (int)reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5)));
        }

        return written;
    }
}
