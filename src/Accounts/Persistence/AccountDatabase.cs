using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Storage;

namespace Accounts.Persistence;

/// <summary>The database of accounts: a SQLite file by default, PostgreSQL by its connection string.</summary>
public sealed class AccountDatabase : IDisposable
{
    private readonly StoredDatabase<AccountContext> _database;

    private AccountDatabase(StoredDatabase<AccountContext> database) => _database = database;

    /// <summary>Whether the database is a SQLite file.</summary>
    public bool IsSqlite => _database.IsSqlite;

    /// <summary>Opens, and creates or upgrades, the database of a connection string.</summary>
    /// <param name="connection">
    /// « Host=…;Database=… » for PostgreSQL; otherwise the path of a SQLite file, whose folder is made when it is missing.
    /// </param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="IOException">The database cannot be reached or opened; the message says what to do, in French.</exception>
    public static async Task<AccountDatabase> OpenAsync(string connection, CancellationToken cancellationToken = default) =>
        new(await StoredDatabase<AccountContext>.OpenAsync(connection, AccountSchema.Present.UpgradeAsync, cancellationToken));

    /// <summary>The tables, in order of name, for who copies them whole.</summary>
    public IReadOnlyList<string> Tables() => _database.Tables();

    /// <summary>An open connection of its own, for who copies whole tables. The caller disposes of it.</summary>
    public Task<DbConnection> ConnectAsync(CancellationToken cancellationToken = default) => _database.ConnectAsync(cancellationToken);

    /// <summary>Releases the pooled connections.</summary>
    public void Dispose() => _database.Dispose();

    internal AccountContext NewContext() => _database.NewContext();

    // There is one journal for all accounts: who writes in it waits for who does so already.
    internal async Task<WriteTransaction> BeginAsync(AccountContext db, CancellationToken cancellationToken)
    {
        var begun = await _database.BeginAsync(db, cancellationToken);
        if (!IsSqlite)
            await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(7416);", cancellationToken);
        return begun;
    }
}
