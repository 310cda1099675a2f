using System.IO.Compression;
using System.Text;

namespace Evaluation.Workflows.Tests.Documents;

/// <summary>Word templates made to exhaust the machine are refused in one sentence, before a tree is made of them.</summary>
public class HostileTemplateTests
{
    private const string Types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        + "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

    private const string Relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" "
        + "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

    private const string Start = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";

    [Fact]
    public void A_template_that_unpacks_to_gigabytes_is_refused() =>
        Assert.StartsWith("Le modèle Word est trop grand : plus de 200 Mo", RefusalOf(Start, " ", 250_000_000), StringComparison.Ordinal);

    [Fact]
    public void A_template_a_million_levels_deep_is_refused() =>
        Assert.StartsWith("Le modèle Word est trop grand : plus de 500 niveaux", RefusalOf(Start, "<w:p>", 1_000_000), StringComparison.Ordinal);

    [Theory]
    [InlineData("<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>", "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")]
    [InlineData("<!DOCTYPE w [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>", "<w:p><w:r><w:t>&f;</w:t></w:r></w:p>")]
    [InlineData("<!DOCTYPE w SYSTEM \"http://127.0.0.1:9/w.dtd\">", "<w:p/>")]
    public void A_template_with_declarations_is_refused(string declarations, string text) =>
        Assert.StartsWith(
            "Le modèle n’est pas un fichier Word lisible.", RefusalOf(declarations + Start, text, 1, "</w:body></w:document>"), StringComparison.Ordinal);

    [Fact]
    public void A_template_of_thousands_of_parts_is_refused()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < 2_500; i++)
                zip.CreateEntry($"word/{i}.xml");
        }

        Assert.StartsWith("Le modèle Word est trop grand : 2", Refusal(file.ToArray()), StringComparison.Ordinal);
    }

    private static string RefusalOf(string start, string piece, int times, string end = "")
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "[Content_Types].xml", Types, "", 0, "");
            Write(zip, "_rels/.rels", Relations, "", 0, "");
            Write(zip, "word/document.xml", start, piece, times, end);
        }

        return Refusal(file.ToArray());
    }

    private static void Write(ZipArchive zip, string name, string start, string piece, int times, string end)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false), 1 << 16);
        writer.Write(start);
        for (var i = 0; i < times; i++)
            writer.Write(piece);
        writer.Write(end);
    }

    private static string Refusal(byte[] template) => Assert.Throws<InvalidDataException>(
        () => DocumentFiles.ToWord(ACase.Written(ACase.Adopted(), "avis"), "avis", template)).Message;
}
