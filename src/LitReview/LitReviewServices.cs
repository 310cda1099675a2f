using LitReview.Persistence;
using LitReview.Reviews;
using Microsoft.Extensions.DependencyInjection;

namespace LitReview;

/// <summary>Everything a host needs for reviews of the literature, built from two settings.</summary>
public sealed class LitReviewServices : IDisposable
{
    private LitReviewServices(ReviewDatabase database, string folder, TimeProvider clock)
    {
        var shelf = new ReviewShelf();
        (Database, Clock) = (database, clock);
        Desk = new ReviewDesk(database, shelf, clock);
        Queries = new ReviewQueries(database, shelf);
        Rooms = new ScreeningRooms(Queries.TextsAsync);
        FullTexts = new FullTextStore(Path.Combine(folder, "textes-integraux"));
    }

    /// <summary>The database.</summary>
    public ReviewDatabase Database { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Where commands are handed in.</summary>
    public ReviewDesk Desk { get; }

    /// <summary>Where reviews and their references are read.</summary>
    public ReviewQueries Queries { get; }

    /// <summary>The rankings that are warm.</summary>
    public ScreeningRooms Rooms { get; }

    /// <summary>The full texts.</summary>
    public FullTextStore FullTexts { get; }

    /// <summary>Opens the database.</summary>
    /// <param name="dataFolder">Where full texts, and the SQLite database when there is no connection string, are kept.</param>
    /// <param name="connection">A PostgreSQL connection string, or null for SQLite in the data folder.</param>
    /// <param name="clock">The clock; null for the machine's.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="IOException">The database cannot be opened.</exception>
    public static async Task<LitReviewServices> OpenAsync(
        string dataFolder, string? connection = null, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        Directory.CreateDirectory(dataFolder);
        var database = await ReviewDatabase.OpenAsync(connection ?? Path.Combine(dataFolder, "litreview.db"), cancellationToken);
        return new LitReviewServices(database, dataFolder, clock ?? TimeProvider.System);
    }

    /// <summary>Judges a reference that was suggested, and keeps how it was suggested with the decision.</summary>
    /// <param name="id">The review.</param>
    /// <param name="command">The decision, or the putting off.</param>
    /// <param name="reviewer">Who reads.</param>
    /// <param name="commandId">The identifier of the command: the same one twice counts once.</param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    public async Task<ReviewResult> ReadAsync(
        ReviewId id, ReviewCommand command, ReviewerId reviewer, Guid commandId, CancellationToken cancellationToken = default)
    {
        var number = command switch { JudgeRecord judge => judge.Record, SkipRecord skip => skip.Record, _ => 0 };
        var suggestion = await Queries.ReviewAsync(id, cancellationToken) is { } review
            && await Rooms.NextAsync(review, reviewer, cancellationToken) is { } next && next.Number == number
            ? next.Suggestion
            : null;
        return await Desk.DoAsync(id, command, reviewer, commandId, seen: null, suggestion, cancellationToken);
    }

    /// <summary>Releases the database and the rankings.</summary>
    public void Dispose()
    {
        Rooms.Dispose();
        Database.Dispose();
    }
}

/// <summary>Registration in a host.</summary>
public static class LitReviewRegistration
{
    /// <summary>Registers the services of reviews; the container owns them from here on.</summary>
    public static IServiceCollection AddLitReview(this IServiceCollection services, LitReviewServices opened) =>
        services.AddSingleton(_ => opened);
}
