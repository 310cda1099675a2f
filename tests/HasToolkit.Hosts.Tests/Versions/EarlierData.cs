using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using HasToolkit.Tests;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HasToolkit.Hosts.Tests.Versions;

/// <summary>The data of an earlier version of the program, as that version wrote them, in a folder or a PostgreSQL database of its own.</summary>
internal sealed class EarlierData : IAsyncDisposable
{
    private readonly ScratchPostgres? _postgres;

    private EarlierData(string folder, ScratchPostgres? postgres) => (Folder, _postgres) = (folder, postgres);

    public string Folder { get; }

    public string? Connection => _postgres?.Connection;

    /// <summary>Unpacks the files of a version, or plays its dump into a new database.</summary>
    public static async Task<EarlierData> UnpackAsync(string version, bool onPostgres)
    {
        var folder = Directory.CreateTempSubdirectory("has-version-").FullName;
        var samples = Path.Combine(AppContext.BaseDirectory, "Samples", "versions", version);
        if (!onPostgres)
        {
            foreach (var packed in Directory.GetFiles(samples, "*.db.gz"))
            {
                await using var from = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress);
                await using var to = File.Create(Path.Combine(folder, Path.GetFileNameWithoutExtension(packed)));
                await from.CopyToAsync(to);
            }

            return new EarlierData(folder, postgres: null);
        }

        if (ScratchPostgres.Server is not { } server)
        {
            Assert.Skip($"Pas de PostgreSQL : donnez une chaîne de connexion dans {ScratchPostgres.Variable}. "
                + $"(No PostgreSQL: set {ScratchPostgres.Variable} to the connection string of a server.)");
            throw new InvalidOperationException("Unreachable: the test is skipped.");
        }

#pragma warning disable CA2000 // The data own it.
        var postgres = await ScratchPostgres.CreateAsync(server);
#pragma warning restore CA2000
        await using var dump = new GZipStream(File.OpenRead(Path.Combine(samples, "base.sql.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(dump, Encoding.UTF8);
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.Connection) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The dump is a file of ours.
        command.CommandText = await reader.ReadToEndAsync();
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return new EarlierData(folder, postgres);
    }

    /// <summary>Every table with the digest of its rows, columns by name: what must still be there, as it was, later.</summary>
    /// <param name="tables">The tables and columns to look at; null for all that there are.</param>
    public async Task<SortedDictionary<string, (IReadOnlyList<string> Columns, int Rows, string Digest)>> DigestAsync(
        SortedDictionary<string, (IReadOnlyList<string> Columns, int Rows, string Digest)>? tables = null)
    {
        var found = new SortedDictionary<string, (IReadOnlyList<string>, int, string)>(StringComparer.Ordinal);
        foreach (var open in Databases())
        {
            await using var connection = open();
            await connection.OpenAsync();
            foreach (var table in await TablesAsync(connection))
            {
                if (tables is not null && !tables.ContainsKey(table))
                    continue;
                var columns = tables?[table].Columns ?? await ColumnsAsync(connection, table);
                found[table] = await DigestAsync(connection, table, columns);
            }
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private IEnumerable<Func<DbConnection>> Databases() => Connection is { } connection
        ? [() => new NpgsqlConnection(connection)]
        : Directory.GetFiles(Folder, "*.db").Select(file => (Func<DbConnection>)(() =>
            new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString())));

    private static Task<List<string>> TablesAsync(DbConnection connection) => ListAsync(connection, connection is SqliteConnection
        ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name");

    private static Task<List<string>> ColumnsAsync(DbConnection connection, string table) => ListAsync(connection, connection is SqliteConnection
        ? $"SELECT name FROM pragma_table_info('{table}') ORDER BY name"
        : $"SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY column_name");

    private static async Task<(IReadOnlyList<string> Columns, int Rows, string Digest)> DigestAsync(
        DbConnection connection, string table, IReadOnlyList<string> columns)
    {
        await using var command = Command(connection, $"SELECT {string.Join(", ", columns)} FROM {table}");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('\u001f', Enumerable.Range(0, columns.Count).Select(place =>
                reader.IsDBNull(place) ? "∅" : Convert.ToString(reader.GetValue(place), CultureInfo.InvariantCulture))));
        }

        rows.Sort(StringComparer.Ordinal);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows)));
        return (columns, rows.Count, Convert.ToHexStringLower(digest));
    }

    private static async Task<List<string>> ListAsync(DbConnection connection, string sql)
    {
        await using var command = Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync();
        var list = new List<string>();
        while (await reader.ReadAsync())
            list.Add(reader.GetString(0));
        return list;
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of tables come from the database itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
