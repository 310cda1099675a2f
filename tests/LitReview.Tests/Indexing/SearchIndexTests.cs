using LitReview.Citations;
using LitReview.Indexing;
using LitReview.Searching;
using LitReview.Tests.Searching;

namespace LitReview.Tests.Indexing;

public sealed class SearchIndexTests : IDisposable
{
    private readonly SearchIndex _index = SearchIndex.InMemory();

    public SearchIndexTests() => _index.Add(
    [
        ARecord.With("fr1", "Asthme de l’enfant : essai randomisé", "La qualité de vie des enfants asthmatiques a été mesurée.", 2016)
            .Where(c => c with
            {
                Authors = [new CitationAuthor("Lefèvre", "Anne"), new CitationAuthor("Ng", "T")],
                Journal = "Revue des maladies respiratoires",
                Language = "fr",
                Kind = CitationKind.JournalArticle,
                Keywords = ["éducation thérapeutique"],
                Doi = "10.1016/j.rmr.2016.001",
            }) with { Labels = ["inclus"], Sources = ["Embase", "MEDLINE"] },
        ARecord.With("en1", "Asthma in children", "We measured the quality of life of 120 children. TNF-α was stable.", 2019)
            .Where(c => c with
            {
                Authors = [new CitationAuthor("Smith", "J")],
                Journal = "BMJ",
                Language = "en",
                Kind = CitationKind.JournalArticle,
                MeshTerms = ["*Asthma/drug therapy", "Child"],
                PublicationTypes = ["Randomized Controlled Trial"],
                PubMedId = "12345",
            }) with { Labels = ["exclu"] },
        ARecord.With("en2", "Heart attack and life quality", "Children were not included. Cardiomyopathy is of another kind.", 2021),
        ARecord.With("en3", "Untitled note on cats"),
    ]);

    [Theory]
    [InlineData("asthme", "fr1")]
    [InlineData("ASTHMES", "fr1")]
    [InlineData("enfant", "fr1")]
    [InlineData("children", "en1 en2")]
    [InlineData("child", "en1")]
    [InlineData("qualite", "fr1")]
    [InlineData("l’enfant", "fr1")]
    [InlineData("asthme OU asthma", "en1 fr1")]
    [InlineData("asthma children", "en1")]
    [InlineData("children SAUF asthma", "en2")]
    [InlineData("SAUF children", "en3 fr1")]
    [InlineData("(asthme OU asthma) ET annee:2015..2018", "fr1")]
    [InlineData("annee:2019..", "en1 en2")]
    [InlineData("annee:..2018", "fr1")]
    [InlineData("*", "en1 en2 en3 fr1")]
    public void Words_are_found_whatever_their_inflection_case_and_accents(string equation, string ids) =>
        Assert.Equal(ids, _index.Ids(equation));

    [Theory]
    [InlineData("\"quality of life\"", "en1")]
    [InlineData("\"life quality\"", "en2")]
    [InlineData("\"quality life\"", "")]
    [InlineData("\"quality life\"~1", "en1 en2")]
    [InlineData("« qualité de vie »", "fr1")]
    [InlineData("\"heart attacks\"", "")]
    [InlineData("\"heart atta*\"", "en2")]
    [InlineData("\"children kind\"~7", "en2")]
    [InlineData("\"children kind\"~6", "")]
    public void A_phrase_is_exact_and_a_distance_counts_the_words_between_in_any_order(string equation, string ids) =>
        Assert.Equal(ids, _index.Ids(equation));

    [Theory]
    [InlineData("titre:children", "en1")]
    [InlineData("title:(heart OU cats)", "en2 en3")]
    [InlineData("résumé:cardiomyopathy", "en2")]
    [InlineData("auteur:lefevre", "fr1")]
    [InlineData("auteur:\"lefevre anne\"", "fr1")]
    [InlineData("revue:respiratoires", "fr1")]
    [InlineData("motcle:éducation", "fr1")]
    [InlineData("mesh:asthma", "en1")]
    [InlineData("mesh:\"drug therapy\"", "en1")]
    [InlineData("doi:10.1016/J.RMR.2016.001", "fr1")]
    [InlineData("doi:10.1016*", "fr1")]
    [InlineData("pmid:12345", "en1")]
    [InlineData("langue:fr", "fr1")]
    [InlineData("type:\"article de revue\"", "en1 fr1")]
    [InlineData("type:randomized", "en1")]
    [InlineData("source:embase", "fr1")]
    [InlineData("decision:inclus", "fr1")]
    [InlineData("asthma[ti] AND 2015:2020[dp]", "en1")]
    [InlineData("asthma[mh] OR asthme[tiab]", "en1 fr1")]
    public void A_field_is_searched_alone(string equation, string ids) => Assert.Equal(ids, _index.Ids(equation));

    [Theory]
    [InlineData("cardio*", "en2")]
    [InlineData("qualit*", "en1 en2 fr1")]
    [InlineData("astma~", "en1 fr1")]
    [InlineData("astma~1", "en1")]
    [InlineData("tnf-alpha", "en1")]
    [InlineData("TNF-α", "en1")]
    public void Beginnings_and_near_spellings_are_those_of_whole_words(string equation, string ids) =>
        Assert.Equal(ids, _index.Ids(equation));

    [Fact]
    public void A_small_word_is_left_out_and_said_except_in_capitals_or_quotes()
    {
        var page = _index.Find(new SearchRequest(ARecord.Equation("the children")));

        Assert.Equal(2, page.Total);
        Assert.Contains("« the » est un mot vide", Assert.Single(page.Remarks), StringComparison.Ordinal);
        Assert.Equal("", _index.Ids("children ET DES"));
        Assert.Contains(
            "que des mots vides",
            Assert.Throws<SearchFaultException>(() => _index.Ids("the OU des")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prefix_of_too_many_words_is_refused_rather_than_cut_short()
    {
        _index.Add([ARecord.With("long", "x", string.Join(' ', Enumerable.Range(0, 1_200).Select(i => "zz" + i)))]);

        var fault = Assert.Throws<SearchFaultException>(() => _index.Ids("children OU zz*")).Fault;

        Assert.Equal(13, fault.Position);
        Assert.Contains("Écrivez davantage de lettres", fault.Message, StringComparison.Ordinal);
        Assert.Equal("long", _index.Ids("zz111*"));
    }

    [Fact]
    public void Marks_stand_on_the_words_as_they_were_written()
    {
        var hit = Assert.Single(_index.Find(new SearchRequest(ARecord.Equation("asthme ET \"qualité de vie\""))).Hits);

        var title = hit.Record.Title;
        Assert.Equal(["Asthme"], hit.TitleMarks.Select(mark => title.Substring(mark.Start, mark.Length)));
        var excerpt = hit.Excerpt!;
        Assert.Equal(["qualité de vie"], excerpt.Marks.Select(mark => excerpt.Text.Substring(mark.Start, mark.Length)));
        Assert.Equal(excerpt.Text, hit.Record.Abstract.Substring(excerpt.Start, excerpt.Text.Length));
    }

    [Fact]
    public void What_an_equation_excludes_or_seeks_in_another_field_is_not_marked()
    {
        var hit = Assert.Single(_index.Find(new SearchRequest(ARecord.Equation("titre:asthma ET quality SAUF cats"))).Hits);

        Assert.Equal(["quality"], hit.Excerpt!.Marks.Select(mark => hit.Excerpt.Text.Substring(mark.Start, mark.Length)));
    }

    [Fact]
    public void An_excerpt_of_a_long_abstract_holds_what_was_looked_for()
    {
        _index.Add([ARecord.With("long", "x", $"{string.Concat(Enumerable.Repeat("Filler words. ", 80))}A narwhal swam by. "
            + string.Concat(Enumerable.Repeat("More filler. ", 80)))]);

        var excerpt = Assert.Single(_index.Find(new SearchRequest(ARecord.Equation("narwhals"))).Hits).Excerpt!;

        Assert.InRange(excerpt.Text.Length, 100, 400);
        Assert.Equal("narwhal", excerpt.Text.Substring(excerpt.Marks[0].Start, excerpt.Marks[0].Length));
    }

    [Fact]
    public void Facets_count_every_record_found_and_a_choice_keeps_only_those()
    {
        var page = _index.Find(new SearchRequest(ARecord.Equation("*")) { WithFacets = true, Take = 1 });

        Assert.Equal(["2021 1", "2019 1", "2016 1"], Values(page, FacetField.Year));
        Assert.Equal(["BMJ 1", "Revue des maladies respiratoires 1"], Values(page, FacetField.Journal));
        Assert.Equal(["en 1", "fr 1"], Values(page, FacetField.Language));
        Assert.Equal(["Article de revue 2", "Randomized Controlled Trial 1"], Values(page, FacetField.Kind));
        Assert.Equal(["Essai 3", "Embase 1", "MEDLINE 1"], Values(page, FacetField.Source));
        Assert.Equal(["exclu 1", "inclus 1"], Values(page, FacetField.Label));

        var chosen = _index.Find(new SearchRequest(ARecord.Equation("*"))
        {
            Choices = [new(FacetField.Year, "2016"), new(FacetField.Year, "2019"), new(FacetField.Label, "exclu")],
        });
        Assert.Equal(["en1"], chosen.Hits.Select(hit => hit.Record.Id));
    }

    [Theory]
    [InlineData(SearchOrder.Newest, "en2 en1 fr1 en3")]
    [InlineData(SearchOrder.Oldest, "fr1 en1 en2 en3")]
    [InlineData(SearchOrder.Title, "en1 fr1 en2 en3")]
    public void Records_are_shown_in_the_order_asked_for_those_without_a_year_last(SearchOrder order, string ids) =>
        Assert.Equal(ids, string.Join(' ', _index.Find(new SearchRequest(ARecord.Equation("*")) { Order = order })
            .Hits.Select(hit => hit.Record.Id)));

    [Fact]
    public void Pages_follow_each_other_without_gap_or_repeat()
    {
        _index.Add(Enumerable.Range(0, 50).Select(i => ARecord.With($"même{i:00}", "Twin record")));
        var ids = Enumerable.Range(0, 10).SelectMany(page => _index.Find(new SearchRequest(ARecord.Equation("twin"))
        {
            Skip = page * 5,
            Take = 5,
        }).Hits.Select(hit => hit.Record.Id)).ToList();

        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"même{i:00}"), ids);
        Assert.Throws<ArgumentException>(() => _index.Find(new SearchRequest(SearchQuery.Everything) { Skip = 9_990 }));
    }

    [Fact]
    public void The_parts_of_an_explanation_sum_to_the_score_and_are_said_in_french()
    {
        foreach (var query in new[] { ARecord.Equation("asthma (child OU quality)"), SearchQuery.Question("asthma quality of life?") })
        {
            var hit = _index.Find(new SearchRequest(query)).Hits.First(hit => hit.Record.Id == "en1");
            var explanation = ((IRecordSearch)_index).Explain(query, "en1")!;

            Assert.Equal(hit.Score, explanation.Parts.Sum(part => part.Value), tolerance: 1e-4);
            Assert.Equal(hit.Score, explanation.Score, tolerance: 1e-4);
            Assert.StartsWith("Score ", explanation.Sentence, StringComparison.Ordinal);
            Assert.Contains("« asthma » pour ", explanation.Sentence, StringComparison.Ordinal);
            Assert.Contains("titre ", explanation.Sentence, StringComparison.Ordinal);
        }

        Assert.Null(((IRecordSearch)_index).Explain(ARecord.Equation("cats"), "en1"));
        Assert.Null(((IRecordSearch)_index).Explain(ARecord.Equation("cats"), "nobody"));
    }

    [Fact]
    public void More_like_a_record_are_those_that_share_its_rare_words()
    {
        _index.Add([ARecord.With("en4", "Asthma in children of school age", "The quality of their life was measured, and TNF."), ARecord.With("en5", "Hip fractures")]);

        var like = ((IRecordSearch)_index).FindLike("en1", 2).Select(hit => hit.Record.Id).ToList();

        Assert.Equal("en4", like[0]);
        Assert.DoesNotContain("en1", like);
        Assert.Empty(((IRecordSearch)_index).FindLike("nobody", 5));
    }

    [Fact]
    public void Broken_characters_and_huge_values_are_indexed_as_far_as_they_can_be()
    {
        _index.Add([ARecord.With("odd", "Walrus \ud800 \0 " + new string('é', 40_000), new string('x', 70_000) + " tusk")
            .Where(c => c with { Journal = new string('j', 40_000), Keywords = ["\udfff"] })]);

        Assert.Equal("odd", _index.Ids("walrus tusk"));
        Assert.Equal("", _index.Ids("\ud800 OU \"\udfff\" OU titre:\ud800x~"));
    }

    [Fact]
    public void A_question_is_free_text_whatever_marks_it_holds()
    {
        Assert.Equal("en1", _index.Ask("What is the asthma (in children) AND \"OR\" titre: ~* ?")[0].Record.Id);
        Assert.Equal("fr1", _index.Ask("Quelle est la qualité de vie des enfants asthmatiques ?")[0].Record.Id);
        Assert.Empty(_index.Ask("zygomatic"));
    }

    [Fact]
    public void An_equation_of_a_data_base_is_counted_again_and_one_that_cannot_be_read_is_reported()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));
        var day = new DateOnly(2026, 11, 20);

        var counted = EquationCount.Of(new SearchEquation("asthma[tiab] OR asthme[tiab]", "MEDLINE (PubMed)", day, 4012), _index, clock);
        var unread = EquationCount.Of(new SearchEquation("exp asthma/ AND (", "MEDLINE (Ovid)", day, null), _index, clock);

        Assert.Equal((2, clock.GetUtcNow()), (counted.Count, counted.CountedAt));
        Assert.Null(unread.Count);
        Assert.NotNull(unread.Fault);
    }

    public void Dispose() => _index.Dispose();

    private static IEnumerable<string> Values(SearchPage page, FacetField field) =>
        page.Facets.Single(facet => facet.Field == field).Values.Select(value => $"{value.Value} {value.Count}");
}
