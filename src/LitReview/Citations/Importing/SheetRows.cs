using System.IO.Compression;
using System.Text;
using System.Xml;
using Bounds;

namespace LitReview.Citations.Importing;

/// <summary>Reads the rows of an XLSX workbook as text, row by row and within bounds.</summary>
/// <remarks>
/// Source: ECMA-376, SpreadsheetML. Only the parts that hold cells are opened; no formula is computed.
/// </remarks>
internal static class SheetRows
{
    private const long MostPackageBytes = 256L << 20;
    private const long MostPartBytes = 1L << 30;
    private const int MostColumns = 2_000;
    private const int LongestText = 4 << 20;
    private const long MostSharedCharacters = 256L << 20;
    private const int MostSharedTexts = 4_000_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
    };

    public static IEnumerable<TableRow> Read(Stream content, ImportNotes notes)
    {
        using var package = Open(content, notes.FileName);
        var shared = SharedStrings(package, notes.FileName);
        var any = false;
        var budget = new Budget();
        foreach (var sheet in Sheets(package))
        {
            foreach (var row in Rows(sheet, shared, notes, budget))
            {
                any |= !row.IsEmpty;
                yield return row;
            }

            // Other sheets hold search histories and the like; the first one that says something is the export.
            if (any)
                yield break;
        }
    }

    private static ZipArchive Open(Stream content, string fileName)
    {
        try
        {
            var copy = new MemoryStream();
            using (var bounded = new BoundedStream(content, fileName, MostPackageBytes))
                bounded.CopyTo(copy);
            copy.Position = 0;
            if (ZipBounds.HasTooLongList(copy))
                throw NoWorkbook(fileName, null);
            var package = new ZipArchive(copy, ZipArchiveMode.Read);
            return package.GetEntry("[Content_Types].xml") is not null && Sheets(package).Any() ? package
                : throw NoWorkbook(fileName, null);
        }
        catch (InvalidDataException e) when (!e.Message.StartsWith('«'))
        {
            throw NoWorkbook(fileName, e);
        }
    }

    private static InvalidDataException NoWorkbook(string fileName, Exception? inner) => new(
        $"« {fileName} » est une archive ZIP sans classeur Excel lisible. Attendu : un fichier .xlsx. "
        + "Ouvrez-le et enregistrez-le de nouveau, ou décompressez l’archive et donnez les fichiers qu’elle contient.",
            inner);

    private static IEnumerable<ZipArchiveEntry> Sheets(ZipArchive package) =>
        package.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase)
                && entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            .OrderBy(entry => entry.FullName.Length).ThenBy(entry => entry.FullName, StringComparer.Ordinal);

    private static List<string> SharedStrings(ZipArchive package, string fileName)
    {
        var strings = new List<string>();
        if (package.GetEntry("xl/sharedStrings.xml") is not { } part)
            return strings;
        var left = MostSharedCharacters;
        using var reader = Reader(part, fileName, new Budget());
        StringBuilder? text = null;
        while (Next(reader, fileName))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when strings.Count >= MostSharedTexts:
                    throw TooMuchText(fileName);
                case XmlNodeType.Element when reader.LocalName == "si":
                    text = new StringBuilder();
                    if (!reader.IsEmptyElement)
                        break;
                    strings.Add("");
                    text = null;
                    break;
                case XmlNodeType.EndElement when reader.LocalName == "si":
                    strings.Add(text?.ToString() ?? "");
                    text = null;
                    break;
                case XmlNodeType.Element when reader.LocalName == "rPh":
                    Skip(reader, fileName);
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA when text is not null:
                    var before = text.Length;
                    Add(reader, text, fileName);
                    left -= text.Length - before;
                    if (left < 0)
                        throw TooMuchText(fileName);
                    break;
            }
        }

        return strings;
    }

    private static InvalidDataException TooMuchText(string fileName) =>
        new($"« {fileName} » contient trop de texte pour un export de références. Coupez-le.");

    // Piece by piece: a text of gigabytes is never held whole.
    private static void Add(XmlReader reader, StringBuilder text, string fileName)
    {
        var piece = new char[1 << 12];
        for (int count; (count = Failing(() => reader.ReadValueChunk(piece, 0, piece.Length), fileName)) > 0;)
        {
            text.Append(piece, 0, count);
            if (text.Length > LongestText)
                throw TooMuchText(fileName);
        }
    }

    private static IEnumerable<TableRow> Rows(ZipArchiveEntry sheet, List<string> shared, ImportNotes notes, Budget budget)
    {
        using var reader = Reader(sheet, notes.FileName, budget);
        var (cells, line, column) = (new List<string>(), 0, 0);
        var (type, value, inValue) = ("", new StringBuilder(), false);
        while (Next(reader, notes.FileName))
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                switch (reader.LocalName)
                {
                    case "row":
                        cells = [];
                        column = 0;
                        line = int.TryParse(reader.GetAttribute("r"), out var number) ? number : line + 1;
                        break;
                    case "c":
                        column = Column(reader.GetAttribute("r")) ?? column + 1;
                        type = reader.GetAttribute("t") ?? "n";
                        value.Clear();
                        break;
                    case "v" or "t":
                        inValue = !reader.IsEmptyElement;
                        break;
                }
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                switch (reader.LocalName)
                {
                    case "v" or "t":
                        inValue = false;
                        break;
                    case "c" when column is > 0 and <= MostColumns:
                        while (cells.Count < column)
                            cells.Add("");
                        cells[column - 1] = Text(type, value.ToString(), shared);
                        break;
                    case "row":
                        yield return new TableRow(line, cells, null);
                        break;
                }
            }
            else if (inValue && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                Add(reader, value, notes.FileName);
            }
        }
    }

    private static string Text(string type, string value, List<string> shared) => type switch
    {
        "s" => int.TryParse(value, out var at) && at >= 0 && at < shared.Count ? shared[at] : "",
        "b" => value == "1" ? "true" : "false",
        "n" when value.EndsWith(".0", StringComparison.Ordinal) => value[..^2],
        _ => value,
    };

    // « AB12 » is column 28.
    private static int? Column(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(letter))
                break;
            column = (column * 26) + letter - 'A' + 1;
            // What stands beyond is passed over with its cell.
            if (column > MostColumns)
                break;
        }

        return column == 0 ? null : column;
    }

    private static BoundedXmlReader Reader(ZipArchiveEntry part, string fileName, Budget budget)
    {
        var packed = Math.Max(1, part.CompressedLength);
        budget.Used += budget.Current?.Count ?? 0;
        budget.Current = new BoundedStream(Failing(part.Open, fileName), fileName, MostPartBytes - budget.Used, () => packed);
#pragma warning disable CA2000 // The bounded reader disposes of what it reads.
        return new BoundedXmlReader(XmlReader.Create(budget.Current, Settings));
#pragma warning restore CA2000
    }

    /// <summary>What all sheets of a workbook unpack to together.</summary>
    private sealed class Budget
    {
        public long Used { get; set; }

        public BoundedStream? Current { get; set; }
    }

    private static bool Next(XmlReader reader, string fileName) => Failing(reader.Read, fileName);

    private static void Skip(XmlReader reader, string fileName) => _ = Failing(
        () =>
        {
            reader.Skip();
            return true;
        },
        fileName);

    private static T Failing<T>(Func<T> read, string fileName)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is XmlException || (e is InvalidDataException && !e.Message.StartsWith('«')))
        {
            throw new InvalidDataException(
                $"« {fileName} » est un classeur abîmé : {e.Message} Ouvrez-le dans un tableur et enregistrez-le de nouveau.", e);
        }
    }
}
