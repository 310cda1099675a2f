using Microsoft.EntityFrameworkCore;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;

namespace Verbatims.Nlp.Persistence;

/// <summary>
/// Analyses the comments of a batch, chunk by chunk. The results of a chunk and the note that it is done are written in one
/// transaction, and each can be written once only: doing a chunk again, or on two machines at once, changes nothing.
/// </summary>
/// <param name="database">Where the batch is stored.</param>
/// <param name="analyser">Reads the comments; called by several threads at once.</param>
/// <param name="gridVersion">Version of the grid of topics, written beside the results.</param>
public sealed class BatchAnalysis(VerbatimDatabase database, ICommentAnalyser analyser, string gridVersion)
{
    /// <summary>The run of this version of the model over a batch, begun when there is none.</summary>
    /// <param name="batch">A batch whose file was read to its end.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidDataException">The batch does not exist or is still being read.</exception>
    public async Task<BatchRun> BeginAsync(BatchId batch, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            await using var db = database.NewContext();
            var row = await db.Batches.AsNoTracking().SingleOrDefaultAsync(one => one.Id == batch.Value, cancellationToken)
                ?? throw new InvalidDataException($"Le lot {batch} n’existe pas. « has verbatims list » montre les lots.");
            if (!row.IsRead)
            {
                throw new InvalidDataException(
                    $"La lecture du lot {batch} n’est pas finie. Relancez « has verbatims analyse » sur le fichier {row.FileName}.");
            }

            var runs = await db.Runs.AsNoTracking().Where(run => run.Batch == batch.Value).ToListAsync(cancellationToken);
            if (runs.Find(run => run.ModelVersion == analyser.ModelVersion && run.GridVersion == gridVersion) is { } known)
            {
                var analysed = await db.DoneChunks.Where(done => done.Batch == batch.Value && done.Run == known.Run)
                    .SumAsync(done => done.Comments, cancellationToken);
                return new BatchRun(known.Run, known.ModelVersion, known.GridVersion, analysed, known.IsFinished);
            }

            db.Runs.Add(new RunRow
            {
                Batch = batch.Value,
                Run = runs.Count == 0 ? 1 : runs.Max(run => run.Run) + 1,
                ModelVersion = analyser.ModelVersion,
                GridVersion = gridVersion,
                IsFinished = row.Comments == 0,
            });
            try
            {
                await using var transaction = await database.BeginAsync(db, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }
            catch (DbUpdateException e) when (VerbatimDatabase.IsConflict(e))
            {
                // Another process began the same run: it is found at the next turn.
            }
        }
    }

    /// <summary>The chunks that a run has not done yet.</summary>
    public async Task<IReadOnlyList<long>> LeftAsync(BatchId batch, int run, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        return await db.Chunks.Where(chunk => chunk.Batch == batch.Value
                && !db.DoneChunks.Any(done => done.Batch == batch.Value && done.Run == run && done.Chunk == chunk.Chunk))
            .OrderBy(chunk => chunk.Chunk).Select(chunk => chunk.Chunk).ToListAsync(cancellationToken);
    }

    /// <summary>Analyses a chunk, unless it is done.</summary>
    /// <returns>False when it was done already, here or elsewhere.</returns>
    /// <exception cref="InvalidDataException">The run is one of another version of the model.</exception>
    public async Task<bool> DoAsync(BatchId batch, int run, long chunk, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var begun = await db.Runs.AsNoTracking().SingleOrDefaultAsync(
            row => row.Batch == batch.Value && row.Run == run, cancellationToken);
        if (begun is null || begun.ModelVersion != analyser.ModelVersion || begun.GridVersion != gridVersion)
        {
            throw new InvalidDataException(
                $"L’analyse {run} du lot {batch} demande le modèle {begun?.ModelVersion ?? "inconnu"} et la grille "
                + $"{begun?.GridVersion ?? "inconnue"} ; cette machine a {analyser.ModelVersion} et {gridVersion}. Mettez les machines "
                + "à la même version.");
        }

        if (await db.DoneChunks.AnyAsync(
            done => done.Batch == batch.Value && done.Run == run && done.Chunk == chunk, cancellationToken))
        {
            return false;
        }

        var range = await db.Chunks.AsNoTracking().SingleAsync(
            row => row.Batch == batch.Value && row.Chunk == chunk, cancellationToken);
        var comments = await db.Comments.AsNoTracking()
            .Where(row => row.Batch == batch.Value && row.Number >= range.FirstNumber && row.Number <= range.LastNumber)
            .OrderBy(row => row.Number).Select(row => new { row.Number, row.Text, row.Box }).ToListAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        using var told = VerbatimTelemetry.Begin("analyse", analyser.ModelVersion);
        var answers = analyser.Analyse([.. comments.Select(row => (row.Text, (Box)row.Box))]);
        if (answers.Count != comments.Count)
            throw new InvalidOperationException($"The analyser gave {answers.Count} answers for {comments.Count} comments.");

        db.Results.AddRange(comments.Zip(answers, (comment, answer) =>
            Stored.Result(new CommentKey(batch, comment.Number), run, answer)));
        db.DoneChunks.Add(new DoneChunkRow { Batch = batch.Value, Run = run, Chunk = chunk, Comments = comments.Count });
        try
        {
            await using var transaction = await database.BeginAsync(db, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            told.Done = comments.Count;
            return true;
        }
        catch (DbUpdateException e) when (VerbatimDatabase.IsConflict(e))
        {
            return await IsDoneAsync(batch, run, chunk, cancellationToken) ? false : throw new IOException(
                $"Le bloc {chunk} du lot {batch} n’a pas pu être écrit : {e.InnerException?.Message ?? e.Message} Relancez l’analyse.", e);
        }
    }

    /// <summary>Marks a run as finished when all its chunks are done.</summary>
    /// <returns>Whether it is finished.</returns>
    public async Task<bool> FinishAsync(BatchId batch, int run, CancellationToken cancellationToken = default)
    {
        if ((await LeftAsync(batch, run, cancellationToken)).Count > 0)
            return false;
        await using var db = database.NewContext();
        await using var transaction = await database.BeginAsync(db, cancellationToken);
        await db.Runs.Where(row => row.Batch == batch.Value && row.Run == run)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.IsFinished, true), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>How many comments a batch has.</summary>
    public async Task<long> CommentsAsync(BatchId batch, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        return await db.Chunks.Where(chunk => chunk.Batch == batch.Value).MaxAsync(chunk => (long?)chunk.LastNumber, cancellationToken)
            ?? 0;
    }

    /// <summary>How many comments a run has done.</summary>
    public async Task<long> DoneAsync(BatchId batch, int run, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        return await db.DoneChunks.Where(done => done.Batch == batch.Value && done.Run == run)
            .SumAsync(done => done.Comments, cancellationToken);
    }

    private async Task<bool> IsDoneAsync(BatchId batch, int run, long chunk, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        return await db.DoneChunks.AnyAsync(
            done => done.Batch == batch.Value && done.Run == run && done.Chunk == chunk, cancellationToken);
    }
}
