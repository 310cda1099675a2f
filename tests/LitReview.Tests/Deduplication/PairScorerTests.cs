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

    // Twenty words of five letters, so many letters of which are changed, nothing but the title given. The log-odds: -4 to begin
    // with, -0.2 without years, and the weight of the title: 6, 4.5, 2, -0.5, -3, -7.
    [Theory]
    [InlineData(4, "titre presque identique", 1.8)] // 0.96 of the letters stay
    [InlineData(5, "titre presque identique", 0.3)]
    [InlineData(8, "titre presque identique", 0.3)] // 0.92
    [InlineData(9, "titres proches", -2.2)]
    [InlineData(15, "titres proches", -2.2)] // 0.85
    [InlineData(16, "titres proches", -4.7)]
    [InlineData(25, "titres proches", -4.7)] // 0.75
    [InlineData(26, "titres différents", -7.2)]
    [InlineData(40, "titres différents", -7.2)] // 0.6
    [InlineData(41, "titres différents", -11.2)]
    public void A_title_is_nearly_the_same_close_or_another_by_the_share_of_letters_that_stay(int changed, string relation, double logOdds)
    {
        var words = "light night sleep nurse wards bones hands heart blood lungs brain knees elbow wrist ankle thumb scalp liver spine fever".Split(' ').Select(word => word.ToCharArray()).ToArray();
        var title = string.Join(' ', words.Select(word => new string(word)));
        for (var i = 0; i < changed; i++)
            words[i % 20][4 - (i / 20)] = 'z';
        var bare = new Citation { Title = title, Source = One.Source };

        var verdict = Compare(bare, bare with { Title = string.Join(' ', words.Select(word => new string(word))) });

        Assert.Equal([relation], verdict.Agreements.Concat(verdict.Differences));
        Assert.Equal(logOdds, Math.Log(verdict.Probability / (1 - verdict.Probability)), 9);
    }

    // Two titles of 20 words in all, in another order; what one leaves out, of a hundred letters.
    [Theory]
    [InlineData(0, 0.3)] // all of the words: 0.95
    [InlineData(1, 0.3)] // 95 letters of 100, and 0.05, times 0.95
    [InlineData(2, -2.2)] // 90 of 100: 0.9025
    [InlineData(3, -2.2)] // 85: 0.855
    [InlineData(4, -4.7)] // 80: 0.8075
    [InlineData(5, -4.7)] // 75: 0.76
    [InlineData(6, -7.2)] // 70: 0.7125
    [InlineData(8, -7.2)] // 60: 0.6175
    [InlineData(9, -11.2)] // 55: 0.57
    public void Words_in_another_order_or_left_out_make_another_title_the_more_of_them_there_are(int leftOut, double logOdds)
    {
        var words = "light night sleep nurse wards bones hands heart blood lungs brain knees elbow wrist ankle thumb scalp liver spine fever".Split(' ');
        var bare = new Citation { Title = string.Join(' ', words), Source = One.Source };
        var other = bare with { Title = string.Join(' ', words.Reverse().Skip(leftOut)) };

        Assert.All([Compare(bare, other), Compare(other, bare)], verdict =>
            Assert.Equal(logOdds - (leftOut == 1 ? 3 : 0), Math.Log(verdict.Probability / (1 - verdict.Probability)), 9));
    }

    // A beginning of 46 letters is 0.92 of a title of 50: nearly the same; of 51, a title cut short. 25 letters are the least.
    [Theory]
    [InlineData(50, 46, "titre presque identique")]
    [InlineData(51, 46, "un titre commence l’autre")]
    [InlineData(50, 25, "un titre commence l’autre")]
    [InlineData(50, 24, "titres différents")]
    public void A_title_cut_short_begins_or_ends_the_other(int length, int left, string relation)
    {
        var letters = "light night sleep nurse wards bones hands heart blood lungs brain".Replace(" ", "", StringComparison.Ordinal)[..length];
        string Spaced(string text) => string.Join(' ', text.Chunk(5).Select(word => new string(word)));
        var bare = new Citation { Title = Spaced(letters), Source = One.Source };

        Assert.All([letters[..left], letters[^left..]], cut => Assert.All(
            [Compare(bare, bare with { Title = Spaced(cut) }), Compare(bare with { Title = Spaced(cut) }, bare)],
            verdict => Assert.Equal([relation], verdict.Agreements.Concat(verdict.Differences))));
    }

    // Abstracts of 23 words, 20 runs of four; so many words are the same at their beginning, and so many of the 20 least runs of both
    // are in both. What is said from 0.6, from 0.25 and from 0.04 on; the log-odds: 7.5 for the title, -4, -0.2, and 3, 1.5, 0 or -3.
    [Theory]
    [InlineData(18, 'a', 'i', "même résumé", 6.3)] // 12 of 20
    [InlineData(16, 'i', 'z', "résumés proches", 4.8)] // 11
    [InlineData(11, 'm', 'z', "résumés proches", 4.8)] // 5
    [InlineData(10, 'a', 'm', "", 3.3)] // 4
    [InlineData(5, 'm', 'y', "", 3.3)] // 1
    [InlineData(4, 'a', 'b', "résumés différents", 0.3)] // 0
    public void Abstracts_are_the_same_close_or_different_by_the_share_of_runs_in_common(int shared, char one, char other, string said, double logOdds)
    {
        var bare = new Citation { Title = Title, Source = One.Source };

        Assert.All(
            [
                Compare(bare with { Abstract = Words(shared, one) }, bare with { Abstract = Words(shared, other) }),
                Compare(bare with { Abstract = Words(shared, other) }, bare with { Abstract = Words(shared, one) }),
            ],
            verdict =>
            {
                Assert.Equal(said, string.Join(", ", verdict.Agreements.Concat(verdict.Differences).Except(["titre identique"])));
                Assert.Equal(logOdds, Math.Log(verdict.Probability / (1 - verdict.Probability)), 9);
            });
    }

    [Theory]
    [InlineData(16, 'a', 'z', true)] // 10 of 20 runs
    [InlineData(16, 'i', 'z', false)] // 11
    public void More_than_half_of_an_abstract_confirms_a_title_with_another_word_or_another_year(int shared, char one, char other, bool isForbidden)
    {
        var (bare, known) = (new Citation { Title = Title, Year = 2019, Abstract = Words(shared, one), Source = One.Source },
            new Citation { Title = Title, Year = 2019, Abstract = Words(shared, other), Source = One.Source });
        const string Longer = "Effect of a connected dressing on chronic wounds and on pain in old ";

        Assert.Equal(isForbidden, Compare(bare with { Title = Longer + "men" }, known with { Title = Longer + "cats" }).Vetoes.Contains("un mot du titre diffère"));
        Assert.Equal(isForbidden, Compare(bare, known with { Year = 2020 }).Vetoes.Contains("années différentes"));
    }

    [Theory]
    [InlineData(12, "même résumé")] // twelve words over and over: twelve runs of four
    [InlineData(11, null)]
    public void An_abstract_that_repeats_itself_proves_nothing(int words, string? said)
    {
        var text = string.Join(' ', Enumerable.Range(0, 30).Select(i => "repeated" + (char)('a' + (i % words))));
        var bare = new Citation { Title = Title, Source = One.Source };

        Assert.Equal(said, Compare(bare with { Abstract = text }, bare with { Abstract = text }).Agreements.Skip(1).SingleOrDefault());

        // One such abstract is enough to say nothing of both.
        var mixed = Compare(bare with { Abstract = text }, bare with { Abstract = Words(0, 'q') });
        Assert.Equal(words == 12 ? 1 : 0, mixed.Differences.Count);
        Assert.Equal(words == 12 ? 1 : 0, Compare(bare with { Abstract = Words(0, 'q') }, bare with { Abstract = text }).Differences.Count);
    }

    [Theory]
    [InlineData("Erratum: " + Title, Title + ": authors’ reply", "l’un est un erratum, l’autre une réponse")]
    [InlineData("Comment on: " + Title, "Retraction: " + Title, "l’un est un commentaire, l’autre une rétractation")]
    [InlineData("Erratum: " + Title, Title, "l’un est un erratum, l’autre non")]
    [InlineData(Title + ": study protocol", Title, "l’un est un protocole, l’autre non")]
    public void What_each_is_to_another_document_is_told_in_one_order(string one, string other, string veto)
    {
        Assert.Contains(veto, Compare(One with { Title = one }, One with { Title = other }).Vetoes);
        Assert.Contains(veto, Compare(One with { Title = other }, One with { Title = one }).Vetoes);
    }

    [Fact]
    public void An_abstract_of_a_supplement_and_an_article_of_another_title_are_not_one_article_in_either_order()
    {
        var article = One with { Issue = "3", Pages = "123-129" };
        var poster = article with { Issue = "Suppl 1", Title = "Cost of hip fractures in the rural hospitals of one region" };

        Assert.All([Compare(article, poster), Compare(poster, article)], verdict => Assert.Contains("titres trop différents", verdict.Vetoes));
    }

    [Fact]
    public void Three_authors_of_one_name_are_not_three_authors_of_whom_one_bears_it()
    {
        var family = One with { Authors = [new("Wang", "L"), new("Wang", "J"), new("Wang", "Y")] };
        var others = One with { Authors = [new("Wang", "L"), new("Kim", "B"), new("Lund", "O")] };

        Assert.All([Compare(family, others), Compare(others, family)], verdict => Assert.Contains("même premier auteur", verdict.Agreements));
    }

    [Theory]
    [InlineData(0.95, true)]
    [InlineData(0.9499, false)]
    public void From_a_probability_of_95_in_100_on_two_references_are_linked_without_asking(double probability, bool isAutomatic)
    {
        Assert.Equal(isAutomatic, new PairVerdict(probability, [], [], []).IsAutomatic);
        Assert.False(new PairVerdict(probability, [], [], ["DOI différents"]).IsAutomatic);
    }

    private static string Words(int shared, char tail) =>
        string.Join(' ', Enumerable.Range(0, 23).Select(i => (i < shared ? "shared" : tail + "tail") + (char)('a' + i)));

    private static PairVerdict Compare(Citation one, Citation other) =>
        PairScorer.Compare(new Fingerprint(one, "a"), new Fingerprint(other, "b"));
}
