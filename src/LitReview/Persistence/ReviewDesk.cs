using System.Globalization;
using System.Security.Cryptography;
using LitReview.Citations;
using LitReview.Reviews;
using Microsoft.EntityFrameworkCore;

namespace LitReview.Persistence;

/// <summary>Where commands on reviews are handed in; each is loaded, decided and saved in one transaction.</summary>
public sealed class ReviewDesk
{
    private const int Attempts = 12;
    private const int Chunk = 1_000;

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    private readonly ReviewDatabase _database;
    private readonly ReviewShelf _shelf;
    private readonly TimeProvider _clock;

    internal ReviewDesk(ReviewDatabase database, ReviewShelf shelf, TimeProvider clock) =>
        (_database, _shelf, _clock) = (database, shelf, clock);

    /// <summary>Creates a review.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="commandId">The identifier of the command: the same one twice counts once.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    public Task<ReviewResult> CreateAsync(
        CreateReview command, ReviewerId person, Guid commandId, CancellationToken cancellationToken = default) =>
        RunAsync("", command, person, commandId, async (db, ct) =>
        {
            var year = TimeZoneInfo.ConvertTime(_clock.GetUtcNow(), Paris).Year.ToString(CultureInfo.InvariantCulture);
            return (await ReviewArchive.NextIdAsync(db, year, ct), null, ReviewRules.Decide(null, command, person));
        }, then: null, cancellationToken);

    /// <summary>Carries out a command on a review.</summary>
    /// <param name="id">The review.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="commandId">The identifier of the command: the same one twice counts once.</param>
    /// <param name="seen">The version that the person read; null to accept whatever came since.</param>
    /// <param name="suggestion">How the reference of the command was suggested to him; null when it was not.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    public Task<ReviewResult> DoAsync(
        ReviewId id, ReviewCommand command, ReviewerId person, Guid commandId, long? seen = null, Suggested? suggestion = null,
        CancellationToken cancellationToken = default) =>
        RunAsync(id.Value, command, person, commandId, (db, ct) => DecideAsync(db, id, command, person, seen, suggestion, ct),
            then: null, cancellationToken);

    /// <summary>Imports references: their text, what could not be read, and the event, all together or not at all.</summary>
    /// <param name="id">The review.</param>
    /// <param name="source">Where they come from.</param>
    /// <param name="file">The name of the file, without its folders.</param>
    /// <param name="citations">The references, in the order of the file.</param>
    /// <param name="problems">What could not be read.</param>
    /// <param name="person">Who imports.</param>
    /// <param name="commandId">The identifier of the command: the same one twice counts once.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    public Task<ReviewResult> ImportAsync(
        ReviewId id, SearchSource source, string file, IReadOnlyList<Citation> citations, IReadOnlyList<CitationProblem> problems,
        ReviewerId person, Guid commandId, CancellationToken cancellationToken = default) =>
        ImportAsync(id, source, IncomingReferences.Of(file, citations, problems), person, commandId, cancellationToken);

    /// <inheritdoc cref="ImportAsync(ReviewId, SearchSource, string, IReadOnlyList{Citation}, IReadOnlyList{CitationProblem}, ReviewerId, Guid, CancellationToken)"/>
    /// <exception cref="InvalidDataException">They changed while they were read; the message is French.</exception>
    internal Task<ReviewResult> ImportAsync(
        ReviewId id, SearchSource source, IncomingReferences incoming, ReviewerId person, Guid commandId, CancellationToken cancellationToken)
    {
        var command = new ImportRecords(source, incoming.File, incoming.Count, incoming.Problems.Count, incoming.Digest);
        return RunAsync(
            id.Value, command, person, commandId, (db, ct) => DecideAsync(db, id, command, person, null, null, ct),
            (db, before, ct) => StoreAsync(db, before!, incoming, ct), cancellationToken);
    }

    private async Task<(ReviewId Id, Review? Before, ReviewDecision Decision)> DecideAsync(
        ReviewContext db, ReviewId id, ReviewCommand command, ReviewerId person, long? seen, Suggested? suggestion,
        CancellationToken cancellationToken)
    {
        // PostgreSQL waits here for the writer before, so that many writers queue instead of failing in turn. SQLite has waited at the start
        // of the transaction.
        if (!_database.IsSqlite)
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM litreview_reviews WHERE id = {id.Value} FOR UPDATE", cancellationToken);
        if (await _shelf.LoadAsync(db, id, cancellationToken) is not { } review)
            return (id, null, new ReviewDecision.Refused(new ReviewNotFound(id)));
        return seen is { } version && version != review.Version
            ? (id, review, new ReviewDecision.Refused(new ReviewHasChanged(version, review.Version)))
            : (id, review, ReviewRules.Decide(review, command, person, suggestion));
    }

    private async Task<ReviewResult> RunAsync(
        string stream, ReviewCommand command, ReviewerId person, Guid commandId,
        Func<ReviewContext, CancellationToken, Task<(ReviewId Id, Review? Before, ReviewDecision Decision)>> decide,
        Func<ReviewContext, Review?, CancellationToken, Task>? then, CancellationToken cancellationToken)
    {
        using var told = LitReviewTelemetry.Begin("command", command.GetType().Name);
        var fingerprint = Stored.Fingerprint(stream, command, person);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = _database.NewContext();
            await using var transaction = await _database.BeginAsync(db, cancellationToken);
            var key = commandId.ToString("D");
            if (await db.Commands.AsNoTracking().FirstOrDefaultAsync(row => row.Id == key, cancellationToken) is { } done)
            {
                return done.Fingerprint == fingerprint
                    ? new ReviewResult.Done((await _shelf.LoadAsync(db, new ReviewId(done.Review), cancellationToken))!, [])
                    : new ReviewResult.Refused(new CommandWasUsed(commandId));
            }

            var (id, before, decision) = await decide(db, cancellationToken);
            if (decision is ReviewDecision.Refused(var reason))
                return new ReviewResult.Refused(reason);
            var events = ((ReviewDecision.Accepted)decision).Events;
            if (events.Count == 0)
                return new ReviewResult.Done(before!, []);
            try
            {
                if (then is not null)
                    await then(db, before, cancellationToken);
                db.Commands.Add(new CommandRow { Id = key, Review = id.Value, Fingerprint = fingerprint });
                var (after, saved) = await AddAsync(db, id, before, events, person, key, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                _shelf.Keep(after);
                return new ReviewResult.Done(after, saved);
            }
            catch (DbUpdateException e) when (ReviewDatabase.IsConflict(e) && attempt < Attempts)
            {
                // Somebody wrote at the same moment: the rules are asked again, on what he left.
            }
        }
    }

    private async Task<(Review After, IReadOnlyList<RecordedReviewEvent> Saved)> AddAsync(
        ReviewContext db, ReviewId id, Review? before, IReadOnlyList<ReviewEvent> events, ReviewerId person, string command,
        CancellationToken cancellationToken)
    {
        var now = Stored.Instant(_clock.GetUtcNow());
        var row = before is null ? null : await db.Reviews.SingleAsync(known => known.Id == id.Value, cancellationToken);
        var head = row?.Head ?? Stored.NoHash;
        var (review, saved) = (before, new List<RecordedReviewEvent>());
        foreach (var reviewEvent in events)
        {
            var version = (review?.Version ?? 0) + 1;
            var payload = Stored.Event(reviewEvent);
            var hash = Stored.Hash(head, version, now, person.Value, command, payload);
            db.Events.Add(new EventRow
            {
                Review = id.Value,
                Version = version,
                Command = command,
                At = now,
                Person = person.Value,
                Payload = payload,
                PreviousHash = head,
                Hash = hash,
            });
            head = hash;
            var recorded = new RecordedReviewEvent(version, Stored.Instant(now), person, reviewEvent);
            review = Review.Fold(id, review, recorded);
            saved.Add(recorded);
        }

        if (row is null)
        {
            db.Reviews.Add(new ReviewRow
            {
                Id = id.Value,
                Title = review!.Protocol.Title,
                Version = review.Version,
                Head = head,
                Records = review.Records.Count,
                CreatedAt = now,
                ChangedAt = now,
            });
        }
        else
        {
            (row.Title, row.Version, row.Head, row.Records, row.ChangedAt) =
                (review!.Protocol.Title, review.Version, head, review.Records.Count, now);
        }

        return (review, saved);
    }

    private static async Task StoreAsync(
        ReviewContext db, Review before, IncomingReferences incoming, CancellationToken cancellationToken)
    {
        var number = before.Records.Count;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var chunk in incoming.Again().Chunk(Chunk))
        {
            foreach (var citation in chunk)
            {
                var stored = Stored.Citation(citation);
                Stored.Add(digest, stored);
                db.Citations.Add(CitationRow.Of(before.Id.Value, ++number, citation, stored));
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        if (Convert.ToHexStringLower(digest.GetHashAndReset()) != incoming.Digest)
        {
            throw new InvalidDataException(
                $"« {incoming.File} » a changé pendant sa lecture : rien n’est importé. Attendez que son écriture soit finie, puis recommencez.");
        }

        foreach (var chunk in incoming.Problems.Index().Chunk(Chunk))
        {
            db.Problems.AddRange(chunk.Select(problem => new ProblemRow
            {
                Review = before.Id.Value,
                Import = before.Imports.Count,
                Place = problem.Index,
                File = problem.Item.File,
                Line = problem.Item.Line,
                Reason = problem.Item.Reason,
                Raw = problem.Item.Raw,
                IsKept = problem.Item.RecordIsKept,
            }));
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }
}
