using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Storage;

namespace Evaluation.Workflows.Persistence;

/// <summary>The database of the ledger: a SQLite file by default, PostgreSQL by its connection string.</summary>
public sealed class LedgerDatabase : IDisposable
{
    private readonly StoredDatabase<LedgerContext> _database;

    private LedgerDatabase(StoredDatabase<LedgerContext> database) => _database = database;

    /// <summary>Whether the database is a SQLite file.</summary>
    public bool IsSqlite => _database.IsSqlite;

    /// <summary>Opens, and creates or upgrades, the database of a connection string.</summary>
    /// <param name="connection">
    /// « Host=…;Database=… » for PostgreSQL; otherwise the path of a SQLite file, whose folder is made when it is missing.
    /// </param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="IOException">The database cannot be reached or opened; the message says what to do, in French.</exception>
    public static async Task<LedgerDatabase> OpenAsync(string connection, CancellationToken cancellationToken = default) =>
        new(await StoredDatabase<LedgerContext>.OpenAsync(connection, LedgerSchema.Present.UpgradeAsync, cancellationToken));

    /// <summary>The tables, in order of name, for who copies them whole.</summary>
    public IReadOnlyList<string> Tables() => _database.Tables();

    /// <summary>An open connection of its own, for who copies whole tables. The caller disposes of it.</summary>
    public Task<DbConnection> ConnectAsync(CancellationToken cancellationToken = default) => _database.ConnectAsync(cancellationToken);

    /// <summary>What failed, in French, when a database did: a full disk, a lock, a server that is gone; of this library or of another.</summary>
    /// <param name="e">The failure, as it reached the host.</param>
    /// <returns>A sentence for a person: what happened, what became of the work, what to do. Null when no database failed.</returns>
    public static string? FailureOf(Exception e) => StorageFailure.Of(e);

    /// <summary>Releases the pooled connections.</summary>
    public void Dispose() => _database.Dispose();

    internal LedgerContext NewContext() => _database.NewContext();

    internal Task<WriteTransaction> BeginAsync(LedgerContext db, CancellationToken cancellationToken) => _database.BeginAsync(db, cancellationToken);

    internal static bool IsConflict(Exception e) => WriteConflict.Is(e);

    /// <summary>
    /// The lead of a task that one process does at a time, until it is disposed. When another process has it: null, or, for who is
    /// patient, a wait. With SQLite there is one machine and the lead is always given.
    /// </summary>
    internal async Task<IAsyncDisposable?> LeadAsync(
        LedgerContext db, string task, bool isPatient, CancellationToken cancellationToken)
    {
        if (IsSqlite)
            return new Lead(db, null);
        await db.Database.OpenConnectionAsync(cancellationToken);
        if (isPatient)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock(hashtextextended({task}, 0))", cancellationToken);
            return new Lead(db, task);
        }

        var isLeader = await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock(hashtextextended({task}, 0)) AS \"Value\"")
            .SingleAsync(cancellationToken);
        return isLeader ? new Lead(db, task) : null;
    }

    private sealed class Lead(LedgerContext db, string? task) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            if (task is null)
                return;
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock(hashtextextended({task}, 0))");
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>A view of the database that does not change while it is read.</summary>
    internal Task<IDbContextTransaction> BeginSnapshotAsync(LedgerContext db, CancellationToken cancellationToken) =>
        IsSqlite
            ? BeginDeferredAsync(db, cancellationToken)
            : db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    // A deferred transaction reads a snapshot in WAL mode and, unlike the other kind, blocks no writer.
    private static async Task<IDbContextTransaction> BeginDeferredAsync(LedgerContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        return (await db.Database.UseTransactionAsync(connection.BeginTransaction(deferred: true), cancellationToken))!;
    }
}
