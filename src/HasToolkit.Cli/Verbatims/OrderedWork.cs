using System.Threading.Channels;

namespace HasToolkit.Cli.Verbatims;

/// <summary>Shares chunks out to all processors and gives the results back in order, with few chunks in memory at a time.</summary>
internal static class OrderedWork
{
    public static async Task RunAsync<TIn, TOut>(
        IAsyncEnumerable<TIn[]> chunks, Func<TIn[], TOut> work, Func<TOut, Task> take, CancellationToken cancellationToken)
    {
        // One more than processors, so that none waits for the writer.
        var queue = Channel.CreateBounded<Task<TOut>>(Environment.ProcessorCount + 1);
        var producer = Task.Run(
            async () =>
            {
                try
                {
                    await foreach (var chunk in chunks.WithCancellation(cancellationToken))
                    {
                        await queue.Writer.WriteAsync(
                            Task.Run(() => work(chunk), cancellationToken), cancellationToken);
                    }

                    queue.Writer.Complete();
                }
                catch (Exception e)
                {
                    queue.Writer.Complete(e);
                    throw;
                }
            },
            cancellationToken);
        await foreach (var result in queue.Reader.ReadAllAsync(cancellationToken))
            await take(await result);
        await producer;
    }
}
