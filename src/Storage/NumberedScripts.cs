using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Storage;

/// <summary>Tables made by numbered scripts, forward only, one after the other: decision 7.</summary>
/// <param name="Name">The database in a message, such as « La base des revues ».</param>
/// <param name="VersionTable">The table that keeps the numbers of the scripts that were run.</param>
/// <param name="Lock">The number of the lock that processes which open one PostgreSQL database at once wait for.</param>
/// <param name="Scripts">The scripts, the first one first; one that was released never changes.</param>
/// <param name="SqliteGuards">What follows the first script on SQLite; null for nothing.</param>
/// <param name="PostgresGuards">What follows the first script on PostgreSQL; null for nothing.</param>
internal sealed record NumberedScripts(
    string Name, string VersionTable, int Lock, IReadOnlyList<string> Scripts, string? SqliteGuards = null, string? PostgresGuards = null)
{
    /// <summary>Brings the database to the present version; several processes may do so at once.</summary>
    /// <exception cref="InvalidDataException">The database is of a newer program; the message is in French.</exception>
#pragma warning disable EF1002 // The names and numbers are written in this program; nothing comes from outside.
    public async Task UpgradeAsync(DbContext db, bool isSqlite, CancellationToken cancellationToken)
    {
        if (isSqlite)
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!isSqlite)
            await db.Database.ExecuteSqlRawAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({Lock});"), cancellationToken);
        // PostgreSQL refuses even « IF NOT EXISTS » to an account that may make no tables, and a program that only works needs no such right.
        if (isSqlite || !await db.Database.SqlQueryRaw<bool>(
            $"SELECT to_regclass('{VersionTable}') IS NOT NULL AS \"Value\"").SingleAsync(cancellationToken))
        {
            await db.Database.ExecuteSqlRawAsync(
                $"CREATE TABLE IF NOT EXISTS {VersionTable} (version INTEGER PRIMARY KEY);", cancellationToken);
        }

        var current = await db.Database.SqlQueryRaw<int>(
            $"SELECT COALESCE(MAX(version), 0) AS \"Value\" FROM {VersionTable}").SingleAsync(cancellationToken);
        if (current > Scripts.Count)
        {
            throw new InvalidDataException(
                $"{Name} est en version {current} ; ce programme connaît les versions jusqu’à {Scripts.Count}. "
                + "Installez une version plus récente du programme.");
        }

        for (var version = current + 1; version <= Scripts.Count; version++)
        {
            await db.Database.ExecuteSqlRawAsync(Scripts[version - 1], cancellationToken);
            if (version == 1 && (isSqlite ? SqliteGuards : PostgresGuards) is { } guards)
                await db.Database.ExecuteSqlRawAsync(guards, cancellationToken);
            await db.Database.ExecuteSqlRawAsync($"INSERT INTO {VersionTable} (version) VALUES ({{0}})", [version], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
#pragma warning restore EF1002
}
