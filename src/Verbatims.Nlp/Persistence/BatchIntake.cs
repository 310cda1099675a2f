using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Persistence;

/// <summary>
/// Reads a file into a batch: comments are masked, then stored, in chunks that are each there wholly or not at all. Started
/// again after a stop, it goes on where it was.
/// </summary>
/// <param name="database">Where the batch is stored.</param>
/// <param name="analyser">Masks the texts; called by several threads at once.</param>
/// <param name="clock">The clock.</param>
public sealed class BatchIntake(VerbatimDatabase database, ICommentAnalyser analyser, TimeProvider clock)
{
    private const int ChunkComments = 1_000;
    private const int ChunkProblems = 5_000;

    // Comments of a megabyte make a chunk of their own.
    private const int ChunkCharacters = 4 << 20;

    /// <summary>The batch that a file and a mapping make: the same file read in the same way is the same batch.</summary>
    public static BatchId IdOf(ICommentSource source, ColumnMapping mapping)
    {
        var reading = Stored.Json(new
        {
            source.Sha256,
            source.Description,
            Columns = mapping.Entries.Select(entry => $"{entry.Word}={entry.Column}"),
            mapping.ServiceForAll,
        });
        return new BatchId(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reading)))[..12]);
    }

    /// <summary>Reads a file into its batch, or what was left of it.</summary>
    /// <param name="source">The file.</param>
    /// <param name="mapping">Which column holds what.</param>
    /// <param name="progress">Receives how far it is, after each chunk.</param>
    /// <param name="person">Who handed the file in; kept with a batch that is new. Null when not known.</param>
    /// <param name="cancellationToken">Stops between two rows; what is stored stays.</param>
    /// <exception cref="InvalidDataException">The file or the mapping cannot be used.</exception>
    public async Task<BatchId> ReadAsync(
        ICommentSource source, ColumnMapping mapping, IProgress<BatchProgress>? progress = null, string? person = null,
        CancellationToken cancellationToken = default)
    {
        mapping.Check(source.Description.Columns);
        var id = IdOf(source, mapping);
        if (await BeginAsync(id, source, mapping, person, cancellationToken))
            return id;

        var last = await LastChunkAsync(id, cancellationToken);
        var (share, pace) = (0.0, new Pace(clock));
        var chunk = new Chunk(id, last);
        await foreach (var row in source.CommentsAsync(mapping, new Share(value => share = value), cancellationToken))
        {
            if (row.Row <= chunk.AfterRow)
                continue;
            pace.Begin(share);
            chunk.Rows.Add(row);
            chunk.Count(row);
            if (chunk.Comments < ChunkComments && chunk.Problems < ChunkProblems && chunk.Characters < ChunkCharacters)
                continue;
            chunk = await StoreAsync(chunk, cancellationToken);
            progress?.Report(new BatchProgress(BatchState.Reading, share, chunk.AfterNumber, pace.Remaining(share)));
        }

        if (chunk.Rows.Count > 0)
            chunk = await StoreAsync(chunk, cancellationToken);
        await EndAsync(id, cancellationToken);
        progress?.Report(new BatchProgress(BatchState.Reading, 1, chunk.AfterNumber, TimeSpan.Zero));
        return id;
    }

    // True when the file was read to its end before.
    private async Task<bool> BeginAsync(
        BatchId id, ICommentSource source, ColumnMapping mapping, string? person, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        if (await db.Batches.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id.Value, cancellationToken) is { } known)
            return known.IsRead;
        db.Batches.Add(new BatchRow
        {
            Id = id.Value,
            FileName = source.Name,
            FileHash = source.Sha256,
            Source = Stored.Json(source.Description),
            Mapping = Stored.Json(mapping),
            IsRead = false,
            Comments = 0,
            Problems = 0,
            CreatedAt = Stored.Instant(clock.GetUtcNow()),
            Person = person,
        });
        try
        {
            await using var transaction = await database.BeginAsync(db, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (VerbatimDatabase.IsConflict(e))
        {
            // Another process began the same batch at the same moment; both go on, and each chunk is stored once.
        }

        return false;
    }

    private async Task<ChunkRow?> LastChunkAsync(BatchId id, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        return await db.Chunks.AsNoTracking().Where(row => row.Batch == id.Value).OrderByDescending(row => row.Chunk)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<Chunk> StoreAsync(Chunk chunk, CancellationToken cancellationToken)
    {
        using var told = VerbatimTelemetry.Begin("store");
        var written = chunk.Rows.SelectMany(row => row.Comments).ToList();
        var problems = chunk.Rows.SelectMany(row => row.Problems).ToList();
        var rows = new CommentRow[written.Count];
        Parallel.For(0, written.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            rows[i] = RowOf(chunk.Batch, chunk.AfterNumber + i + 1, written[i]));

        await using var db = database.NewContext();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.AddRange(rows);
        for (var i = 0; i < problems.Count; i++)
        {
            db.Problems.Add(new ProblemRow
            {
                Batch = chunk.Batch.Value,
                Chunk = chunk.Number,
                Place = i,
                Line = problems[i].Line,
                Reason = problems[i].Reason.Replace("\0", "", StringComparison.Ordinal),
                IsKept = problems[i].IsKept,
            });
        }

        var stored = new ChunkRow
        {
            Batch = chunk.Batch.Value,
            Chunk = chunk.Number,
            FirstNumber = chunk.AfterNumber + 1,
            LastNumber = chunk.AfterNumber + rows.Length,
            LastRow = chunk.Rows[^1].Row,
            Problems = problems.Count,
        };
        db.Chunks.Add(stored);
        try
        {
            await using var transaction = await database.BeginAsync(db, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            told.Done = rows.Length;
        }
        catch (DbUpdateException e) when (VerbatimDatabase.IsConflict(e))
        {
            // The same chunk may be stored by another process: rows are cut into chunks in the same way everywhere.
            if ((await LastChunkAsync(chunk.Batch, cancellationToken))?.Chunk is not { } last || last < chunk.Number)
                throw new IOException($"Les commentaires n’ont pas pu être écrits : {e.InnerException?.Message} Relancez la lecture.", e);
        }

        return new Chunk(chunk.Batch, stored);
    }

    private CommentRow RowOf(BatchId batch, long number, SourceComment comment)
    {
        // PostgreSQL stores no NUL.
        var text = analyser.Mask(comment.Text.Replace('\0', ' ')).Text;
        return new CommentRow
        {
            Batch = batch.Value,
            Number = number,
            Line = comment.Line,
            Text = text,
            Folded = BooleanSearch.Padded(TextFolding.Fold(text)),
            Length = text.Length,
            Box = (int)comment.Box,
            Month = comment.Month,
            Service = comment.Service,
            Establishment = comment.Establishment,
            Score = comment.Score,
            IsCorrected = false,
        };
    }

    private async Task EndAsync(BatchId id, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        await using var transaction = await database.BeginAsync(db, cancellationToken);
        var chunks = db.Chunks.Where(row => row.Batch == id.Value);
        var comments = await chunks.MaxAsync(row => (long?)row.LastNumber, cancellationToken) ?? 0;
        var problems = await chunks.SumAsync(row => row.Problems, cancellationToken);
        await db.Batches.Where(row => row.Id == id.Value).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.IsRead, true).SetProperty(row => row.Comments, comments)
                .SetProperty(row => row.Problems, problems),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private sealed class Chunk(BatchId batch, ChunkRow? before)
    {
        public BatchId Batch => batch;

        public long Number { get; } = (before?.Chunk ?? 0) + 1;

        public long AfterNumber { get; } = before?.LastNumber ?? 0;

        public long AfterRow { get; } = before?.LastRow ?? 0;

        public List<ReadRow> Rows { get; } = [];

        public int Comments { get; private set; }

        public int Problems { get; private set; }

        public int Characters { get; private set; }

        public void Count(ReadRow row)
        {
            Comments += row.Comments.Count;
            Problems += row.Problems.Count;
            Characters += row.Comments.Sum(comment => comment.Text.Length);
        }
    }

    private sealed class Share(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
