using Elsa.Extensions;
using Elsa.Features.Services;
using Elsa.Persistence.EFCore.Extensions;
using Elsa.Persistence.EFCore.Modules.Management;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Elsa.Workflows.Activities.Flowchart.Extensions;
using Elsa.Workflows.Runtime.Distributed.Extensions;
using Evaluation.Workflows;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Persistence;
using Medallion.Threading;
using Medallion.Threading.FileSystem;
using Medallion.Threading.Postgres;

namespace HasToolkit.Elsa;

/// <summary>Elsa Workflows with the procedures of the toolkit in it and a follower of the ledger.</summary>
public static class ElsaEngine
{
    /// <summary>Adds the engine, its store and the follower.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="evaluation">The ledger and its procedures.</param>
    /// <param name="folder">Where the SQLite file and the locks are kept.</param>
    /// <param name="connection">A PostgreSQL connection string; null for SQLite in the folder.</param>
    /// <param name="more">What a host adds, such as the API for Elsa Studio; may be null.</param>
    public static IServiceCollection AddElsaFollower(
        this IServiceCollection services, EvaluationServices evaluation, string folder, string? connection, Action<IModule>? more = null)
    {
        Directory.CreateDirectory(folder);
        var file = $"Data Source={Path.Combine(folder, "elsa.db")}";
        services.AddElsa(elsa =>
        {
            elsa.AddActivity<StepActivity>();
            // Tokens: a track ends where the flow leaves its step, whatever joins the drawing shows further on.
            elsa.UseFlowchart(flowchart => flowchart.UseTokenBasedExecution());
            elsa.UseWorkflowManagement(management =>
            {
                management.UseEntityFrameworkCore(store => Use(store, file, connection));
                management.UseCache();
            });
            elsa.UseWorkflowRuntime(runtime =>
            {
                runtime.UseEntityFrameworkCore(store => Use(store, file, connection));
                runtime.UseCache();
                runtime.UseDistributedRuntime();
                runtime.DistributedLockProvider = _ => LocksIn(folder, connection);
            });
            more?.Invoke(elsa);
        });
        services.AddSingleton(evaluation);
        services.AddScoped<global::Elsa.Workflows.Runtime.IWorkflowsProvider, ProcedureWorkflows>();
        return services.AddSingleton<ElsaFollower>();
    }

    /// <summary>Hands the follower everything that it has not followed yet.</summary>
    public static async Task<FollowerRound> CatchUpAsync(
        this EvaluationServices evaluation, IProcedureFollower follower, CancellationToken cancellationToken)
    {
        var (dossiers, events, rebuilt, failures) = (0, 0, 0, new List<FollowerFailure>());
        FollowerRound round;
        do
        {
            round = await evaluation.Feed.FollowAsync(
                follower, isForced: dossiers + failures.Count == 0, cancellationToken: cancellationToken);
            (dossiers, events, rebuilt) = (dossiers + round.Dossiers, events + round.Events, rebuilt + round.Rebuilt);
            failures.AddRange(round.Failures);
        }
        while (round.Dossiers > 0);

        return new FollowerRound(dossiers, events, rebuilt, failures);
    }

    private static void Use(WorkflowManagementPersistenceFeature store, string file, string? connection)
    {
        if (connection is null)
            store.UseSqlite(file);
        else
            store.UsePostgreSql(connection);
    }

    private static void Use(EFCoreWorkflowRuntimePersistenceFeature store, string file, string? connection)
    {
        if (connection is null)
            store.UseSqlite(file);
        else
            store.UsePostgreSql(connection);
    }

    private static IDistributedLockProvider LocksIn(string folder, string? connection) => connection is null
        ? new FileDistributedSynchronizationProvider(new DirectoryInfo(Path.Combine(folder, "verrous")))
        : new PostgresDistributedSynchronizationProvider(connection);
}
