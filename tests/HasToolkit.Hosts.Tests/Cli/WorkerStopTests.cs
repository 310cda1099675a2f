using System.Diagnostics;
using HasToolkit.Tests;
using Npgsql;

namespace HasToolkit.Hosts.Tests.Cli;

/// <summary>A worker in a process of its own: only then is seen what keeps a process alive.</summary>
public sealed class WorkerStopTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("has-worker-").FullName;

    private Process? _worker;
    private NpgsqlConnection? _locker;

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
        {
            _worker.Kill();
            await _worker.WaitForExitAsync();
            _worker.Dispose();
        }

        if (_locker is not null)
            await _locker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_worker_whose_database_has_gone_stops_when_it_is_told_to(bool whileItIsAsked)
    {
        Assert.SkipUnless(ScratchPostgres.Server is not null, $"Pas de PostgreSQL : donnez une chaîne de connexion dans {ScratchPostgres.Variable}.");
        var worker = await StartOnADatabaseThatGoesAsync(whileItIsAsked);
        var drain = Task.WhenAll(worker.StandardOutput.ReadToEndAsync(), worker.StandardError.ReadToEndAsync());

        using (var kill = Process.Start("kill", ["-TERM", $"{worker.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await worker.WaitForExitAsync(patience.Token);
        await drain;
    }

    private async Task<Process> StartOnADatabaseThatGoesAsync(bool whileItIsAsked)
    {
        await using var postgres = await ScratchPostgres.CreateAsync(ScratchPostgres.Server!);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])[KilledAnalysisTests.Program, "verbatims", "worker", "--base", postgres.Connection, "--donnees", _folder])
            start.ArgumentList.Add(arg);
        _worker = Process.Start(start)!;
        await _worker.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        if (whileItIsAsked)
            await MakeWaitAsync(postgres.Connection);
        return _worker;
    }

    // The table of its work held, the worker is in the midst of a question when the database goes.
    private async Task MakeWaitAsync(string database)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _locker = new NpgsqlConnection(database + ";Pooling=false");
        await _locker.OpenAsync(cancellationToken);
        await using var command = _locker.CreateCommand();
        command.CommandText = "BEGIN; LOCK TABLE qrtz_triggers";
        await command.ExecuteNonQueryAsync(cancellationToken);
        // Not pg_stat_activity: what a transaction first read there is what it reads to its end.
        command.CommandText = "SELECT count(*) FROM pg_locks WHERE relation = 'qrtz_triggers'::regclass AND NOT granted";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while ((long)(await command.ExecuteScalarAsync(patience.Token))! == 0)
            await Task.Delay(50, patience.Token);
    }
}
