using System.Collections.Concurrent;
using System.Threading.Channels;
using HasToolkit.Web.Hosting;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Demo;
using Verbatims.Nlp.Reading;

namespace HasToolkit.Web.Verbatims;

/// <summary>What this machine does, or did, about a batch.</summary>
/// <param name="Progress">How far it is; null before it begins.</param>
/// <param name="Failure">Why it stopped, in French; null when nothing went wrong.</param>
internal sealed record WorkState(BatchProgress? Progress = null, string? Failure = null);

/// <summary>
/// Reads and analyses, one file after the other, in the background. What a stop interrupts goes on at the next start, where it was.
/// On PostgreSQL the machines that share the database share the analysis.
/// </summary>
internal sealed class CommentWorker(
    CommentHost host, HandInShelf shelf, HasOptions options, ILogger<CommentWorker> logger) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    private readonly Channel<(Guid? HandIn, BatchId Batch)> _asked = Channel.CreateUnbounded<(Guid?, BatchId)>();
    private readonly ConcurrentDictionary<BatchId, WorkState> _states = new();

    /// <summary>What this machine does about a batch; null when nothing was asked of it.</summary>
    public WorkState? StateOf(BatchId batch) => _states.GetValueOrDefault(batch);

    /// <summary>Asks for a file that was confirmed to be read and analysed.</summary>
    public void Ask(HandIn confirmed) => Ask(confirmed.Id, confirmed.BatchId!.Value);

    /// <summary>Asks for a batch that was read to be analysed, or what is left of it.</summary>
    public void Ask(BatchId batch) => Ask(null, batch);

    /// <summary>Drops what is known of a batch that was deleted.</summary>
    public void Drop(BatchId batch) => _states.TryRemove(batch, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The pages are served while this goes on.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                shelf.RemoveForgotten();
                if (options.Demo)
                    await DemoComments.SeedAsync(host.Services, stoppingToken);
                await ResumeAsync(stoppingToken);
                await WorkAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A database that is away comes back; it must not stop the product.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.LogError(e, "The comments could not be worked on; it will be tried again.");
                await PauseAsync(stoppingToken);
            }
        }
    }

    private static async Task PauseAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Real time, whatever the clock: the database lives in it.
            await Task.Delay(AfterFailure, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private void Ask(Guid? handIn, BatchId batch)
    {
        _states[batch] = new WorkState();
        _asked.Writer.TryWrite((handIn, batch));
    }

    private async Task ResumeAsync(CancellationToken stoppingToken)
    {
        foreach (var one in shelf.All().Reverse().Where(one => one is { Batch: not null, Failure: null }))
            Ask(one);
        foreach (var batch in await host.Services.Queries.BatchesAsync(stoppingToken))
        {
            if (batch.State == BatchState.Analysing)
                Ask(batch.Id);
        }
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        await using var crew = await host.Services.WorkersAsync(options.CommentWorkers, stoppingToken);
        await foreach (var (handIn, batch) in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                if (handIn is { } id && shelf.Find(id) is { } one)
                    await ReadAsync(one, stoppingToken);
                await crew.AnalyseAsync(batch, new Follow(this, batch), stoppingToken);
                _states.TryRemove(batch, out _);
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                if ((handIn is not { } asked || shelf.Find(asked) is null)
                    && (await host.Services.Queries.BatchesAsync(stoppingToken)).All(other => other.Id != batch))
                {
                    // It was deleted meanwhile: that is no failure.
                    _states.TryRemove(batch, out _);
                    continue;
                }

                _states[batch] = new WorkState(Failure: e.Message);
                if (handIn is { } failed && shelf.Find(failed) is { } kept)
                    shelf.Keep(kept with { Failure = e.Message });
                // The message of a file that cannot be read may repeat a line of it: the journal of the machine has its kind only.
                logger.LogWarning("Batch {Batch} stopped: {Kind}.", batch, e.GetType().Name);
            }

            shelf.RemoveForgotten();
        }
    }

    private async Task ReadAsync(HandIn one, CancellationToken stoppingToken)
    {
        using (var source = await SourceFile.OpenAsync(shelf.PathOf(one), one.Choices, stoppingToken))
        {
            var mapping = one.Mapping ?? source.Proposal;
            await host.Services.ReadAsync(source, mapping, new Follow(this, one.BatchId!.Value), one.Person, stoppingToken);
        }

        // All of it is stored, names masked: the file with the names goes.
        shelf.Remove(one.Id);
    }

    private sealed class Follow(CommentWorker worker, BatchId batch) : IProgress<BatchProgress>
    {
        public void Report(BatchProgress value) => worker._states[batch] = new WorkState(value);
    }
}
