using System.Security.Cryptography;
using System.Text;
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

    [Fact]
    public void A_network_that_asks_for_letter_groups_which_the_description_does_not_announce_is_refused()
    {
        Change(json => json.AsObject().Remove("letters"));

        var message = Refusal();

        Assert.Contains("demande les entrées grams, counts, que model.json n’annonce pas", message, StringComparison.Ordinal);
        Assert.Contains("attendu : ids, box", message, StringComparison.Ordinal);
        Assert.Contains("Ajoutez « letters » à model.json", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_without_the_letter_groups_that_the_description_announces_is_refused()
    {
        // The same network under another name of its input.
        Rename("grams", "gramz");

        var message = Refusal();

        Assert.Contains("n’a pas les entrées grams ; trouvé :", message, StringComparison.Ordinal);
        Assert.Contains("gramz", message, StringComparison.Ordinal);
        Assert.Contains("Exportez le réseau avec les noms du contrat verbatims-model/1", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("form", "\"letters/2\"", "champ « letters.form » : attendu « letters/1 », trouvé « letters/2 »")]
    [InlineData("buckets", "65536", "champ « letters.buckets » : attendu « 262144 », trouvé « 65536 »")]
    public void Letter_groups_counted_in_another_way_are_refused_and_the_field_is_named(string field, string value, string expected)
    {
        Change(json => json["letters"]![field] = JsonNode.Parse(value));

        var message = Refusal();

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("Prenez tous les fichiers de la même livraison du modèle", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("form")]
    [InlineData("buckets")]
    public void Letter_groups_that_are_only_half_described_are_refused(string field)
    {
        Change(json => json["letters"]!.AsObject().Remove(field));

        Assert.Contains("n’a pas la forme attendue (verbatims-model/1)", Refusal(), StringComparison.Ordinal);
    }

    // In the bytes of the network, and its hash in the description; both names are as long.
    private void Rename(string name, string other)
    {
        var path = Path.Combine(_folder, "fast.onnx");
        var bytes = File.ReadAllBytes(path);
        var (from, to) = (Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(other));
        for (var at = bytes.AsSpan().IndexOf(from); at >= 0; at = bytes.AsSpan().IndexOf(from))
            to.CopyTo(bytes.AsSpan(at));
        File.WriteAllBytes(path, bytes);
        Change(json => json["networks"]![0]!["sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes)));
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
