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

    private static RetrievalMeasures Measured(string name, RankingSettings settings)
    {
        var set = RetrievalSet.Read(Path.GetDirectoryName(SharedData.File($"litreview/ir/{name}/queries.jsonl"))!);
        using var index = SearchIndex.InMemory(settings);
        index.Rebuild(set.Records);
        return RetrievalMeasures.Mean([.. set.Questions.Select(question => RetrievalMeasures.Of(
            [.. index.Find(new SearchRequest(SearchQuery.Question(question.Text))).Hits.Select(hit => hit.Record.Id)],
            question.Grades))]);
    }
}
