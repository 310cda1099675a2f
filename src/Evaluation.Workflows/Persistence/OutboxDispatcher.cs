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

/// <summary>A message that could not be delivered, and why.</summary>
/// <param name="Message">The message; it waits for the next try.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Reason">What the delivery threw.</param>
public sealed record OutboxFailure(OutboxMessage Message, int Attempts, Exception Reason);

/// <summary>What a round of deliveries did.</summary>
/// <param name="Delivered">How many messages were delivered.</param>
/// <param name="Failures">Those that were not.</param>
public sealed record OutboxRound(int Delivered, IReadOnlyList<OutboxFailure> Failures);

/// <summary>
/// Delivers what moves left in the outbox: at least once, and oldest first within a dossier. A message that fails holds back
/// its own dossier's alone, and is tried again later and later.
/// </summary>
public sealed class OutboxDispatcher(LedgerDatabase database, TimeProvider clock)
{
    /// <summary>Delivers the messages that wait and whose time has come.</summary>
    /// <param name="deliver">Delivers one; when it throws, the message waits: 5 s, then twice as long each time, an hour at most.</param>
    /// <param name="most">How many to try at most.</param>
    /// <param name="isForced">Whether messages are tried whose time has not come yet.</param>
    /// <param name="cancellationToken">Stops between two messages.</param>
    public async Task<OutboxRound> DeliverAsync(
        Func<OutboxMessage, CancellationToken, Task> deliver, int most = 100, bool isForced = false,
        CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var now = EventJson.WriteInstant(clock.GetUtcNow());
        var waiting = db.Outbox.Where(row => row.DoneAt == null);
        // Instants are written in one width, so that their order is that of the text.
        var late = isForced
            ? []
            : (await waiting.Where(row => row.NextTryAt!.CompareTo(now) > 0).Select(row => row.Stream).Distinct()
                .ToListAsync(cancellationToken)).ToHashSet();
        var rows = await waiting.Where(row => !late.Contains(row.Stream)).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
            .Take(most).ToListAsync(cancellationToken);
        var (delivered, failures) = (0, new List<OutboxFailure>());
        foreach (var row in rows.Where(row => !late.Contains(row.Stream)))
        {
            var message = new OutboxMessage(row.Id, row.Stream, row.Kind, row.Payload, EventJson.ReadInstant(row.CreatedAt));
            try
            {
                await deliver(message, cancellationToken);
                row.DoneAt = EventJson.WriteInstant(clock.GetUtcNow());
                delivered++;
            }
#pragma warning disable CA1031 // Whatever the carrier throws, the message waits and the others go.
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                late.Add(row.Stream);
                row.Attempts++;
                row.LastError = e.Message;
                row.NextTryAt = EventJson.WriteInstant(clock.GetUtcNow() + RetryWait.After(row.Attempts));
                failures.Add(new OutboxFailure(message, row.Attempts, e));
            }

            await db.SaveChangesAsync(cancellationToken);
        }

        return new OutboxRound(delivered, failures);
    }
}
