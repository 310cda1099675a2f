using LitReview.Citations;
using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

/// <summary>What is said of two references, and whether they are linked without asking.</summary>
public class PairScorerTests
{
    private const string Title = DuplicateFinderTests.Title;

    private const string Summary = "We followed two hundred adults who wore a connected dressing at home for one year and compared the time to healing "
        + "with that of adults whose wounds were dressed by a nurse who came every second day; fewer visits were needed with the dressing.";

    private const string OtherSummary = "Mice that lacked the receptor slept longer after a night without sleep than their siblings did, whatever light they lived "
        + "under; temperature, feeding and weight stayed alike in both groups throughout the eleven weeks of observation in our laboratory.";

    private static readonly Citation One = DuplicateFinderTests.AReference() with { Issue = null, Doi = null };

    public static TheoryData<Citation, Citation, string> Linked => new()
    {
        { One, One, "Titre identique, même premier auteur, même année, même revue, même volume, mêmes pages." },
        { One with { Doi = "10.5555/a" }, One with { Doi = "10.5555/A" }, "Titre identique, même premier auteur, même année, même revue, même volume, mêmes pages, même DOI." },
        { One with { PubMedId = "1" }, One with { PubMedId = "1" }, "Titre identique, même premier auteur, même année, même revue, même volume, mêmes pages, même PMID." },
        { One with { Year = 2020 }, One, "Titre identique, même premier auteur, même revue, même volume, mêmes pages ; mais années différentes (2020 et 2019)." },
        { One with { Journal = "Annals of surgery" }, One, "Titre identique, même premier auteur, même année, même volume, mêmes pages ; mais revues différentes." },
        { One with { Authors = [.. One.Authors.Reverse()] }, One, "Titre identique, des auteurs communs, même année, même revue, même volume, mêmes pages." },
        { One with { Authors = [.. One.Authors, new("Low", "Eve")] }, One with { Authors = [.. One.Authors, new("Low", "E.")] }, "Titre identique, mêmes auteurs, même année, même revue, même volume, mêmes pages." },
        { One with { Title = Title + ": a trial in the hospitals of three regions of the north" }, One, "Un titre commence l’autre, même premier auteur, même année, même revue, même volume, mêmes pages." },
        { One with { Pages = "121-9" }, One, "Titre identique, même premier auteur, même année, même revue, même volume, même dernière page." },
        { One with { Pages = "e12" }, One, "Titre identique, même premier auteur, même année, même revue, même volume." },
        { One with { Pages = "1-7" }, One, "Titre identique, même premier auteur, même année, même revue, même volume." },
        { One with { Pages = "S123" }, One, "Titre identique, même premier auteur, même année, même revue, même volume, mêmes pages." },
        { One with { Abstract = Summary }, One with { Abstract = Summary }, "Titre identique, même premier auteur, même année, même revue, même volume, mêmes pages, même résumé." },
    };

    public static TheoryData<Citation, Citation, string> Doubtful => new()
    {
        { One with { Doi = "10.5555/a" }, One with { Doi = "10.5555/b" }, "DOI différents" },
        { One with { PubMedId = "1" }, One with { PubMedId = "2" }, "PMID différents" },
        { One with { Authors = [new("Smith", "Joe")] }, One, "auteurs différents" },
        { One with { Volume = "15", Pages = "200-9" }, One, "volumes et pages différents" },
        { One with { Year = 2022, Volume = "15" }, One, "années différentes" },
        { One with { Journal = "Annals of surgery", Pages = null }, One, "revues différentes" },
        { One with { Title = "Sleep and health", Pages = null }, One with { Title = "Sleep and health" }, "titre trop général pour suffire" },
        { One with { Title = Title + " after 12 weeks" }, One with { Title = Title + " after 24 weeks" }, "nombres différents dans les titres" },
        { One with { Title = "Erratum: " + Title }, One, "l’un est un erratum, l’autre non" },
        { One with { Title = Title + ": authors’ reply" }, One, "l’un est une réponse, l’autre non" },
        { One, One with { Title = "Retraction: " + Title }, "l’un est une rétractation, l’autre non" },
        { One with { Issue = "Suppl 1" }, One with { Issue = "Suppl 1", Pages = "200" }, "deux résumés d’un même supplément" },
        { One with { Issue = "Suppl 1", Volume = null }, One with { Pages = "200", Volume = null }, "peut-être un résumé de congrès et son article" },
        { One with { Doi = "10.1002/14651858.cd001234.pub2", Year = 2015 }, One with { Doi = "10.1002/14651858.cd001234.pub3" }, "deux versions d’une même revue systématique" },
        { One with { Doi = "10.5555/a", Title = "Sleep of mice without light in winter" }, One with { Doi = "10.5555/a" }, "titres différents" },
        { One with { Title = "Effect of a connected bandage on chronic wounds in adults", Pages = null }, One, "titres proches sans être les mêmes" },
        { One with { Title = "Effect of a connected dressing on chronic wounds and on pain in old men", Pages = null }, One with { Title = "Effect of a connected dressing on chronic wounds and on pain in old cats" }, "un mot du titre diffère" },
        { One with { Title = Title + ": a trial in the hospitals of three regions of the north", Journal = null, Pages = null, Volume = null }, One, "rien ne confirme la fin du titre" },
        { One with { Title = Title.Replace("adults", "adult", StringComparison.Ordinal), Abstract = Summary }, One with { Abstract = OtherSummary }, "résumés différents" },
    };

    [Theory]
    [MemberData(nameof(Linked), DisableDiscoveryEnumeration = true)]
    public void One_document_told_twice_is_linked_and_the_sentence_says_what_agrees(Citation one, Citation other, string sentence)
    {
        var verdict = Compare(one, other);

        Assert.Equal(sentence, verdict.Sentence);
        Assert.True(verdict.IsAutomatic, $"{verdict.Probability}");
    }

    [Theory]
    [MemberData(nameof(Doubtful), DisableDiscoveryEnumeration = true)]
    public void What_forbids_a_link_is_told_first(Citation one, Citation other, string veto)
    {
        Assert.All([Compare(one, other), Compare(other, one)], verdict =>
        {
            Assert.False(verdict.IsAutomatic);
            Assert.Contains(veto, verdict.Vetoes);
            Assert.Contains(" ; mais ", verdict.Sentence, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void References_that_say_nothing_have_nothing_in_common() =>
        Assert.Equal(
            "Rien de sûr en commun ; mais titres trop différents, titre trop général pour suffire.",
            Compare(new Citation { Source = One.Source }, new Citation { Source = One.Source }).Sentence);

    private static PairVerdict Compare(Citation one, Citation other) =>
        PairScorer.Compare(new Fingerprint(one, "a"), new Fingerprint(other, "b"));
}
