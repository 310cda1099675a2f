using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LitReview.Embeddings;
using LitReview.Reviews;
using LitReview.Screening;
using LitReview.Tests.Persistence;

namespace LitReview.Tests.Embeddings;

public sealed class EmbeddingTests : IDisposable
{
    // No word is in both languages: only the meaning can join them.
    private static readonly ScreeningRecord[] Records =
    [
        new("télésurveillance insuffisance cardiaque", "télésurveillance de l’insuffisance cardiaque, essai en ville"),
        new("dépistage rétinopathie", "dépistage de la rétinopathie chez les enfants, étude sur photographies"),
        new("asthma children", "asthma in children, inhaled treatment during one winter season"),
        new("retinopathy screening", "retinopathy screening by photographs in primary care settings"),
        new("heart failure telemonitoring", "telemonitoring of heart failure, usual care as a comparator arm"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("plongement-").FullName;

    private static string Tiny => Path.Combine(AppContext.BaseDirectory, "Embeddings", "minuscule");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Texts_of_like_meaning_lie_near_each_other_in_both_languages()
    {
        using var model = OnnxEmbeddingModel.Load(Tiny);

        var vectors = model.Embed(["télésurveillance cardiaque", "heart telemonitoring", "asthma children", ""]);

        Assert.Equal((8, "minuscule"), (model.Dimensions, model.Identity.Name));
        Assert.Equal(1, Cosine(vectors[0], vectors[1]), 3);
        Assert.True(Cosine(vectors[0], vectors[2]) < 0.1);
        Assert.All(vectors[3], value => Assert.Equal(0, value));
        // Alone or beside a longer text, a text has the same vector.
        Assert.Equal(vectors[1], model.Embed(["heart telemonitoring"])[0]);
    }

    [Fact]
    public void The_second_model_brings_up_what_no_shared_word_would()
    {
        using var second = OnnxEmbeddingModel.Load(Tiny);
        int? NextWith(IEmbeddingModel? model)
        {
            var session = new ScreeningSession(ScreeningCorpus.Prepare(Records, RankingModel.ElasU4, question: null, model));
            session.Decide(0, isRelevant: true);
            session.Decide(1, isRelevant: false);
            return session.Next();
        }

        Assert.NotEqual(4, NextWith(null));
        Assert.Equal(4, NextWith(second));
    }

    [Fact]
    public void An_explanation_names_the_share_of_the_second_model_and_stays_exact()
    {
        using var second = OnnxEmbeddingModel.Load(Tiny);
        var session = new ScreeningSession(ScreeningCorpus.Prepare(Records, RankingModel.Default, question: null, second));
        session.Decide(0, isRelevant: true);
        session.Decide(1, isRelevant: false);

        var why = session.Explain(4, most: 50);

        Assert.True(why.Terms.Single(term => term.Term == "ressemblance").Share > 0);
        Assert.Equal(why.Score, why.Terms.Sum(term => term.Share) + why.Remainder, 6);
        Assert.Equal("has+minuscule", session.Log.Model);
    }

    [Theory]
    [InlineData("format", "autre/9", "champ « format » : attendu « embedding-model/1 », trouvé « autre/9 »")]
    [InlineData("pooling", "cls", "champ « pooling » : attendu « mean »")]
    [InlineData("name", "../ailleurs", "champ « name »")]
    [InlineData("dimensions", 5, "« last_hidden_state » : attendu [-1, -1, 5], trouvé [")]
    [InlineData("max_tokens", 2, "champ « max_tokens »")]
    public void A_description_that_does_not_hold_is_refused_in_french(string field, object value, string message)
    {
        Copy(json => json[field] = value is int number ? JsonValue.Create(number) : JsonValue.Create((string)value));

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => OnnxEmbeddingModel.Load(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_changed_is_missing_or_is_no_network_is_refused_in_french()
    {
        Assert.Contains("Modèle introuvable", Message(), StringComparison.Ordinal);
        Copy(_ => { });
        File.AppendAllText(Path.Combine(_folder, "vocab.txt"), "mot\n");
        Assert.Contains("n’est pas le fichier annoncé par model.json", Message(), StringComparison.Ordinal);
        Copy(_ => { });
        File.Delete(Path.Combine(_folder, "model.onnx"));
        Assert.Contains("absent de", Message(), StringComparison.Ordinal);
        Copy(json => json["network"]!["sha256"] = Convert.ToHexStringLower(SHA256.HashData("bruit"u8)));
        File.WriteAllText(Path.Combine(_folder, "model.onnx"), "bruit");
        Assert.Contains("n’est pas un réseau ONNX lisible", Message(), StringComparison.Ordinal);

        string Message() => Assert.Throws<InvalidDataException>(() => OnnxEmbeddingModel.Load(_folder)).Message;
    }

    [Fact]
    public void A_sentencepiece_tokenizer_serves_as_well()
    {
        var pieces = File.ReadAllBytes(Path.Combine(Root(), "models", "verbatims-fr", "tokenizer.model"));
        Copy(json => json["tokenizer"] = new JsonObject
        {
            ["file"] = "tokenizer.model",
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(pieces)),
            ["type"] = "sentencepiece",
            ["begin_id"] = 2,
            ["end_id"] = 3,
            ["pad_id"] = 0,
            ["unknown_id"] = 1,
        });
        File.WriteAllBytes(Path.Combine(_folder, "tokenizer.model"), pieces);
        using var model = OnnxEmbeddingModel.Load(_folder);

        var vectors = model.Embed(["le personnel est très gentil", "le personnel est très gentil", "attente trop longue aux urgences"]);

        Assert.Equal(vectors[0], vectors[1]);
        Assert.True(Cosine(vectors[0], vectors[2]) < 0.999);
    }

    [Fact]
    public async Task A_protocol_chooses_the_model_the_journal_names_it_and_the_order_is_played_again()
    {
        await using var store = await AStore.CreateAsync(onPostgres: false);
        var second = store.Services.SecondModels.Add(Tiny);
        Assert.Equal([second], store.Services.SecondModels.All());
        var id = await store.AReviewAsync();
        await store.ImportAsync(id, [.. Records.Select((record, index) => AStore.ACitation(index + 1, record.Title) with { Abstract = record.Abstract })]);
        await DoAsync(new ChangeProtocol(Reviews.AReview.Protocol with { ReviewersPerRecord = 1, SecondModel = second }, "Deux langues."));
        foreach (var (number, verdict) in new[] { (1, Verdict.Include), (2, Verdict.Exclude) })
            await DoAsync(new JudgeRecord(number, Stage.TitleAbstract, verdict));
        var review = (await store.Services.Queries.ReviewAsync(id))!;

        var next = (await store.Services.Rooms.NextAsync(review, AStore.Anne))!;

        Assert.Equal((5, $"has 1 + minuscule 1 ({second.Sha256[..12]})"), (next.Number, next.Suggestion.Model));
        AStore.Done(await store.Services.DoAsync(id, new JudgeRecord(5, Stage.TitleAbstract, Verdict.Include), AStore.Anne, Guid.NewGuid()));
        var journal = await store.Services.Queries.JournalAsync(id, take: 100);
        using var other = await store.OpenAgainAsync();
        var again = await ReviewReplay.RunAsync(id, journal.Reverse(), other.Queries.TextsAsync, other.SecondModels.Find);
        Assert.Equal((1, 0), (again.Same, again.Differing.Count));
        var absent = Assert.Throws<InvalidDataException>(() => other.SecondModels.Find(second with { Name = "absent", Sha256 = new string('0', 64) }));
        Assert.Contains("absent de cette machine", absent.Message, StringComparison.Ordinal);
        var changed = Assert.Throws<InvalidDataException>(() => other.SecondModels.Find(second with { Sha256 = new string('0', 64) }));
        Assert.Contains("Remettez le premier", changed.Message, StringComparison.Ordinal);

        async Task DoAsync(ReviewCommand command) => AStore.Done(await store.Services.Desk.DoAsync(id, command, AStore.Anne, Guid.NewGuid()));
    }

    [Fact]
    public void A_text_is_read_once_even_when_the_program_stopped_in_the_middle_of_writing()
    {
        using var counted = new Counting(OnnxEmbeddingModel.Load(Tiny));
        using (var first = new CachedEmbeddings(counted, _folder))
        {
            first.Embed(["asthma", "children", "asthma"]);
            first.Embed(["children"]);
        }

        Assert.Equal(2, counted.Texts);
        var path = Assert.Single(Directory.GetFiles(_folder, "*.vecteurs"));
        File.WriteAllBytes(path, [.. File.ReadAllBytes(path), 1, 2, 3]);
        using var again = new Counting(OnnxEmbeddingModel.Load(Tiny));
        using var second = new CachedEmbeddings(again, _folder);
        var vectors = second.Embed(["asthma", "children", "heart"]);
        Assert.Equal(1, again.Texts);
        using var plain = OnnxEmbeddingModel.Load(Tiny);
        Assert.Equal(plain.Embed(["asthma", "children", "heart"]), vectors);
    }

    private void Copy(Action<JsonObject> change)
    {
        foreach (var file in Directory.GetFiles(Tiny))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)), overwrite: true);
        var path = Path.Combine(_folder, "model.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(json);
        File.WriteAllText(path, json.ToJsonString());
    }

    private static double Cosine(float[] one, float[] other) => one.Zip(other).Sum(pair => (double)pair.First * pair.Second);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "HasToolkit.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    /// <summary>The real model, and how many texts it was given.</summary>
    private sealed class Counting(OnnxEmbeddingModel model) : IEmbeddingModel, IDisposable
    {
        public int Texts { get; private set; }

        public SecondModel Identity => model.Identity;

        public int Dimensions => model.Dimensions;

        public IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
        {
            Texts += texts.Count;
            return model.Embed(texts, cancellationToken);
        }

        public void Dispose() => model.Dispose();
    }
}
