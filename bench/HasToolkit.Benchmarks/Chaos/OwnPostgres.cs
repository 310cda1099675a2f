using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace HasToolkit.Benchmarks.Chaos;

/// <summary>A cluster of its own, made by initdb, that may be killed. Its settings are those of PostgreSQL: what is committed is flushed.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private readonly string _bin;
    private readonly string _home;
    private readonly string _addresses;
    private readonly int _port;

    private OwnPostgres(string bin, string home, string addresses, int port) => (_bin, _home, _addresses, _port) = (bin, home, addresses, port);

    private string Data => Path.Combine(_home, "data");

    /// <summary>The connection string of the experiment.</summary>
    /// <param name="host">The address under which the actor reaches it.</param>
    public string ConnectionFrom(string host = "127.0.0.1") => new NpgsqlConnectionStringBuilder
    {
        Host = host,
        Port = _port,
        Username = "has",
        Database = "has",
        MaxPoolSize = 20,
        Timeout = 15,
    }.ConnectionString;

    /// <summary>Makes a cluster and starts it.</summary>
    /// <param name="home">An empty folder that the account of PostgreSQL may enter.</param>
    /// <param name="address">A further address to listen on; null for none.</param>
    /// <exception cref="LeftOutException">The programs of the server are not on this machine.</exception>
    public static async Task<OwnPostgres> CreateAsync(string home, string? address)
    {
        var bin = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(folder => int.TryParse(
                Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin")).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            : null;
        var postgres = new OwnPostgres(
            bin ?? throw new LeftOutException("the server programs of PostgreSQL are not installed (package postgresql)"),
            home, address is null ? "127.0.0.1" : $"127.0.0.1,{address}", FreePort());
        if (Programs.IsRoot)
            await Programs.DoAsync("chown", "postgres", home);
        await postgres.AsOwnerAsync("initdb", "-D", postgres.Data, "--username=has", "--auth=trust", "--encoding=UTF8", "--locale=C");
        if (address is not null)
            await File.AppendAllTextAsync(Path.Combine(postgres.Data, "pg_hba.conf"), $"host all all {address}/30 trust\n");
        await postgres.StartAsync();
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(postgres.ConnectionFrom()) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("CREATE DATABASE has", connection);
        await command.ExecuteNonQueryAsync();
        return postgres;
    }

    /// <summary>Starts the server and waits until it takes connections.</summary>
    /// <returns>How long that took, recovery included.</returns>
    public async Task<TimeSpan> StartAsync()
    {
        var watch = Stopwatch.StartNew();
        for (var tries = 1; ; tries++)
        {
            try
            {
                await AsOwnerAsync(
                    "pg_ctl", "start", "-D", Data, "-l", Path.Combine(_home, "server.log"), "-w", "-t", "60", "-o",
                    $"-p {_port} -c listen_addresses={_addresses} -c unix_socket_directories={_home} -c max_connections=200");
                return watch.Elapsed;
            }
            catch (IOException) when (tries < 20)
            {
                // Processes of the server that was killed may not have seen yet that it is gone.
                await Task.Delay(250);
            }
        }
    }

    /// <summary>Kills the first process of the server, or it and all the others, as when a machine dies.</summary>
    public async Task KillAsync(bool whole)
    {
        var first = int.Parse((await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        var others = whole ? ChildrenOf(first) : [];
        Kill(first);
        foreach (var other in others)
            Kill(other);
    }

    /// <summary>Kills the process of one connection; the server then drops all connections and recovers by itself.</summary>
    /// <returns>False when there was none.</returns>
    public async Task<bool> KillBackendAsync(Random random)
    {
        try
        {
            await using var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(ConnectionFrom()) { Pooling = false }.ConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(
                "SELECT pid FROM pg_stat_activity WHERE datname = 'has' AND pid <> pg_backend_pid() ORDER BY state = 'active' DESC, pid", connection);
            var backends = new List<int>();
            await using (var reader = await command.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                    backends.Add(reader.GetInt32(0));
            }

            if (backends.Count == 0)
                return false;
            Kill(backends[random.Next(Math.Min(3, backends.Count))]);
            await RecoveredAsync(connection);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    // The server ends this connection too; then it takes new ones once it has recovered.
    private async Task RecoveredAsync(NpgsqlConnection witness)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            try
            {
                await using var ask = new NpgsqlCommand("SELECT 1", witness);
                if (witness.State != System.Data.ConnectionState.Open)
                {
                    await witness.OpenAsync();
                    return;
                }

                await ask.ExecuteScalarAsync();
            }
            catch (NpgsqlException)
            {
                // Gone, or recovering.
            }

            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        var args = (string[])["stop", "-D", Data, "-m", "immediate", "-w", "-t", "30"];
        await Programs.RunAsync(Programs.IsRoot ? "runuser" : Path.Combine(_bin, "pg_ctl"),
            Programs.IsRoot ? ["-u", "postgres", "--", Path.Combine(_bin, "pg_ctl"), .. args] : args);
    }

    // initdb and the server refuse to run as root. What they start keeps the pipes of their output, so the output goes nowhere.
    private Task<string> AsOwnerAsync(string program, params string[] args)
    {
        var line = string.Join(' ', new[] { Path.Combine(_bin, program) }.Concat(args).Select(word => $"'{word}'"));
        return Programs.IsRoot
            ? Programs.DoAsync("runuser", "-u", "postgres", "--", "sh", "-c", $"{line} >/dev/null 2>&1")
            : Programs.DoAsync("sh", "-c", $"{line} >/dev/null 2>&1");
    }

    private static List<int> ChildrenOf(int parent) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).OfType<string>().Where(name => name.All(char.IsAsciiDigit))
            .Select(name => (Id: int.Parse(name, CultureInfo.InvariantCulture), Parent: ParentOf(name))).Where(one => one.Parent == parent)
            .Select(one => one.Id),
    ];

    // The fourth word of « pid (name) state parent », the name being able to hold blanks.
    private static int ParentOf(string process)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It ended by itself.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
