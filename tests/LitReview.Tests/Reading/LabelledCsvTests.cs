using System.IO.Compression;
using System.Text;
using LitReview.Reading;

namespace LitReview.Tests.Reading;

public class LabelledCsvTests
{
    [Fact]
    public void Columns_are_found_by_name_whatever_their_order_and_case()
    {
        var (set, unread) = Read("Included;DOI;Abstract Note;Primary Title\n1;10.1/x;Pain of the knee;Knees\n0;;;Hips\n");

        Assert.Empty(unread);
        Assert.Equal([true, false], set.IsRelevant);
        Assert.Equal(("Knees", "Pain of the knee"), (set.Texts[0].Title, set.Texts[0].Abstract));
        Assert.False(set.Texts[1].HasAbstract);
    }

    [Fact]
    public void Quoted_fields_hold_line_breaks_separators_and_quotes()
    {
        var (set, _) = Read("\ufefftitle,abstract,label_included\r\n\"Knees, \"\"both\"\"\",\"Line one\r\nline two\",1\r\nHips,x,0\r\n");

        Assert.Equal("Knees, \"both\"", set.Texts[0].Title);
        Assert.Contains("line two", set.Texts[0].Abstract, StringComparison.Ordinal);
        Assert.Equal(2, set.Records.Count);
    }

    [Fact]
    public void The_final_label_is_preferred_to_that_of_an_earlier_stage()
    {
        var (set, _) = Read("label_abstract_screening,title,label_included\n1,A,0\n1,B,1\n");

        Assert.Equal([false, true], set.IsRelevant);
    }

    [Fact]
    public void A_line_that_cannot_be_read_is_reported_and_keeps_its_row()
    {
        var (set, unread) = Read("title,label\nA,1\nB,peut-être\nC\nD,non\n");

        Assert.Equal([0, 3], set.Records.Select(record => record.Row));
        Assert.Equal([3, 4], unread.Select(line => line.Line));
        Assert.Contains("« peut-être »", unread[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0", "0.0")]
    [InlineData("TRUE", "False")]
    [InlineData("Oui", "Non")]
    [InlineData("included", "excluded")]
    [InlineData("Retenue", "Écartée")]
    public void Labels_are_read_as_they_are_written_in_the_world(string yes, string no)
    {
        var (set, unread) = Read($"titre,label\nA,{yes}\nB,{no}\n");

        Assert.Empty(unread);
        Assert.Equal([true, false], set.IsRelevant);
    }

    [Fact]
    public void A_compressed_file_is_known_by_its_content()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write("title,label\nGenoux,1\n"u8);
        packed.Position = 0;

        var (set, _) = LabelledCsv.Read(packed, "x");

        Assert.Equal("Genoux", set.Texts[0].Title);
    }

    [Theory]
    [InlineData("abstract,label\nx,1\n", "colonne de titre")]
    [InlineData("title,abstract\nx,y\n", "colonne d’étiquette")]
    [InlineData("title,label\n", "aucune référence étiquetée")]
    [InlineData("", "colonne de titre")]
    public void A_file_that_is_no_labelled_set_is_refused_with_what_was_found(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("/data/Donners_2021.csv.gz", "Donners_2021")]
    [InlineData("revue.CSV", "revue")]
    [InlineData("revue.txt", "revue")]
    public void A_set_bears_the_name_of_its_file(string path, string name) => Assert.Equal(name, LabelledCsv.NameOf(path));

    private static (LitReview.Screening.Simulation.LabelledSet Set, IReadOnlyList<LitReview.Screening.Simulation.UnreadLine> Unread)
        Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return LabelledCsv.Read(stream, "essai");
    }
}
