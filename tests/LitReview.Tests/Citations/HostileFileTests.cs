using System.IO.Compression;
using System.Text;
using LitReview.Citations;

namespace LitReview.Tests.Citations;

/// <summary>Files made to exhaust the machine that reads them: each ends soon, in bounded memory, with a sentence.</summary>
public class HostileFileTests
{
    private const string Good = "TY  - JOUR\nTI  - Une étude fictive\nER  - \n";
    private const string PubMed = "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>Une étude</ArticleTitle></Article>"
        + "</MedlineCitation></PubmedArticle>";

    // Twenty times what the same work takes on a quiet machine; what was quadratic takes hours.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("TY  - JOUR\nTI  - ", "\nER  - \n")]
    [InlineData("PMID- 1\nTI  - ", "\n")]
    [InlineData("@article{a, title={", "}}\n")]
    [InlineData("title,authors,year,doi\nUn titre,Durand,2020,10.1000/1\n\"", "\",b,2020,\n")]
    public async Task A_line_of_a_gigabyte_is_cut_told_and_never_held(string start, string end)
    {
        using var file = new Endless(start, "abcdefghij", 100_000_000, end);
        var (import, allocated) = await MeasuredAsync(file);

        Assert.True(file.Taken > 1_000_000_000, $"{file.Taken} octets lus.");
        Assert.NotEmpty(import.Problems);
        Assert.True(allocated < 300_000_000, $"{allocated:N0} octets.");
    }

    [Fact]
    public async Task Ten_million_empty_tags_hide_no_record()
    {
        using var file = new Endless("<?xml version=\"1.0\"?><PubmedArticleSet>", "<a/>", 10_000_000, PubMed + "</PubmedArticleSet>");
        var (import, _) = await MeasuredAsync(file);

        Assert.Equal("Une étude", Assert.Single(import.Citations).Title);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><PubmedArticleSet><PubmedArticle><MedlineCitation><Article><ArticleTitle>", "</PubmedArticle></PubmedArticleSet>")]
    [InlineData("<?xml version=\"1.0\"?><xml><records><record><titles><title>", "</record></records></xml>")]
    public async Task Elements_a_million_levels_deep_are_refused_before_a_tree_is_made(string start, string end)
    {
        using var file = new Endless(
            start, "<b>", 1_000_000, string.Concat(Enumerable.Repeat("</b>", 1_000_000)) + end + "\n" + PubMed);
        var (import, _) = await MeasuredAsync(file);

        Assert.Contains("mal formé", Assert.Single(import.Problems).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<b>", "emboîtés")]
    [InlineData("<b/>", "éléments ; coupez-le")]
    public async Task A_Zotero_file_of_endless_elements_is_refused(string piece, string reason)
    {
        using var file = new Endless(
            "<?xml version=\"1.0\"?><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:z=\"http://www.zotero.org/namespaces/export#\">",
            piece, 30_000_000);
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => MeasuredAsync(file));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.True(file.Taken < 60_000_000, $"{file.Taken} octets lus.");
    }

    [Fact]
    public async Task No_reader_of_xml_expands_an_entity_or_opens_a_file()
    {
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, "CONTENU-SECRET");
        var declarations = $"<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY f SYSTEM \"{secret}\">"
            + $"<!ENTITY % p SYSTEM \"{secret}\"> %p;]>";
        foreach (var body in new[]
        {
            "<PubmedArticleSet><PubmedArticle><MedlineCitation><Article><ArticleTitle>&b;&f;</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>",
            "<xml><records><record><titles><title>&b;&f;</title></titles></record></records></xml>",
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:z=\"http://www.zotero.org/namespaces/export#\" "
                + "xmlns:bib=\"http://purl.org/net/biblio#\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><bib:Article><dc:title>&b;&f;</dc:title></bib:Article></rdf:RDF>",
        })
        {
            using var file = new MemoryStream(Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?>" + declarations + body));
            string told;
            try
            {
                var (import, _) = await MeasuredAsync(file);
                Assert.Empty(import.Citations);
                told = Assert.Single(import.Problems).Reason;
            }
            catch (InvalidDataException e)
            {
                told = e.Message;
            }

            Assert.DoesNotContain("SECRET", told, StringComparison.Ordinal);
            Assert.DoesNotContain("aaaa", told, StringComparison.Ordinal);
        }

        File.Delete(secret);
    }

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>", "0000000000", 30_000_000, "</t></is></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t><![CDATA[", "<<<<<<<<<<", 30_000_000, "]]></t></is></c></row>")]
    [InlineData("<row r=\"1\" x=\"", "0000000000", 30_000_000, "\"/>")]
    [InlineData("", "<row><c r=\"XFD1\"></c></row>", 10_000_000, "")]
    [InlineData("", "<b>", 1_000_000, "")]
    public async Task A_sheet_that_unpacks_without_end_is_refused(string start, string piece, long times, string end)
    {
        var content = Package(("xl/worksheets/sheet1.xml", new Endless("<worksheet><sheetData>" + start, piece, times, end + "</sheetData></worksheet>")));
        var before = GC.GetTotalAllocatedBytes();
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => MeasuredAsync(new MemoryStream(content)));

        Assert.StartsWith("« export", refusal.Message, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 6_000_000_000, "Trop de mémoire passée.");
    }

    [Fact]
    public async Task Shared_texts_without_number_are_refused()
    {
        var content = Package(
            ("xl/worksheets/sheet1.xml", new Endless("<worksheet/>", " ", 1)),
            ("xl/sharedStrings.xml", new Endless("<sst>", "<si/>", 6_000_000, "</sst>")));
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => MeasuredAsync(new MemoryStream(content)));

        Assert.Contains("trop de texte", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_of_a_hundred_thousand_files_is_refused_before_they_are_listed()
    {
        using var stream = new MemoryStream();
        using (var package = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            package.CreateEntry("[Content_Types].xml");
            package.CreateEntry("xl/worksheets/sheet1.xml");
            for (var i = 0; i < 100_000; i++)
                package.CreateEntry($"xl/{i:000000}-{new string('a', 60)}.xml", CompressionLevel.NoCompression);
        }

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => MeasuredAsync(new MemoryStream(stream.ToArray())));

        Assert.Contains("sans classeur Excel lisible", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gzip_of_zeros_is_given_up_at_sixty_four_megabytes()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (var endless = new Endless(Good, "\n\n\n\n\n\n\n\n", 40_000_000))
            await endless.CopyToAsync(gzip);
        stream.Position = 0;
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => MeasuredAsync(stream));

        Assert.Contains("trop grand une fois décompressé", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quotes_that_never_close_cost_no_hours()
    {
        using var file = new Endless("title,authors,year,doi\nUn titre,Durand,2020,10.1000/1\n", "\"x\n", 300_000, "Un autre,Durand,2021,10.1000/2\n");
        var (import, _) = await MeasuredAsync(file);

        Assert.Contains(import.Citations, citation => citation.Doi == "10.1000/2");
    }

    [Fact]
    public async Task Braces_that_never_close_cost_no_hours()
    {
        using var file = new Endless("@article{a, title={Un titre}}\n", "@article{{{{a\n", 2_000_000);
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => MeasuredAsync(file));

        Assert.Contains("trop d’entrées BibTeX n’ont pas de fin", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("10.1234.")]
    [InlineData("10.1234/")]
    [InlineData("https://embase.com/")]
    [InlineData("1,")]
    [InlineData("A. ")]
    [InlineData("a-")]
    [InlineData("&lt;")]
    [InlineData("PMC")]
    [InlineData("and ")]
    public async Task A_field_of_the_same_letters_costs_no_hours(string piece)
    {
        var value = string.Concat(Enumerable.Repeat(piece, 300_000 / piece.Length));
        // Spaces inside, where they are not trimmed, and a value that differs each time for lists without doubles.
        var spaced = "x" + new string(' ', 300_000) + "x";
        var several = string.Join("; ", Enumerable.Range(0, 40_000));
        var text = new StringBuilder("TY  - JOUR\n");
        foreach (var tag in "TI AU A2 JO JF T2 PY Y1 DA VL IS SP EP DO SN KW N1 N2 AB UR L1 LA AN ID PB CY M3 C1 C2".Split(' '))
        {
            foreach (var one in (string[])[value, spaced, several])
                text.Append(tag).Append("  - ").Append(one).Append('\n');
        }

        text.Append("ER  - \n");
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text + Good));
        var (import, _) = await MeasuredAsync(file);

        Assert.Contains(import.Citations, citation => citation.Title == "Une étude fictive");
    }

    [Fact]
    public async Task Json_without_end_is_refused()
    {
        using var file = new Endless("[{\"title\":\"a\",\"type\":\"article-journal\"}", ",1", 200_000_000);
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => MeasuredAsync(file));

        Assert.Contains("exportez en RIS", refusal.Message, StringComparison.Ordinal);
        Assert.True(file.Taken < 100_000_000, $"{file.Taken} octets lus.");
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\..\\has.db")]
    [InlineData("nom\0caché.ris")]
    public void A_name_is_a_label_and_never_a_path(string name)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Good));
        var import = CitationFile.Read(file, name, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("/", import.File, StringComparison.Ordinal);
        Assert.Single(import.Citations);
    }

    private static byte[] Package(params (string Name, Endless Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var package = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            package.CreateEntry("[Content_Types].xml");
            foreach (var (name, content) in parts)
            {
                using var part = package.CreateEntry(name, CompressionLevel.Fastest).Open();
                content.CopyTo(part);
                content.Dispose();
            }
        }

        return stream.ToArray();
    }

    // What the thread that reads asks for, whether it is given back at once or not.
    private static Task<(CitationImport Import, long Allocated)> MeasuredAsync(Stream file) => Task.Factory.StartNew(
        () =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var import = CitationFile.Read(file, "export.bin", TestContext.Current.CancellationToken);
            return (import, GC.GetAllocatedBytesForCurrentThread() - before);
        },
        TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(Patience, TestContext.Current.CancellationToken);
}
