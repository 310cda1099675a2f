using System.IO.Compression;
using System.Text;
using Parquet;
using Parquet.Schema;
using Verbatims.Nlp.Intake;

namespace Verbatims.Nlp.Tests.Reading;

public sealed class BinaryFileTests : IDisposable
{
    private readonly AFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_workbook_is_read_with_its_dates_numbers_and_sheets()
    {
        var path = Workbook(
            ("Lisez-moi", Row(1)),
            ("Réponses",
                Row(1, "Date", "Note", "Service", "Verbatim")
                + "<row r=\"3\"><c r=\"A3\" s=\"1\"><v>46082</v></c><c r=\"B3\"><v>8.5</v></c>"
                + "<c r=\"D3\" t=\"inlineStr\"><is><t>Accueil très chaleureux de toute l'équipe</t></is></c></row>"
                + "<row r=\"4\"><c r=\"C4\" t=\"s\"><v>0</v></c><c r=\"D4\" t=\"s\"><v>1</v></c></row>"),
            ("Autre", Row(1, "a", "b")));

        var read = await AFolder.ReadAsync(path);

        Assert.Equal("Excel, feuille « Réponses »", read.Description.Format);
        Assert.Equal(
            "Le fichier a 2 feuilles avec des données (Réponses, Autre) ; seule « Réponses » est lue.",
            Assert.Single(read.Description.Notes));
        Assert.Equal(
            new ColumnMapping(Text: "Verbatim", Date: "Date", Service: "Service", Score: "Note"), read.Mapping);
        // Day 46082 of Excel's calendar is 1 March 2026.
        Assert.Equal(
            [(3L, (DateOnly?)new DateOnly(2026, 3, 1), (double?)8.5, null), (4L, null, null, "Réanimation")],
            read.Comments.Select(comment => (comment.Line, comment.Month, comment.Score, comment.Service)));
        Assert.Equal(["Accueil très chaleureux de toute l'équipe", "Six heures d'attente aux urgences"], read.Texts);
    }

    [Fact]
    public async Task A_sheet_is_chosen_by_its_name_and_an_unknown_one_is_refused()
    {
        var path = Workbook(("Un", Row(1, "texte", "a")), ("Deux", Row(1, "texte", "b") + Row(2, "Bien", "c")));

        var read = await AFolder.ReadAsync(path, new SourceChoices(Sheet: "Deux"));
        var refused = await Assert.ThrowsAsync<InvalidDataException>(
            () => AFolder.ReadAsync(path, new SourceChoices(Sheet: "Trois")));

        Assert.Equal(["Bien"], read.Texts);
        Assert.Equal(
            "La feuille « Trois » n’existe pas ou est vide. Feuilles avec des données : Un, Deux.", refused.Message);
    }

    [Fact]
    public async Task A_workbook_that_unpacks_without_end_is_refused()
    {
        var path = Workbook(("Un", Row(1, "texte", "a") + new string(' ', 200_000_000)));

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => AFolder.ReadAsync(path));

        Assert.Contains("se déplie en plus de 64 Mo", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_that_names_an_outside_entity_is_refused_and_nothing_is_fetched()
    {
        var path = Workbook(("Un", Row(1, "texte", "a")), prologue:
            "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>");

        await Assert.ThrowsAsync<InvalidDataException>(() => AFolder.ReadAsync(path));
    }

    [Theory]
    [InlineData("PK\u0003\u0004 et la suite manque")]
    [InlineData("PAR1 et la suite manque")]
    public async Task A_damaged_file_is_refused_with_what_to_do(string content)
    {
        var refused = await Assert.ThrowsAsync<InvalidDataException>(
            () => AFolder.ReadAsync(_folder.Write("a.bin", Encoding.Latin1.GetBytes(content))));

        Assert.Contains("abîmé", refused.Message, StringComparison.Ordinal);
        Assert.Contains("CSV", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_parquet_file_is_read_group_by_group(bool isPacked)
    {
        var (text, day, score) = (
            new DataField<string>("commentaire"), new DataField<DateTime>("date"), new DataField<double?>("note"));
        using var content = new MemoryStream();
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(text, day, score), content))
        {
            foreach (var month in (int[])[1, 2])
            {
                using var group = writer.CreateRowGroup();
                await group.WriteAsync(text, (string?[])[$"Très bon accueil du mois {month}", null, "Repas froid"]!);
                await group.WriteAsync<DateTime>(
                    day, Enumerable.Repeat(new DateTime(2026, month, 5, 0, 0, 0, DateTimeKind.Utc), 3).ToArray());
                await group.WriteAsync<double>(score, (double?[])[8.5, 1, null]);
                group.CompleteValidate();
            }
        }

        var read = await AFolder.ReadAsync(isPacked
            ? _folder.WriteGzip("a.parquet.gz", content.ToArray())
            : _folder.Write("a.parquet", content.ToArray()));

        Assert.Equal(isPacked ? "Parquet (gzip)" : "Parquet", read.Description.Format);
        Assert.Equal(new ColumnMapping(Text: "commentaire", Date: "date", Score: "note"), read.Mapping);
        Assert.Equal(["Très bon accueil du mois 1", "Repas froid", "Très bon accueil du mois 2", "Repas froid"], read.Texts);
        Assert.Equal([8.5, null, 8.5, null], read.Comments.Select(comment => comment.Score));
        Assert.Equal([1, 1, 2, 2], read.Comments.Select(comment => comment.Month!.Value.Month));
    }

    private static string Row(int number, params string[] cells) =>
        $"<row r=\"{number}\">"
        + string.Concat(cells.Select((cell, i) =>
            $"<c r=\"{(char)('A' + i)}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"))
        + "</row>";

    // The parts that a workbook must have, and no more.
    private string Workbook(params (string Name, string Rows)[] sheets) => Workbook(sheets, prologue: "");

    private string Workbook((string Name, string Rows) sheet, string prologue) => Workbook([sheet], prologue);

    private string Workbook((string Name, string Rows)[] sheets, string prologue)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var path = _folder.File($"{Guid.NewGuid():N}.xlsx");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Write("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
        Write(
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + $"<Relationship Id=\"r\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        Write(
            "xl/workbook.xml",
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>"
            + string.Concat(sheets.Select((sheet, i) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{i + 1}\" r:id=\"s{i}\"/>"))
            + "</sheets></workbook>");
        Write(
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + string.Concat(sheets.Select((_, i) =>
                $"<Relationship Id=\"s{i}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"))
            + $"<Relationship Id=\"y\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/>"
            + $"<Relationship Id=\"t\" Type=\"{Relations}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
        Write(
            "xl/styles.xml",
            $"<styleSheet xmlns=\"{Main}\"><cellStyleXfs count=\"1\"><xf numFmtId=\"0\"/></cellStyleXfs>"
            + "<cellXfs count=\"2\"><xf numFmtId=\"0\" xfId=\"0\"/><xf numFmtId=\"14\" xfId=\"0\"/></cellXfs></styleSheet>");
        Write(
            "xl/sharedStrings.xml",
            $"<sst xmlns=\"{Main}\"><si><t>Réanimation</t></si><si><r><t>Six heures </t></r><r><t>d'attente aux urgences</t></r></si></sst>");
        for (var i = 0; i < sheets.Length; i++)
        {
            Write(
                $"xl/worksheets/sheet{i}.xml",
                $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{prologue}<worksheet xmlns=\"{Main}\"><sheetData>{sheets[i].Rows}</sheetData></worksheet>");
        }

        return path;

        void Write(string name, string text)
        {
            using var entry = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
            entry.Write(text);
        }
    }
}
