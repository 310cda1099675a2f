using System.Data.Common;
using Storage;

namespace LitReview.Persistence;

/// <summary>The database of reviews: a SQLite file by default, PostgreSQL by its connection string.</summary>
public sealed class ReviewDatabase : IDisposable
{
    private readonly StoredDatabase<ReviewContext> _database;

    private ReviewDatabase(StoredDatabase<ReviewContext> database) => _database = database;

    /// <summary>Whether the database is a SQLite file.</summary>
    public bool IsSqlite => _database.IsSqlite;

    /// <summary>Opens, and creates or upgrades, the database of a connection string.</summary>
    /// <param name="connection">
    /// « Host=…;Database=… » for PostgreSQL; otherwise the path of a SQLite file, whose folder is made when it is missing.
    /// </param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="IOException">The database cannot be reached or opened; the message says what to do, in French.</exception>
    public static async Task<ReviewDatabase> OpenAsync(string connection, CancellationToken cancellationToken = default) =>
        new(await StoredDatabase<ReviewContext>.OpenAsync(connection, ReviewSchema.Present.UpgradeAsync, cancellationToken));

    /// <summary>The tables, in order of name, for who copies them whole.</summary>
    public IReadOnlyList<string> Tables() => _database.Tables();

    /// <summary>An open connection of its own, for who copies whole tables. The caller disposes of it.</summary>
    public Task<DbConnection> ConnectAsync(CancellationToken cancellationToken = default) => _database.ConnectAsync(cancellationToken);

    /// <summary>Releases the pooled connections.</summary>
    public void Dispose() => _database.Dispose();

    internal ReviewContext NewContext() => _database.NewContext();

    internal Task<WriteTransaction> BeginAsync(ReviewContext db, CancellationToken cancellationToken) => _database.BeginAsync(db, cancellationToken);

    internal static bool IsConflict(Exception e) => WriteConflict.Is(e);
}
