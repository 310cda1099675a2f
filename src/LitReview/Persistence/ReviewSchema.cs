using Microsoft.EntityFrameworkCore;

namespace LitReview.Persistence;

/// <summary>Creates and upgrades the tables, forward only, one numbered script after the other.</summary>
internal static class ReviewSchema
{
    private static readonly string[] Scripts = [First];

    private const string First =
        """
        CREATE TABLE litreview_reviews (
            id TEXT PRIMARY KEY, title TEXT NOT NULL, version BIGINT NOT NULL, head TEXT NOT NULL, records BIGINT NOT NULL,
            created_at TEXT NOT NULL, changed_at TEXT NOT NULL);
        CREATE TABLE litreview_events (
            review TEXT NOT NULL, version BIGINT NOT NULL, command TEXT NOT NULL, at TEXT NOT NULL, person TEXT NOT NULL,
            payload TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (review, version));
        CREATE TABLE litreview_commands (id TEXT PRIMARY KEY, review TEXT NOT NULL, fingerprint TEXT NOT NULL);
        CREATE TABLE litreview_citations (
            review TEXT NOT NULL, number BIGINT NOT NULL, title TEXT NOT NULL, abstract TEXT NOT NULL, folded TEXT NOT NULL,
            citation TEXT NOT NULL, PRIMARY KEY (review, number));
        CREATE TABLE litreview_problems (
            review TEXT NOT NULL, import INTEGER NOT NULL, place INTEGER NOT NULL, file TEXT NOT NULL, line BIGINT NOT NULL,
            reason TEXT NOT NULL, raw TEXT NOT NULL, is_kept BOOLEAN NOT NULL, PRIMARY KEY (review, import, place));
        """;

    private const string SqliteGuards =
        """
        CREATE TRIGGER litreview_events_no_update BEFORE UPDATE ON litreview_events
            BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
        CREATE TRIGGER litreview_events_no_delete BEFORE DELETE ON litreview_events
            BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
        """;

    private const string PostgresGuards =
        """
        CREATE FUNCTION litreview_events_are_kept() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN RAISE EXCEPTION ''events are never changed nor deleted''; END';
        CREATE TRIGGER litreview_events_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON litreview_events
            FOR EACH STATEMENT EXECUTE FUNCTION litreview_events_are_kept();
        """;

    /// <summary>Brings the database to the present version; several processes may do so at once.</summary>
    public static async Task UpgradeAsync(ReviewContext db, bool isSqlite, CancellationToken cancellationToken)
    {
        if (isSqlite)
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL;", cancellationToken);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!isSqlite)
            await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(7414);", cancellationToken);
        await db.Database.ExecuteSqlRawAsync(
            "CREATE TABLE IF NOT EXISTS litreview_schema_versions (version INTEGER PRIMARY KEY);", cancellationToken);
        var current = await db.Database.SqlQueryRaw<int>(
            "SELECT COALESCE(MAX(version), 0) AS \"Value\" FROM litreview_schema_versions").SingleAsync(cancellationToken);
        if (current > Scripts.Length)
        {
            throw new InvalidDataException(
                $"La base des revues est en version {current} ; ce programme connaît les versions jusqu’à {Scripts.Length}. "
                + "Installez une version plus récente du programme.");
        }

        for (var version = current + 1; version <= Scripts.Length; version++)
        {
            await db.Database.ExecuteSqlRawAsync(Scripts[version - 1], cancellationToken);
            if (version == 1)
                await db.Database.ExecuteSqlRawAsync(isSqlite ? SqliteGuards : PostgresGuards, cancellationToken);
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO litreview_schema_versions (version) VALUES ({version})", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
