using Storage;

namespace Evaluation.Workflows.Persistence;

/// <summary>Creates and upgrades the tables, forward only, one numbered script after the other.</summary>
internal static class LedgerSchema
{
    private static readonly string[] Scripts = [First, RetriesOfTheOutbox, Followers, TasksAroundDossiers, KeysOfPrograms];

    /// <summary>The version to which the scripts bring a database.</summary>
    public static int Latest => Scripts.Length;

    private const string First =
        """
        CREATE TABLE events (
            stream TEXT NOT NULL, sequence BIGINT NOT NULL, command TEXT NOT NULL, at TEXT NOT NULL, person TEXT NOT NULL,
            role TEXT NOT NULL, payload TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL,
            PRIMARY KEY (stream, sequence));
        CREATE TABLE streams (id TEXT PRIMARY KEY, kind TEXT NOT NULL, version BIGINT NOT NULL, head TEXT NOT NULL);
        CREATE TABLE commands (
            id TEXT PRIMARY KEY, stream TEXT NOT NULL, sequence BIGINT NOT NULL, fingerprint TEXT NOT NULL);
        CREATE TABLE dossiers (
            id TEXT PRIMARY KEY, procedure TEXT NOT NULL, request TEXT NOT NULL, product TEXT NOT NULL,
            applicant TEXT NOT NULL, uses_ai BOOLEAN NOT NULL, is_historical BOOLEAN NOT NULL, is_closed BOOLEAN NOT NULL,
            is_stopped BOOLEAN NOT NULL, ending TEXT NULL, stage TEXT NOT NULL, next_due DATE NULL, opened_on DATE NOT NULL,
            updated_at TEXT NOT NULL, version BIGINT NOT NULL, search TEXT NOT NULL);
        CREATE INDEX dossiers_by_due ON dossiers (is_closed, next_due, id);
        CREATE INDEX dossiers_by_update ON dossiers (updated_at, id);
        CREATE TABLE open_steps (
            dossier TEXT NOT NULL, step TEXT NOT NULL, role TEXT NOT NULL, title TEXT NOT NULL, opened_on DATE NOT NULL,
            due_on DATE NULL, assigned TEXT NULL, needs_session BOOLEAN NOT NULL, PRIMARY KEY (dossier, step, role));
        CREATE INDEX open_steps_by_role ON open_steps (role, due_on);
        CREATE TABLE deports (dossier TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (dossier, person));
        CREATE TABLE sessions (
            id TEXT PRIMARY KEY, date DATE NOT NULL, place TEXT NOT NULL, items INTEGER NOT NULL, is_ended BOOLEAN NOT NULL);
        CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL, organisation TEXT NOT NULL, roles TEXT NOT NULL);
        CREATE TABLE outbox (
            id TEXT PRIMARY KEY, stream TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL, created_at TEXT NOT NULL,
            done_at TEXT NULL);
        CREATE INDEX outbox_waiting ON outbox (done_at, created_at);
        CREATE TABLE refusals (
            id TEXT PRIMARY KEY, stream TEXT NOT NULL, at TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL,
            command TEXT NOT NULL, rule TEXT NOT NULL, message TEXT NOT NULL);
        CREATE INDEX refusals_by_stream ON refusals (stream, at);
        CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
        """;

    private const string RetriesOfTheOutbox =
        """
        ALTER TABLE outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE outbox ADD COLUMN last_error TEXT NULL;
        ALTER TABLE outbox ADD COLUMN next_try_at TEXT NULL;
        """;

    private const string Followers =
        """
        CREATE TABLE follower_positions (
            follower TEXT NOT NULL, stream TEXT NOT NULL, position BIGINT NOT NULL, attempts INTEGER NOT NULL,
            last_error TEXT NULL, next_try_at TEXT NULL, PRIMARY KEY (follower, stream));
        """;

    private const string TasksAroundDossiers =
        """
        CREATE TABLE case_tasks (
            dossier TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, role TEXT NOT NULL,
            person TEXT NULL, opened_on DATE NOT NULL, due_on DATE NULL, PRIMARY KEY (dossier, key));
        CREATE INDEX case_tasks_by_role ON case_tasks (role, person, due_on);
        CREATE TABLE task_holds (
            dossier TEXT NOT NULL, key TEXT NOT NULL, held_by TEXT NULL, reminded_on DATE NULL, escalated_on DATE NULL,
            escalated_to TEXT NULL, reason TEXT NULL, PRIMARY KEY (dossier, key));
        """;

    private const string KeysOfPrograms =
        """
        CREATE TABLE api_keys (
            id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, hint TEXT NOT NULL, person TEXT NOT NULL, role TEXT NOT NULL,
            label TEXT NOT NULL, scopes TEXT NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL,
            last_used_at TEXT NULL, revoked_at TEXT NULL);
        CREATE INDEX api_keys_by_person ON api_keys (person, created_at);
        """;

    private const string SqliteGuards =
        """
        CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
        CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
        """;

    private const string PostgresGuards =
        """
        CREATE FUNCTION events_are_kept() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN RAISE EXCEPTION ''events are never changed nor deleted''; END';
        CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON events
            FOR EACH STATEMENT EXECUTE FUNCTION events_are_kept();
        """;

    /// <summary>The tables of this program.</summary>
    public static NumberedScripts Present { get; } = new("La base", "schema_versions", 7412, Scripts, SqliteGuards, PostgresGuards);
}
