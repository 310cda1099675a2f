using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Batches;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Persistence;

/// <summary>Reads comments as they are counted: what the model said, with what persons said of it since.</summary>
internal sealed class LabelledReader(VerbatimDatabase database)
{
    /// <summary>The comments that a query means, in the order of the file.</summary>
    public async IAsyncEnumerable<LabelledComment> ReadAsync(
        CommentQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = database.NewContext();
        if (await ShownRunAsync(db, query.Batch.Value, cancellationToken) is not { } run)
            yield break;
        var corrections = await CorrectionsOfAsync(db, query.Batch.Value, cancellationToken);
        var readings = await ReadingsOfAsync(db, query.Batch.Value, cancellationToken);
        var rows =
            from comment in Filtered(db.Comments.AsNoTracking(), query)
            join result in Filtered(db.Results.AsNoTracking(), db.Comments, query, run.Run)
                on new { comment.Batch, comment.Number } equals new { result.Batch, result.Number }
            orderby comment.Number
            select new
            {
                comment.Number,
                comment.Box,
                comment.Month,
                comment.Service,
                comment.Establishment,
                comment.Score,
                comment.Length,
                result.Tone,
                result.ToneProbabilities,
                result.Topics,
                result.IsAlert,
                result.NeedsReading,
            };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var labelled = new LabelledComment(
                new CommentKey(query.Batch, row.Number), (Box)row.Box, row.Month, row.Service, row.Establishment, row.Score, row.Length,
                (Tone)row.Tone, Stored.Confidence(row.ToneProbabilities, row.Tone), Stored.Counted(row.Topics), row.IsAlert,
                row.NeedsReading, IsCorrected: false);
            if (corrections.TryGetValue(row.Number, out var said))
                labelled = Corrected(labelled, said);
            labelled = labelled with { IsRead = readings.GetValueOrDefault(row.Number, labelled.IsCorrected) };
            if (query.Matches(labelled))
                yield return labelled;
        }
    }

    /// <summary>The latest run that is finished; before there is one, the latest.</summary>
    public static RunRow Shown(IEnumerable<RunRow> runs) => runs.OrderByDescending(run => run.IsFinished).ThenByDescending(run => run.Run).First();

    /// <summary>The run of a batch that is shown; null when it was never analysed.</summary>
    public static async Task<RunRow?> ShownRunAsync(VerbatimContext db, string batch, CancellationToken cancellationToken) =>
        await db.Runs.AsNoTracking().Where(row => row.Batch == batch).OrderByDescending(row => row.IsFinished)
            .ThenByDescending(row => row.Run).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The stored comments that a query means, as far as they can be told without what the model or persons said.</summary>
    public static IQueryable<CommentRow> Filtered(IQueryable<CommentRow> rows, CommentQuery query)
    {
        rows = rows.Where(row => row.Batch == query.Batch.Value);
        if (query.Service is { } service)
            rows = rows.Where(row => row.Service == service);
        if (query.Establishment is { } establishment)
            rows = rows.Where(row => row.Establishment == establishment);
        if (query.From is { } from)
            rows = rows.Where(row => row.Month >= from);
        if (query.To is { } to)
            rows = rows.Where(row => row.Month <= to);
        if (query.Box is { } box)
            rows = rows.Where(row => row.Box == (int)box);
        if (query.IsCorrected is { } isCorrected)
            rows = rows.Where(row => row.IsCorrected == isCorrected);
        return query.Search is { } search ? rows.Where(SearchSql.Of(search)) : rows;
    }

    // What persons say cannot be asked of the table of results: comments with corrections always pass, and are sorted out after.
    private static IQueryable<ResultRow> Filtered(
        IQueryable<ResultRow> results, IQueryable<CommentRow> comments, CommentQuery query, int run)
    {
        results = results.Where(row => row.Batch == query.Batch.Value && row.Run == run);
        var corrected = comments.Where(row => row.Batch == query.Batch.Value && row.IsCorrected).Select(row => row.Number);
        if (query.Tone is { } tone)
            results = results.Where(row => row.Tone == (int)tone || corrected.Contains(row.Number));
        if (query.HasContent is { } hasContent)
            results = results.Where(row => (row.Tone != (int)Tone.None) == hasContent || corrected.Contains(row.Number));
        if (query.Topic is { } topic)
        {
            var mark = Stored.TopicMark(topic, query.IsPraise);
            results = results.Where(row => row.Topics.Contains(mark) || corrected.Contains(row.Number));
        }

        if (query.OtherTopic is { } other)
        {
            var mark = Stored.TopicMark(other, isPraise: null);
            results = results.Where(row => row.Topics.Contains(mark) || corrected.Contains(row.Number));
        }

        if (query.IsAlert is { } isAlert)
            results = results.Where(row => row.IsAlert == isAlert || corrected.Contains(row.Number));
        if (query.NeedsReading is { } needsReading)
            results = results.Where(row => row.NeedsReading == needsReading || corrected.Contains(row.Number));
        return results;
    }

    private static LabelledComment Corrected(LabelledComment comment, List<Correction> said)
    {
        var tone = said.FindLast(one => one.Tone is not null)?.Tone;
        var topics = said.FindLast(one => one.Topics is not null)?.Topics;
        return comment with
        {
            Tone = tone ?? comment.Tone,
            ToneConfidence = tone is null ? comment.ToneConfidence : 1,
            Topics = topics is null
                ? comment.Topics
                : [.. topics.Distinct().Select(topic => new CountedTopic(topic.Code, topic.IsPraise, 1))],
            IsAlert = said.FindLast(one => one.IsAlert is not null)?.IsAlert ?? comment.IsAlert,
            NeedsReading = false,
            IsCorrected = true,
        };
    }

    private static async Task<Dictionary<long, List<Correction>>> CorrectionsOfAsync(
        VerbatimContext db, string batch, CancellationToken cancellationToken)
    {
        var rows = await db.Corrections.AsNoTracking().Where(row => row.Batch == batch).OrderBy(row => row.Number)
            .ThenBy(row => row.Place).ToListAsync(cancellationToken);
        return rows.GroupBy(row => row.Number).ToDictionary(group => group.Key, group => group.Select(Stored.Correction).ToList());
    }

    // The last mark of each comment that has one.
    private static async Task<Dictionary<long, bool>> ReadingsOfAsync(
        VerbatimContext db, string batch, CancellationToken cancellationToken)
    {
        var last = new Dictionary<long, bool>();
        foreach (var row in await db.Readings.AsNoTracking().Where(row => row.Batch == batch).OrderBy(row => row.Place)
            .ToListAsync(cancellationToken))
        {
            last[row.Number] = row.IsRead;
        }

        return last;
    }
}
