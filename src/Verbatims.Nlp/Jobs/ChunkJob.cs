using System.Globalization;
using Quartz;
using Quartz.Extensibility;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Persistence;

namespace Verbatims.Nlp.Jobs;

/// <summary>A chunk of a batch to be analysed, on whichever machine takes it first.</summary>
internal sealed class ChunkJob(BatchAnalysis analysis, ChunkTally tally) : IJob
{
    private const string Batch = "batch";
    private const string Run = "run";
    private const string Chunk = "chunk";

    /// <summary>The jobs of a run bear its name.</summary>
    public static string GroupOf(BatchId batch, int run) => string.Create(CultureInfo.InvariantCulture, $"{batch}/{run}");

    /// <summary>The job of a chunk; what a dead machine had taken is taken again by another.</summary>
    public static IJobDetail Of(BatchId batch, int run, long chunk)
    {
        var name = chunk.ToString(CultureInfo.InvariantCulture);
        return JobBuilder.Create<ChunkJob>().WithIdentity(name, GroupOf(batch, run)).RequestRecovery(true)
            .UsingJobData(Batch, batch.Value).UsingJobData(Run, run.ToString(CultureInfo.InvariantCulture))
            .UsingJobData(Chunk, name).Build();
    }

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        VerbatimTelemetry.Waited(context.FireTimeUtc - context.Trigger.StartTimeUtc);
        var data = context.MergedJobDataMap;
        var batch = new BatchId((string)data[Batch]!);
        var run = int.Parse((string)data[Run]!, CultureInfo.InvariantCulture);
        var chunk = long.Parse((string)data[Chunk]!, CultureInfo.InvariantCulture);
        try
        {
            await tally.CountAsync(async () =>
            {
                await analysis.DoAsync(batch, run, chunk, cancellationToken);
                await analysis.FinishAsync(batch, run, cancellationToken);
            });
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new JobExecutionException(e);
        }
    }

    /// <summary>Makes jobs with what they need on this machine.</summary>
    internal sealed class Factory(BatchAnalysis analysis, ChunkTally tally) : IJobFactory
    {
        public ValueTask<JobScope> CreateJob(
            TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(new JobScope(new ChunkJob(analysis, tally), null));

        public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
