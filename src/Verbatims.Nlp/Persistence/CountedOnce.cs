using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Persistence;

/// <summary>
/// Keeps what was counted of a batch as long as nothing of it changes: neither its finished run, nor what persons corrected or read,
/// on this machine or another.
/// </summary>
/// <remarks>
/// Comments, results, corrections and marks are only ever added, so that how many there are says whether something changed. A batch that
/// is still read or analysed is counted each time.
/// </remarks>
internal sealed class CountedOnce(VerbatimDatabase database) : IDisposable
{
    // In units of a thousand numbers, or of one set of figures: some 16 MB of numbers at most.
    private const int Room = 2_000;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = Room });

    /// <summary>What was counted of the comments that a query means, or is counted now.</summary>
    public Task<T> OfAsync<T>(CommentQuery query, Func<Task<T>> count, CancellationToken cancellationToken) =>
        // The same words are the same search; marks of reading change nothing that does not ask for them.
        OfAsync(query.Batch, (query with { Search = null }, query.Search?.Text), query.IsRead is not null, count, cancellationToken);

    /// <summary>What was counted of a whole batch under a name, or is counted now.</summary>
    public Task<T> OfAsync<T>(BatchId batch, string name, Func<Task<T>> count, CancellationToken cancellationToken) =>
        OfAsync(batch, name, hasMarks: false, count, cancellationToken);

    public void Dispose() => _kept.Dispose();

    private async Task<T> OfAsync<T>(BatchId batch, object what, bool hasMarks, Func<Task<T>> count, CancellationToken cancellationToken)
    {
        if (await StampAsync(batch, cancellationToken) is not { } stamp)
            return await count();
        var key = (typeof(T), what, hasMarks ? stamp : stamp with { Readings = 0 });
        if (_kept.TryGetValue(key, out T? known))
            return known!;
        var counted = await count();
        _kept.Set(key, counted, new MemoryCacheEntryOptions { Size = counted is Array { Length: var length } ? 1 + (length / 1_000) : 1 });
        return counted;
    }

    private async Task<BatchStamp?> StampAsync(BatchId batch, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        return await (
                from run in db.Runs.AsNoTracking()
                join row in db.Batches on run.Batch equals row.Id
                where row.Id == batch.Value && row.IsRead && run.IsFinished
                orderby run.Run descending
                select new BatchStamp(
                    row.Id, row.CreatedAt, run.Run, db.Corrections.Count(one => one.Batch == row.Id),
                    db.Readings.Count(one => one.Batch == row.Id)))
            .FirstOrDefaultAsync(cancellationToken);
    }

    private sealed record BatchStamp(string Batch, string CreatedAt, int Run, int Corrections, int Readings);
}
