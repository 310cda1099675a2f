using System.Collections.Concurrent;

namespace Verbatims.Nlp.Jobs;

/// <summary>How many chunks this process has in hand, and which of them failed.</summary>
internal sealed class ChunkTally
{
    private readonly ConcurrentQueue<Exception> _failures = new();
    private int _underWay;

    public IReadOnlyCollection<Exception> Failures => _failures;

    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Counts a chunk for as long as it is worked on; its failure is kept and thrown on.</summary>
    public async Task CountAsync(Func<Task> work)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _failures.Enqueue(e);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
