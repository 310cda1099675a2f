using Evaluation.Workflows.Journal;
using Microsoft.EntityFrameworkCore;

namespace Evaluation.Workflows.Persistence;

/// <summary>A message of the outbox.</summary>
/// <param name="Id">Unique; the receiver may use it to drop a repetition.</param>
/// <param name="Stream">The dossier.</param>
/// <param name="Kind">« step-opened », « dossier-closed » or « deport-declared ».</param>
/// <param name="Payload">The message, JSON.</param>
/// <param name="CreatedAt">When it was written.</param>
public sealed record OutboxMessage(string Id, string Stream, string Kind, string Payload, DateTimeOffset CreatedAt);

/// <summary>Delivers what moves left in the outbox: at least once, oldest first.</summary>
public sealed class OutboxDispatcher(LedgerDatabase database, TimeProvider clock)
{
    /// <summary>Delivers the messages that wait.</summary>
    /// <param name="deliver">Delivers one; when it throws, the message waits for the next time.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Stops between two messages.</param>
    /// <returns>How many were delivered.</returns>
    public async Task<int> DeliverAsync(
        Func<OutboxMessage, CancellationToken, Task> deliver, int most = 100, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var waiting = await db.Outbox.Where(row => row.DoneAt == null).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .Take(most).ToListAsync(cancellationToken);
        foreach (var row in waiting)
        {
            await deliver(
                new OutboxMessage(row.Id, row.Stream, row.Kind, row.Payload, EventJson.ReadInstant(row.CreatedAt)),
                cancellationToken);
            row.DoneAt = EventJson.WriteInstant(clock.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
        }

        return waiting.Count;
    }
}
