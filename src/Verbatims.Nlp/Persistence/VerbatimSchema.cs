using Storage;

namespace Verbatims.Nlp.Persistence;

/// <summary>Creates and upgrades the tables, forward only, one numbered script after the other.</summary>
internal static class VerbatimSchema
{
    private static readonly string[] Scripts = [First, Second, Third];

    private const string First =
        """
        CREATE TABLE verbatim_batches (
            id TEXT PRIMARY KEY, file_name TEXT NOT NULL, file_hash TEXT NOT NULL, source TEXT NOT NULL, mapping TEXT NOT NULL,
            is_read BOOLEAN NOT NULL, comments BIGINT NOT NULL, problems BIGINT NOT NULL, created_at TEXT NOT NULL);
        CREATE TABLE verbatim_chunks (
            batch TEXT NOT NULL, chunk BIGINT NOT NULL, first_number BIGINT NOT NULL, last_number BIGINT NOT NULL,
            last_row BIGINT NOT NULL, problems BIGINT NOT NULL, PRIMARY KEY (batch, chunk));
        CREATE TABLE verbatim_comments (
            batch TEXT NOT NULL, number BIGINT NOT NULL, line BIGINT NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL,
            length INTEGER NOT NULL, box INTEGER NOT NULL, month DATE NULL, service TEXT NULL, establishment TEXT NULL,
            score DOUBLE PRECISION NULL, is_corrected BOOLEAN NOT NULL, PRIMARY KEY (batch, number));
        CREATE INDEX verbatim_comments_by_service ON verbatim_comments (batch, service);
        CREATE TABLE verbatim_problems (
            batch TEXT NOT NULL, chunk BIGINT NOT NULL, place INTEGER NOT NULL, line BIGINT NOT NULL, reason TEXT NOT NULL,
            is_kept BOOLEAN NOT NULL, PRIMARY KEY (batch, chunk, place));
        CREATE TABLE verbatim_runs (
            batch TEXT NOT NULL, run INTEGER NOT NULL, model_version TEXT NOT NULL, grid_version TEXT NOT NULL,
            is_finished BOOLEAN NOT NULL, PRIMARY KEY (batch, run), UNIQUE (batch, model_version, grid_version));
        CREATE TABLE verbatim_done_chunks (
            batch TEXT NOT NULL, run INTEGER NOT NULL, chunk BIGINT NOT NULL, comments BIGINT NOT NULL,
            PRIMARY KEY (batch, run, chunk));
        CREATE TABLE verbatim_results (
            batch TEXT NOT NULL, run INTEGER NOT NULL, number BIGINT NOT NULL, tone INTEGER NOT NULL,
            tone_probabilities TEXT NOT NULL, topics TEXT NOT NULL, is_alert BOOLEAN NOT NULL,
            alert_score DOUBLE PRECISION NOT NULL, alert_reasons TEXT NOT NULL, needs_reading BOOLEAN NOT NULL,
            PRIMARY KEY (batch, run, number));
        CREATE TABLE verbatim_corrections (
            batch TEXT NOT NULL, number BIGINT NOT NULL, place INTEGER NOT NULL, at TEXT NOT NULL, person TEXT NOT NULL,
            model_version TEXT NOT NULL, tone INTEGER NULL, topics TEXT NULL, is_alert BOOLEAN NULL,
            PRIMARY KEY (batch, number, place));
        CREATE TABLE verbatim_own_topics (
            code TEXT PRIMARY KEY, label TEXT NOT NULL, definition TEXT NOT NULL, words TEXT NOT NULL);
        """;

    private const string Second = "ALTER TABLE verbatim_batches ADD COLUMN person TEXT NULL;";

    private const string Third =
        """
        CREATE TABLE verbatim_readings (
            batch TEXT NOT NULL, number BIGINT NOT NULL, place INTEGER NOT NULL, at TEXT NOT NULL, person TEXT NOT NULL,
            is_read BOOLEAN NOT NULL, PRIMARY KEY (batch, number, place));
        CREATE TABLE verbatim_forgotten (
            batch TEXT NOT NULL, file_name TEXT NOT NULL, file_hash TEXT NOT NULL, comments BIGINT NOT NULL, at TEXT NOT NULL,
            person TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (batch, at));
        """;

    /// <summary>The tables of this program.</summary>
    public static NumberedScripts Present { get; } = new("La base des verbatims", "verbatim_schema_versions", 7413, Scripts);
}
