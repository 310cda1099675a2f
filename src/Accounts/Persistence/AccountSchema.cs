using Microsoft.EntityFrameworkCore;

namespace Accounts.Persistence;

/// <summary>Creates and upgrades the tables, forward only, one numbered script after the other.</summary>
internal static class AccountSchema
{
    private static readonly string[] Scripts = [First];

    private const string First =
        """
        CREATE TABLE accounts (
            id TEXT PRIMARY KEY, identifier TEXT NOT NULL UNIQUE, name TEXT NOT NULL, person TEXT NULL UNIQUE,
            is_blocked BOOLEAN NOT NULL, password_hash TEXT NULL, stamp TEXT NOT NULL, failures INTEGER NOT NULL,
            locked_until TEXT NULL, invitation TEXT NULL, invited_until TEXT NULL, issuer TEXT NULL, subject TEXT NULL,
            created_at TEXT NOT NULL, signed_in_at TEXT NULL, UNIQUE (issuer, subject));
        CREATE TABLE account_device_keys (
            id TEXT PRIMARY KEY, account TEXT NOT NULL, name TEXT NOT NULL, created_at TEXT NOT NULL, content TEXT NOT NULL);
        CREATE INDEX account_device_keys_by_account ON account_device_keys (account);
        CREATE TABLE account_events (
            number BIGINT PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, payload TEXT NOT NULL, previous_hash TEXT NOT NULL,
            hash TEXT NOT NULL);
        CREATE TABLE account_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE account_protection_keys (id TEXT PRIMARY KEY, content TEXT NOT NULL);
        """;

    private const string SqliteGuards =
        """
        CREATE TRIGGER account_events_no_update BEFORE UPDATE ON account_events
            BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
        CREATE TRIGGER account_events_no_delete BEFORE DELETE ON account_events
            BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
        """;

    private const string PostgresGuards =
        """
        CREATE FUNCTION account_events_are_kept() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN RAISE EXCEPTION ''events are never changed nor deleted''; END';
        CREATE TRIGGER account_events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON account_events
            FOR EACH STATEMENT EXECUTE FUNCTION account_events_are_kept();
        """;

    /// <summary>Brings the database to the present version; several processes may do so at once.</summary>
    public static async Task UpgradeAsync(AccountContext db, bool isSqlite, CancellationToken cancellationToken)
    {
        if (isSqlite)
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!isSqlite)
            await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(7415);", cancellationToken);
        await db.Database.ExecuteSqlRawAsync(
            "CREATE TABLE IF NOT EXISTS account_schema_versions (version INTEGER PRIMARY KEY);", cancellationToken);
        var current = await db.Database.SqlQueryRaw<int>(
            "SELECT COALESCE(MAX(version), 0) AS \"Value\" FROM account_schema_versions").SingleAsync(cancellationToken);
        if (current > Scripts.Length)
        {
            throw new InvalidDataException(
                $"La base des comptes est en version {current} ; ce programme connaît les versions jusqu’à {Scripts.Length}. "
                + "Installez une version plus récente du programme.");
        }

        for (var version = current + 1; version <= Scripts.Length; version++)
        {
            await db.Database.ExecuteSqlRawAsync(Scripts[version - 1], cancellationToken);
            if (version == 1)
                await db.Database.ExecuteSqlRawAsync(isSqlite ? SqliteGuards : PostgresGuards, cancellationToken);
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO account_schema_versions (version) VALUES ({version})", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
