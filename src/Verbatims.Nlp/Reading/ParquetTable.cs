using System.Globalization;
using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;
using Verbatims.Nlp.Intake;

namespace Verbatims.Nlp.Reading;

/// <summary>A Parquet file of flat columns, read one group of rows at a time.</summary>
internal sealed class ParquetTable : ISourceTable
{
    private static readonly Dictionary<Type, Func<ParquetRowGroupReader, DataField, int, CancellationToken, Task<List<string?>>>> Readers
        = new()
        {
            [typeof(string)] = TextsAsync,
            [typeof(ReadOnlyMemory<char>)] = TextsAsync,
            [typeof(int)] = ValuesAsync<int>,
            [typeof(long)] = ValuesAsync<long>,
            [typeof(short)] = ValuesAsync<short>,
            [typeof(byte)] = ValuesAsync<byte>,
            [typeof(double)] = ValuesAsync<double>,
            [typeof(float)] = ValuesAsync<float>,
            [typeof(decimal)] = ValuesAsync<decimal>,
            [typeof(bool)] = ValuesAsync<bool>,
            [typeof(DateTime)] = ValuesAsync<DateTime>,
            [typeof(DateOnly)] = ValuesAsync<DateOnly>,
        };

    private readonly string _path;
    private readonly IReadOnlyList<DataField> _fields;

    private ParquetTable(string path, IReadOnlyList<DataField> fields, SourceDescription description) =>
        (_path, _fields, Description) = (path, fields, description);

    public SourceDescription Description { get; }

    public static async Task<ParquetTable> OpenAsync(string path, string format, CancellationToken cancellationToken)
    {
        await using var reader = await FailingAsync(() => ParquetReader.CreateAsync(path, null, cancellationToken));
        var fields = reader.Schema.Fields.OfType<DataField>().Where(field => !field.IsArray && Readers.ContainsKey(field.ClrType)).ToList();
        var left = reader.Schema.Fields.Count - fields.Count;
        if (fields.Count == 0)
            throw new InvalidDataException("Le fichier Parquet n’a aucune colonne simple : ses colonnes sont des listes, des structures ou des octets.");
        return new ParquetTable(path, fields, new SourceDescription(
            format, Encoding: null, Delimiter: null, Quote: null, HasHeader: true, ColumnNames.Of(fields.Select(field => field.Name)),
            left > 0 ? [$"{left} colonne(s) de listes, de structures ou d’octets ne sont pas lues."] : []));
    }

    public async IAsyncEnumerable<SourceRow> RowsAsync(
        IReadOnlySet<string>? wanted, Action<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = await FailingAsync(() => ParquetReader.CreateAsync(_path, null, cancellationToken));
        var row = 0L;
        for (var group = 0; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            var count = checked((int)rows.RowCount);
            var columns = new List<string?>[_fields.Count];
            var unpacked = 0L;
            for (var i = 0; i < _fields.Count; i++)
            {
                if (wanted is not null && !wanted.Contains(Description.Columns[i]))
                    continue;
                unpacked += rows.GetMetadata(_fields[i])?.MetaData?.TotalUncompressedSize ?? 0;
                if (unpacked > Limits.RowGroup)
                {
                    throw new InvalidDataException(
                        $"Le groupe de lignes {group + 1} du fichier Parquet se déplie en plus de {Limits.RowGroup >> 20} Mo. Écrivez-le par "
                        + "groupes plus petits, ou fournissez le fichier en CSV.");
                }

                var field = _fields[i];
                columns[i] = await FailingAsync(() => Readers[field.ClrType](rows, field, count, cancellationToken));
            }

            for (var at = 0; at < count; at++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                row++;
                yield return new SourceRow(row, row, [.. columns.Select(column => column?[at])]);
            }

            progress((double)(group + 1) / reader.RowGroupCount);
        }
    }

    private static async Task<List<string?>> TextsAsync(
        ParquetRowGroupReader rows, DataField field, int count, CancellationToken cancellationToken)
    {
        var texts = new string?[count];
        // The library fills in null where the column has none, whatever its signature says.
        await rows.ReadAsync(field, texts.AsMemory()!, null, cancellationToken);
        return [.. texts];
    }

    private static async Task<List<string?>> ValuesAsync<T>(
        ParquetRowGroupReader rows, DataField field, int count, CancellationToken cancellationToken)
        where T : struct
    {
        if (!field.IsNullable)
        {
            var all = new T[count];
            await rows.ReadAsync(field, all.AsMemory(), null, cancellationToken);
            return [.. all.Select(value => Write(value))];
        }

        var values = new T?[count];
        await rows.ReadAsync(field, values.AsMemory(), null, cancellationToken);
        return [.. values.Select(value => value is { } known ? Write(known) : null)];
    }

    private static string Write<T>(T value)
        where T : struct => value switch
        {
            bool truth => truth ? "oui" : "non",
            DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static async Task<T> FailingAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
#pragma warning disable CA1031 // The library throws exceptions of many kinds on a damaged file; all mean the same to a user.
        catch (Exception e) when (e is not (InvalidDataException or OperationCanceledException or OutOfMemoryException))
#pragma warning restore CA1031
        {
            throw new InvalidDataException(
                "Le fichier Parquet est abîmé ou d’une forme qui ne se lit pas ici. Écrivez-le de nouveau, ou fournissez-le en CSV.", e);
        }
    }
}
