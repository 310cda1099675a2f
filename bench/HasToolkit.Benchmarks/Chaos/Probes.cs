using System.Data.Common;
using System.Text.Json;
using Evaluation.Workflows;
using LitReview;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HasToolkit.Benchmarks.Chaos;

/// <summary>What an act left in the tables.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="IsWhole">Whether they belong together: one chain, one after the other, and their receipt.</param>
internal sealed record Written(int Rows, bool IsWhole);

/// <summary>What the acts of an experiment came to.</summary>
internal sealed record ActCount(int Sent, int Answered, int Refused, int KeptUnanswered, int Lost, int Doubled, int Halved, int Unknown)
{
    public static ActCount operator +(ActCount a, ActCount b) => new(
        a.Sent + b.Sent, a.Answered + b.Answered, a.Refused + b.Refused, a.KeptUnanswered + b.KeptUnanswered,
        a.Lost + b.Lost, a.Doubled + b.Doubled, a.Halved + b.Halved, a.Unknown + b.Unknown);

    public int Faults => Lost + Doubled + Halved + Unknown;
}

/// <summary>Compares what was answered with the tables, read past the toolkit's own code, and asks the toolkit to verify itself.</summary>
internal sealed class Probes(ChaosWorld world)
{
    // A join, for which SQLite makes an index for itself: NOT EXISTS would read all events for each command, and no log of writes is
    // emptied while somebody reads.
    private const string LedgerSql =
        """
        SELECT e.command, COUNT(*), COUNT(DISTINCT e.stream), MIN(e.sequence), MAX(e.sequence), MAX(COALESCE(c.sequence, 0))
        FROM events e LEFT JOIN commands c ON c.id = e.command GROUP BY e.command
        UNION ALL
        SELECT c.id, 0, 0, 0, 0, c.sequence FROM commands c LEFT JOIN events e ON e.command = c.id WHERE e.command IS NULL
        """;

    private static readonly Dictionary<ActTable, (string File, string Sql)> Sources = new()
    {
        [ActTable.Ledger] = ("has.db", LedgerSql),
        [ActTable.Reviews] = ("litreview.db", "SELECT command, COUNT(*) FROM litreview_events GROUP BY command"),
        [ActTable.Votes] = ("litreview.db", "SELECT review, person, payload FROM litreview_events WHERE payload LIKE '%\"decided\"%'"),
        [ActTable.Imports] = ("litreview.db", "SELECT review, person, payload FROM litreview_events WHERE payload LIKE '%\"records-imported\"%'"),
        [ActTable.Comments] = ("verbatims.db",
            """
            SELECT b.file_name, COUNT(*), COUNT(DISTINCT c.line), COUNT(r.number) FROM verbatim_batches b
            JOIN verbatim_comments c ON c.batch = b.id LEFT JOIN verbatim_results r ON r.batch = c.batch AND r.number = c.number GROUP BY b.file_name
            """),
    };

    // What was there, acts or not, before the first fault, by table.
    private readonly Dictionary<ActTable, HashSet<string>> _before = [];

    /// <summary>Remembers what is there before the first fault; what comes later must have been sent by somebody.</summary>
    public async Task BeginAsync()
    {
        foreach (var table in world.Actors.SelectMany(actor => actor.Tables).Distinct())
            _before[table] = [.. (await WrittenAsync(table)).Keys];
    }

    /// <summary>Every act that was answered before this moment is there once, and no act is there twice or by half.</summary>
    public async Task<IReadOnlyDictionary<ActTable, ActCount>> ActsAsync()
    {
        var counts = new Dictionary<ActTable, ActCount>();
        foreach (var acts in world.Acts.All.GroupBy(act => act.Table))
            counts[acts.Key] = await CountAsync(acts.Key, [.. acts]);
        return counts;
    }

    /// <summary>The chains of dossiers and the lists made from them; « has verify » does the same.</summary>
    public async Task<string> LedgerAsync()
    {
        using var services = await EvaluationServices.OpenAsync(world.Folder, world.Connection);
        var report = await services.Audit.VerifyAsync();
        foreach (var fault in report.Faults)
            world.Acts.Wrong($"{fault.Stream} {fault.Sequence}: {fault.Problem}");
        return $"{report.Faults.Count} of {report.Streams} chains, {report.Events} events";
    }

    /// <summary>What follows the ledger catches up, and then shows what the ledger says.</summary>
    public async Task<string> FollowersAsync()
    {
        using var services = await EvaluationServices.OpenAsync(world.Folder, world.Connection);
        var (compared, differ) = (0, 0);
        foreach (var follower in services.Followers)
        {
            while ((await services.Feed.FollowAsync(follower, isForced: true)).Dossiers > 0)
            {
                // The next hundred.
            }

            var found = await services.Feed.ReconcileAsync(follower, isDryRun: true);
            (compared, differ) = (compared + found.Dossiers, differ + found.Divergences.Count + found.Failures.Count);
        }

        if (differ > 0)
            world.Acts.Wrong($"{differ} dossiers are followed otherwise than the ledger says.");
        return $"{differ} of {compared} dossiers";
    }

    /// <summary>The chains of reviews, and the references that imports brought.</summary>
    public async Task<string> ReviewsAsync()
    {
        using var services = await LitReviewServices.OpenAsync(world.Folder, world.Connection);
        var (chains, broken, events) = (0, 0, 0L);
        foreach (var summary in await services.Queries.ReviewsAsync())
        {
            var review = (await services.Queries.ReviewAsync(summary.Id))!;
            var (fault, import) = (await services.Queries.FirstFaultAsync(review.Id), await services.Queries.FirstChangedImportAsync(review));
            (chains, events) = (chains + 1, events + review.Version);
            if (fault is null && import is null)
                continue;
            broken++;
            world.Acts.Wrong($"Review {review.Id}: first fault {fault}, first changed import {import}.");
        }

        return $"{broken} of {chains} chains, {events} events";
    }

    private async Task<ActCount> CountAsync(ActTable table, List<Act> acts)
    {
        // Acts were listed first: what is answered while the table is read is not missed.
        var written = await WrittenAsync(table);
        var count = new ActCount(acts.Count, 0, 0, 0, 0, 0, 0, 0);
        foreach (var act in acts)
        {
            var there = written.GetValueOrDefault(act.Key);
            count += new ActCount(
                0, act.State == ActState.Answered ? 1 : 0, act.State == ActState.Refused ? 1 : 0,
                act.State == ActState.Sent && there is not null ? 1 : 0,
                Lost: act.State == ActState.Answered && there is null ? 1 : 0,
                Doubled: there?.Rows > act.Rows || (act.State == ActState.Refused && there is not null) ? 1 : 0,
                Halved: there is not null && !IsLate(table, act) && (there.Rows < act.Rows || !there.IsWhole) ? 1 : 0, 0);
        }

        var sent = world.Acts.All.Where(act => act.Table == table).Select(act => act.Key).ToHashSet();
        return count with { Unknown = written.Keys.Count(key => !sent.Contains(key) && !_before[table].Contains(key)) };
    }

    // A file of comments is there chunk by chunk: only once it is answered must it be whole.
    private static bool IsLate(ActTable table, Act act) => table == ActTable.Comments && act.State != ActState.Answered;

    private async Task<Dictionary<string, Written>> WrittenAsync(ActTable table)
    {
        var (file, sql) = Sources[table];
        var written = new Dictionary<string, Written>();
        await using DbConnection db = world.Connection is { } connection
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString)
            : new SqliteConnection($"Data Source={Path.Combine(world.Folder, file)};Pooling=False");
        await db.OpenAsync();
        await using var command = db.CreateCommand();
#pragma warning disable CA2100 // The queries are written above.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var (key, one) = Read(table, reader);
            written[key] = written.TryGetValue(key, out var known) ? known with { Rows = known.Rows + one.Rows } : one;
        }

        return written;
    }

    private static (string Key, Written Written) Read(ActTable table, DbDataReader reader)
    {
        switch (table)
        {
            case ActTable.Ledger:
                return (reader.GetString(0), new Written(
                    (int)reader.GetInt64(1),
                    reader.GetInt64(2) == 1 && reader.GetInt64(4) == reader.GetInt64(5)
                        && reader.GetInt64(4) - reader.GetInt64(3) + 1 == reader.GetInt64(1)));
            case ActTable.Reviews:
                return (reader.GetString(0), new Written((int)reader.GetInt64(1), true));
            case ActTable.Comments:
                return (reader.GetString(0), new Written(
                    (int)reader.GetInt64(1), reader.GetInt64(1) == reader.GetInt64(2) && reader.GetInt64(1) == reader.GetInt64(3)));
            case ActTable.Votes:
                using (var vote = JsonDocument.Parse(reader.GetString(2)))
                    return ($"{reader.GetString(0)}/{reader.GetString(1)}/{vote.RootElement.GetProperty("record").GetInt32()}", new Written(1, true));
            case ActTable.Imports:
                using (var import = JsonDocument.Parse(reader.GetString(2)))
                    return ($"{reader.GetString(0)}/{import.RootElement.GetProperty("file").GetString()}", new Written(1, true));
            default:
                throw new ArgumentOutOfRangeException(nameof(table), table, "Unknown table.");
        }
    }
}
