using LitReview.Indexing;
using LitReview.Searching;
using LitReview.Searching.Evaluation;

namespace LitReview.Tests.Searching.Evaluation;

public class RetrievalMeasuresTests
{
    [Fact]
    public void The_measures_are_those_worked_out_by_hand()
    {
        var grades = new Dictionary<string, int> { ["b"] = 2, ["d"] = 1, ["z"] = 1 };

        var measures = RetrievalMeasures.Of(["a", "b", "c", "d"], grades);

        // Gains 2/log2(3) + 1/log2(5) = 1.26186 + 0.43068; the best order gives 2/log2(2) + 1/log2(3) + 1/log2(4) = 3.13093.
        Assert.Equal(1.69254 / 3.13093, measures.Ndcg10, tolerance: 1e-4);
        // Precision 1/2 at b and 2/4 at d, over three that answer.
        Assert.Equal(1.0 / 3, measures.AveragePrecision, tolerance: 1e-9);
        Assert.Equal(2.0 / 3, measures.Recall100, tolerance: 1e-9);
        Assert.Equal(0.5, measures.ReciprocalRank);
        Assert.Throws<ArgumentException>(() => RetrievalMeasures.Of(["a"], new Dictionary<string, int>()));
    }

    [Theory]
    [InlineData("cranfield", 0.393)]
    [InlineData("cacm", 0.521)]
    [InlineData("pubmedqa_a", 0.981)]
    public void One_configuration_reaches_the_goal_on_each_public_collection(string name, double goal)
    {
        var mean = Measured(name, RankingSettings.Default);

        Assert.True(mean.Ndcg10 >= goal, $"nDCG@10 is {mean.Ndcg10:F4} on {name}.");
    }

    [Theory]
    [InlineData("cranfield")]
    [InlineData("cacm")]
    [InlineData("pubmedqa_a")]
    public void Words_lent_by_the_first_records_and_neighbours_gain_on_each_public_collection(string name)
    {
        var (all, plain) = (RankingSettings.Default, RankingSettings.Default with { FeedbackRecords = 0, PairWeight = 0, NearWeight = 0 });

        var (gained, without, words) = (Measured(name, all), Measured(name, all with { FeedbackRecords = 0 }), Measured(name, plain));

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{name}: words {words.Ndcg10:F4}, with neighbours {without.Ndcg10:F4}, with feedback {gained.Ndcg10:F4}");
        Assert.True(gained.Ndcg10 >= without.Ndcg10 && without.Ndcg10 >= words.Ndcg10, $"{words} {without} {gained}");
    }

    // Words alone, with neighbours, with feedback: what the last already knows is diluted by the first two.
    [Theory]
    [InlineData("cranfield")]
    [InlineData("cacm")]
    [InlineData("pubmedqa_a")]
    public void Fusion_of_the_rankings_gains_nothing_over_the_last_of_them(string name)
    {
        var set = Read(name);
        var all = RankingSettings.Default;
        var rankings = new[] { all with { FeedbackRecords = 0, PairWeight = 0, NearWeight = 0 }, all with { FeedbackRecords = 0 }, all }
            .Select(settings => Ranked(set, settings, take: 100)).ToList();
        double Ndcg(Func<int, IReadOnlyList<string>> ranked) => RetrievalMeasures.Mean(
            [.. set.Questions.Select((question, at) => RetrievalMeasures.Of(ranked(at), question.Grades))]).Ndcg10;

        var (fused, last) = (Ndcg(at => RankFusion.Of(rankings[0][at], rankings[1][at], rankings[2][at])), Ndcg(at => rankings[2][at]));

        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: fusion {fused:F4}, with feedback {last:F4}");
        Assert.True(last >= fused, $"{fused:F4} of the fusion, {last:F4} without.");
    }

    [Fact]
    public void A_folder_that_lacks_a_file_or_has_a_bad_line_is_refused_with_what_to_do()
    {
        var folder = Directory.CreateTempSubdirectory("ir-").FullName;
        try
        {
            Assert.Contains(
                "corpus.jsonl", Assert.Throws<InvalidDataException>(() => RetrievalSet.Read(folder)).Message, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, "corpus.jsonl"), "{\"_id\":\"1\",\"title\":\"A\",\"text\":\"B\"}\n");
            File.WriteAllText(Path.Combine(folder, "queries.jsonl"), "{\"_id\":\"q\",\"text\":\"A?\"}\n{\"_id\":\"r\",\"text\":\"C?\"}\n");
            File.WriteAllText(Path.Combine(folder, "qrels.tsv"), "query-id\tcorpus-id\tscore\nq 1 1\n");
            Assert.Contains(
                "ligne 2", Assert.Throws<InvalidDataException>(() => RetrievalSet.Read(folder)).Message, StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(folder, "qrels.tsv"), "query-id\tcorpus-id\tscore\nq\t1\t1\nr\t1\t0\n");

            Assert.Equal("q", Assert.Single(RetrievalSet.Read(folder).Questions).Id);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static RetrievalSet Read(string name) =>
        RetrievalSet.Read(Path.GetDirectoryName(SharedData.File($"litreview/ir/{name}/queries.jsonl"))!);

    private static RetrievalMeasures Measured(string name, RankingSettings settings)
    {
        var set = Read(name);
        return RetrievalMeasures.Mean(
            [.. set.Questions.Zip(Ranked(set, settings, take: null), (question, found) => RetrievalMeasures.Of(found, question.Grades))]);
    }

    private static List<IReadOnlyList<string>> Ranked(RetrievalSet set, RankingSettings settings, int? take)
    {
        using var index = SearchIndex.InMemory(settings);
        index.Rebuild(set.Records);
        return
        [
            .. set.Questions.Select(question => new SearchRequest(SearchQuery.Question(question.Text)))
                .Select(request => index.Find(take is { } most ? request with { Take = most } : request))
                .Select(found => (IReadOnlyList<string>)[.. found.Hits.Select(hit => hit.Record.Id)]),
        ];
    }
}
