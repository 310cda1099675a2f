using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Persistence;

/// <summary>A page of comments.</summary>
/// <param name="Total">How many comments there are in all.</param>
/// <param name="Comments">Those of the page, in the order of the file.</param>
public sealed record CommentPage(long Total, IReadOnlyList<StoredComment> Comments);

/// <summary>
/// Reads batches and comments. What was counted once is kept as long as nothing of the batch changes. Nothing passes here that
/// <see cref="SmallCells"/> holds back, and so no page, file or program shows it.
/// </summary>
public sealed class VerbatimQueries(VerbatimDatabase database) : IDisposable
{
    private readonly LabelledReader _labelled = new(database);
    private readonly CountedOnce _counted = new(database);

    /// <inheritdoc/>
    public void Dispose() => _counted.Dispose();

    /// <summary>All batches, the latest first.</summary>
    public async Task<IReadOnlyList<Batch>> BatchesAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = await db.Batches.AsNoTracking().OrderByDescending(row => row.CreatedAt).ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return await BatchesOfAsync(db, rows, cancellationToken);
    }

    /// <summary>The batch of an identifier; null when there is none.</summary>
    public async Task<Batch?> FindAsync(BatchId id, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = await db.Batches.AsNoTracking().Where(row => row.Id == id.Value).ToListAsync(cancellationToken);
        return (await BatchesOfAsync(db, rows, cancellationToken)).SingleOrDefault();
    }

    /// <summary>The batch whose identifier starts with these digits; « dernier » is the latest.</summary>
    /// <exception cref="InvalidDataException">None or several do; the message is French.</exception>
    public async Task<Batch> BatchAsync(string start, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = start == "dernier"
            ? await db.Batches.AsNoTracking().OrderByDescending(row => row.CreatedAt).Take(1).ToListAsync(cancellationToken)
            : await db.Batches.AsNoTracking().Where(row => row.Id.StartsWith(start)).Take(2).ToListAsync(cancellationToken);
        return rows switch
        {
            [_] => (await BatchesOfAsync(db, rows, cancellationToken))[0],
            [] => throw new InvalidDataException(
                $"Aucun lot ne porte la référence « {start} ». « has verbatims list » montre les lots."),
            _ => throw new InvalidDataException($"Plusieurs lots commencent par « {start} » : écrivez plus de caractères."),
        };
    }

    /// <summary>How many comments of each batch are stored, masked, whether they are analysed or not, with the name of its file.</summary>
    public async Task<IReadOnlyDictionary<BatchId, (string FileName, long Comments)>> StoredCountsAsync(
        CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var batches = await db.Batches.AsNoTracking().Select(row => new { row.Id, row.FileName, row.IsRead, row.Comments })
            .ToListAsync(cancellationToken);
        var begun = batches.Any(row => !row.IsRead)
            ? await db.Chunks.AsNoTracking().GroupBy(chunk => chunk.Batch)
                .Select(group => new { group.Key, Last = group.Max(chunk => chunk.LastNumber) })
                .ToDictionaryAsync(group => group.Key, group => group.Last, cancellationToken)
            : [];
        return batches.ToDictionary(
            row => new BatchId(row.Id), row => (row.FileName, row.IsRead ? row.Comments : begun.GetValueOrDefault(row.Id)));
    }

    /// <summary>The masked texts of some comments that come after a number, in the order of the file.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="last">The number after which to begin; 0 from the first.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<(long Number, string Text, DateOnly? Month)>> TextsAfterAsync(
        BatchId batch, long last, int take, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = await db.Comments.AsNoTracking().Where(row => row.Batch == batch.Value && row.Number > last)
            .OrderBy(row => row.Number).Take(take).Select(row => new { row.Number, row.Text, row.Month }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Number, row.Text, row.Month))];
    }

    /// <summary>The comments that a query means, in the order of the file, as they are counted.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="TooFewCommentsException">Too few comments come from where it asks for.</exception>
    /// <remarks>They come one by one, so that two million take no more memory than one.</remarks>
    public async IAsyncEnumerable<LabelledComment> LabelledAsync(
        CommentQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await CheckOriginAsync(query, cancellationToken);
        await foreach (var comment in _labelled.ReadAsync(query, cancellationToken))
            yield return comment;
    }

    /// <summary>All figures of the comments that a query means.</summary>
    /// <exception cref="TooFewCommentsException">It means a part of a batch, and too few comments.</exception>
    public async Task<BatchFigures> FiguresAsync(CommentQuery query, CancellationToken cancellationToken = default)
    {
        var figures = await _counted.OfAsync(query, async () =>
        {
            var collector = new FigureCollector(query);
            await foreach (var comment in _labelled.ReadAsync(query, cancellationToken))
                collector.Add(comment);
            return collector.Build();
        }, cancellationToken);
        return query.Words.Count > 0 && figures.Cards.Comments.Value < SmallCells.Least ? throw new TooFewCommentsException() : figures;
    }

    /// <summary>Compares two parts: of one batch, or of two.</summary>
    /// <param name="first">One.</param>
    /// <param name="second">The other.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Empty when one of the two has too few comments to be shown.</returns>
    public async Task<IReadOnlyList<ComparisonLine>> CompareAsync(
        CommentQuery first, CommentQuery second, CancellationToken cancellationToken = default)
    {
        try
        {
            return Comparison.Of(await FiguresAsync(first, cancellationToken), await FiguresAsync(second, cancellationToken));
        }
        catch (TooFewCommentsException)
        {
            return [];
        }
    }

    /// <summary>Whether enough comments come from where a query asks for, so that they may be read.</summary>
    public async Task<bool> MayReadAsync(CommentQuery query, CancellationToken cancellationToken = default)
    {
        var origin = query.Origin;
        return origin.Words.Count == 0
            || await _counted.OfAsync(query.Batch, $"origin {string.Join('\0', origin.Words)}", async () =>
            {
                await using var db = database.NewContext();
                return await LabelledReader.Filtered(db.Comments, origin).LongCountAsync(cancellationToken);
            }, cancellationToken) >= SmallCells.Least;
    }

    /// <summary>A page of the comments that a query means.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="take">How many to give at most.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="TooFewCommentsException">Too few comments come from where it asks for.</exception>
    public async Task<CommentPage> PageAsync(
        CommentQuery query, long skip = 0, int take = 20, CancellationToken cancellationToken = default)
    {
        await CheckOriginAsync(query, cancellationToken);
        var numbers = await _counted.OfAsync<long[]>(query, async () =>
            [.. await _labelled.ReadAsync(query, cancellationToken).Select(comment => comment.Key.Number).ToListAsync(cancellationToken)],
            cancellationToken);
        var page = skip < numbers.Length ? numbers.AsSpan((int)skip, Math.Min(take, numbers.Length - (int)skip)).ToArray() : [];
        return new CommentPage(numbers.Length, await CommentsAsync(query.Batch, page, cancellationToken));
    }

    /// <summary>The comments that a query means, whole, in the order of the file.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="TooFewCommentsException">Too few comments come from where it asks for.</exception>
    public async IAsyncEnumerable<StoredComment> StoredAsync(
        CommentQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const int AtOnce = 500;
        await CheckOriginAsync(query, cancellationToken);
        var extent = await ExtentAsync(query.Batch, cancellationToken);
        var numbers = new List<long>(AtOnce);
        await foreach (var comment in _labelled.ReadAsync(query, cancellationToken))
        {
            numbers.Add(comment.Key.Number);
            if (numbers.Count < AtOnce)
                continue;
            foreach (var stored in await CommentsAsync(query.Batch, numbers, extent, cancellationToken))
                yield return stored;
            numbers.Clear();
        }

        foreach (var stored in await CommentsAsync(query.Batch, numbers, extent, cancellationToken))
            yield return stored;
    }

    /// <summary>Comments by their numbers, in that order; numbers that no comment bears are left out.</summary>
    public async Task<IReadOnlyList<StoredComment>> CommentsAsync(
        BatchId batch, IReadOnlyList<long> numbers, CancellationToken cancellationToken = default) =>
        await CommentsAsync(batch, numbers, await ExtentAsync(batch, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<StoredComment>> CommentsAsync(
        BatchId batch, IReadOnlyList<long> numbers, BatchExtent extent, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        var run = await LabelledReader.ShownRunAsync(db, batch.Value, cancellationToken);
        var found = new Dictionary<long, StoredComment>();
        foreach (var some in numbers.Chunk(500))
        {
            var rows = await db.Comments.AsNoTracking().Where(row => row.Batch == batch.Value && some.Contains(row.Number))
                .ToListAsync(cancellationToken);
            var results = run is null
                ? []
                : await db.Results.AsNoTracking()
                    .Where(row => row.Batch == batch.Value && row.Run == run.Run && some.Contains(row.Number))
                    .ToDictionaryAsync(row => row.Number, cancellationToken);
            var said = (await db.Corrections.AsNoTracking()
                    .Where(row => row.Batch == batch.Value && some.Contains(row.Number)).ToListAsync(cancellationToken))
                .ToLookup(row => row.Number);
            var read = (await db.Readings.AsNoTracking()
                    .Where(row => row.Batch == batch.Value && some.Contains(row.Number)).ToListAsync(cancellationToken))
                .ToLookup(row => row.Number);
            foreach (var row in rows)
            {
                found[row.Number] = new StoredComment(
                    new CommentKey(batch, row.Number), row.Line, row.Text, (Box)row.Box, row.Month, Named(row.Service, extent.Services),
                    Named(row.Establishment, extent.Establishments), row.Score, results.TryGetValue(row.Number, out var result) ? Stored.Analysis(result) : null,
                    [.. said[row.Number].OrderBy(one => one.Place).Select(Stored.Correction)])
                {
                    Readings = [.. read[row.Number].OrderBy(one => one.Place).Select(Stored.Reading)],
                };
            }
        }

        return [.. numbers.Where(found.ContainsKey).Select(number => found[number])];
    }

    /// <summary>
    /// The comments that a person should read: signals first, the most probable before the others, then those on which the judges
    /// disagree, in the order of the file.
    /// </summary>
    /// <param name="query">Among which ones.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Their numbers, and whether each is a signal; those that were read are left out.</returns>
    /// <exception cref="TooFewCommentsException">Too few comments come from where it asks for.</exception>
    public async Task<IReadOnlyList<(long Number, bool IsAlert)>> ToReadAsync(
        CommentQuery query, CancellationToken cancellationToken = default)
    {
        var numbers = new List<(long Number, bool IsAlert)>();
        await foreach (var comment in LabelledAsync(query with { IsRead = false }, cancellationToken))
        {
            if (comment.IsAlert || comment.NeedsReading)
                numbers.Add((comment.Key.Number, comment.IsAlert));
        }

        await using var db = database.NewContext();
        var run = (await LabelledReader.ShownRunAsync(db, query.Batch.Value, cancellationToken))?.Run;
        var scores = await db.Results.Where(row => row.Batch == query.Batch.Value && row.Run == run && row.IsAlert)
            .ToDictionaryAsync(row => row.Number, row => row.AlertScore, cancellationToken);
        return
        [
            .. numbers.OrderByDescending(one => one.IsAlert)
                .ThenByDescending(one => one.IsAlert ? scores.GetValueOrDefault(one.Number) : 0).ThenBy(one => one.Number),
        ];
    }

    /// <summary>The batches that were deleted, the latest first.</summary>
    public async Task<IReadOnlyList<ForgottenBatch>> ForgottenAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        return [.. (await db.Forgotten.AsNoTracking().OrderByDescending(row => row.At).ToListAsync(cancellationToken))
            .Select(row => new ForgottenBatch(
                new BatchId(row.Batch), row.FileName, row.FileHash, row.Comments, row.Person, Stored.Instant(row.At), row.Reason))];
    }

    /// <summary>What could not be read of a file, in its order.</summary>
    public async IAsyncEnumerable<LineProblem> ProblemsAsync(
        BatchId batch, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = db.Problems.AsNoTracking().Where(row => row.Batch == batch.Value).OrderBy(row => row.Chunk)
            .ThenBy(row => row.Place);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return new LineProblem(row.Line, row.Reason, row.IsKept);
    }

    /// <summary>All corrections of a batch, oldest first, with what the version that was corrected had said.</summary>
    public async Task<IReadOnlyList<JudgedComment>> JudgedAsync(BatchId batch, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        var rows = await (
            from correction in db.Corrections.AsNoTracking()
            where correction.Batch == batch.Value
            join run in db.Runs on new { correction.Batch, correction.ModelVersion } equals new { run.Batch, run.ModelVersion }
            join result in db.Results on new { correction.Batch, correction.Number, run.Run }
                equals new { result.Batch, result.Number, result.Run }
            orderby correction.At, correction.Number, correction.Place, run.Run
            select new { correction, result }).ToListAsync(cancellationToken);
        return [.. rows.DistinctBy(row => (row.correction.Number, row.correction.Place))
            .Select(row => new JudgedComment(Stored.Correction(row.correction), Stored.Analysis(row.result)))];
    }

    /// <summary>What the comments of a batch cover.</summary>
    public Task<BatchExtent> ExtentAsync(BatchId batch, CancellationToken cancellationToken = default) =>
        _counted.OfAsync(batch, "extent", () => ReadExtentAsync(batch, cancellationToken), cancellationToken);

    /// <summary>How many comments of a batch a search finds, whether they are analysed or not.</summary>
    public async Task<long> CountAsync(BatchId batch, BooleanSearch search, CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        return await db.Comments.Where(row => row.Batch == batch.Value).Where(SearchSql.Of(search)).LongCountAsync(cancellationToken);
    }

    /// <summary>The topics that the hospital added, by code.</summary>
    public async Task<IReadOnlyList<OwnTopic>> OwnTopicsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = database.NewContext();
        return [.. (await db.OwnTopics.AsNoTracking().OrderBy(row => row.Code).ToListAsync(cancellationToken))
            .Select(row => new OwnTopic(row.Code, row.Label, row.Definition, Stored.Json<string[]>(row.Words)))];
    }

    private async Task CheckOriginAsync(CommentQuery query, CancellationToken cancellationToken)
    {
        if (!await MayReadAsync(query, cancellationToken))
            throw new TooFewCommentsException();
    }

    private static string? Named(string? group, IReadOnlyList<string> named) =>
        group is null || named.Contains(group) ? group : SmallCells.Unnamed;

    private async Task<BatchExtent> ReadExtentAsync(BatchId batch, CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        var comments = db.Comments.Where(row => row.Batch == batch.Value);
        var services = await comments.Where(row => row.Service != null).GroupBy(row => row.Service!)
            .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        var establishments = await comments.Where(row => row.Establishment != null).GroupBy(row => row.Establishment!)
            .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        var months = comments.Where(row => row.Month != null);
        return new BatchExtent(
            InOrder(services.Where(service => service.Count >= SmallCells.Least).Select(service => service.Key)),
            InOrder(establishments.Where(establishment => establishment.Count >= SmallCells.Least).Select(establishment => establishment.Key)),
            InOrder(establishments.Select(establishment => establishment.Key)),
            await months.MinAsync(row => row.Month, cancellationToken) is { } first
                && await months.MaxAsync(row => row.Month, cancellationToken) is { } last
                ? (first, last)
                : null);
    }

    private static List<string> InOrder(IEnumerable<string> names) =>
        [.. names.Order(StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("fr-FR"), ignoreCase: true))];

    // What is known of a batch that is wholly read stands in its row; of one that is still read or analysed, it is added up.
    private static async Task<List<Batch>> BatchesOfAsync(VerbatimContext db, List<BatchRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(row => row.Id);
        var runs = (await db.Runs.AsNoTracking().Where(run => ids.Contains(run.Batch)).ToListAsync(cancellationToken))
            .GroupBy(run => run.Batch).ToDictionary(group => group.Key, LabelledReader.Shown);
        var going = runs.Values.Where(run => !run.IsFinished).Select(run => run.Batch).ToList();
        var analysed = going.Count == 0
            ? []
            : (await db.DoneChunks.Where(done => going.Contains(done.Batch)).GroupBy(done => new { done.Batch, done.Run })
                .Select(group => new { group.Key.Batch, group.Key.Run, Comments = group.Sum(done => done.Comments) })
                .ToListAsync(cancellationToken)).ToDictionary(sum => (sum.Batch, sum.Run), sum => sum.Comments);
        var unread = rows.Where(row => !row.IsRead).Select(row => row.Id).ToList();
        var begun = unread.Count == 0
            ? []
            : (await db.Chunks.Where(chunk => unread.Contains(chunk.Batch)).GroupBy(chunk => chunk.Batch)
                .Select(group => new { group.Key, Comments = group.Max(chunk => chunk.LastNumber), Problems = group.Sum(chunk => chunk.Problems) })
                .ToListAsync(cancellationToken)).ToDictionary(sum => sum.Key, sum => (sum.Comments, sum.Problems));
        return rows.ConvertAll(row => BatchOf(
            row, runs.GetValueOrDefault(row.Id), row.IsRead ? (row.Comments, row.Problems) : begun.GetValueOrDefault(row.Id), analysed));
    }

    private static Batch BatchOf(
        BatchRow row, RunRow? run, (long Comments, long Problems) counts, Dictionary<(string Batch, int Run), long> analysed) => new(
        new BatchId(row.Id), row.FileName, row.FileHash, Stored.Json<SourceDescription>(row.Source),
        Stored.Json<ColumnMapping>(row.Mapping),
        !row.IsRead ? BatchState.Reading : run is { IsFinished: true } ? BatchState.Ready : BatchState.Analysing,
        counts.Comments, counts.Problems,
        run is null
            ? null
            : new BatchRun(
                run.Run, run.ModelVersion, run.GridVersion,
                run.IsFinished ? counts.Comments : analysed.GetValueOrDefault((row.Id, run.Run)), run.IsFinished),
        Stored.Instant(row.CreatedAt), row.Person);
}
