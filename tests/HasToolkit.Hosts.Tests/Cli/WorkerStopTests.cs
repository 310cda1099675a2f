using System.Diagnostics;
using HasToolkit.Tests;
using Npgsql;

namespace HasToolkit.Hosts.Tests.Cli;

/// <summary>A worker in a process of its own: only then is seen what keeps a process alive.</summary>
public sealed class WorkerStopTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("has-worker-").FullName;

    private NpgsqlConnection? _locker;

    public async ValueTask DisposeAsync()
    {
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
        using var worker = await StartOnADatabaseThatGoesAsync(whileItIsAsked);
        var drain = Task.WhenAll(worker.StandardOutput.ReadToEndAsync(), worker.StandardError.ReadToEndAsync());

        using (var kill = Process.Start("kill", ["-TERM", $"{worker.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            await worker.WaitForExitAsync(patience.Token);
        }
        finally
        {
            worker.Kill();
        }

        await drain;
    }

    private async Task<Process> StartOnADatabaseThatGoesAsync(bool whileItIsAsked)
    {
        await using var postgres = await ScratchPostgres.CreateAsync(ScratchPostgres.Server!);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])[KilledAnalysisTests.Program, "verbatims", "worker", "--base", postgres.Connection, "--donnees", _folder])
            start.ArgumentList.Add(arg);
        var worker = Process.Start(start)!;
        await worker.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        if (whileItIsAsked)
            await MakeWaitAsync(postgres.Connection);
        return worker;
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
        command.CommandText = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while ((long)(await command.ExecuteScalarAsync(cancellationToken))! == 0)
            await Task.Delay(50, cancellationToken);
    }
}
