using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace HasToolkit.Cli.Operations;

/// <summary>
/// What a table holds, whatever the engine and the order of its rows: their number, and the sum of the SHA-256 of each as whole
/// numbers, modulo 2^256. A row that is there twice counts twice.
/// </summary>
internal sealed class TableMark
{
    // Highest first, as the digests are written.
    private readonly ulong[] _sum = new ulong[4];

    public long Rows { get; private set; }

    /// <summary>The sum, as 64 hexadecimal digits.</summary>
    public string Sum => string.Concat(_sum.Select(part => part.ToString("x16", CultureInfo.InvariantCulture)));

    public void Add(string line)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(line));
        var carry = UInt128.Zero;
        for (var i = _sum.Length - 1; i >= 0; i--)
        {
            carry += (UInt128)_sum[i] + BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(i * sizeof(ulong)));
            _sum[i] = (ulong)(carry & ulong.MaxValue);
            carry >>= 64;
        }

        Rows++;
    }
}

/// <summary>
/// Whole tables as lines of JSON, the same from SQLite and PostgreSQL: the first line names the columns, each further one is a row.
/// Truth is 1 or 0, a day is « AAAA-MM-JJ ».
/// </summary>
internal static class TableCopy
{
    private const int MostParameters = 2_000;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Begins to read one state of the database, whatever is written meanwhile, until the connection is closed.</summary>
    public static Task FreezeAsync(DbConnection connection, bool isSqlite, CancellationToken stop) =>
        RunAsync(connection, isSqlite ? "BEGIN DEFERRED" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", stop);

    /// <summary>The lines of a table; the mark takes in each row.</summary>
    public static async IAsyncEnumerable<string> ReadAsync(
        DbConnection connection, string table, TableMark mark, [EnumeratorCancellation] CancellationToken stop)
    {
        var columns = await ColumnsAsync(connection, table, stop);
        var names = columns.Select(column => column.Name).Order(StringComparer.Ordinal).ToList();
        yield return JsonSerializer.Serialize(names, Json);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", names)} FROM {table}";
        await using var reader = await command.ExecuteReaderAsync(stop);
        var values = new object?[names.Count];
        while (await reader.ReadAsync(stop))
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = Written(reader.GetValue(i));
            var line = JsonSerializer.Serialize(values, Json);
            mark.Add(line);
            yield return line;
        }
    }

    /// <summary>Fills an empty table from the lines of another. The caller commits.</summary>
    /// <returns>How many rows were written.</returns>
    /// <exception cref="InvalidDataException">A line is no row of this table; the message is French.</exception>
    public static async Task<long> WriteAsync(
        DbConnection connection, string table, IAsyncEnumerable<string> lines, CancellationToken stop)
    {
        var types = (await ColumnsAsync(connection, table, stop)).ToDictionary(column => column.Name, column => column.Type);
        await using var source = lines.GetAsyncEnumerator(stop);
        if (!await source.MoveNextAsync())
            throw new InvalidDataException($"La table « {table} » de la sauvegarde est vide de tout, même du nom de ses colonnes.");
        var names = Row(source.Current, table, 0).Select(name => name.GetString()!).ToList();
        if (names.FirstOrDefault(name => !types.ContainsKey(name)) is { } unknown)
        {
            throw new InvalidDataException(
                $"La table « {table} » n’a pas de colonne « {unknown} » : la sauvegarde vient d’une version plus récente du programme. "
                + "Installez cette version, puis recommencez.");
        }

        var (rows, batch, most) = (0L, new List<JsonElement[]>(), Math.Max(1, MostParameters / names.Count));
        while (await source.MoveNextAsync())
        {
            var row = Row(source.Current, table, rows + batch.Count + 1);
            if (row.Length != names.Count)
                throw new InvalidDataException($"Table « {table} », ligne {rows + batch.Count + 1} : {names.Count} valeurs attendues, {row.Length} trouvées.");
            batch.Add(row);
            if (batch.Count == most)
                rows += await InsertAsync(connection, table, names, types, batch, stop);
        }

        return rows + (batch.Count > 0 ? await InsertAsync(connection, table, names, types, batch, stop) : 0);
    }

    /// <summary>What a table holds now.</summary>
    public static async Task<TableMark> MarkAsync(DbConnection connection, string table, CancellationToken stop)
    {
        var mark = new TableMark();
        await foreach (var _ in ReadAsync(connection, table, mark, stop))
        {
        }

        return mark;
    }

    public static async Task RunAsync(DbConnection connection, string sql, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(stop);
    }

    private static async Task<int> InsertAsync(
        DbConnection connection, string table, List<string> names, Dictionary<string, Type> types, List<JsonElement[]> batch,
        CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        var sql = new StringBuilder($"INSERT INTO {table} ({string.Join(", ", names)}) VALUES ");
        for (var r = 0; r < batch.Count; r++)
        {
            sql.Append(r == 0 ? "(" : ", (");
            for (var c = 0; c < names.Count; c++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{command.Parameters.Count}");
                parameter.Value = Typed(batch[r][c], types[names[c]]);
                command.Parameters.Add(parameter);
                sql.Append(c == 0 ? "" : ", ").Append(parameter.ParameterName);
            }

            sql.Append(')');
        }

        command.CommandText = sql.ToString();
        batch.Clear();
        return await command.ExecuteNonQueryAsync(stop);
    }

    private static async Task<List<(string Name, Type Type)>> ColumnsAsync(DbConnection connection, string table, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table} WHERE 1 = 0";
        await using var reader = await command.ExecuteReaderAsync(stop);
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), reader.GetFieldType(i)))];
    }

    private static JsonElement[] Row(string line, string table, long number)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement[]>(line) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"Table « {table} », ligne {number} : ce n’est pas une ligne de sauvegarde.", e);
        }
    }

    private static object? Written(object value) => value switch
    {
        DBNull => null,
        bool truth => truth ? 1L : 0L,
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        string or long or int or double => value,
        _ => throw new NotSupportedException($"Values of type {value.GetType()} are not copied."),
    };

    private static object Typed(JsonElement value, Type type) => value.ValueKind switch
    {
        JsonValueKind.Null => DBNull.Value,
        JsonValueKind.String when type == typeof(DateTime) || type == typeof(DateOnly) =>
            DateOnly.ParseExact(value.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number when type == typeof(bool) => value.GetInt64() != 0,
        JsonValueKind.Number when type == typeof(int) => value.GetInt32(),
        JsonValueKind.Number when type == typeof(double) => value.GetDouble(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.Undefined or JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.True or JsonValueKind.False or _ =>
            throw new InvalidDataException($"Une valeur de sauvegarde est un nombre, un texte ou rien ; trouvé : {value.ValueKind}."),
    };
}
