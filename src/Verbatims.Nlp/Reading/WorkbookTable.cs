using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using Bounds;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Verbatims.Nlp.Intake;

namespace Verbatims.Nlp.Reading;

/// <summary>A sheet of an Excel file (.xlsx), read row by row.</summary>
internal sealed class WorkbookTable : ISourceTable
{
    private readonly string _path;
    private readonly string _sheet;

    // The reader asks for an encoding of old Excel files even when it reads new ones.
    static WorkbookTable() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public WorkbookTable(string path, string format, SourceChoices choices)
    {
        _path = path;
        CheckUnpackedSize(path);
        using var stream = File.OpenRead(path);
        using var reader = Open(stream);
        var sheets = new List<string>();
        IReadOnlyList<string?>? first = null;
        var chosen = "";
        do
        {
            var row = FirstRow(reader);
            if (row is null)
                continue;
            sheets.Add(reader.Name);
            if (first is null && (choices.Sheet is null || choices.Sheet == reader.Name))
                (first, chosen) = (row, reader.Name);
        }
        while (Failing(reader.NextResult));

        if (first is null)
        {
            throw new InvalidDataException(choices.Sheet is null
                ? "Aucune feuille du fichier Excel ne contient de données."
                : $"La feuille « {choices.Sheet} » n’existe pas ou est vide. Feuilles avec des données : {string.Join(", ", sheets)}.");
        }

        _sheet = chosen;
        var hasHeader = choices.HasHeader ?? ColumnNames.LookLikeNames(first);
        Description = new SourceDescription(
            $"{format}, feuille « {_sheet} »", Encoding: null, Delimiter: null, Quote: null, hasHeader,
            ColumnNames.Of(hasHeader ? first : first.Select(_ => (string?)null)),
            sheets.Count > 1
                ? [$"Le fichier a {sheets.Count} feuilles avec des données ({string.Join(", ", sheets)}) ; seule « {_sheet} » est lue."]
                : []);
    }

    public SourceDescription Description { get; }

    public async IAsyncEnumerable<SourceRow> RowsAsync(
        IReadOnlySet<string>? wanted, Action<double> progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(_path);
        using var reader = Open(stream);
        while (reader.Name != _sheet && Failing(reader.NextResult))
        {
        }

        var (row, line, isHeader, width) = (0L, 0L, Description.HasHeader, Description.Columns.Count);
        while (Failing(reader.Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            line++;
            var values = Values(reader);
            if (values.All(string.IsNullOrEmpty))
                continue;
            if (isHeader)
            {
                isHeader = false;
                continue;
            }

            row++;
            if (row % 256 == 0)
                progress(reader.RowCount > 0 ? Math.Min(1, (double)line / reader.RowCount) : 0);
            var beyond = values.Skip(width).Count(value => !string.IsNullOrEmpty(value));
            yield return beyond > 0
                ? new SourceRow(row, line, [], $"{width + beyond} cellules remplies au lieu de {width} : une colonne n’a pas de titre.")
                : new SourceRow(row, line, values);
        }

        progress(1);
    }

    private static IReadOnlyList<string?>? FirstRow(IExcelDataReader reader)
    {
        while (Failing(reader.Read))
        {
            var values = Values(reader);
            var last = Array.FindLastIndex(values, value => !string.IsNullOrEmpty(value));
            if (last >= 0)
                return values[..(last + 1)];
        }

        return null;
    }

    private static string?[] Values(IExcelDataReader reader)
    {
        var values = new string?[Math.Min(reader.FieldCount, Limits.Columns + 1)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.GetValue(i) switch
            {
                null => null,
                string text => text,
                DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                bool truth => truth ? "oui" : "non",
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                var other => other.ToString(),
            };
        }

        return values;
    }

    private static IExcelDataReader Open(Stream stream) =>
        Failing(() => ExcelReaderFactory.CreateOpenXmlReader(stream, new ExcelReaderConfiguration { LeaveOpen = true }));

    private static T Failing<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is ExcelReaderException or XmlException or FormatException or InvalidOperationException
            or KeyNotFoundException or NullReferenceException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException(
                "Le fichier Excel est abîmé ou n’est pas un classeur .xlsx. Ouvrez-le et enregistrez-le de nouveau, ou exportez-le en CSV.", e);
        }
    }

    // Unpacks everything once, counting and keeping nothing: the sizes written in an archive may lie.
    private static void CheckUnpackedSize(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (ZipBounds.HasTooLongList(file))
                throw new InvalidDataException();
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            var (total, buffer) = (0L, new byte[1 << 16]);
            foreach (var entry in archive.Entries)
            {
                var isTexts = entry.FullName.EndsWith("sharedStrings.xml", StringComparison.OrdinalIgnoreCase);
                var packed = Math.Max(1, entry.CompressedLength);
                using var content = new BoundedStream(
                    entry.Open(), packed: null, packed, isTexts ? Limits.SharedTexts : Limits.Workbook - total, $"« {entry.FullName} »");
                while (content.Read(buffer, 0, buffer.Length) > 0)
                {
                }

                total += content.Count;
            }
        }
        catch (InvalidDataException e) when (!e.Message.Contains("Mo", StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                "Le fichier Excel est abîmé : son archive ne s’ouvre pas. Enregistrez-le de nouveau, ou exportez-le en CSV.", e);
        }
    }
}
