using System.Diagnostics;
using HasToolkit.Tests;
using HasToolkit.Web.Hosting;

namespace HasToolkit.Benchmarks;

/// <summary>Many users at once, each with an account and with pauses for thought, against the web host in a process of its own, on PostgreSQL.</summary>
internal static class LoadBench
{
    private const double Goal = 200;

    /// <summary>The host, in the process that is measured.</summary>
    public static Task<int> HostAsync(string[] args) => WebApp.RunAsync([.. args.Skip(1)]);

    public static async Task<int> RunAsync(Options options)
    {
        var (users, seconds, seed) = (options.Number("users", 200), options.Number("seconds", 300), options.Number("seed", 20_261_126));
        if (ScratchPostgres.Server is not { } server)
        {
            Console.Error.WriteLine($"Set {ScratchPostgres.Variable} to the connection string of a PostgreSQL server.");
            return 2;
        }

        await using var postgres = await ScratchPostgres.CreateAsync(server);
        var folder = Directory.CreateTempSubdirectory("has-load-").FullName;
        Console.Error.WriteLine("The demonstration and the accounts are made; some minutes.");
        await LoadStage.SetAsync(folder, postgres.Connection, users);
        using var host = Start(folder, postgres.Connection, out var address);
        try
        {
            using var connections = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = users * 2 };
            using var http = new HttpClient(connections)
            {
                BaseAddress = await address.WaitAsync(TimeSpan.FromMinutes(2)),
                Timeout = TimeSpan.FromSeconds(60),
            };
            var places = await LoadPlaces.FindAsync(http, guide => guide.SignInAsync(LoadStage.IdentifierOf(0), LoadStage.Password));
            var watch = Stopwatch.StartNew();
            using var end = new CancellationTokenSource();
            var crowd = Enumerable.Range(0, users).Select(number => new LoadUser(http, places, number, seed).WorkAsync(end.Token)).ToList();
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            await end.CancelAsync();
            var answers = (await Task.WhenAll(crowd)).SelectMany(one => one).ToList();
            return Report(options, answers, users, watch.Elapsed, host);
        }
        finally
        {
            host.Kill(entireProcessTree: true);
            await host.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Report(Options options, List<LoadAnswer> answers, int users, TimeSpan elapsed, Process host)
    {
        var times = answers.Select(answer => answer.Milliseconds).Order().ToList();
        var errors = answers.Where(answer => !answer.IsGood).ToList();
        var p95 = Share(times, 0.95);
        host.Refresh();
        Results.Print(
            "Users at once on PostgreSQL", options, "load",
            [
                ("users, pause between two pages, time", $"{users}, 1 to 3 s, {elapsed.TotalSeconds:F0} s; the users and the database run on the same machine"),
                ("who they are, and what is there", "each with an account, who come within the first minute; the whole demonstration"),
                ("requests", $"{times.Count}, {times.Count / elapsed.TotalSeconds:F0} each second"),
                ("time of an answer, p50 / p95 / p99 / max", Line(times) + $" (goal: p95 under {Goal} ms)"),
                .. answers.GroupBy(answer => answer.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind =>
                    ($"{kind.Key}, {kind.Count()}", Line([.. kind.Select(answer => answer.Milliseconds).Order()]))),
                ("forms refused because somebody wrote first (409)", $"{answers.Count(answer => answer.Status == 409)}"),
                ("errors", errors.Count == 0 ? "0" : $"{errors.Count}: " + string.Join(", ", errors.GroupBy(error => (error.Kind, error.Status))
                    .Select(group => $"{group.Count()} × {group.Key.Kind} {group.Key.Status}"))),
                ("memory of the host at the end", $"{host.WorkingSet64 / 1_000_000} MB"),
            ]);
        return p95 < Goal && errors.Count == 0 ? 0 : 1;
    }

    private static string Line(List<double> times) =>
        $"{Share(times, 0.5):F0} / {Share(times, 0.95):F0} / {Share(times, 0.99):F0} / {times[^1]:F0} ms";

    private static double Share(List<double> times, double share) => times[(int)Math.Ceiling(share * times.Count) - 1];

    // The process runs as it is shipped: the collector of a server, and no log but warnings.
    private static Process Start(string folder, string connection, out Task<Uri> address)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, WorkingDirectory = folder };
        foreach (var argument in (string[])[
            "load-host", $"--Has:DataFolder={folder}", $"--Has:Connection={connection}", "--Has:Demo=true", "--Has:Access=comptes", "--Has:SignInsPerMinute=1000000", "--urls=http://127.0.0.1:0",
            "--Logging:LogLevel:Default=Error", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Error"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_gcServer"] = "1";
        var process = Process.Start(start)!;
        var told = new TaskCompletionSource<Uri>();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                told.TrySetException(new IOException("The host stopped before it was ready."));
            else if (line.Data.Split(' ').FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal)) is { } found)
                told.TrySetResult(new Uri(found));
        };
        process.BeginOutputReadLine();
        address = told.Task;
        return process;
    }
}

/// <summary>An answer, and how long it took.</summary>
internal sealed record LoadAnswer(string Kind, double Milliseconds, int Status)
{
    /// <summary>Whether it is what a user expects; a form that came second is refused with its reason, and nothing is lost.</summary>
    public bool IsGood => Status is >= 200 and < 400 or 409;
}
