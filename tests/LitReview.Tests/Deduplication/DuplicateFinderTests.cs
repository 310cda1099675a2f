using LitReview.Citations;
using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

public class DuplicateFinderTests
{
    internal const string Title = "Effect of a connected dressing on chronic wounds in adults";

    [Fact]
    public void The_same_article_from_two_bases_is_one_document_and_the_reason_is_told()
    {
        var report = Find(
            AReference(),
            AReference() with
            {
                Title = "EFFECT OF A CONNECTED DRESSING ON CHRONIC WOUNDS IN ADULTS.",
                Authors = [new CitationAuthor("Garcia", "M.")],
                Journal = "J Fict Med",
                Pages = "123-129",
                Doi = null,
            });

        Assert.Equal([0, 1], Assert.Single(report.Groups));
        Assert.Equal("Titre identique, même premier auteur, même année, même revue, même volume, mêmes pages.",
            Assert.Single(report.Links).Reason);
    }

    [Theory]
    [InlineData("α-Blockers and β–cells in <i>mice</i> &amp; men: a trial",
        "alpha blockers and beta-cells in mice and men - a trial")]
    [InlineData("Étude d’un pansement connecté chez l’adulte", "Etude d'un pansement connecte chez l'adulte")]
    [InlineData("[Effect of a connected dressing on wounds]",
        "Effect of a connected dressing on wounds [Review] [12 refs]")]
    public void Spelling_does_not_hide_a_duplicate(string one, string other) =>
        Assert.Single(Find(AReference() with { Title = one, Doi = null },
            AReference() with { Title = other, Doi = null }).Groups);

    [Fact]
    public void Two_different_dois_are_never_linked_without_a_person()
    {
        var report = Find(AReference(), AReference() with { Doi = "10.5555/other" });

        Assert.Empty(report.Groups);
        Assert.Contains("DOI différents", Assert.Single(report.Doubts).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preprint_is_linked_with_its_article()
    {
        var report = Find(
            AReference(), AReference() with
            {
                Kind = CitationKind.Preprint,
                Doi = "10.1101/2019.1.1",
                Journal = "medRxiv",
                Volume = null,
                Pages = null
            });

        Assert.Single(report.Groups);
    }

    [Fact]
    public void A_doi_shared_by_two_abstracts_of_a_supplement_does_not_link_them()
    {
        var report = Find(
            AReference() with
            {
                Title = "Poster of a trial of sleep in shift workers",
                Authors = [new CitationAuthor("Low", "A")]
            },
            AReference() with
            {
                Title = "Cost of hip fractures in rural hospitals",
                Authors = [new CitationAuthor("Kim", "B")]
            });

        Assert.Empty(report.Groups);
    }

    [Theory]
    [InlineData(Title + ": part I", Title + ": part II")]
    [InlineData(Title, "Erratum: " + Title)]
    [InlineData(Title, Title + ": authors’ reply")]
    [InlineData(Title, "Comment on: " + Title)]
    [InlineData(Title, "“" + Title + "”: Corrigendum")]
    [InlineData(Title + "?", Title + "? Reply to Stone (2018)")]
    [InlineData(Title, Title + ": study protocol")]
    [InlineData(Title + " after 12 weeks", Title + " after 24 weeks")]
    public void What_is_about_an_article_or_continues_it_is_another_document(string one, string other) =>
        Assert.Empty(Find(AReference() with { Title = one, Doi = null },
            AReference() with { Title = other, Doi = null }).Groups);

    [Theory]
    [InlineData("Post-traumatic stress disorder and the MMPI-2 in women",
        "Posttraumatic stress disorder and the MCMI-II in women", false)]
    [InlineData("Dissociation as a predictor of stress disorder: a critical note",
        "Dissociation as a predictor of stress disorder: a critical review", false)]
    [InlineData("Changing practice behaviours via pre-school education of adults",
        "Changing practice behaviors via preschool education of adults", true)]
    public void Another_word_is_another_title_and_another_spelling_is_not(string one, string other, bool areLinked)
    {
        var bare = AReference() with { Doi = null, Journal = null, Volume = null, Pages = null };

        Assert.Equal(areLinked ? 1 : 0, Find(bare with { Title = one }, bare with { Title = other }).Groups.Count);
    }

    [Fact]
    public void Editorials_of_one_journal_are_not_one_document() =>
        Assert.Empty(Find(
            AReference() with { Title = "Editorial", Doi = null },
                AReference() with { Title = "Editorial", Doi = null, Pages = "1-2" }).Groups);

    [Fact]
    public void No_chain_of_links_brings_two_dois_into_one_group()
    {
        var report = Find(AReference(), AReference() with { Doi = null }, AReference() with { Doi = "10.5555/other" });

        Assert.Equal([0, 1], Assert.Single(report.Groups));
        Assert.NotEmpty(report.Doubts);
    }

    [Fact]
    public void What_a_person_decided_stands_above_the_rules_in_a_later_run()
    {
        var references = new[]
        {
            AReference(), AReference() with { Source = SourceOf("b.ris", "b") },
                AReference() with { Doi = "10.5555/other", Source = SourceOf("c.ris", "c") },
        };
        var keys = references.Select(ReferenceKey.Of).ToList();

        var report = Find([new(keys[0], keys[1], false), new(keys[0], keys[2], true)], references);

        Assert.Equal([0, 2], Assert.Single(report.Groups));
        Assert.Equal("Une personne a dit que ce sont des doublons.", Assert.Single(report.Links).Reason);
        Assert.Equal([0, 1], Assert.Single(Find([new(keys[0], keys[2], false)], references).Groups));
    }

    [Fact]
    public void Duplicates_are_counted_by_source()
    {
        var report = Find(
            AReference(), AReference() with { Source = SourceOf("b.ris", "b") },
                AReference() with { Title = "Something else entirely, at length", Doi = null, Pages = "1" });

        Assert.Equal([new SourceCount("a.ris", 2, 0), new SourceCount("b.ris", 1, 1)], report.Sources);
        Assert.Equal((3, 2, 1), (report.Records, report.Documents, report.Duplicates));
    }

    [Fact]
    public void A_merged_view_takes_the_fullest_field_and_keeps_every_source()
    {
        var merged = MergedCitation.Of(
        [
            AReference() with { Abstract = "", Keywords = ["a"], Label = CitationLabel.Included },
            AReference() with { Abstract = "Long abstract.", Keywords = ["b"], PubMedId = "1",
                Source = SourceOf("b.ris", "b") },
        ]);

        Assert.Equal(("Long abstract.", "1", CitationLabel.Included),
            (merged.View.Abstract, merged.View.PubMedId, merged.View.Label));
        Assert.Equal(["b", "a"], merged.View.Keywords);
        Assert.Equal(["a.ris", "b.ris"], merged.Sources.Select(source => source.File));
    }

    [Fact]
    public void Labels_that_disagree_leave_the_document_to_a_person()
    {
        var merged = MergedCitation.Of(
            [AReference() with { Label = CitationLabel.Included },
            AReference() with { Label = CitationLabel.Excluded }]);

        Assert.True(merged.LabelsDisagree);
        Assert.Null(merged.View.Label);
    }

    [Fact]
    public void The_most_doubtful_pair_comes_first()
    {
        var doubts = Find(
            AReference(), AReference() with { Doi = "10.5555/other" },
                AReference() with
                {
                    Doi = null,
                    Journal = "Annals of other things",
                    Volume = null,
                    Pages = null
                }).Doubts;

        Assert.Equal(doubts.OrderBy(pair => Math.Abs(pair.Probability - 0.5)), doubts);
        Assert.True(doubts.Count > 1);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Of_two_decisions_on_one_pair_the_later_one_counts(bool earlier, bool later)
    {
        var finder = new DuplicateFinder();
        finder.Add(AReference(), "one");
        finder.Add(AReference() with { Doi = "10.5555/other" }, "two");

        var report = finder.Find([new("one", "two", earlier), new("two", "one", later)], TestContext.Current.CancellationToken);

        Assert.Equal(later ? 1 : 0, report.Groups.Count);
        Assert.Equal(later ? 1 : 0, report.Links.Count); // a no is no link, and the pair is asked no more
        Assert.Empty(report.Doubts);
        Assert.Equal((2, "two"), (finder.Count, finder.KeyOf(1)));
    }

    [Fact]
    public void A_decision_on_a_reference_that_is_not_there_changes_nothing()
    {
        var finder = new DuplicateFinder();
        finder.Add(AReference(), "one");
        finder.Add(AReference(), "two");

        Assert.Equal([0, 1], Assert.Single(finder.Find([new("one", "three", false), new("one", "one", false)], TestContext.Current.CancellationToken).Groups));
    }

    [Fact]
    public void A_pair_that_a_person_linked_is_told_once()
    {
        var finder = new DuplicateFinder();
        finder.Add(AReference(), "one");
        finder.Add(AReference(), "two");

        var link = Assert.Single(finder.Find([new("one", "two", true)], TestContext.Current.CancellationToken).Links);

        Assert.Equal(new DuplicateLink(0, 1, 1, "Une personne a dit que ce sont des doublons."), link);
    }

    [Fact]
    public void The_surest_pairs_are_linked_first_and_each_pair_of_a_group_is_told()
    {
        // The DOI makes 1 and 2 surer than the others.
        var report = Find(AReference() with { Doi = null }, AReference(), AReference());

        Assert.Equal([0, 1, 2], Assert.Single(report.Groups));
        Assert.Equal([(1, 2), (0, 1), (0, 2)], report.Links.Select(link => (link.First, link.Second)));
    }

    [Fact]
    public void Two_groups_with_other_dois_are_asked_about_once_by_their_surest_pair()
    {
        var doubt = Assert.Single(Find(AReference(), AReference() with { Doi = null }, AReference() with { Doi = "10.5555/other" }).Doubts);

        Assert.Equal((1, 2), (doubt.First, doubt.Second));
        Assert.Equal(
            "Titre identique, même premier auteur, même année, même revue, même volume, mêmes pages ; mais leurs groupes ont des DOI différents.",
            doubt.Reason);
    }

    [Fact]
    public void Two_groups_with_other_pmids_are_asked_about_once_by_their_surest_pair()
    {
        var reference = AReference() with { Doi = null };

        var doubt = Assert.Single(Find(reference with { PubMedId = "1" }, reference, reference with { PubMedId = "2" }).Doubts);

        Assert.Equal((1, 2), (doubt.First, doubt.Second));
        Assert.EndsWith(" ; mais leurs groupes ont des PMID différents.", doubt.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_no_between_two_members_keeps_their_groups_apart()
    {
        var finder = new DuplicateFinder();
        foreach (var key in new[] { "one", "two", "three" })
            finder.Add(AReference(), key);

        var report = finder.Find([new("one", "three", false)], TestContext.Current.CancellationToken);

        Assert.Equal([0, 1], Assert.Single(report.Groups));
        Assert.Equal((0, 1), (Assert.Single(report.Links).First, report.Links[0].Second));
        Assert.Equal(
            "Titre identique, même premier auteur, même année, même revue, même volume, mêmes pages, même DOI ; mais une personne a dit que ce ne sont pas des doublons.",
            Assert.Single(report.Doubts).Reason);
    }

    [Fact]
    public void Doubts_of_one_probability_come_in_the_order_of_the_references() =>
        Assert.Equal(
            [(0, 1), (0, 2), (1, 2)],
            Find(AReference(), AReference() with { Doi = "10.5555/b" }, AReference() with { Doi = "10.5555/c" }).Doubts.Select(pair => (pair.First, pair.Second)));

    [Fact]
    public void A_pair_near_one_half_comes_before_one_that_is_less_likely()
    {
        const string Other = "Sleep of nurses after a month of work at night";

        // First pair: title alone and another year, another DOI; second: the same with year and journal.
        var doubts = Find(
            AReference() with { Doi = "10.5555/a" },
            AReference() with { Doi = "10.5555/b", Pages = null, Volume = "19" },
            AReference() with { Title = Other, Doi = "10.5555/c" },
            AReference() with { Title = Other, Doi = "10.5555/d", Pages = null, Volume = null, Journal = null }).Doubts;

        // 7.5 + 1.5 + 1 + 1.5 - 2.5 - 6 - 4 = -1, and 7.5 + 1.5 + 1 - 6 - 4 = 0 in log-odds.
        Assert.Equal([(2, 3), (0, 1)], doubts.Select(pair => (pair.First, pair.Second)));
        Assert.Equal([0.5, 1 / (1 + Math.E)], doubts.Select(pair => pair.Probability), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void A_source_is_the_data_base_and_else_the_file()
    {
        var report = Find(
            AReference() with { Source = new SourceRecord("1.ris", "RIS", "Embase", 1, 1, "a") },
            AReference() with { Source = new SourceRecord("2.ris", "RIS", "Embase", 1, 1, "b") },
            AReference() with { Source = new SourceRecord("3.ris", "RIS", null, 1, 1, "c") });

        Assert.Equal([new SourceCount("Embase", 2, 1), new SourceCount("3.ris", 1, 1)], report.Sources);
    }

    [Fact]
    public void No_reference_can_be_added_in_place_of_one()
    {
        Assert.Throws<ArgumentNullException>("citation", () => new DuplicateFinder().Add(null!));
        Assert.Throws<ArgumentNullException>("citation", () => new DuplicateFinder().Add(null!, "key"));
    }

    [Fact]
    public void Without_decisions_the_rules_alone_count()
    {
        var finder = new DuplicateFinder();
        finder.Add(AReference());
        finder.Add(AReference());

        Assert.Single(finder.Find(cancellationToken: TestContext.Current.CancellationToken).Groups);
    }

    internal static Citation AReference() => new()
    {
        Kind = CitationKind.JournalArticle,
        Title = Title,
        Authors = [new CitationAuthor("García", "María"), new CitationAuthor("Wood", "Ann")],
        Year = 2019,
        Journal = "Journal of fictional medicine",
        Volume = "12",
        Issue = "3",
        Pages = "123-9",
        Doi = "10.5555/dressing",
        Source = SourceOf("a.ris", "a"),
    };

    private static SourceRecord SourceOf(string file, string raw) => new(file, "RIS", null, 1, 1, raw);

    private static DuplicateReport Find(params Citation[] references) => Find([], references);

    private static DuplicateReport Find(IEnumerable<DuplicateDecision> decisions, params Citation[] references)
    {
        var finder = new DuplicateFinder();
        foreach (var reference in references)
            finder.Add(reference);
        return finder.Find(decisions, TestContext.Current.CancellationToken);
    }
}
