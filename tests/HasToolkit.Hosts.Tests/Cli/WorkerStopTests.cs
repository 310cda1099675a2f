using System.Diagnostics;
using HasToolkit.Tests;

namespace HasToolkit.Hosts.Tests.Cli;

/// <summary>A worker in a process of its own: only then is seen what keeps a process alive.</summary>
public sealed class WorkerStopTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("has-worker-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_worker_whose_database_has_gone_stops_when_it_is_told_to()
    {
        Assert.SkipUnless(ScratchPostgres.Server is not null, $"Pas de PostgreSQL : donnez une chaîne de connexion dans {ScratchPostgres.Variable}.");
        using var worker = await StartOnADatabaseThatGoesAsync();
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

    private async Task<Process> StartOnADatabaseThatGoesAsync()
    {
        await using var postgres = await ScratchPostgres.CreateAsync(ScratchPostgres.Server!);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])[KilledAnalysisTests.Program, "verbatims", "worker", "--base", postgres.Connection, "--donnees", _folder])
            start.ArgumentList.Add(arg);
        var worker = Process.Start(start)!;
        await worker.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        return worker;
    }
}
