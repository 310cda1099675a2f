using Microsoft.EntityFrameworkCore;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;

namespace Verbatims.Nlp.Persistence;

/// <summary>Writes what persons say: corrections, own topics, and that a batch is to be forgotten.</summary>
public sealed class CorrectionDesk(VerbatimDatabase database, TimeProvider clock)
{
    /// <summary>Keeps what a person says of a comment, beside what the model said and what others said before.</summary>
    /// <param name="comment">The comment.</param>
    /// <param name="tone">Its tone; null to say nothing of it.</param>
    /// <param name="topics">All its topics; null to say nothing of them.</param>
    /// <param name="isAlert">Whether it must be read first; null to say nothing of it.</param>
    /// <param name="person">Who says so.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="ArgumentException">Nothing is said, or nobody says it.</exception>
    /// <exception cref="InvalidDataException">The comment does not exist or is not analysed yet.</exception>
    public async Task<Correction> CorrectAsync(
        CommentKey comment, Tone? tone, IReadOnlyList<TopicLabel>? topics, bool? isAlert, string person,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        if (tone is null && topics is null && isAlert is null)
            throw new ArgumentException("A correction says something of the tone, the topics or the alert.", nameof(tone));
        while (true)
        {
            await using var db = database.NewContext();
            await using var transaction = await database.BeginAsync(db, cancellationToken);
            var (batch, number) = (comment.Batch.Value, comment.Number);
            var run = await db.Runs.AsNoTracking().Where(row => row.Batch == batch).OrderByDescending(row => row.IsFinished)
                .ThenByDescending(row => row.Run).FirstOrDefaultAsync(cancellationToken);
            if (run is null || !await db.Results.AnyAsync(
                row => row.Batch == batch && row.Run == run.Run && row.Number == number, cancellationToken))
            {
                throw new InvalidDataException(
                    $"Le commentaire {number} du lot {batch} n’existe pas ou n’est pas encore analysé. « has verbatims search {batch} » "
                    + "montre les commentaires.");
            }

            var place = await db.Corrections.CountAsync(row => row.Batch == batch && row.Number == number, cancellationToken);
            var added = new CorrectionRow
            {
                Batch = batch,
                Number = number,
                Place = place + 1,
                At = Stored.Instant(clock.GetUtcNow()),
                Person = person,
                ModelVersion = run.ModelVersion,
                Tone = (int?)tone,
                Topics = topics is null ? null : Stored.Json(topics.Select(topic => topic.ToString()).ToArray()),
                IsAlert = isAlert,
            };
            db.Corrections.Add(added);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                await db.Comments.Where(row => row.Batch == batch && row.Number == number)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.IsCorrected, true), cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return Stored.Correction(added);
            }
            catch (DbUpdateException e) when (VerbatimDatabase.IsConflict(e))
            {
                // Somebody else spoke of the same comment at the same moment: this word comes after his.
            }
        }
    }

    /// <summary>Keeps that a person read a comment, or puts it back among those to read.</summary>
    /// <param name="comment">The comment.</param>
    /// <param name="isRead">True when it was read, false to put it back.</param>
    /// <param name="person">Who does so.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <exception cref="ArgumentException">Nobody does so.</exception>
    /// <exception cref="InvalidDataException">The comment does not exist.</exception>
    public async Task MarkAsync(CommentKey comment, bool isRead, string person, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        while (true)
        {
            await using var db = database.NewContext();
            await using var transaction = await database.BeginAsync(db, cancellationToken);
            var (batch, number) = (comment.Batch.Value, comment.Number);
            if (!await db.Comments.AnyAsync(row => row.Batch == batch && row.Number == number, cancellationToken))
                throw new InvalidDataException($"Le commentaire {number} du lot {batch} n’existe pas. Choisissez-en un dans la liste.");
            var places = db.Readings.AsNoTracking().Where(row => row.Batch == batch && row.Number == number);
            var last = await places.OrderByDescending(row => row.Place).FirstOrDefaultAsync(cancellationToken);
            // Said twice, it is kept once.
            if ((last?.IsRead ?? false) == isRead && (last is not null || !isRead))
                return;
            db.Readings.Add(new ReadingRow
            {
                Batch = batch,
                Number = number,
                Place = (last?.Place ?? 0) + 1,
                At = Stored.Instant(clock.GetUtcNow()),
                Person = person,
                IsRead = isRead,
            });
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return;
            }
            catch (DbUpdateException e) when (VerbatimDatabase.IsConflict(e))
            {
                // Somebody else marked the same comment at the same moment: look again.
            }
        }
    }

    /// <summary>Adds an own topic, or changes the one of the same code.</summary>
    /// <exception cref="InvalidDataException">Its code, its name or its words cannot be used; the message is French.</exception>
    public async Task KeepAsync(OwnTopic topic, CancellationToken cancellationToken = default)
    {
        topic.Check();
        await using var db = database.NewContext();
        await using var transaction = await database.BeginAsync(db, cancellationToken);
        if (await db.OwnTopics.SingleOrDefaultAsync(row => row.Code == topic.Code, cancellationToken) is { } known)
        {
            (known.Label, known.Definition, known.Words) = (topic.Label, topic.Definition, Stored.Json(topic.Words));
        }
        else
        {
            db.OwnTopics.Add(new OwnTopicRow
            {
                Code = topic.Code,
                Label = topic.Label,
                Definition = topic.Definition,
                Words = Stored.Json(topic.Words),
            });
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Takes an own topic away.</summary>
    /// <returns>False when there was none of this code.</returns>
    public async Task<bool> DropAsync(string code, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        await using var transaction = await database.BeginAsync(db, cancellationToken);
        var dropped = await db.OwnTopics.Where(row => row.Code == code).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return dropped > 0;
    }

    /// <summary>Forgets a batch: its comments, results and corrections are deleted; who did so, when and why is kept.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="person">Who does so.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops before anything is deleted.</param>
    /// <exception cref="ArgumentException">Nobody does so.</exception>
    /// <exception cref="InvalidDataException">There is no reason, or no such batch; the message is French.</exception>
    public async Task ForgetAsync(BatchId batch, string person, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        if (string.IsNullOrWhiteSpace(reason))
            throw new InvalidDataException("Le motif manque : dites pourquoi ce lot est effacé, par exemple « durée de conservation échue ».");
        await using var db = database.NewContext();
        await using var transaction = await database.BeginAsync(db, cancellationToken);
        var row = await db.Batches.AsNoTracking().SingleOrDefaultAsync(one => one.Id == batch.Value, cancellationToken)
            ?? throw new InvalidDataException($"Le lot {batch} n’existe pas, ou n’existe plus.");
        db.Forgotten.Add(new ForgottenRow
        {
            Batch = row.Id,
            FileName = row.FileName,
            FileHash = row.FileHash,
            Comments = await db.Comments.LongCountAsync(one => one.Batch == batch.Value, cancellationToken),
            At = Stored.Instant(clock.GetUtcNow()),
            Person = person,
            Reason = reason.Trim(),
        });
        await db.SaveChangesAsync(cancellationToken);
        await db.Readings.Where(one => one.Batch == batch.Value).ExecuteDeleteAsync(cancellationToken);
        await db.Corrections.Where(one => one.Batch == batch.Value).ExecuteDeleteAsync(cancellationToken);
        await db.Results.Where(one => one.Batch == batch.Value).ExecuteDeleteAsync(cancellationToken);
        await db.DoneChunks.Where(one => one.Batch == batch.Value).ExecuteDeleteAsync(cancellationToken);
        await db.Runs.Where(one => one.Batch == batch.Value).ExecuteDeleteAsync(cancellationToken);
        await db.Problems.Where(one => one.Batch == batch.Value).ExecuteDeleteAsync(cancellationToken);
        await db.Comments.Where(one => one.Batch == batch.Value).ExecuteDeleteAsync(cancellationToken);
        await db.Chunks.Where(one => one.Batch == batch.Value).ExecuteDeleteAsync(cancellationToken);
        await db.Batches.Where(one => one.Id == batch.Value).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
