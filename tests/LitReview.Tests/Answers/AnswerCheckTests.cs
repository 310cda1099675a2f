using LitReview.Answers;

namespace LitReview.Tests.Answers;

public class AnswerCheckTests
{
    private static readonly Passage[] Passages =
    [
        new(1, "a", "Morel, 2019, BMJ", "A trial.\nMortality fell by 12.5% in 300 patients."),
        new(2, "b", "Ng, 2021", "Another trial.\nNo effect was seen."),
    ];

    [Fact]
    public void A_sentence_whose_citation_words_and_figures_stand_is_supported()
    {
        var sentence = AnswerCheck.Check(
            "En 2019, la mortalité a baissé de 12,5 % chez 300 patients [1].", [new AnswerCitation(1, "Mortality fell by 12.5%")], Passages);

        Assert.True(sentence.IsSupported);
        Assert.Equal(1, Assert.Single(sentence.Citations).Passage);
    }

    [Theory]
    [InlineData("La mortalité baisse.", 0, "", "ne cite aucun passage")]
    [InlineData("La mortalité baisse.", 3, "Mortality fell by 12.5%", "cite le passage 3, qui n’existe pas")]
    [InlineData("La mortalité baisse.", -1, "Mortality fell by 12.5%", "cite le passage -1, qui n’existe pas")]
    [InlineData("La mortalité baisse [1, 9].", 1, "Mortality fell by 12.5%", "cite le passage 9, qui n’existe pas")]
    [InlineData("La mortalité baisse [2].", 1, "Mortality fell by 12.5%", "cite le passage 2 sans ses mots")]
    [InlineData("La mortalité baisse.", 1, " ", "cite le passage 1 sans ses mots")]
    [InlineData("La mortalité baisse.", 1, "Mortality fell", "est trop court")]
    [InlineData("La mortalité baisse.", 1, "Mortality rose by 12.5%", "ne figure pas mot pour mot dans le passage 1")]
    [InlineData("La mortalité baisse.", 2, "Mortality fell by 12.5%", "ne figure pas mot pour mot dans le passage 2")]
    [InlineData("« Mortality fell by half ».", 1, "Mortality fell by 12.5%", "entre guillemets, ne figure dans aucun passage cité")]
    [InlineData("La mortalité baisse de 15 %.", 1, "Mortality fell by 12.5%", "le chiffre 15 ne figure dans aucun passage cité")]
    [InlineData("La mortalité baisse en 2021.", 1, "Mortality fell by 12.5%", "le chiffre 2021 ne figure dans aucun passage cité")]
    public void Each_fault_is_said(string text, int passage, string quote, string fault)
    {
        var sentence = AnswerCheck.Check(text, passage == 0 ? [] : [new AnswerCitation(passage, quote)], Passages);

        Assert.False(sentence.IsSupported);
        Assert.Contains(fault, Assert.Single(sentence.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Records_are_cited_in_the_order_of_the_answer_and_only_by_supported_sentences()
    {
        var answer = new Answer(
            "?", AnswerOrigin.Model,
            [
                AnswerCheck.Check("Pas d’effet.", [new AnswerCitation(2, "No effect was seen")], Passages),
                AnswerCheck.Check("Baisse.", [new AnswerCitation(1, "Mortality rose a lot")], Passages),
                AnswerCheck.Check("Rien de plus.", [new AnswerCitation(2, "No effect was seen")], Passages),
            ],
            Passages);

        Assert.Equal(["b"], answer.CitedRecords);
        Assert.False(answer.IsNone);
    }
}
