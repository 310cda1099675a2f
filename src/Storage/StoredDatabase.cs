using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Storage;

/// <summary>A database that a library keeps: a SQLite file by default, PostgreSQL by its connection string.</summary>
/// <remarks>This source is compiled into each library that stores something, so that none of them needs another package: decision 23.</remarks>
internal sealed class StoredDatabase<TContext> : IDisposable
    where TContext : DbContext
{
    private readonly PooledDbContextFactory<TContext> _contexts;

    // SQLite makes a second writer sleep and try again; within one process, writers queue here instead, first come first served.
    private readonly SemaphoreSlim _sqliteWriter = new(1, 1);

    private StoredDatabase(bool isSqlite, string connection)
    {
        (IsSqlite, Connection) = (isSqlite, connection);
        var options = new DbContextOptionsBuilder<TContext>();
        if (isSqlite)
            options.UseSqlite(connection);
        else
            options.UseNpgsql(connection);
        // A context is used by one command or one query at a time, and never shared.
        options.EnableThreadSafetyChecks(enableChecks: false);
        _contexts = new PooledDbContextFactory<TContext>(options.Options);
    }

    /// <summary>Whether the database is a SQLite file.</summary>
    public bool IsSqlite { get; }

    /// <summary>The connection string, as the driver wants it.</summary>
    public string Connection { get; }

    /// <summary>Opens, and creates or upgrades, the database of a connection string.</summary>
    /// <param name="connection">
    /// « Host=…;Database=… » for PostgreSQL; otherwise the path of a SQLite file, whose folder is made when it is missing.
    /// </param>
    /// <param name="upgrade">Brings the tables to the present version; told whether the database is SQLite.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="IOException">The database cannot be reached or opened; the message says what to do, in French.</exception>
    public static async Task<StoredDatabase<TContext>> OpenAsync(
        string connection, Func<TContext, bool, CancellationToken, Task> upgrade, CancellationToken cancellationToken)
    {
        var isSqlite = !connection.Contains("Host=", StringComparison.OrdinalIgnoreCase);
        StoredDatabase<TContext>? database = null;
        try
        {
            database = new StoredDatabase<TContext>(isSqlite, isSqlite ? ConnectionTo(connection) : WithDefaults(connection));
            await using var db = database.NewContext();
            await upgrade(db, isSqlite, cancellationToken);
            var opened = database;
            database = null;
            return opened;
        }
        catch (ArgumentException e) when (!isSqlite && database is null)
        {
            throw new IOException(
                $"La connexion à PostgreSQL ne se lit pas : {e.Message} Forme attendue : « Host=serveur;Database=has;Username=has;Password=… ».", e);
        }
        catch (Exception e) when (e is SqliteException or NpgsqlException)
        {
            throw new IOException(
                $"La base {Describe(isSqlite, connection)} ne s’ouvre pas : {e.Message} "
                + (isSqlite
                    ? "Vérifiez que le fichier est une base HasToolkit et que vous pouvez y écrire."
                    : "Vérifiez que le serveur répond, que la base existe et que les droits sont donnés."),
                e);
        }
        finally
        {
            database?.Dispose();
        }
    }

    /// <summary>The tables, in order of name, for who copies them whole.</summary>
    public IReadOnlyList<string> Tables()
    {
        using var db = NewContext();
        return [.. db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Order(StringComparer.Ordinal)];
    }

    /// <summary>An open connection of its own, for who copies whole tables. The caller disposes of it.</summary>
    public async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = IsSqlite ? new SqliteConnection(Connection) : new NpgsqlConnection(Connection);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Releases the pooled connections.</summary>
    public void Dispose()
    {
        _sqliteWriter.Dispose();
        if (IsSqlite)
        {
            using var connection = new SqliteConnection(Connection);
            SqliteConnection.ClearPool(connection);
        }
    }

    public TContext NewContext() => _contexts.CreateDbContext();

    // SQLite takes its write lock at the start (BEGIN IMMEDIATE), so that two writers wait instead of failing half-way.
    public async Task<WriteTransaction> BeginAsync(TContext db, CancellationToken cancellationToken)
    {
        if (!IsSqlite)
            return new WriteTransaction(await BeginOnPostgresAsync(db, cancellationToken), null);

        await _sqliteWriter.WaitAsync(cancellationToken);
        try
        {
            return new WriteTransaction(
                await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken), _sqliteWriter);
        }
        catch
        {
            _sqliteWriter.Release();
            throw;
        }
    }

    // A machine that is cut off in the middle of its work holds its locks until the server gives it up: after this pause, and not after the
    // two hours in which TCP does.
    private static async Task<IDbContextTransaction> BeginOnPostgresAsync(TContext db, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        try
        {
            await db.Database.ExecuteSqlRawAsync("SET LOCAL idle_in_transaction_session_timeout = '60s'", cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    private static string ConnectionTo(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null)
            Directory.CreateDirectory(folder);
        // Microsoft.Data.Sqlite leaves synchronous at FULL, which keeps what was committed through a power cut.
        return new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 }.ToString();
    }

    // The same statements come again and again: the server plans them once for each connection. A connection string that says
    // otherwise (« Max Auto Prepare=0 », behind a proxy that shares connections) is heard.
    private static string WithDefaults(string connection)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = connection };
        return given.ContainsKey("Max Auto Prepare") || given.ContainsKey("MaxAutoPrepare")
            ? connection
            : new NpgsqlConnectionStringBuilder(connection) { MaxAutoPrepare = 200 }.ConnectionString;
    }

    private static string Describe(bool isSqlite, string connection) => isSqlite
        ? $"« {connection} »"
        : $"PostgreSQL « {new NpgsqlConnectionStringBuilder(connection) { Password = null }} »";
}

/// <summary>A transaction that writes, and the place in the queue that ends with it.</summary>
internal sealed class WriteTransaction(IDbContextTransaction transaction, SemaphoreSlim? queue) : IAsyncDisposable
{
    public Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        finally
        {
            queue?.Release();
        }
    }
}

/// <summary>What two writers who meet are told by the database.</summary>
internal static class WriteConflict
{
    /// <summary>Whether a command failed because another was faster: the same command may then be tried again.</summary>
    /// <remarks>A database that stayed locked for the whole patience of its driver is none: who tried again would wait as long again.</remarks>
    public static bool Is(Exception e) => e is DbUpdateException { InnerException: { } inner }
        ? Is(inner)
        : e is SqliteException { SqliteErrorCode: 19 } or SqliteException { SqliteExtendedErrorCode: 517 }
            or PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.DeadlockDetected
        };
}
