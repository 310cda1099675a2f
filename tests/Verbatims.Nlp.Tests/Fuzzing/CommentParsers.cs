using System.Globalization;
using System.IO.Compression;
using System.Text;
using HasToolkit.Tests.Fuzzing;
using Verbatims.Nlp.Intake;
using Verbatims.Nlp.Masking;
using Verbatims.Nlp.Reading;
using Verbatims.Nlp.Search;

namespace Verbatims.Nlp.Tests.Fuzzing;

/// <summary>What the readers of comments and of their searches promise.</summary>
internal static class CommentParsers
{
    private const string Csv = "date;service;note;commentaire\n12/03/2026;Urgences;8,5;\"Attente, bruit ;\nfroid \"\"la nuit\"\"\"\n13/03/2026;Chirurgie;7;Très gentil\n";

    private const string Tabs = "id\tpositif\tnégatif\r\n1\tAccueil\t\r\n2\t\tRepas froid\r\n";

    private const string Quotes = "sep=,\n'id','texte'\n'1','l''accueil'\n'2','Bien'\n";

    private const string Lines = "{\"texte\": \"Très bon accueil\", \"date\": \"2026-03-12\", \"note\": 8.5, \"tri\": [1, {\"a\": null}]}\n"
        + "{\"texte\": \"Attente \\u00e9norme\", \"service\": true}\n\n[1]\n";

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private const string Sheet = $"<worksheet xmlns=\"{Main}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Date</t></is></c>"
        + "<c r=\"B1\" t=\"inlineStr\"><is><t>Verbatim</t></is></c></row><row r=\"3\"><c r=\"A3\" s=\"1\"><v>46082</v></c>"
        + "<c r=\"B3\" t=\"inlineStr\"><is><t>Accueil</t></is></c></row><row r=\"4\"><c r=\"A4\"><v>8.5</v></c><c r=\"B4\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>";

    public static IReadOnlyList<ParserContract> All { get; } =
    [
        Texts("comments-csv", ReadComments, Csv, Tabs, Quotes),
        Texts("comments-jsonl", ReadComments, Lines),
        Texts("comments-sheet", sheet => ReadComments(Workbook(sheet)), Sheet) with { InShort = 500 },
        new("comments-xlsx", [Workbook(Encoding.UTF8.GetBytes(Sheet))], ReadComments) { InShort = 500 },
        new("comments-gzip", [Packed(Encoding.UTF8.GetBytes(Csv))], ReadComments) { InShort = 500 },
        Texts("comment-search", ReadSearch, "attente OU \"salle d’attente\" SAUF parking*", "(repas ET froid) OU «petit déjeuner»", "accueil SAUF (bruit OU nuit)"),
        Texts(
            "masking", ReadMasked, "Merci au Dr Le Goff et à Mme Nguyen, rappelez moi au 06 12 34 56 78 svp", "née le 12/03/1948, n° sécu 2 68 03 75 123 456 78",
            "mon mail jean.martin@orange.fr, j'habite 12 rue des Lilas, 69003 Lyon", "MERCI A SANDRINE ET A JEAN-PAUL du service\nIPP 801234567"),
    ];

    private static ParserContract Texts(string name, Action<byte[]> read, params string[] samples) =>
        new(name, [.. samples.Select(Encoding.UTF8.GetBytes)], read);

    private static void ReadComments(byte[] content)
    {
        var path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"has-fuzz-{Environment.ProcessId}.bin"));
        try
        {
            File.WriteAllBytes(path, content);
            ReadCommentsAsync(path, content).GetAwaiter().GetResult();
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task ReadCommentsAsync(string path, byte[] content)
    {
        using var file = await SourceFile.OpenAsync(path);
        ContractBrokenException.Unless(
            file.Description.Columns.Distinct(StringComparer.Ordinal).Count() == file.Description.Columns.Count, "Each column has a name of its own: two share one.");
        var rows = new List<SourceRow>();
        await foreach (var row in file.RowsAsync())
        {
            ContractBrokenException.Unless(row.Row == rows.Count + 1, $"Rows are counted from 1: {row.Row} after {rows.Count}.");
            ContractBrokenException.Unless(rows.Count == 0 || row.Line > rows[^1].Line, $"Lines go up: {row.Line} after {rows.Count} rows.");
            ContractBrokenException.Unless(
                row.Problem is null ? row.Values.Count == file.Description.Columns.Count || row.Values.Count < file.Description.Columns.Count
                    || row.Values.Skip(file.Description.Columns.Count).All(string.IsNullOrEmpty) : row.Problem.Length > 0,
                $"A row has no more values than there are columns, or is told of: row {row.Row}.");
            rows.Add(row);
        }

        if (file.Description.Format == "CSV" && file.Description.Encoding == "utf-8")
            NoLineIsLost(file, rows, content);
        try
        {
            await foreach (var row in file.CommentsAsync(file.Proposal))
                ContractBrokenException.Unless(row.Comments.All(comment => comment.Text.Length > 0), $"A comment has a text: that of row {row.Row} has none.");
        }
        catch (InvalidDataException e) when (e.Message.StartsWith("Aucune colonne", StringComparison.Ordinal))
        {
            // Nobody has said yet which column holds the text.
        }
    }

    // Each line that says something is in a row, is told of, or names the columns.
    private static void NoLineIsLost(SourceFile file, List<SourceRow> rows, byte[] content)
    {
        if (content.AsSpan().IndexOf((byte)'\n') < 0)
            return;
        var lines = Encoding.UTF8.GetString(content).Split('\n');
        var owned = new bool[lines.Length + 1];
        foreach (var row in rows)
        {
            var end = row.Line + row.Values.Sum(value => value?.Count(letter => letter == '\n') ?? 0);
            for (var line = row.Line; line <= Math.Min(end, lines.Length); line++)
                owned[line] = true;
        }

        var first = rows.FirstOrDefault(row => row.Problem is null)?.Line ?? lines.Length + 1;
        for (var line = file.Description.HasHeader || lines[0].Contains('=', StringComparison.Ordinal) ? (int)Math.Min(first, int.MaxValue) : 1; line <= lines.Length; line++)
        {
            ContractBrokenException.Unless(
                owned[line] || lines[line - 1].TrimEnd('\r').Length == 0, $"A line of a table is read or told of: line {line}, « {lines[line - 1]} », is neither.");
        }
    }

    private static void ReadSearch(byte[] content)
    {
        var search = BooleanSearch.Parse(Encoding.UTF8.GetString(content));
        foreach (var text in (string[])["", "Attente en salle d’attente, parking plein", search.Text])
            _ = search.Matches(text);
    }

    private static void ReadMasked(byte[] content)
    {
        var written = Encoding.UTF8.GetString(content);
        var masked = PersonalDataMasker.Mask(written);
        var (at, rebuilt) = (0, new StringBuilder());
        foreach (var span in masked.Spans)
        {
            ContractBrokenException.Unless(
                span.Start >= at && span.End > span.Start && span.End <= written.Length, $"A mask lies in the text, after the one before: {span}.");
            var inMasked = rebuilt.Append(written, at, span.Start - at).Length;
            rebuilt.Append('[').Append(span.Kind).Append(']');
            ContractBrokenException.Unless(
                masked.InOriginal(inMasked, rebuilt.Length) == (span.Start, span.End), $"A mask is found again in the original: {span}.");
            at = span.End;
        }

        ContractBrokenException.Unless(
            rebuilt.Append(written, at, written.Length - at).ToString() == masked.Text, $"What no mask covers stays as it was written: {masked.Text}.");
    }

    private static byte[] Packed(byte[] content)
    {
        using var file = new MemoryStream();
        using (var packing = new GZipStream(file, CompressionLevel.Fastest))
            packing.Write(content);
        return file.ToArray();
    }

    // The parts that a workbook must have, nothing packed: a changed letter stays a changed letter.
    private static byte[] Workbook(byte[] sheet)
    {
        const string Packages = "http://schemas.openxmlformats.org/package/2006";
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", $"<Types xmlns=\"{Packages}/content-types\"/>");
            Add(zip, "_rels/.rels", Linked("<Relationship Id=\"r\" Type=\"" + Relations + "/officeDocument\" Target=\"xl/workbook.xml\"/>"));
            Add(
                zip, "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"Un\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>");
            Add(
                zip, "xl/_rels/workbook.xml.rels",
                Linked($"<Relationship Id=\"s\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                    + $"<Relationship Id=\"y\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/>"
                    + $"<Relationship Id=\"t\" Type=\"{Relations}/sharedStrings\" Target=\"sharedStrings.xml\"/>"));
            Add(
                zip, "xl/styles.xml",
                $"<styleSheet xmlns=\"{Main}\"><cellStyleXfs count=\"1\"><xf numFmtId=\"0\"/></cellStyleXfs>"
                + "<cellXfs count=\"2\"><xf numFmtId=\"0\" xfId=\"0\"/><xf numFmtId=\"14\" xfId=\"0\"/></cellXfs></styleSheet>");
            Add(zip, "xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\"><si><t>Six heures d'attente</t></si></sst>");
            using var part = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.NoCompression).Open();
            part.Write(sheet);
        }

        return file.ToArray();

        static string Linked(string links) => $"<Relationships xmlns=\"{Packages}/relationships\">{links}</Relationships>";

        static void Add(ZipArchive zip, string name, string content)
        {
            using var part = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            part.Write(Encoding.UTF8.GetBytes(content));
        }
    }
}
