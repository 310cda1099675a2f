using Evaluation.Workflows;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Tests.Followers.Conformance;
using HasToolkit.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HasToolkit.Elsa.Tests;

public sealed class ElsaOnSqliteTests(FollowedLedger ledger) : FollowerConformance(ledger), IAsyncLifetime
{
    private readonly ElsaProcesses _processes = new(null);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _processes.DisposeAsync();

    protected override Task<IProcedureFollower> StartAsync() => _processes.StartAsync();

    protected override Task<IProcedureFollower> RestartAsync(IProcedureFollower follower) => _processes.RestartAsync();
}

public sealed class ElsaOnPostgresTests(FollowedLedger ledger) : FollowerConformance(ledger), IAsyncLifetime
{
    private ScratchPostgres? _database;
    private ElsaProcesses? _processes;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(ScratchPostgres.Server is null, $"{ScratchPostgres.Variable} names no PostgreSQL server.");
        _database = await ScratchPostgres.CreateAsync(ScratchPostgres.Server!);
        _processes = new ElsaProcesses(_database.Connection);
    }

    public async ValueTask DisposeAsync()
    {
        if (_processes is not null)
            await _processes.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    protected override Task<IProcedureFollower> StartAsync() => _processes!.StartAsync();

    protected override Task<IProcedureFollower> RestartAsync(IProcedureFollower follower) => _processes!.RestartAsync();
}

/// <summary>Elsa with a store of its own, started and stopped as a process is.</summary>
internal sealed class ElsaProcesses(string? connection) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("has-elsa-").FullName;
    private EvaluationServices? _evaluation;
    private IHost? _host;

    public async Task<IProcedureFollower> StartAsync()
    {
        _evaluation = await EvaluationServices.OpenAsync(_folder);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Error);
        builder.Services.AddElsaFollower(_evaluation, _folder, connection);
        _host = builder.Build();
        await _host.StartAsync();
        return _host.Services.GetRequiredService<ElsaFollower>();
    }

    public async Task<IProcedureFollower> RestartAsync()
    {
        await StopAsync();
        return await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        // Elsa lets go of its last lock files a little after it has stopped.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(_folder, recursive: true);
                return;
            }
            catch (IOException) when (attempt < 40)
            {
                await Task.Delay(250);
            }
        }
    }

    private async Task StopAsync()
    {
        if (_host is null)
            return;
        await _host.StopAsync();
        _host.Dispose();
        _evaluation!.Dispose();
    }
}
