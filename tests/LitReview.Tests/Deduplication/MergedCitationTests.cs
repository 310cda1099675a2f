using LitReview.Citations;
using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

public class MergedCitationTests
{
    private static readonly Citation Bare = new() { Title = "A dressing", Source = new SourceRecord("a.ris", "RIS", null, 1, 1, "a") };

    [Fact]
    public void What_one_reference_leaves_out_comes_from_another()
    {
        var full = Bare with
        {
            Kind = CitationKind.JournalArticle,
            OriginalTitle = "Un pansement",
            Authors = [new("Wood", "Ann")],
            Editors = [new("Low", "Eve")],
            Year = 2019,
            Date = "2019-03",
            Journal = "Journal of fictional medicine",
            JournalAbbreviation = "J Fict Med",
            Volume = "12",
            Issue = "3",
            Pages = "123",
            Abstract = "A trial.",
            PmcId = "PMC1",
            Doi = "10.5555/a",
            PubMedId = "1",
            Language = "fre",
            Publisher = "Presses",
            Place = "Lyon",
        };

        // The first says more by its abstract and headings; all the rest comes from the second.
        var merged = MergedCitation.Of([Bare with { Title = "", Abstract = "A trial.", MeshTerms = ["Wounds"], Authors = [new("Wood", "A."), new("Roe", "Jo")] }, full]).View;

        Assert.Equal(
            full with { MeshTerms = merged.MeshTerms, Authors = merged.Authors },
            merged with
            {
                Editors = full.Editors,
                Keywords = full.Keywords,
                PublicationTypes = full.PublicationTypes,
                Identifiers = full.Identifiers,
                Urls = full.Urls,
                Notes = full.Notes,
            });
        Assert.Equal(["Wood, A.", "Roe, Jo"], merged.Authors.Select(author => author.ToString()));
        Assert.Equal(["Low, Eve"], merged.Editors.Select(author => author.ToString()));
        Assert.Equal(["Wounds"], merged.MeshTerms);
    }

    [Fact]
    public void Lists_are_put_together_and_nothing_stands_in_them_twice()
    {
        var merged = MergedCitation.Of(
        [
            Bare with { Notes = ["n"], Urls = ["u", "v"], PublicationTypes = ["Trial"], Identifiers = [new("ISSN", "1")] },
            Bare with { Notes = ["m", "n"], Urls = ["v"], PublicationTypes = ["Trial"], Identifiers = [new("ISSN", "1"), new("ISBN", "2")] },
        ]).View;

        Assert.Equal(["n", "m"], merged.Notes);
        Assert.Equal(["u", "v"], merged.Urls);
        Assert.Equal(["Trial"], merged.PublicationTypes);
        Assert.Equal([new("ISSN", "1"), new("ISBN", "2")], merged.Identifiers);
    }

    public static TheoryData<Citation> Fuller =>
    [
        Bare with { Abstract = "A trial." },
        Bare with { Doi = "10.5555/a" },
        Bare with { PubMedId = "1" },
        Bare with { Pages = "123" },
        Bare with { Volume = "12" },
        Bare with { Authors = [new("Wood", "Ann")] },
        Bare with { MeshTerms = ["Wounds"] },
        Bare with { Year = 2019 },
    ];

    [Theory]
    [MemberData(nameof(Fuller), DisableDiscoveryEnumeration = true)]
    public void The_reference_that_says_most_gives_the_title(Citation fuller) =>
        Assert.Equal("The fuller title", MergedCitation.Of([Bare, fuller with { Title = "The fuller title" }]).View.Title);

    [Fact]
    public void The_longest_name_of_the_journal_is_kept() =>
        Assert.Equal(
            "Journal of fictional medicine",
            MergedCitation.Of([Bare with { Journal = "J Fict Med" }, Bare with { Journal = "Journal of fictional medicine" }]).View.Journal);

    [Fact]
    public void Nothing_is_not_merged() =>
        Assert.StartsWith("No reference to merge.", Assert.Throws<ArgumentException>(() => MergedCitation.Of([])).Message, StringComparison.Ordinal);
}
