using System.Data.Common;
using Npgsql;
using Storage;

namespace Verbatims.Nlp.Persistence;

/// <summary>The database of comments: a SQLite file by default, PostgreSQL by its connection string.</summary>
public sealed class VerbatimDatabase : IDisposable
{
    private readonly StoredDatabase<VerbatimContext> _database;

    private VerbatimDatabase(StoredDatabase<VerbatimContext> database) => _database = database;

    /// <summary>Whether the database is a SQLite file.</summary>
    public bool IsSqlite => _database.IsSqlite;

    /// <summary>Opens, and creates or upgrades, the database of a connection string.</summary>
    /// <param name="connection">
    /// « Host=…;Database=… » for PostgreSQL; otherwise the path of a SQLite file, whose folder is made when it is missing.
    /// </param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="IOException">The database cannot be reached or opened; the message says what to do, in French.</exception>
    public static async Task<VerbatimDatabase> OpenAsync(string connection, CancellationToken cancellationToken = default) =>
        new(await StoredDatabase<VerbatimContext>.OpenAsync(connection, VerbatimSchema.Present.UpgradeAsync, cancellationToken));

    /// <summary>The tables, in order of name, for who copies them whole.</summary>
    public IReadOnlyList<string> Tables() => _database.Tables();

    /// <summary>An open connection of its own, for who copies whole tables. The caller disposes of it.</summary>
    public Task<DbConnection> ConnectAsync(CancellationToken cancellationToken = default) => _database.ConnectAsync(cancellationToken);

    /// <summary>Releases the pooled connections.</summary>
    public void Dispose() => _database.Dispose();

    internal VerbatimContext NewContext() => _database.NewContext();

    internal Task<WriteTransaction> BeginAsync(VerbatimContext db, CancellationToken cancellationToken) => _database.BeginAsync(db, cancellationToken);

    internal static bool IsConflict(Exception e) => WriteConflict.Is(e);

    /// <summary>The connection string, as the driver wants it.</summary>
    internal string Connection => _database.Connection;

    /// <summary>The driver of PostgreSQL, for who keeps tables of his own there.</summary>
    internal static DbProviderFactory PostgresDriver => NpgsqlFactory.Instance;
}
