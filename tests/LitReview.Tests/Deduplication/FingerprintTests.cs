using LitReview.Citations;
using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

/// <summary>What of a reference is compared with others.</summary>
public class FingerprintTests
{
    private static readonly Citation Bare = new() { Title = "A dressing", Source = new SourceRecord("a.ris", "RIS", null, 1, 1, "a") };

    [Theory]
    [InlineData("123-9", "123", "129")]
    [InlineData("123-29", "123", "129")]
    [InlineData("123-129", "123", "129")]
    [InlineData("123–9", "123", "129")]
    [InlineData("123 -- 129", "123", "129")]
    [InlineData("9-12", "9", "12")]
    [InlineData("0012-015", "12", "15")]
    [InlineData("123", "123", null)]
    [InlineData("S12-S20", "s12", "s20")]
    [InlineData("100-e5", "100", "e5")] // no end of a number
    [InlineData("e12", "e12", null)]
    [InlineData("0", null, null)]
    [InlineData("0-000", null, null)]
    [InlineData("n/a", "na", null)]
    [InlineData("---", null, null)]
    [InlineData(" ", null, null)]
    [InlineData(null, null, null)]
    public void Pages_are_read_as_the_first_and_the_last(string? pages, string? first, string? last)
    {
        var print = Print(Bare with { Pages = pages });

        Assert.Equal((first, last), (print.FirstPage, print.LastPage));
    }

    [Theory]
    [InlineData("12", "12")]
    [InlineData("012", "12")]
    [InlineData("Vol. 12", "12")]
    [InlineData("XII", "xii")]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void A_volume_is_its_number(string? volume, string? expected) => Assert.Equal(expected, Print(Bare with { Volume = volume }).Volume);

    [Theory]
    [InlineData("Suppl 1", null, null, true)]
    [InlineData("3", "12 SUPPLEMENT", null, true)]
    [InlineData(null, null, "Supp 455", true)]
    [InlineData(null, null, "S455", true)]
    [InlineData(null, null, " s455-s456", true)]
    [InlineData(null, null, "455S", false)]
    [InlineData("3", "12", "455", false)]
    [InlineData("Su", "pp", null, false)] // two fields are not one word
    [InlineData(null, "Su", "pp 4", false)]
    [InlineData(null, null, null, false)]
    public void A_supplement_is_told_by_issue_volume_or_pages(string? issue, string? volume, string? pages, bool isSupplement) =>
        Assert.Equal(isSupplement, Print(Bare with { Issue = issue, Volume = volume, Pages = pages }).IsSupplement);

    [Fact]
    public void A_paper_of_a_conference_stands_in_a_supplement() =>
        Assert.True(Print(Bare with { Kind = CitationKind.ConferencePaper }).IsSupplement);

    [Theory]
    [InlineData("10.5555/A", "10.5555/a")]
    [InlineData("10.5555/a/full", "10.5555/a")]
    [InlineData("10.5555/a/abstract", "10.5555/a")]
    [InlineData("10.5555/a.pdf", "10.5555/a")]
    [InlineData("10.5555/a[doi]", "10.5555/a")]
    [InlineData("10.5555/a.", "10.5555/a")]
    [InlineData("10.5555/full.a", "10.5555/full.a")]
    public void A_doi_is_compared_without_what_sites_put_after_it(string doi, string expected) => Assert.Equal(expected, Print(Bare with { Doi = doi }).RawDoi);

    [Theory]
    [InlineData("10.1002/14651858.CD001234.pub2", "10.1002/14651858.cd001234", "10.1002/14651858.cd001234.pub2")]
    [InlineData("10.1002/14651858.cd001234", "10.1002/14651858.cd001234", "10.1002/14651858.cd001234")]
    [InlineData("10.5555/14651858.cd001234.pub2", "10.5555/14651858.cd001234.pub2", "10.5555/14651858.cd001234.pub2")]
    public void The_versions_of_a_cochrane_review_have_one_doi(string written, string doi, string raw)
    {
        var print = Print(Bare with { Doi = written });

        Assert.Equal((doi, raw), (print.Doi, print.RawDoi));
    }

    [Fact]
    public void What_is_not_there_is_empty()
    {
        var print = Print(Bare);

        Assert.Equal("", print.Original);
        Assert.Null(print.Doi);
        Assert.Empty(print.Serials);
        Assert.Empty(print.Authors);
        Assert.Empty(print.Abstract);
    }

    [Fact]
    public void Numbers_of_serials_and_books_are_kept_and_no_others() =>
        Assert.Equal(["1234-5679", "9782000000000"], Print(Bare with { Identifiers = [new("EMBASE", "7"), new("ISSN", "1234-5679"), new("ISBN", "9782000000000")] }).Serials);

    [Fact]
    public void Authors_without_a_name_are_counted_and_not_compared()
    {
        var print = Print(Bare with { Authors = [new("X", ""), new("O Brien", "Al"), new("Wu", "Li")] });

        Assert.Equal(["brien", "wu"], print.Authors.Select(author => string.Join(' ', author.Family)));
        Assert.Equal(3, print.AuthorCount);
    }

    [Fact]
    public void Twelve_authors_are_compared() =>
        Assert.Equal(12, Print(Bare with { Authors = [.. Enumerable.Range(0, 20).Select(i => new CitationAuthor("Name" + (char)('a' + i), "X"))] }).Authors.Length);

    [Theory]
    [InlineData(20, 150, 17)] // 20 words give 17 runs of four
    [InlineData(20, 149, 0)]
    [InlineData(19, 150, 0)]
    [InlineData(27, 300, 24)]
    [InlineData(28, 300, 24)]
    [InlineData(60, 900, 24)]
    public void An_abstract_of_some_length_is_known_by_its_runs_of_four_words(int words, int letters, int runs)
    {
        var text = string.Join(' ', Enumerable.Range(0, words).Select(i => $"wor{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}"));

        var hashes = Print(Bare with { Abstract = text + new string('x', letters - text.Length) }).Abstract;

        Assert.Equal(runs, hashes.Length);
        Assert.Equal(hashes.Order(), hashes);
    }

    [Fact]
    public void Of_a_long_abstract_the_least_runs_are_kept_so_that_a_longer_one_shares_them()
    {
        var text = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"word{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}"));

        var (half, whole) = (Print(Bare with { Abstract = text[..209] }).Abstract, Print(Bare with { Abstract = text }).Abstract);

        // The least of all runs that both have is the least of neither or of both.
        Assert.True(whole[0] <= half[0]);
        Assert.True(whole[^1] < half[^1]);
    }

    [Theory]
    [InlineData("Wood", "Ann", "Wood", "Bea", true)]
    [InlineData("Wood", "Ann", "Lund", "Ann", false)]
    [InlineData("Stone", "A", "Stane", "A", true)] // one letter wrong in five
    [InlineData("Stone", "A", "Stanes", "A", false)]
    [InlineData("Kims", "A", "Kimt", "A", false)] // four letters are too few
    [InlineData("Wood", "A", "Woods", "A", false)]
    [InlineData("Wood", "Ann", "Ann", "Wood", true)] // family and given name swapped
    [InlineData("Wood", "A", "Stone", "Wood", true)]
    [InlineData("Lee", "A", "Stone", "Lee", true)]
    [InlineData("Wu", "A", "Stone", "Wu", false)]
    [InlineData("Stone", "Wood", "de Wood", "A", true)]
    [InlineData("Mc Donald", "A", "McDonald", "A", true)]
    [InlineData("de la Tour", "G", "Latour", "G", false)]
    [InlineData("García", "M", "GARCIA", "M", true)]
    public void Two_authors_may_be_one_person(string family, string given, string otherFamily, string otherGiven, bool fits)
    {
        var (one, other) = (new AuthorWords(new(family, given)), new AuthorWords(new(otherFamily, otherGiven)));

        Assert.Equal(fits, one.Fits(other));
        Assert.Equal(fits, other.Fits(one));
    }

    private static Fingerprint Print(Citation citation) => new(citation, "a");
}
