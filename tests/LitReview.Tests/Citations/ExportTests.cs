using System.IO.Compression;
using System.Text;
using CsCheck;
using LitReview.Citations;
using LitReview.Citations.Importing;

namespace LitReview.Tests.Citations;

public class ExportTests
{
    public static TheoryData<CitationFileFormat> Formats => [.. Enum.GetValues<CitationFileFormat>()];

    private static readonly string[] Tricks =
    [
        "", " ", "a", "É", "ß", "中", "α", "=1+2", "+33", "-5", "@x", "'", "\"", "\\", "{", "}", "%", "&", "&amp;",
            "<b>", "$", "#", "_",
        "~", "^", "--", ";", ",", "|", "and", " and ", "\n", "\r\n", "\t", "TY  - JOUR", "\nER  - ", "\nAB  - x",
            "10.1000/x", "PMID 12",
        "\u0001", "\u2028", "\uD83D\uDE00", "nan", "hastoolkit:", "ASReview_relevant", "https://doi.org/10.1/a",
            "ISSN", "Study Group",
    ];

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_was_written_is_read_back_whole_whatever_it_holds(CitationFileFormat format) =>
        Citations().Array[1, 4].Sample(
            citations =>
            {
                var back = RoundTrip(citations, format);
                Assert.Equal(citations.Length, back.Count);
                Assert.All(citations.Zip(back), pair => Assert.True(
                    CarriedFields.AreEqual(pair.First, pair.Second),
                    $"{CarriedFields.Describe(pair.First)}\n{CarriedFields.Describe(pair.Second)}"));
            },
            iter: 300, threads: 1);

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_is_told_by_its_content_after_it_was_written(CitationFileFormat format)
    {
        using var stream = Written([ACitation()], format);

        Assert.Equal(
            format == CitationFileFormat.CslJson ? "CSL-JSON" : format.ToString(),
            CitationFile.Read(stream, "sans-extension").Format, ignoreCase: true);
    }

    [Fact]
    public void Zotero_and_EndNote_find_label_and_notes_where_they_look_for_them()
    {
        var text = Text([ACitation() with { Label = CitationLabel.Included, Notes = ["À relire."] }],
            CitationFileFormat.Ris);

        Assert.Contains("N1  - À relire.\r\n", text, StringComparison.Ordinal);
        Assert.Contains("N1  - ASReview_relevant\r\n", text, StringComparison.Ordinal);
        Assert.StartsWith("TY  - JOUR\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_reference_needs_no_field_of_ours() =>
        Assert.DoesNotContain("hastoolkit", Text([ACitation()], CitationFileFormat.Ris), StringComparison.Ordinal);

    [Fact]
    public void No_cell_of_a_table_is_taken_for_a_formula()
    {
        var text = Text([ACitation() with { Title = "=HYPERLINK(\"http://x\")", Journal = "@SUM(A1)" }],
            CitationFileFormat.Csv);

        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\")\"", text, StringComparison.Ordinal);
        Assert.Contains(",'@SUM(A1),", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_holds_text_alone()
    {
        using var stream = Written([ACitation() with { Title = "=1+2" }], CitationFileFormat.Xlsx);
        using var package = new ZipArchive(stream);
        using var sheet = new StreamReader(package.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var xml = sheet.ReadToEnd();

        Assert.DoesNotContain("<f>", xml, StringComparison.Ordinal);
        Assert.Contains("<t xml:space=\"preserve\">=1+2</t>", xml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_longer_than_a_cell_of_a_workbook_is_read_back_whole()
    {
        var citation = ACitation() with
        {
            Abstract = string.Concat(Enumerable.Repeat("Très long résumé. ", 4_000))
            .Trim()
        };

        Assert.Equal(citation.Abstract, Assert.Single(RoundTrip([citation], CitationFileFormat.Xlsx)).Abstract);
    }

    [Theory]
    [InlineData(CitationFileFormat.Csv)]
    [InlineData(CitationFileFormat.Xlsx)]
    public void Papers_that_are_called_as_columns_are_stay_papers(CitationFileFormat format)
    {
        string[] titles = ["ISSN", "Abstract", "Keywords", "DOI"];

        Assert.Equal(titles, RoundTrip([.. titles.Select(title => ACitation() with { Title = title })], format).Select(back => back.Title));
    }

    private static Citation ACitation() => new()
    {
        Kind = CitationKind.JournalArticle,
        Title = "Essai randomisé d’un pansement connecté",
        Authors = [new CitationAuthor("Durand", "Éloïse"), new CitationAuthor("van der Berg", "Jan")],
        Year = 2021,
        Journal = "Revue fictive de médecine",
        Volume = "12",
        Issue = "3",
        Pages = "101-110",
        Abstract = "Objectif : évaluer.\nRésultats : rien.",
        Doi = "10.5555/example.2021.0101",
        Source = new SourceRecord("essai.ris", "RIS", "Embase", 1, 1, ""),
    };

    private static Gen<Citation> Citations()
    {
        var text = Gen.OneOf(OneOf(Tricks), Gen.String[0, 12]).Array[0, 4].Select(parts => string.Concat(parts));
        var maybe = text.Select(value => value.Length % 3 == 0 ? null : value);
        var author = Gen.Select(text, text, Gen.Bool)
            .Select((family, given, isGroup) => new CitationAuthor(family, given, isGroup));
        var list = text.Array[0, 3];
        var identifier = Gen.Select(OneOf("ISSN", "ISBN", "EMBASE", "WOS", "NCT", "AN", "X Y"), text)
            .Select((scheme, value) => new CitationIdentifier(scheme, value));
        return Gen.Select(
            Gen.Select(Gen.Enum<CitationKind>(), text, maybe, author.Array[0, 3], author.Array[0, 2],
                Gen.Int[1000, 2099].Nullable()),
            Gen.Select(maybe, maybe, maybe, maybe, maybe, maybe),
            Gen.Select(text, list, list, list, maybe, maybe),
            Gen.Select(maybe, identifier.Array[0, 3], maybe, maybe, maybe, list),
            Gen.Select(list, OneOf<CitationLabel?>(null, CitationLabel.Included, CitationLabel.Excluded)))
            .Select((a, b, c, d, e) => new Citation
            {
                Kind = a.Item1,
                Title = a.Item2,
                OriginalTitle = a.Item3,
                Authors = a.Item4,
                Editors = a.Item5,
                Year = a.Item6,
                Date = b.Item1,
                Journal = b.Item2,
                JournalAbbreviation = b.Item3,
                Volume = b.Item4,
                Issue = b.Item5,
                Pages = b.Item6,
                Abstract = c.Item1,
                Keywords = c.Item2,
                MeshTerms = c.Item3,
                PublicationTypes = c.Item4,
                Doi = c.Item5,
                PubMedId = c.Item6,
                PmcId = d.Item1,
                Identifiers = d.Item2,
                Language = d.Item3,
                Publisher = d.Item4,
                Place = d.Item5,
                Urls = d.Item6,
                Notes = e.Item1,
                Label = e.Item2,
                Source = new SourceRecord("essai.ris", "RIS", null, 1, 1, ""),
            });
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static IReadOnlyList<Citation> RoundTrip(IReadOnlyList<Citation> citations, CitationFileFormat format)
    {
        using var stream = Written(citations, format);
        return CitationFile.Read(stream, "retour").Citations;
    }

    private static string Text(IReadOnlyList<Citation> citations, CitationFileFormat format)
    {
        using var stream = Written(citations, format);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static MemoryStream Written(IReadOnlyList<Citation> citations, CitationFileFormat format)
    {
        var stream = new MemoryStream();
        CitationExport.Write(citations, format, stream);
        stream.Position = 0;
        return stream;
    }
}
