using System.Text.Json.Nodes;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Onnx;

namespace Verbatims.Nlp.Tests.Onnx;

public sealed class OnnxCommentModelTests : IDisposable
{
    private static readonly string[] Comments =
        ["RAS", "Très bien", "Attente de 5 heures aux urgences, personne ne vient, aucune explication donnée", ""];

    private static readonly string[] PerTopic = ["topic_scale", "topic_bias", "topic_thresholds"];

    private readonly string _folder = Directory.CreateTempSubdirectory("modele").FullName;

    public OnnxCommentModelTests()
    {
        foreach (var file in Directory.EnumerateFiles(OnnxCommentModel.ShippedFolder))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_shipped_model_reads_22_topics_and_says_which_words_it_means()
    {
        using var model = OnnxCommentModel.Load(OnnxCommentModel.ShippedFolder);
        const string Comment = "Infirmières adorables, repas toujours froids";

        var answer = model.Read([new ModelQuestion(Comment, Box.Unknown)]).Single();

        Assert.Equal(22, model.Topics.Count);
        Assert.Equal(44, answer.Topics.Length);
        Assert.Equal(1, answer.Tone.Sum(), 6);
        var meals = model.Topics.ToList().IndexOf("REP");
        Assert.True(answer.Topics[meals * 2 + 1] > 0.5);
        var (start, end) = answer.Words.For(meals, isPraise: false);
        Assert.Contains("repas", Comment[start..end], StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_do_not_depend_on_the_company_that_a_comment_is_read_in()
    {
        using var model = OnnxCommentModel.Load(OnnxCommentModel.ShippedFolder);
        var texts = Comments.Select(text => new ModelQuestion(text, Box.Negative)).ToList();

        var together = model.Read(texts);

        for (var i = 0; i < texts.Count; i++)
        {
            var alone = model.Read([texts[i]]).Single();
            Assert.Equal(alone.Tone[0], together[i].Tone[0], 4);
            Assert.Equal(alone.Topics.Max(), together[i].Topics.Max(), 4);
        }
    }

    [Fact]
    public void A_folder_without_a_description_is_refused_and_the_message_says_what_belongs_there()
    {
        File.Delete(Path.Combine(_folder, "model.json"));

        Assert.StartsWith("Modèle introuvable", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_of_another_release_is_refused_by_its_hash()
    {
        File.AppendAllText(Path.Combine(_folder, "fast.onnx"), "x");

        Assert.Contains("empreinte attendue", Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format", "verbatims-model/9", "attendu « verbatims-model/1 », trouvé « verbatims-model/9 »")]
    [InlineData("normalisation", "aucune", "attendu « fold/1 », trouvé « aucune »")]
    public void A_description_of_another_contract_is_refused_and_the_field_is_named(string field, string value, string expected)
    {
        Change(json => json[field] = value);

        Assert.Contains($"champ « {field} » : {expected}", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_with_another_number_of_topics_is_refused_and_both_numbers_are_shown()
    {
        Change(json =>
        {
            json["topics"]!.AsArray().RemoveAt(21);
            foreach (var name in PerTopic)
                json["networks"]![0]![name]!.AsArray().RemoveAt(21);
        });

        Assert.Contains("attendu [-1, 21, 2], trouvé [-1, 22, 2]", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_without_thresholds_is_refused()
    {
        Change(json => json["networks"]![0]!.AsObject().Remove("topic_thresholds"));

        Assert.Contains("n’a pas la forme attendue", Refusal(), StringComparison.Ordinal);
    }

    private string Refusal() => Assert.Throws<InvalidDataException>(() => OnnxCommentModel.Load(_folder).Dispose()).Message;

    private void Change(Action<JsonNode> change)
    {
        var path = Path.Combine(_folder, "model.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        change(json);
        File.WriteAllText(path, json.ToJsonString());
    }
}
