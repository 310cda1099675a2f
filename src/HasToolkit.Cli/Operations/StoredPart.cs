using System.Data.Common;
using System.Globalization;
using Accounts.Persistence;
using Evaluation.Workflows.Persistence;
using LitReview.Persistence;
using Verbatims.Nlp.Persistence;

namespace HasToolkit.Cli.Operations;

/// <summary>The database of one of the parts, as something whose tables are copied whole.</summary>
/// <param name="Name">« dossiers », « commentaires », « revues » or « comptes ».</param>
/// <param name="VersionTable">The table that holds the number of its schema.</param>
/// <param name="Tables">Its tables.</param>
/// <param name="ConnectAsync">Opens a connection.</param>
internal sealed record StoredPart(
    string Name, string VersionTable, IReadOnlyList<string> Tables, Func<CancellationToken, Task<DbConnection>> ConnectAsync);

/// <summary>The databases of the parts, open.</summary>
internal sealed class StoredParts : IDisposable
{
    private readonly LedgerDatabase _ledger;
    private readonly VerbatimDatabase _comments;
    private readonly ReviewDatabase _reviews;
    private readonly AccountDatabase _accounts;

    private StoredParts(LedgerDatabase ledger, VerbatimDatabase comments, ReviewDatabase reviews, AccountDatabase accounts)
    {
        (_ledger, _comments, _reviews, _accounts) = (ledger, comments, reviews, accounts);
        All =
        [
            new("dossiers", "schema_versions", ledger.Tables(), ledger.ConnectAsync),
            new("commentaires", "verbatim_schema_versions", comments.Tables(), comments.ConnectAsync),
            new("revues", "litreview_schema_versions", reviews.Tables(), reviews.ConnectAsync),
            // The keys that protect cookies are made again, and sessions do not come back: everybody signs in again.
            new("comptes", "account_schema_versions", [.. accounts.Tables().Except(["account_protection_keys", "account_sessions"])], accounts.ConnectAsync),
        ];
    }

    public IReadOnlyList<StoredPart> All { get; }

    public bool IsSqlite => _ledger.IsSqlite;

    public LedgerDatabase Ledger => _ledger;

    public AccountDatabase Accounts => _accounts;

    /// <summary>Opens them, and creates or upgrades their tables.</summary>
    /// <param name="folder">The data folder, for SQLite.</param>
    /// <param name="connection">A PostgreSQL connection string; null for SQLite.</param>
    /// <param name="stop">Stops the opening.</param>
    public static async Task<StoredParts> OpenAsync(string folder, string? connection, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        LedgerDatabase? ledger = null;
        VerbatimDatabase? comments = null;
        ReviewDatabase? reviews = null;
        try
        {
            ledger = await LedgerDatabase.OpenAsync(connection ?? Path.Combine(folder, "has.db"), stop);
            comments = await VerbatimDatabase.OpenAsync(connection ?? Path.Combine(folder, "verbatims.db"), stop);
            reviews = await ReviewDatabase.OpenAsync(connection ?? Path.Combine(folder, "litreview.db"), stop);
            var accounts = await AccountDatabase.OpenAsync(connection ?? Path.Combine(folder, "comptes.db"), stop);
            var parts = new StoredParts(ledger, comments, reviews, accounts);
            (ledger, comments, reviews) = (null, null, null);
            return parts;
        }
        finally
        {
            reviews?.Dispose();
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
        _accounts.Dispose();
        _reviews.Dispose();
        _comments.Dispose();
        _ledger.Dispose();
    }
}
