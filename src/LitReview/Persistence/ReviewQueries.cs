using System.Runtime.CompilerServices;
using LitReview.Citations;
using LitReview.Reviews;
using LitReview.Screening;
using Microsoft.EntityFrameworkCore;

namespace LitReview.Persistence;

/// <summary>Where reviews and their references are read.</summary>
public sealed class ReviewQueries
{
    private const int Page = 1_000;

    private readonly ReviewDatabase _database;
    private readonly ReviewShelf _shelf;

    internal ReviewQueries(ReviewDatabase database, ReviewShelf shelf) => (_database, _shelf) = (database, shelf);

    /// <summary>All reviews, the one that changed last first.</summary>
    public async Task<IReadOnlyList<ReviewSummary>> ReviewsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = _database.NewContext();
        var rows = await db.Reviews.AsNoTracking().OrderByDescending(row => row.ChangedAt).ThenByDescending(row => row.Id)
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(row => new ReviewSummary(
                new ReviewId(row.Id), row.Title, (int)row.Records, Stored.Instant(row.CreatedAt), Stored.Instant(row.ChangedAt))),
        ];
    }

    /// <summary>The reviews that were created for something, such as a dossier, oldest first.</summary>
    /// <param name="reference">Its reference, as the protocol has it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<ReviewSummary>> ReviewsForAsync(string reference, CancellationToken cancellationToken = default)
    {
        var written = $"\"for\":{System.Text.Json.JsonSerializer.Serialize(reference)}";
        await using var db = _database.NewContext();
        var ids = await db.Events.AsNoTracking().Where(row => row.Version == 1 && row.Payload.Contains(written))
            .Select(row => row.Review).ToListAsync(cancellationToken);
        return [.. (await ReviewsAsync(cancellationToken)).Where(review => ids.Contains(review.Id.Value)).OrderBy(review => review.CreatedAt)];
    }

    /// <summary>A review; null when there is none of this identifier.</summary>
    public async Task<Review?> ReviewAsync(ReviewId id, CancellationToken cancellationToken = default)
    {
        await using var db = _database.NewContext();
        return await _shelf.LoadAsync(db, id, cancellationToken);
    }

    /// <summary>Some references as they are read, by number: one that others repeat says what all of them say.</summary>
    /// <param name="id">The review.</param>
    /// <param name="numbers">Their numbers, a page of them.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <remarks>A duplicate stands as it was imported, and so does each source, in <see cref="SourcesAsync"/>.</remarks>
    public async Task<IReadOnlyDictionary<int, Citation>> CitationsAsync(
        ReviewId id, IReadOnlyCollection<int> numbers, CancellationToken cancellationToken = default)
    {
        await using var db = _database.NewContext();
        return await _shelf.LoadAsync(db, id, cancellationToken) is { } review
            ? await MergedReferences.ToRead(review).ReadAsync(numbers, asked => StoredAsync(db, id, asked, cancellationToken))
            : new Dictionary<int, Citation>();
    }

    /// <summary>Some references as they were imported, by number.</summary>
    /// <param name="id">The review.</param>
    /// <param name="numbers">Their numbers, a page of them.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyDictionary<int, Citation>> SourcesAsync(
        ReviewId id, IReadOnlyCollection<int> numbers, CancellationToken cancellationToken = default)
    {
        await using var db = _database.NewContext();
        return await StoredAsync(db, id, numbers, cancellationToken);
    }

    /// <summary>All references of a review as they are read, in the order of their numbers, a page of them in memory at a time.</summary>
    public async IAsyncEnumerable<(int Number, Citation Citation)> AllCitationsAsync(
        ReviewId id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (await ReviewAsync(id, cancellationToken) is not { } review)
            yield break;
        var merged = MergedReferences.ToRead(review);
        for (var last = 0; await CitationsAfterAsync(id, last, Page, cancellationToken) is { Count: > 0 } page; last = page[^1].Number)
        {
            await using var db = _database.NewContext();
            var read = await merged.ReadAsync(page, asked => StoredAsync(db, id, asked, cancellationToken));
            foreach (var (number, _) in page)
                yield return (number, read[number]);
        }
    }

    /// <summary>All references of a review as they were imported, in the order of their numbers, a page of them in memory at a time.</summary>
    public async IAsyncEnumerable<(int Number, Citation Citation)> AllSourcesAsync(
        ReviewId id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var last = 0; await CitationsAfterAsync(id, last, Page, cancellationToken) is { Count: > 0 } page; last = page[^1].Number)
        {
            foreach (var pair in page)
                yield return pair;
        }
    }

    /// <summary>Some references of a review that come after a number, as they were imported, in the order of their numbers.</summary>
    /// <param name="id">The review.</param>
    /// <param name="last">The number after which to begin; 0 from the first.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<(int Number, Citation Citation)>> CitationsAfterAsync(
        ReviewId id, int last, int take, CancellationToken cancellationToken = default)
    {
        await using var db = _database.NewContext();
        var rows = await db.Citations.AsNoTracking().Where(row => row.Review == id.Value && row.Number > last)
            .OrderBy(row => row.Number).Take(take).Select(row => new { row.Number, row.Citation }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => ((int)row.Number, Stored.Citation(row.Citation)))];
    }

    /// <summary>The titles and abstracts that the ranking of a review reads, in the order of their numbers.</summary>
    /// <param name="review">The review as it stands, or as it stood at an event: the order of that moment came from these texts.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<ScreeningRecord>> TextsAsync(Review review, CancellationToken cancellationToken = default)
    {
        await using var db = _database.NewContext();
        var texts = new List<ScreeningRecord>();
        var rows = db.Citations.AsNoTracking().Where(row => row.Review == review.Id.Value).OrderBy(row => row.Number)
            .Select(row => new { row.Title, row.Abstract }).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
            texts.Add(new ScreeningRecord(row.Title, row.Abstract));
        var merged = MergedReferences.ToRank(review);
        foreach (var chunk in merged.Changed.Chunk(Page))
        {
            foreach (var (number, citation) in await merged.ReadAsync(chunk, asked => StoredAsync(db, review.Id, asked, cancellationToken)))
            {
                if (number <= texts.Count)
                    texts[number - 1] = new ScreeningRecord(citation.Title, citation.Abstract);
            }
        }

        return texts;
    }

    /// <summary>The numbers of the references whose title, authors, year, DOI or PubMed identifier hold all the words.</summary>
    /// <param name="id">The review.</param>
    /// <param name="words">The words; accents and case do not count.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<IReadOnlyList<int>> FindAsync(ReviewId id, string words, CancellationToken cancellationToken = default)
    {
        await using var db = _database.NewContext();
        var rows = db.Citations.AsNoTracking().Where(row => row.Review == id.Value);
        foreach (var word in Stored.Folded(words).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(12))
            rows = rows.Where(row => row.Folded.Contains(word));
        return await rows.OrderBy(row => row.Number).Select(row => (int)row.Number).ToListAsync(cancellationToken);
    }

    /// <summary>How many references bear a label of their file.</summary>
    public async Task<int> LabelledCountAsync(ReviewId id, CitationLabel label, CancellationToken cancellationToken = default)
    {
        var written = $"\"label\":{Stored.Json(label)}";
        await using var db = _database.NewContext();
        return await db.Citations.AsNoTracking().CountAsync(row => row.Review == id.Value && row.Citation.Contains(written), cancellationToken);
    }

    private static async Task<IReadOnlyDictionary<int, Citation>> StoredAsync(
        ReviewContext db, ReviewId id, IReadOnlyCollection<int> numbers, CancellationToken cancellationToken)
    {
        var found = new Dictionary<int, Citation>();
        foreach (var chunk in numbers.Select(number => (long)number).Distinct().Chunk(Page))
        {
            var rows = await db.Citations.AsNoTracking().Where(row => row.Review == id.Value && chunk.Contains(row.Number))
                .Select(row => new { row.Number, row.Citation }).ToListAsync(cancellationToken);
            foreach (var row in rows)
                found[(int)row.Number] = Stored.Citation(row.Citation);
        }

        return found;
    }

    /// <summary>Those of some commands that were carried out.</summary>
    internal async Task<IReadOnlySet<Guid>> KnownCommandsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = _database.NewContext();
        var known = new HashSet<Guid>();
        foreach (var chunk in ids.Select(id => id.ToString("D")).Chunk(Page))
        {
            known.UnionWith((await db.Commands.AsNoTracking().Where(row => chunk.Contains(row.Id)).Select(row => row.Id)
                .ToListAsync(cancellationToken)).Select(Guid.Parse));
        }

        return known;
    }

    /// <summary>What could not be read in an import.</summary>
    /// <param name="id">The review.</param>
    /// <param name="import">Which import, from 0.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<CitationProblem>> ProblemsAsync(
        ReviewId id, int import, int take = 200, CancellationToken cancellationToken = default)
    {
        await using var db = _database.NewContext();
        var rows = await db.Problems.AsNoTracking().Where(row => row.Review == id.Value && row.Import == import)
            .OrderBy(row => row.Place).Take(take).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new CitationProblem(row.File, (int)row.Line, row.Reason, row.Raw, row.IsKept))];
    }

    /// <summary>A page of events, the last first.</summary>
    /// <param name="id">The review.</param>
    /// <param name="before">Only events of a lower number; null from the last.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<RecordedReviewEvent>> JournalAsync(
        ReviewId id, long? before = null, int take = 100, CancellationToken cancellationToken = default)
    {
        await using var db = _database.NewContext();
        var limit = before ?? long.MaxValue;
        var rows = await db.Events.AsNoTracking().Where(row => row.Review == id.Value && row.Version < limit)
            .OrderByDescending(row => row.Version).Take(take).ToListAsync(cancellationToken);
        return [.. rows.Select(Stored.Event)];
    }

    /// <summary>What happened to one reference, oldest first.</summary>
    /// <param name="id">The review.</param>
    /// <param name="record">The number of the reference.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<RecordedReviewEvent>> HistoryAsync(
        ReviewId id, int record, CancellationToken cancellationToken = default)
    {
        await using var db = _database.NewContext();
        var (first, last) = ($"\"record\":{record},", $"\"record\":{record}}}");
        var (firstOriginal, lastOriginal) = ($"\"original\":{record},", $"\"original\":{record}}}");
        var rows = await db.Events.AsNoTracking()
            .Where(row => row.Review == id.Value && (row.Payload.Contains(first) || row.Payload.Contains(last)
                || row.Payload.Contains(firstOriginal) || row.Payload.Contains(lastOriginal)))
            .OrderBy(row => row.Version).ToListAsync(cancellationToken);
        return [.. rows.Select(Stored.Event).Where(recorded => recorded.Event is not DuplicatesProposed)];
    }

    /// <summary>Computes the digest of the references of each import again.</summary>
    /// <param name="review">The review.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The first import, from 1, whose references are no longer those of the journal; null when all are.</returns>
    public async Task<int?> FirstChangedImportAsync(Review review, CancellationToken cancellationToken = default)
    {
        await using var db = _database.NewContext();
        foreach (var (index, import) in review.Imports.Index())
        {
            if (import.Records.Digest is not { } digest)
                continue;
            var (first, last) = ((long)import.Records.FirstNumber, (long)import.Records.FirstNumber + import.Records.Count - 1);
            var stored = await db.Citations.AsNoTracking()
                .Where(row => row.Review == review.Id.Value && row.Number >= first && row.Number <= last)
                .OrderBy(row => row.Number).Select(row => row.Citation).ToListAsync(cancellationToken);
            if (Stored.DigestOf(stored) != digest)
                return index + 1;
        }

        return null;
    }

    /// <summary>Computes the hash of every event again.</summary>
    /// <returns>The number of the first event that was altered or is missing; null when the chain is whole.</returns>
    public async Task<long?> FirstFaultAsync(ReviewId id, CancellationToken cancellationToken = default)
    {
        await using var db = _database.NewContext();
        var (head, version) = (Stored.NoHash, 0L);
        var rows = db.Events.AsNoTracking().Where(row => row.Review == id.Value).OrderBy(row => row.Version).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            var hash = Stored.Hash(head, version + 1, row.At, row.Person, row.Command, row.Payload);
            if (row.Version != version + 1 || row.PreviousHash != head || row.Hash != hash)
                return version + 1;
            (head, version) = (hash, row.Version);
        }

        var kept = await db.Reviews.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id.Value, cancellationToken);
        return kept is null || (kept.Version == version && kept.Head == head) ? null : version + 1;
    }
}

/// <summary>A review in a list.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Title">Its title.</param>
/// <param name="Records">How many references were imported.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ChangedAt">When it changed last.</param>
public sealed record ReviewSummary(ReviewId Id, string Title, int Records, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt);
