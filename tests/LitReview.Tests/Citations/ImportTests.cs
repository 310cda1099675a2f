using System.IO.Compression;
using System.Text;
using LitReview.Citations;

namespace LitReview.Tests.Citations;

public class ImportTests
{
    private const string Ris = """
        TY  - JOUR
        AU  - Lefèvre, Anaïs
        AU  - Okoye, B.
        TI  - Pansement connecté &amp; plaies <i>chroniques</i>
        JO  - Revue fictive
        PY  - 2020/03/14/
        VL  - 4
        IS  - 2
        SP  - 11
        EP  - 19
        DO  - https://doi.org/10.5555/ABC.2020.1.
        SN  - 1234-5679
        KW  - plaie
        KW  - capteur
        N1  - ASReview_irrelevant; à revoir
        ER  - 
        """;

    [Fact]
    public void A_ris_record_is_read_field_by_field()
    {
        var citation = Assert.Single(Read(Ris).Citations);

        Assert.Equal("Pansement connecté & plaies chroniques", citation.Title);
        Assert.Equal([new CitationAuthor("Lefèvre", "Anaïs"), new CitationAuthor("Okoye", "B.")], citation.Authors);
        Assert.Equal((2020, "2020/03/14", "4", "2", "11-19"),
            (citation.Year, citation.Date, citation.Volume, citation.Issue, citation.Pages));
        Assert.Equal("10.5555/abc.2020.1", citation.Doi);
        Assert.Equal(new CitationIdentifier("ISSN", "1234-5679"), Assert.Single(citation.Identifiers));
        Assert.Equal(["plaie", "capteur"], citation.Keywords);
        Assert.Equal(CitationLabel.Excluded, citation.Label);
        Assert.Equal(["à revoir"], citation.Notes);
        Assert.StartsWith("TY  - JOUR\nAU  - Lefèvre", citation.Source.Raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8", true, "\n")]
    [InlineData("utf-8", false, "\r")]
    [InlineData("utf-16", true, "\r\n")]
    [InlineData("utf-16BE", true, "\n")]
    [InlineData("windows-1252", false, "\r\n")]
    public void The_same_record_is_read_from_every_encoding_and_line_end(string encoding, bool withMark, string lineEnd)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var codec = Encoding.GetEncoding(encoding);
        var text = Ris.ReplaceLineEndings(lineEnd);
        byte[] bytes = [.. withMark ? codec.GetPreamble() : [], .. codec.GetBytes(text)];

        var citation = Assert.Single(Read(bytes).Citations);

        Assert.Equal("Lefèvre", citation.Authors[0].Family);
        Assert.Equal("10.5555/abc.2020.1", citation.Doi);
    }

    [Fact]
    public void A_file_that_breaks_off_keeps_its_last_record_and_says_so()
    {
        var import = Read(Ris + "\nTY  - JOUR\nTI  - Seconde référence, sans fin\n");

        Assert.Equal(2, import.Citations.Count);
        var problem = Assert.Single(import.Problems);
        Assert.True(problem.RecordIsKept);
        Assert.Equal(17, problem.Line);
        Assert.Contains("« ER »", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreadable_year_is_told_and_the_record_is_kept_without_it()
    {
        var import = Read("TY  - JOUR\nTI  - Une référence mal datée\nPY  - 10 15\nER  - \n");

        Assert.Null(Assert.Single(import.Citations).Year);
        Assert.Contains("« 10 15 »", Assert.Single(import.Problems).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""RAYYAN-INCLUSION: {"Anne"=>"Included", "Bob"=>"Included"}""", CitationLabel.Included)]
    [InlineData("""RAYYAN-INCLUSION: {"Anne"=>"Excluded"}""", CitationLabel.Excluded)]
    [InlineData("""RAYYAN-INCLUSION: {"Anne"=>"Included", "Bob"=>"Excluded"}""", null)]
    [InlineData("Lu. ASReview_relevant. Relu.", CitationLabel.Included)]
    [InlineData("ASReview_not_seen", null)]
    public void A_label_is_kept_where_its_people_agree(string note, CitationLabel? label) =>
        Assert.Equal(label, Assert.Single(Read($"TY  - JOUR\nTI  - Titre\nN1  - {note}\nER  - \n").Citations).Label);

    [Fact]
    public void A_pubmed_record_in_text_and_in_xml_says_the_same()
    {
        var text = Assert.Single(Read("""
            PMID- 31234567
            VI  - 12
            IP  - 3
            DP  - 2019 Apr 5
            TI  - A fictional trial of nothing
                  in adults.
            PG  - 764-9
            AB  - Nothing was found.
            FAU - Wood, Ann B
            AU  - Wood AB
            CN  - Nothing Study Group
            LA  - eng
            PT  - Randomized Controlled Trial
            TA  - J Fict Med
            JT  - Journal of fictional medicine
            MH  - *Placebos/therapeutic use
            PMC - PMC7654321
            AID - 10.5555/nothing.1 [doi]
            SO  - J Fict Med. 2019 Apr 5;12(3):764-9.
            """).Citations);
        var xml = Assert.Single(Read("""
            <?xml version="1.0"?>
            <!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "http://example.invalid/pubmed.dtd">
            <PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">31234567</PMID><Article><Journal><JournalIssue>
            <Volume>12</Volume><Issue>3</Issue><PubDate><Year>2019</Year><Month>Apr</Month><Day>5</Day></PubDate></JournalIssue>
            <Title>Journal of fictional medicine</Title></Journal><ArticleTitle>A fictional trial of nothing in <i>adults</i>.</ArticleTitle>
            <Pagination><MedlinePgn>764-9</MedlinePgn></Pagination><Abstract><AbstractText>Nothing was found.</AbstractText></Abstract>
            <AuthorList><Author><LastName>Wood</LastName><ForeName>Ann B</ForeName></Author>
            <Author><CollectiveName>Nothing Study Group</CollectiveName></Author></AuthorList><Language>eng</Language>
            <PublicationTypeList><PublicationType>Randomized Controlled Trial</PublicationType></PublicationTypeList></Article>
            <MedlineJournalInfo><MedlineTA>J Fict Med</MedlineTA></MedlineJournalInfo>
            <MeshHeadingList><MeshHeading><DescriptorName MajorTopicYN="Y">Placebos</DescriptorName>
            <QualifierName MajorTopicYN="N">therapeutic use</QualifierName></MeshHeading></MeshHeadingList></MedlineCitation>
            <PubmedData><ArticleIdList><ArticleId IdType="doi">10.5555/nothing.1</ArticleId><ArticleId IdType="pmc">PMC7654321</ArticleId>
            </ArticleIdList></PubmedData></PubmedArticle></PubmedArticleSet>
            """).Citations);

        Assert.Equal(Told(text), Told(xml));
        Assert.Equal(
            "A fictional trial of nothing in adults.|Wood, Ann B;Nothing Study Group|2019|2019 Apr 5|Journal of fictional medicine|"
            + "J Fict Med|12|3|764-9|Nothing was found.|*Placebos/therapeutic use|10.5555/nothing.1|31234567|PMC7654321|en",
            Told(xml));
    }

    [Fact]
    public void Latex_becomes_letters_and_strings_are_put_in()
    {
        var citation = Assert.Single(Read("""
            @string{rf = "Revue fictive"}
            @comment{ignored}
            @article{cle,
              author = {Gar{\c{c}}on, Andr\'e and {Haute Autorit{\'e} de Sant{\'e}}},
              title = "{\'E}valuation d'un {\OE}uf \& de {B}ruit",
              journal = rf # { de m{\'e}decine},
              year = 2018, pages = {1--9}
            }
            """).Citations);

        Assert.Equal("Évaluation d'un Œuf & de Bruit", citation.Title);
        Assert.Equal("Revue fictive de médecine", citation.Journal);
        Assert.Equal([new CitationAuthor("Garçon", "André"), new CitationAuthor("Haute Autorité de Santé", "", true)],
            citation.Authors);
        Assert.Equal("1-9", citation.Pages);
    }

    [Theory]
    [InlineData("title,authors,year,doi,included\n\"Un titre, long\",\"Roux, A.; Blanc, B.\",2011,10.5555/x,1\n")]
    [InlineData("title;authors;year;doi;included\n\"Un titre, long\";\"Roux, A.; Blanc, B.\";2011;10.5555/x;yes\n")]
    [InlineData("\"SEARCH QUERY\",\"x\"\n-----\n\ntitle,authors,year,doi,included\n\"Un titre, long\",\"Roux A., Blanc B.\",2011,10.5555/x,1\n")]
    [InlineData("\"TITLE\",\"Un titre, long\"\n\"AUTHORS\",\"Roux A.\",\"Blanc B.\"\n\"YEAR\",\"2011\"\n\"DOI\",\"10.5555/x\"\n\"INCLUDED\",\"1\"\n\n")]
    public void A_table_is_read_whatever_separates_it_and_wherever_it_begins(string text)
    {
        var citation = Assert.Single(Read(text).Citations);

        Assert.Equal("Un titre, long", citation.Title);
        Assert.Equal(["Roux", "Blanc"], citation.Authors.Select(author => author.Family));
        Assert.Equal((2011, "10.5555/x", CitationLabel.Included), (citation.Year, citation.Doi, citation.Label));
    }

    [Fact]
    public void A_quote_that_never_closes_costs_its_line_and_no_other()
    {
        var import = Read("title,year,doi\n\"Ouvert,2001,10.5555/a\nDeuxième titre,2002,10.5555/b\nTroisième titre,2003,10.5555/c\n");

        Assert.Equal(["10.5555/a", "10.5555/b", "10.5555/c"], import.Citations.Select(citation => citation.Doi));
        Assert.Equal(2, Assert.Single(import.Problems).Line);
    }

    [Fact]
    public void A_faulty_record_of_an_xml_file_spoils_no_other()
    {
        var import = Read("""
            <xml><records><record><titles><title>Premier</title></titles></record>
            <record><titles><title>Cassé & tordu</title></titles></record>
            <record><titles><title>Troisième</title></titles></record></records></xml>
            """);

        Assert.Equal(["Premier", "Troisième"], import.Citations.Select(citation => citation.Title));
        var problem = Assert.Single(import.Problems);
        Assert.False(problem.RecordIsKept);
        Assert.Contains("Cassé & tordu", problem.Raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.5555/a.1\nhttps://doi.org/10.5555/b.2\n31234567\nPMC7654321\n", 4)]
    [InlineData("1. Un premier titre de référence assez long\n2. Un deuxième titre, lui aussi assez long\n", 2)]
    public void A_list_of_known_papers_gives_one_reference_each(string text, int count) =>
        Assert.Equal(count, Read(text).Citations.Count);

    [Fact]
    public void Abstracts_pasted_from_pubmed_are_taken_apart()
    {
        var citations = Read("""
            1. J Fict Med. 2019 Apr 5;12(3):764-9. doi: 10.5555/nothing.1.

            A fictional trial of nothing.

            Wood AB(1), Stone C(2).

            Author information:
            (1)Nowhere.

            Nothing was found in this long trial of nothing, which nobody ever carried out at all.

            PMID: 31234567

            2. Other J. 2001;1(1):1-2.

            Another title.

            Moss D.

            PMID: 11111111
            """).Citations;

        Assert.Equal(["A fictional trial of nothing", "Another title"], citations.Select(citation => citation.Title));
        Assert.Equal(("31234567", "764-9", 2019), (citations[0].PubMedId, citations[0].Pages, citations[0].Year));
        Assert.Equal(["Wood", "Stone"], citations[0].Authors.Select(author => author.Family));
    }

    [Theory]
    [InlineData("", "est vide")]
    [InlineData("%PDF-1.7 rest", "est un PDF")]
    [InlineData("<!DOCTYPE html><html><body>Page</body></html>", "une page web")]
    [InlineData("<xml><other/></xml>", "un XML d’une autre sorte")]
    [InlineData("""{"name": "x"}""", "un JSON d’une autre sorte")]
    [InlineData("a;b;c\n1;2;3\n", "n’est pas un export de références connu")]
    public void What_is_no_export_is_refused_in_one_sentence(string text, string said)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => Read(text));

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("« essai »", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_entity_of_an_xml_file_is_expanded()
    {
        var import = Read("""
            <?xml version="1.0"?>
            <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>
            <PubmedArticleSet><PubmedArticle><MedlineCitation><Article><ArticleTitle>&b;&f;</ArticleTitle></Article></MedlineCitation>
            </PubmedArticle></PubmedArticleSet>
            """);

        Assert.Empty(import.Citations);
        Assert.Contains("mal formé", Assert.Single(import.Problems).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_end_is_cut_and_told()
    {
        var import = Read("TY  - JOUR\nTI  - " + new string('a', 9_000_000) + "\nER  - \n");

        Assert.InRange(Assert.Single(import.Citations).Title.Length, 1, 4 << 20);
        Assert.Contains("n’ont pas été lus", Assert.Single(import.Problems).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_that_unpacks_without_end_is_refused()
    {
        using var stream = new MemoryStream();
        using (var package = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            package.CreateEntry("[Content_Types].xml");
            package.CreateEntry("xl/worksheets/sheet1.xml");
            using var strings = new StreamWriter(package.CreateEntry("xl/sharedStrings.xml", CompressionLevel.Fastest)
                .Open());
            strings.Write("<sst><si><t>");
            for (var i = 0; i < 300; i++)
                strings.Write(new string(' ', 1 << 20));
            strings.Write("</t></si></sst>");
        }

        var refusal = Assert.Throws<InvalidDataException>(() => Read(stream.ToArray()));

        Assert.Contains("trop de texte", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_file_is_read_as_if_it_were_not()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionMode.Compress, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(Ris));

        Assert.Single(Read(stream.ToArray()).Citations);
    }

    private static string Told(Citation c) => string.Join(
        '|', c.Title, string.Join(';', c.Authors), c.Year, c.Date, c.Journal, c.JournalAbbreviation, c.Volume, c.Issue,
            c.Pages, c.Abstract,
        string.Join(';', c.MeshTerms), c.Doi, c.PubMedId, c.PmcId, c.Language);

    private static CitationImport Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static CitationImport Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return CitationFile.Read(stream, "essai");
    }
}
