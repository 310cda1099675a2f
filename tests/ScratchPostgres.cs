using Npgsql;

namespace HasToolkit.Tests;

/// <summary>A PostgreSQL database of its own for a test, on the server of HAS_TEST_POSTGRES; dropped afterwards.</summary>
internal sealed class ScratchPostgres : IAsyncDisposable
{
    public const string Variable = "HAS_TEST_POSTGRES";

    private readonly string _server;
    private readonly string _name = $"has_test_{Guid.NewGuid():N}";

    private ScratchPostgres(string server) => _server = server;

    /// <summary>The server's connection string, or null when there is none to test on.</summary>
    public static string? Server =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server ? server : null;

    public string Connection =>
        new NpgsqlConnectionStringBuilder(_server) { Database = _name, MaxPoolSize = 40 }.ConnectionString;

    public static async Task<ScratchPostgres> CreateAsync(string server)
    {
        var scratch = new ScratchPostgres(server);
        await scratch.ExecuteAsync($"CREATE DATABASE {scratch._name}");
        return scratch;
    }

    public async ValueTask DisposeAsync()
    {
        await using (var pooled = new NpgsqlConnection(Connection))
            NpgsqlConnection.ClearPool(pooled);
        await ExecuteAsync($"DROP DATABASE {_name} WITH (FORCE)");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_server) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is a GUID of ours.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
