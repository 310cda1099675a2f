using HasToolkit.Tests;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Onnx;
using Verbatims.Nlp.Search;
using Verbatims.Nlp.Tests.Persistence;
using Verbatims.Nlp.Topics;

namespace Verbatims.Nlp.Tests.Analysis;

/// <summary>Comments that give orders are comments: each is kept and read, and none changes what is read of the others.</summary>
public sealed class HostileInstructionsTests
{
    private static readonly string[] Ordinary =
    [
        "L’attente aux urgences a duré six heures.", "Équipe adorable, merci à toutes.", "Repas froid mais personnel souriant.",
        "Ma mère est tombée dans le couloir et personne n’est venu.", "Rien à dire.", "Chambre sale, bruit toute la nuit.",
    ];

    public static TheoryData<bool> Databases => [false, true];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Two_hundred_of_them_are_all_kept_and_leave_the_others_as_they_are(bool onPostgres)
    {
        using var model = OnnxCommentModel.Load(OnnxCommentModel.ShippedFolder);
        var analyser = new CommentAnalyser(model, TopicGrid.Shipped);
        var hostile = HostileInstructions.All("http://127.0.0.1:9");
        await using var mixed = await AStore.CreateAsync(onPostgres, analyser);
        await using var alone = await AStore.CreateAsync(onPostgres: false, analyser);
        // One of the others after every ten.
        var all = hostile.Chunk(10).SelectMany((ten, place) => ten.Append(Ordinary[place % Ordinary.Length])).ToList();

        using var watch = new NetworkWatch();
        var batch = await mixed.AnalyseAsync(Csv(all));
        var few = await alone.AnalyseAsync(Csv(Ordinary));

        // PostgreSQL is reached over the network.
        Assert.True(onPostgres || watch.Seen == 0, $"{watch.Seen} calls");
        var read = (await mixed.Queries.PageAsync(new CommentQuery(batch), take: 1_000)).Comments;
        var expected = (await alone.Queries.PageAsync(new CommentQuery(few))).Comments;
        Assert.Equal(all.Count, read.Count);
        Assert.Equal(0, (await mixed.Queries.BatchAsync(batch.Value)).Problems);
        Assert.All(read, comment => Assert.NotNull(comment.Analysis));
        foreach (var (place, one) in read.Index().Where(pair => pair.Index % 11 == 10))
        {
            var same = expected[place / 11 % Ordinary.Length];
            Assert.Equal(same.Text, one.Text);
            Assert.Equal(same.Analysis!.ToneProbabilities, one.Analysis!.ToneProbabilities);
            Assert.Equal(same.Analysis.Topics, one.Analysis.Topics);
            Assert.Equal((same.Analysis.IsAlert, same.Analysis.AlertScore), (one.Analysis.IsAlert, one.Analysis.AlertScore));
        }
    }

    private static string Csv(IEnumerable<string> comments) => "date;service;champ;score;commentaire\n"
        + string.Concat(comments.Select(comment => $"12/01/2026;Urgences;libre;5;\"{comment.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"));
}
