using System.Data.Common;
using System.Globalization;
using Evaluation.Workflows.Persistence;
using LitReview.Persistence;
using Verbatims.Nlp.Persistence;

namespace HasToolkit.Cli.Operations;

/// <summary>The database of one of the three parts, as something whose tables are copied whole.</summary>
/// <param name="Name">« dossiers », « commentaires » or « revues ».</param>
/// <param name="VersionTable">The table that holds the number of its schema.</param>
/// <param name="Tables">Its tables.</param>
/// <param name="ConnectAsync">Opens a connection.</param>
internal sealed record StoredPart(
    string Name, string VersionTable, IReadOnlyList<string> Tables, Func<CancellationToken, Task<DbConnection>> ConnectAsync);

/// <summary>The databases of the three parts, open.</summary>
internal sealed class StoredParts : IDisposable
{
    private readonly LedgerDatabase _ledger;
    private readonly VerbatimDatabase _comments;
    private readonly ReviewDatabase _reviews;

    private StoredParts(LedgerDatabase ledger, VerbatimDatabase comments, ReviewDatabase reviews)
    {
        (_ledger, _comments, _reviews) = (ledger, comments, reviews);
        All =
        [
            new("dossiers", "schema_versions", ledger.Tables(), ledger.ConnectAsync),
            new("commentaires", "verbatim_schema_versions", comments.Tables(), comments.ConnectAsync),
            new("revues", "litreview_schema_versions", reviews.Tables(), reviews.ConnectAsync),
        ];
    }

    public IReadOnlyList<StoredPart> All { get; }

    public bool IsSqlite => _ledger.IsSqlite;

    public LedgerDatabase Ledger => _ledger;

    /// <summary>Opens them, and creates or upgrades their tables.</summary>
    /// <param name="folder">The data folder, for SQLite.</param>
    /// <param name="connection">A PostgreSQL connection string; null for SQLite.</param>
    /// <param name="stop">Stops the opening.</param>
    public static async Task<StoredParts> OpenAsync(string folder, string? connection, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        LedgerDatabase? ledger = null;
        VerbatimDatabase? comments = null;
        try
        {
            ledger = await LedgerDatabase.OpenAsync(connection ?? Path.Combine(folder, "has.db"), stop);
            comments = await VerbatimDatabase.OpenAsync(connection ?? Path.Combine(folder, "verbatims.db"), stop);
            var reviews = await ReviewDatabase.OpenAsync(connection ?? Path.Combine(folder, "litreview.db"), stop);
            var parts = new StoredParts(ledger, comments, reviews);
            (ledger, comments) = (null, null);
            return parts;
        }
        finally
        {
            comments?.Dispose();
            ledger?.Dispose();
        }
    }

    /// <summary>The number of the schema of a part.</summary>
    public static async Task<int> SchemaAsync(StoredPart part, DbConnection connection, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT MAX(version) FROM {part.VersionTable}";
        return Convert.ToInt32(await command.ExecuteScalarAsync(stop), CultureInfo.InvariantCulture);
    }

    /// <summary>The first table that holds rows, with their number; null when every part is empty.</summary>
    public async Task<(string Table, long Rows)?> FirstFilledAsync(CancellationToken stop)
    {
        foreach (var part in All)
        {
            await using var connection = await part.ConnectAsync(stop);
            foreach (var table in part.Tables)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"SELECT COUNT(*) FROM {table}";
                var rows = Convert.ToInt64(await command.ExecuteScalarAsync(stop), CultureInfo.InvariantCulture);
                if (rows > 0)
                    return (table, rows);
            }
        }

        return null;
    }

    public void Dispose()
    {
        _reviews.Dispose();
        _comments.Dispose();
        _ledger.Dispose();
    }
}
