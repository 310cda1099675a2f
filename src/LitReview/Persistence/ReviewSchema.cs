using Storage;

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

    /// <summary>The tables of this program.</summary>
    public static NumberedScripts Present { get; } = new("La base des revues", "litreview_schema_versions", 7414, Scripts, SqliteGuards, PostgresGuards);
}
