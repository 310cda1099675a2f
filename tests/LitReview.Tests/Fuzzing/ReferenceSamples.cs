using System.IO.Compression;
using System.Text;

namespace LitReview.Tests.Fuzzing;

/// <summary>A small export in each format: fictional references.</summary>
internal static class ReferenceSamples
{
    public const string Ris = """
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
        AB  - Objectif : rien.
        Méthodes : aucune.
        DO  - https://doi.org/10.5555/ABC.2020.1.
        SN  - 1234-5679
        KW  - plaie
        UR  - https://example.invalid/a     U2  - L123
        N1  - ASReview_irrelevant; à revoir
        ER  - 

        TY  - CHAP
        A1  - Haute Autorité de Santé
        T1  - Un chapitre
        Y1  - 2019///printemps
        N1  - RAYYAN-INCLUSION: {"Anne"=>"Included"} | RAYYAN-LABELS: adulte
        ER  - 
        """;

    public const string Nbib = """
        PMID- 31234567
        OWN - NLM
        VI  - 12
        IP  - 3
        DP  - 2019 Apr 5
        TI  - A fictional trial of nothing
              in adults.
        PG  - 764-9
        LID - 10.5555/nothing.1 [doi]
        AB  - BACKGROUND: Nothing was known. RESULTS: Nothing was found.
        FAU - Wood, Ann B
        AU  - Wood AB
        CN  - Nothing Study Group
        LA  - eng
        PT  - Randomized Controlled Trial
        TA  - J Fict Med
        JT  - Journal of fictional medicine
        MH  - *Placebos/therapeutic use
        PMC - PMC7654321
        SO  - J Fict Med. 2019 Apr 5;12(3):764-9.

        PMID- 31234568
        TI  - Second.
        IS  - 1234-5679 (Print)
        """;

    public const string PubMedXml = """
        <?xml version="1.0"?>
        <!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "http://example.invalid/pubmed.dtd">
        <PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="1">31234567</PMID><Article><Journal><ISSN>1234-5679</ISSN><JournalIssue>
        <Volume>12</Volume><Issue>3</Issue><PubDate><Year>2019</Year><Month>Apr</Month><Day>5</Day></PubDate></JournalIssue>
        <Title>Journal of fictional medicine</Title></Journal><ArticleTitle>A fictional trial of nothing in <i>adults</i>.</ArticleTitle>
        <Pagination><MedlinePgn>764-9</MedlinePgn></Pagination><Abstract><AbstractText Label="AIM">Nothing was found.</AbstractText></Abstract>
        <AuthorList><Author><LastName>Wood</LastName><ForeName>Ann B</ForeName></Author>
        <Author><CollectiveName>Nothing Study Group</CollectiveName></Author></AuthorList><Language>eng</Language>
        <PublicationTypeList><PublicationType>Randomized Controlled Trial</PublicationType></PublicationTypeList></Article>
        <MeshHeadingList><MeshHeading><DescriptorName MajorTopicYN="Y">Placebos</DescriptorName>
        <QualifierName MajorTopicYN="N">therapeutic use</QualifierName></MeshHeading></MeshHeadingList></MedlineCitation>
        <PubmedData><ArticleIdList><ArticleId IdType="doi">10.5555/nothing.1</ArticleId><ArticleId IdType="pmc">PMC7654321</ArticleId>
        </ArticleIdList></PubmedData></PubmedArticle><PubmedBookArticle><BookDocument><PMID>1</PMID><Book><BookTitle>Un livre</BookTitle>
        <PubDate><MedlineDate>2001 Jan-Feb</MedlineDate></PubDate></Book><ArticleTitle>Chapitre</ArticleTitle></BookDocument></PubmedBookArticle>
        </PubmedArticleSet>
        """;

    public const string BibTex = """
        @string{rf = "Revue fictive"}
        @comment{ignored}
        @article{cle,
          author = {Gar{\c{c}}on, Andr\'e and {Haute Autorit{\'e} de Sant{\'e}} and de la Fontaine, Jean},
          title = "{\'E}valuation d'un {\OE}uf \& de {B}ruit",
          journal = rf # { de m{\'e}decine},
          year = 2018, month = mar, pages = {1--9}, doi = {10.5555/a\_b}, eprint = {123}, eprinttype = {pubmed},
          keywords = {a; b}, abstract = {Un r\'esum\'e $x^2$ \textbf{gras}}
        }
        @inproceedings(autre, title = {Deux}, booktitle = {Actes}, year = "2017")
        """;

    public const string EndNoteXml = """
        <?xml version="1.0" encoding="UTF-8"?><xml><records><record><database name="a.enl">a.enl</database><rec-number>1</rec-number>
        <ref-type name="Journal Article">17</ref-type><contributors><authors><author><style face="normal">Roux, Anne</style></author></authors></contributors>
        <titles><title><style face="normal">Premier</style></title><secondary-title>Revue fictive</secondary-title></titles><pages>1-9</pages>
        <volume>4</volume><number>2</number><keywords><keyword>plaie</keyword></keywords><dates><year>2020</year></dates><isbn>1234-5679</isbn>
        <accession-num>31234567</accession-num><electronic-resource-num>10.5555/a</electronic-resource-num><abstract>Rien &amp; rien.</abstract>
        <notes>à revoir</notes><urls><related-urls><url>https://example.invalid/a</url></related-urls></urls><language>fre</language></record></records></xml>
        """;

    public const string CslJson = """
        [{"id":"a","type":"article-journal","title":"Un titre <i>long</i>","author":[{"family":"Berg","given":"Jan","non-dropping-particle":"van der"},
        {"literal":"Haute Autorité de Santé"}],"issued":{"date-parts":[[2020,3,14]]},"container-title":"Revue fictive","volume":4,"page":"1-9",
        "DOI":"10.5555/a","PMID":"31234567","note":"à revoir\nPMCID: PMC1","abstract":"R\u00e9sum\u00e9","language":"fr","ISSN":"1234-5679"},
        {"type":"book","title":"Deux","issued":{"raw":"2001"}}]
        """;

    public const string Commas = "title,authors,year,doi,included,abstract\n\"Un titre, long\",\"Roux, A.; Blanc, B.\",2011,10.5555/x,1,\"Deux\nlignes\"\n"
        + "Deux,\"Noir \"\"N\"\"\",2012,,0,\n";

    public const string Semicolons = "\"Titre\";\"Auteurs\";\"Année\";\"Résumé\";\"PMID\"\r\n\"Un\";\"Roux, A.\";\"2011\";\"Rien\";\"31234567\"\r\n";

    public const string Blocks = "\"TITLE\",\"Un titre, long\"\n\"AUTHORS\",\"Roux A.\",\"Blanc B.\"\n\"YEAR\",\"2011\"\n\"DOI\",\"10.5555/x\"\n\n\"TITLE\",\"Deux\"\n";

    public const string Isi = "FN Clarivate\nVR 1.0\nPT J\nAU Wood, AB\n   Stone, C\nTI A fictional trial\n   of nothing\nSO JOURNAL\nPY 2019\nDI 10.5555/a\nUT WOS:1\nER\n\nEF\n";

    public const string Enw = "%0 Journal Article\n%A Roux, Anne\n%T Premier\n%J Revue fictive\n%D 2020\n%V 4\n%P 1-9\n%R 10.5555/a\n%X Rien\ndu tout\n%K plaie\n\n%0 Book\n%T Deux\n";

    public const string Ovid = "<1>\nUnique Identifier\n  31234567\nTitle\n  A fictional trial.\nSource\n  J Fict Med. 12(3):764-9, 2019 Apr.\nAuthor\n  Wood AB; Stone C\nAbstract\n  Nothing.\n";

    public const string Rdf = """
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
        xmlns:dcterms="http://purl.org/dc/terms/" xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
        <bib:Article rdf:about="#a"><z:itemType>journalArticle</z:itemType><dc:title>Premier</dc:title><dc:date>2020-03-14</dc:date>
        <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Roux</foaf:surname></foaf:Person></rdf:li></rdf:Seq></bib:authors>
        <dcterms:isPartOf rdf:resource="#j"/></bib:Article><bib:Journal rdf:about="#j"><dc:title>Revue</dc:title><prism:volume>4</prism:volume></bib:Journal></rdf:RDF>
        """;

    public const string Abstracts = "1. J Fict Med. 2019 Apr 5;12(3):764-9. doi: 10.5555/nothing.1.\n\nA fictional trial of nothing.\n\nWood AB(1), Stone C(2).\n\n"
        + "Nothing was found in this long trial of nothing, which nobody ever carried out at all.\n\nPMID: 31234567\n";

    public const string Identifiers = "10.5555/a.1\nhttps://doi.org/10.5555/b.2\n31234567\nPMC7654321\n";

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static readonly string Sheet = $"<worksheet xmlns=\"{Main}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>title</t></is></c>"
        + "<c r=\"B1\" t=\"inlineStr\"><is><t>year</t></is></c><c r=\"C1\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Un titre</t></is></c>"
        + "<c r=\"B2\"><v>2011.0</v></c><c t=\"b\"><v>1</v></c></row><row><c t=\"str\"><v>Deux</v></c></row></sheetData></worksheet>";

    /// <summary>A workbook around the text of its sheet, nothing packed: a changed letter stays a changed letter.</summary>
    public static byte[] Workbook(byte[] sheet)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"u8);
            Add(zip, "xl/sharedStrings.xml", Encoding.UTF8.GetBytes($"<sst xmlns=\"{Main}\"><si><t>doi</t></si><si><r><t>a</t></r></si></sst>"));
            Add(zip, "xl/worksheets/sheet1.xml", sheet);
        }

        return file.ToArray();

        static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> content)
        {
            using var part = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            part.Write(content);
        }
    }

    /// <summary>The same bytes, packed.</summary>
    public static byte[] Packed(byte[] content)
    {
        using var file = new MemoryStream();
        using (var packing = new GZipStream(file, CompressionLevel.Fastest))
            packing.Write(content);
        return file.ToArray();
    }
}
