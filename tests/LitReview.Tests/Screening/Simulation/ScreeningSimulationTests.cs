using System.Globalization;
using LitReview.Reading;
using LitReview.Screening;
using LitReview.Screening.Simulation;

namespace LitReview.Tests.Screening.Simulation;

public class ScreeningSimulationTests
{
    private static readonly string[] Compared = ["ndcg", "loss", "wss95"];

    [Fact]
    public void An_order_starts_with_the_priors_and_ends_with_the_last_relevant_record()
    {
        var set = ASet.Of(60);

        var run = ScreeningSimulation.Run(set, set.Corpus(), new Priors(7, [8], [5]));

        Assert.Equal([8, 5], run.Rows.Take(2));
        Assert.Equal(2, run.PriorCount);
        Assert.True(set.IsRelevant[run.Rows[^1]]);
        Assert.Equal(run.Rows.Count, run.Rows.Distinct().Count());
        Assert.Equal(set.IsRelevant.Count(isRelevant => isRelevant), run.Rows.Count(row => set.IsRelevant[row]));
        // Measures leave the priors out: 58 records, 9 relevant.
        Assert.Equal(58, run.IsRelevant.Length);
        Assert.Equal(9, run.Measures["relevant"]);
        Assert.Equal(run.Rows.Count - 2, run.Measures["k100"]);
    }

    [Fact]
    public void The_same_start_gives_the_same_order()
    {
        var set = ASet.Of(90);
        var priors = new Priors(1, [2], [0]);

        Assert.Equal(
            ScreeningSimulation.Run(set, set.Corpus(), priors).Rows, ScreeningSimulation.Run(set, set.Corpus(), priors).Rows);
    }

    [Fact]
    public void Priors_that_leave_nothing_to_find_are_refused()
    {
        var set = ASet.Of(5);

        Assert.Throws<ArgumentException>(() => ScreeningSimulation.Run(set, set.Corpus(), new Priors(1, [2], [0])));
    }

    [Fact]
    public void Priors_are_read_by_the_name_of_the_set_or_as_a_bare_list()
    {
        var set = ASet.Of(20);
        const string List = """[{"seed": 42, "included": [2], "excluded": [0, 1]}]""";

        var named = Assert.Single(Priors.Read($$"""{"autre": [], "genou": {{List}}}""", set));
        var bare = Assert.Single(Priors.Read(List, set));

        Assert.Equal((42, 2, 2), (named.Seed, named.Included[0], named.Excluded.Count));
        Assert.Equal(named.Excluded, bare.Excluded);
    }

    [Theory]
    [InlineData("""{"autre": []}""", "ne nomme pas « genou »")]
    [InlineData("""{"genou": []}""", "aucun départ")]
    [InlineData("""[{"seed": 1, "included": [99], "excluded": [0]}]""", "la ligne 99")]
    [InlineData("""[{"seed": 1, "included": [0], "excluded": [1]}]""", "dit le contraire")]
    [InlineData("""[{"seed": 1, "included": [2]}]""", "n’est pas celui attendu")]
    [InlineData("{", "n’est pas celui attendu")]
    public void Priors_that_do_not_fit_are_refused_with_the_reason(string json, string reason) =>
        Assert.Contains(
            reason, Assert.Throws<InvalidDataException>(() => Priors.Read(json, ASet.Of(20))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_question_is_a_title_and_criteria_or_a_plain_text()
    {
        const string Json =
            """{"a": {"review_title": "Knees", "doi": null, "eligibility_criteria": "Trials"}, "b": "Hips", "c": {"doi": null}}""";

        Assert.Equal("Knees\nTrials", ReviewQuestions.Read(Json, "a"));
        Assert.Equal("Hips", ReviewQuestions.Read(Json, "b"));
        Assert.Null(ReviewQuestions.Read(Json, "c"));
        Assert.Null(ReviewQuestions.Read(Json, "d"));
        Assert.Throws<InvalidDataException>(() => ReviewQuestions.Read("[]", "a"));
    }

    [Fact]
    public void Drawn_priors_are_those_that_ASReview_draws()
    {
        var file = SharedData.File("litreview/screening/Donners_2021.csv.gz");
        var (set, unread) = LabelledCsv.Read(file);
        var expected = Priors.Read(File.ReadAllText(SharedData.File("litreview/screening/priors.json")), set);

        Assert.Empty(unread);
        Assert.Equal(258, set.Records.Count);
        foreach (var prior in expected)
        {
            var drawn = Priors.Draw(set, prior.Seed);
            Assert.Equal(prior.Included, drawn.Included);
            Assert.Equal(prior.Excluded, drawn.Excluded);
        }
    }

    [Theory]
    [InlineData("Donners_2021")]
    [InlineData("Sep_2021")]
    public void The_re_created_model_measures_as_the_reference_does(string name)
    {
        var (set, _) = LabelledCsv.Read(SharedData.File($"litreview/screening/{name}.csv.gz"));
        var priors = Priors.Read(File.ReadAllText(SharedData.File("litreview/screening/priors.json")), set);
        var reference = Reference(SharedData.File("litreview/screening/baselines/elas_u4.csv"), name);
        var corpus = set.Corpus(RankingModel.ElasU4);

        var runs = priors.Select(prior => ScreeningSimulation.Run(set, corpus, prior)).ToList();

        // Solvers that stop at another tolerance swap neighbours; over five starts of a small set that moves means by thousandths.
        Assert.Equal(reference["ndcg"], runs.Average(run => run.Measures["ndcg"]), 0.005);
        Assert.Equal(reference["loss"], runs.Average(run => run.Measures["loss"]), 0.003);
        Assert.Equal(reference["wss95"], runs.Average(run => run.Measures["wss95"]), 0.01);
    }

    private static Dictionary<string, double> Reference(string file, string set)
    {
        var lines = File.ReadAllLines(file).Select(line => line.Split(',')).ToList();
        var own = lines.Skip(1).Where(cells => cells[0] == set).ToList();
        return Compared.ToDictionary(
            name => name,
            name => own.Average(cells => double.Parse(cells[Array.IndexOf(lines[0], name)], CultureInfo.InvariantCulture)));
    }
}
