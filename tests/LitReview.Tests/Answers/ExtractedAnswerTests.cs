using LitReview.Answers;
using LitReview.Answers.Evaluation;
using LitReview.Indexing;
using LitReview.Searching.Evaluation;
using LitReview.Tests.Searching;

namespace LitReview.Tests.Answers;

public sealed class ExtractedAnswerTests : IDisposable
{
    private readonly SearchIndex _index = SearchIndex.InMemory();

    public ExtractedAnswerTests() => _index.Add(
    [
        ARecord.With(
            "coeur", "Télésurveillance de l’insuffisance cardiaque",
            "Contexte inconnu. Nous avons suivi 200 patients. La télésurveillance réduit les réhospitalisations de 12,5 %."),
        ARecord.With("oeil", "Dépistage de la rétinopathie", "L’algorithme a lu 2 100 clichés. Sa sensibilité est de 91 %."),
        ARecord.With("en", "Telemonitoring of heart failure", "We followed 318 patients, e.g. frail ones. Telemonitoring reduced readmissions."),
        .. Enumerable.Range(0, 30).Select(i => ARecord.With($"x{i}", $"Étude {i} de la hanche", "Rien d’autre ici.")),
    ]);

    public void Dispose() => _index.Dispose();

    [Fact]
    public void The_sentences_that_speak_of_the_question_are_given_word_for_word_with_their_record()
    {
        var answer = ExtractedAnswer.To("La télésurveillance réduit-elle les réhospitalisations ?", _index);

        var last = answer.Sentences[^1];
        Assert.Equal("La télésurveillance réduit les réhospitalisations de 12,5 %.", last.Text);
        Assert.Equal("coeur", answer.Passages[Assert.Single(last.Citations).Passage - 1].RecordId);
        Assert.All(answer.Sentences, sentence => Assert.True(
            AnswerCheck.Check(sentence.Text, sentence.Citations, answer.Passages).IsSupported, sentence.Text));
        Assert.Equal("coeur", answer.CitedRecords[0]);
    }

    [Theory]
    [InlineData("Le rituximab guérit-il la sclérose en plaques ?")]
    [InlineData("Does vitamin D prevent falls?")]
    public void What_no_record_speaks_of_gets_no_answer(string question) =>
        Assert.True(ExtractedAnswer.To(question, _index).IsNone);

    [Fact]
    public void A_question_of_hundreds_of_words_still_finds_its_records()
    {
        var words = string.Join(' ', Enumerable.Range(0, 200).Select(i => $"hanche{(char)('a' + (i % 26))}{i} télésurveillance"));

        var passages = PassageFinder.Find($"La télésurveillance réduit-elle les réhospitalisations ? {words}", _index);

        Assert.Contains(passages, passage => passage.RecordId == "coeur");
    }

    [Fact]
    public void A_sentence_ends_where_it_ends_and_not_at_an_abbreviation()
    {
        const string Text = "Title without stop\nWe saw it (e.g. in 3.5 % of cases, cf. Fig. 2). Smith et al. agree! Dr. J. Doe did not… It ends";

        Assert.Equal(
            ["Title without stop", "We saw it (e.g. in 3.5 % of cases, cf. Fig. 2).", "Smith et al. agree!", "Dr. J. Doe did not…", "It ends"],
            Sentences.Of(Text).Select(span => Text.Substring(span.Start, span.Length)));
    }

    [Fact]
    public void A_long_record_is_handed_over_in_several_passages_that_lose_nothing()
    {
        var sentences = string.Concat(Enumerable.Range(0, 400).Select(i => $"Le zona est la phrase numéro {i} du texte. ")).TrimEnd();
        _index.Add([ARecord.With("long", "Zona", sentences)]);

        var passages = PassageFinder.Find("zona", _index);

        Assert.True(passages.Count > 1);
        Assert.Equal(Enumerable.Range(1, passages.Count), passages.Select(passage => passage.Number));
        Assert.Equal($"Zona\n{sentences}", string.Join(' ', passages.Select(passage => passage.Text)));
    }

    [Fact]
    public async Task On_the_public_questions_nothing_is_cited_that_was_not_retrieved_or_does_not_stand()
    {
        var set = RetrievalSet.Read(Path.GetDirectoryName(SharedData.File("litreview/ir/pubmedqa_a/queries.jsonl"))!);
        using var index = SearchIndex.InMemory();
        index.Add(set.Records);

        var measured = await AnswerEvaluation.OfAsync(
            set, index, question => Task.FromResult(ExtractedAnswer.To(question, index)), TestContext.Current.CancellationToken);

        Assert.Equal((500, 0, 0), (measured.Questions, measured.CitationsNotRetrieved, measured.QuotesNotInSource));
        Assert.True(measured.ReciprocalRank >= 0.95, $"The right record is cited at a mean reciprocal rank of {measured.ReciprocalRank:F4}.");
    }
}
