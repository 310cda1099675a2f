using Quartz;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Persistence;

namespace Verbatims.Nlp.Jobs;

/// <summary>
/// Analyses batches with several workers. On SQLite they are threads of this process; on PostgreSQL they are those of every
/// process, on any machine, that has opened the same database: what one of them had taken when it died, another does.
/// </summary>
public sealed class AnalysisWorkers : IAsyncDisposable
{
    // A chunk that failed is tried twice again before the analysis gives up.
    private const int Rounds = 3;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    // Nobody tells a machine that another one has asked for work.
    private static readonly TimeSpan LookForWorkEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(5);
    // More than the scheduler needs to write down that a chunk is done.
    private static readonly TimeSpan PatienceOnceIdle = TimeSpan.FromSeconds(10);

    private readonly IScheduler _scheduler;
    private readonly BatchAnalysis _analysis;
    private readonly ChunkTally _tally;
    private readonly TimeProvider _clock;

    private AnalysisWorkers(
        IScheduler scheduler, BatchAnalysis analysis, ChunkTally tally, TimeProvider clock) =>
        (_scheduler, _analysis, _tally, _clock) = (scheduler, analysis, tally, clock);

    /// <summary>Starts workers.</summary>
    /// <param name="database">Where the batches are.</param>
    /// <param name="analysis">What they do with a chunk.</param>
    /// <param name="workers">How many in this process, from 1 to 64.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="workers"/> is not in its range.</exception>
    public static async Task<AnalysisWorkers> StartAsync(
        VerbatimDatabase database, BatchAnalysis analysis, int workers, TimeProvider clock,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workers, 64);
        var tally = new ChunkTally();
        var scheduler = await QuartzSchedulerBuilder.Create(quartz =>
        {
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = database.IsSqlite ? $"has-verbatims-{Guid.NewGuid():N}" : "has-verbatims";
                options.IdleWaitTime = LookForWorkEvery;
            });
            quartz.UseDefaultThreadPool(workers);
            quartz.UseJobFactory(new ChunkJob.Factory(analysis, tally));
            if (database.IsSqlite)
                quartz.UseInMemoryStore(_ => { });
            else
                quartz.UsePersistentStore(store => OnPostgres(store, database));
        }).BuildScheduler(cancellationToken);
        await scheduler.Start(cancellationToken);
        return new AnalysisWorkers(scheduler, analysis, tally, clock);
    }

    /// <summary>Analyses a batch, or what is left of it, and waits for the end.</summary>
    /// <param name="batch">A batch whose file was read to its end.</param>
    /// <param name="progress">Receives how far it is.</param>
    /// <param name="cancellationToken">Stops the waiting; chunks that are done stay done.</param>
    /// <exception cref="InvalidDataException">The batch does not exist or is still being read.</exception>
    /// <exception cref="IOException">Chunks failed again and again; the message is French.</exception>
    public async Task<BatchRun> AnalyseAsync(
        BatchId batch, IProgress<BatchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var run = await _analysis.BeginAsync(batch, cancellationToken);
        var pace = new Pace(_clock);
        for (var round = 1; !run.IsFinished; round++)
        {
            var left = await _analysis.LeftAsync(batch, run.Number, cancellationToken);
            if (round > Rounds && left.Count > 0)
                throw GaveUp(batch, left.Count);
            foreach (var chunk in left)
                await ScheduleAsync(ChunkJob.Of(batch, run.Number, chunk), cancellationToken);
            await WaitAsync(batch, run.Number, pace, progress, cancellationToken);
            await _analysis.FinishAsync(batch, run.Number, cancellationToken);
            run = await _analysis.BeginAsync(batch, cancellationToken);
        }

        progress?.Report(new BatchProgress(BatchState.Analysing, 1, run.Analysed, TimeSpan.Zero));
        return run;
    }

    /// <summary>Works for the batches of other machines until it is stopped.</summary>
    /// <returns>Why chunks failed here, if any did; the machine that asked for them tries them again.</returns>
    public async Task<IReadOnlyList<string>> ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // That is how serving ends.
        }

        return [.. _tally.Failures.Select(failure => failure.Message)];
    }

    /// <summary>Lets the chunks that are under way end, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        var stopped = _scheduler.Shutdown(true).AsTask();
        while (await Task.WhenAny(stopped, Task.Delay(PatienceOnceIdle)) != stopped)
        {
            // A database that went while it was asked for work is asked again without end, and its scheduler never stops.
            if (_tally.UnderWay == 0)
                return;
        }

        await stopped;
    }

    private static void OnPostgres(IPersistentStoreBuilder store, VerbatimDatabase database) => store
        .UsePostgres(VerbatimDatabase.PostgresDriver, database.Connection)
        .ProvisionSchema()
        .ConfigureStore(options =>
        {
            options.StoreJobDataAsStrings = true;
            // Where the database has gone, these threads go on asking for it, and a process that was told to stop would wait for them.
            options.UseBackgroundThreads = true;
        })
        .UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (CheckIn, CheckIn));

    private async Task ScheduleAsync(IJobDetail job, CancellationToken cancellationToken)
    {
        try
        {
            await _scheduler.ScheduleJob(
                job, TriggerBuilder.Create().WithIdentity(job.Key.Name, job.Key.Group).StartNow().Build(), new ScheduleJobOptions(),
                cancellationToken);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Another process asked for the same chunk; one of its workers or of ours will do it.
        }
    }

    // Until no job of the run is left, done or failed.
    private async Task WaitAsync(
        BatchId batch, int run, Pace pace, IProgress<BatchProgress>? progress, CancellationToken cancellationToken)
    {
        var group = GroupMatcher<JobKey>.GroupEquals(ChunkJob.GroupOf(batch, run));
        var total = await _analysis.CommentsAsync(batch, cancellationToken);
        while ((await _scheduler.GetJobKeys(group, cancellationToken)).Count > 0)
        {
            var done = await _analysis.DoneAsync(batch, run, cancellationToken);
            var share = total == 0 ? 1 : (double)done / total;
            pace.Begin(share);
            progress?.Report(new BatchProgress(BatchState.Analysing, share, done, pace.Remaining(share)));
            // Real time, whatever the clock: the workers live in it.
            await Task.Delay(LookEvery, cancellationToken);
        }
    }

    private IOException GaveUp(BatchId batch, int left)
    {
        var cause = _tally.Failures.LastOrDefault();
        return new IOException(
            $"{left} bloc(s) du lot {batch} n’ont pas pu être analysés après {Rounds} essais"
            + (cause is null ? " ; voyez les messages des autres machines." : $" : {cause.Message}")
            + " Ce qui est fait est gardé ; relancez l’analyse pour le reste.", cause);
    }
}
