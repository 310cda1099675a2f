using System.Globalization;
using System.Text.Json;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Onnx;
using Verbatims.Nlp.Topics;

namespace Verbatims.Nlp.Tests.Analysis;

public sealed class CommentAnalyserTests : IDisposable
{
    private readonly OnnxCommentModel _model = OnnxCommentModel.Load(OnnxCommentModel.ShippedFolder);

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData("Personnel très gentil et à l'écoute", Tone.Positive, "HUM+")]
    [InlineData("Attente interminable aux urgences", Tone.Negative, "ATT-")]
    [InlineData("Repas froids et sans goût", Tone.Negative, "REP-")]
    [InlineData("RAS", Tone.None, "")]
    public void A_plain_comment_is_read_as_anyone_would(string comment, Tone tone, string topic)
    {
        var analysis = Read(comment);

        Assert.Equal(tone, analysis.Tone);
        Assert.Equal(topic, string.Join(' ', analysis.Topics.Select(one => one.Code + (one.IsPraise ? '+' : '-'))
            .Where(code => topic.Length == 0 || code == topic)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \u0000\u200b")]
    [InlineData("!!! ??? …")]
    [InlineData("\u202e\ud83d\ude00\ud83d\ude00")]
    public void A_comment_without_a_word_has_no_content_and_no_topic(string comment)
    {
        var analysis = Read(comment);

        Assert.Equal(Tone.None, analysis.Tone);
        Assert.Empty(analysis.Topics);
        Assert.False(analysis.IsAlert);
    }

    [Fact]
    public void A_signal_names_its_kind_and_its_words()
    {
        const string Comment = "On m'a attaché au lit toute la nuit sans mon accord, j'ai été humiliée et frappée";

        var analysis = Read(Comment);

        Assert.True(analysis.IsAlert);
        var dignity = analysis.AlertReasons.First(reason => reason.Kind == "dignite");
        Assert.Equal("attaché au lit", Comment[dignity.Start..dignity.End]);
    }

    [Fact]
    public void Words_that_justify_a_topic_are_whole_words_inside_the_comment()
    {
        const string Comment = "Chambre sale, douche bouchée, mais équipe formidable et très compétente";

        Assert.All(Read(Comment).Topics, topic =>
        {
            Assert.InRange(topic.Start, 0, topic.End - 1);
            Assert.InRange(topic.End, topic.Start + 1, Comment.Length);
            Assert.True(topic.Start == 0 || !char.IsLetter(Comment[topic.Start - 1]));
            Assert.True(topic.End == Comment.Length || !char.IsLetter(Comment[topic.End]));
        });
    }

    [Fact]
    public void A_comment_whose_box_says_the_contrary_is_to_be_read_again() =>
        Assert.True(new CommentAnalyser(_model, TopicGrid.Shipped)
            .Analyse([("Accueil épouvantable, je ne reviendrai jamais", Box.Positive)]).Single() is { NeedsReading: true });

    [Fact]
    public void The_reason_to_read_again_is_told_as_the_analysis_took_it()
    {
        var analyser = new CommentAnalyser(_model, TopicGrid.Shipped);
        (string Text, Box Box)[] comments =
        [
            ("Accueil épouvantable, je ne reviendrai jamais", Box.Positive), ("Accueil épouvantable, je ne reviendrai jamais", Box.Negative),
            ("Une équipe très gentille, merci", Box.Positive), ("Bof", Box.Unknown), ("", Box.Negative),
        ];

        var answers = analyser.Analyse(comments);

        Assert.Contains(
            new ReadingReason(ReadingReasonKind.BoxContradicts, null), analyser.WhyRead(comments[0].Text, comments[0].Box));
        Assert.All(comments.Zip(answers), one =>
            Assert.Equal(one.Second.NeedsReading, analyser.WhyRead(one.First.Text, one.First.Box).Count > 0));
    }

    [Fact]
    public void A_topic_of_the_hospitals_own_is_found_by_its_key_words()
    {
        var grid = TopicGrid.Read(
            """
            { "nom": "Maison", "version": "1", "categories": [
              { "code": "HUM", "libelle": "Humanité", "theme": "T", "definition": "D", "mots": ["gentil*"] },
              { "code": "COIF", "libelle": "Coiffeur", "theme": "T", "definition": "D", "mots": ["coiff*", "salon de coiffure"] } ] }
            """,
            "maison.json");

        var analysis = new CommentAnalyser(_model, grid).Analyse([("La coiffeuse était parfaite", Box.Unknown)]).Single();

        var own = Assert.Single(analysis.Topics, topic => topic.Code == "COIF");
        Assert.True(own.IsPraise);
        Assert.Equal((3, 12), (own.Start, own.End));
    }

    [Fact]
    public void Each_clause_has_a_tone_of_its_own()
    {
        var clauses = new CommentAnalyser(_model, TopicGrid.Shipped)
            .Clauses("Les infirmières sont adorables mais les repas sont infects", Box.Unknown);

        Assert.Equal([Tone.Positive, Tone.Negative], clauses.Select(clause => clause.Tone));
    }

    [Theory]
    [InlineData("Trop de bruit dans le couloir, on ne dort pas")]
    [InlineData("On m’a attachée au lit sans mon accord, j’ai été humiliée")]
    [InlineData("Accueil froid, on se sent de trop")]
    public void A_comment_that_only_blames_praises_nothing(string comment)
    {
        var analysis = Read(comment);

        Assert.Equal(Tone.Negative, analysis.Tone);
        Assert.NotEmpty(analysis.Topics);
        Assert.DoesNotContain(analysis.Topics, topic => topic.IsPraise);
    }

    [Fact]
    public void A_side_that_the_whole_tone_decides_is_as_sure_as_the_topic_and_that_tone_together()
    {
        var decided = 0;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpus", "ecrit-1.jsonl")).Take(400))
        {
            var comment = JsonDocument.Parse(line).RootElement.GetProperty("texte").GetString()!;
            var (analysis, answer) = (Read(comment), _model.Read([new ModelQuestion(comment, Box.Unknown)])[0]);
            foreach (var topic in analysis.Topics)
            {
                var place = 2 * _model.Topics.ToList().IndexOf(topic.Code);
                var own = answer.Topics[place + (topic.IsPraise ? 0 : 1)];
                if (own >= _model.TopicThresholds[place + (topic.IsPraise ? 0 : 1)])
                {
                    Assert.Equal(own, topic.Confidence);
                    continue;
                }

                decided++;
                Assert.Equal(answer.Topics[place + (topic.IsPraise ? 1 : 0)] * answer.Tone[(int)analysis.Tone], topic.Confidence, 9);
            }
        }

        Assert.True(decided > 0, "The tone decided no side of 400 comments.");
    }

    [Fact]
    public void A_mixed_comment_keeps_both_sides()
    {
        var analysis = Read("Les infirmières sont adorables mais les repas sont infects");

        Assert.Equal(Tone.Mixed, analysis.Tone);
        Assert.Contains(analysis.Topics, topic => topic is { Code: "HUM", IsPraise: true });
        Assert.Contains(analysis.Topics, topic => topic is { Code: "REP", IsPraise: false });
    }

    [Fact]
    public void The_version_names_the_model_the_grid_the_masks_and_the_reading()
    {
        var version = new CommentAnalyser(_model, TopicGrid.Shipped).ModelVersion;

        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{_model.Version}, grille 1, masques/4, lecture/3"), version);
    }

    private CommentAnalysis Read(string comment) =>
        new CommentAnalyser(_model, TopicGrid.Shipped).Analyse([(comment, Box.Unknown)]).Single();
}
