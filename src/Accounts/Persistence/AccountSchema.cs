using Storage;

namespace Accounts.Persistence;

/// <summary>Creates and upgrades the tables, forward only, one numbered script after the other.</summary>
internal static class AccountSchema
{
    private static readonly string[] Scripts = [First, Second];

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

    // Sessions live on the server, and wrong tries are told by the minute.
    private const string Second =
        """
        CREATE TABLE account_sessions (
            id TEXT PRIMARY KEY, account TEXT NOT NULL, stamp TEXT NOT NULL, begun_at TEXT NOT NULL, seen_at TEXT NOT NULL,
            proved_at TEXT NOT NULL, device TEXT NOT NULL, means TEXT NOT NULL);
        CREATE INDEX account_sessions_by_account ON account_sessions (account);
        CREATE TABLE account_tries (account TEXT PRIMARY KEY, minute TEXT NOT NULL, wrong INTEGER NOT NULL);
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

    /// <summary>The tables of this program.</summary>
    public static NumberedScripts Present { get; } = new("La base des comptes", "account_schema_versions", 7415, Scripts, SqliteGuards, PostgresGuards);
}
