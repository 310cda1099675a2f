using LitReview.Reviews;

namespace LitReview.Tests.Reviews;

public sealed class WordMarksTests
{
    private static string Shown(string text, params string[] words) => string.Concat(
        WordMarks.Of(text, [new WordGroup(WordKind.Population, words)]).Select(piece => piece.Kind is null ? piece.Text : $"[{piece.Text}]"));

    [Theory]
    [InlineData("Les patients insuffisants cardiaques", "insuffisan* cardiaque*", "Les patients [insuffisants cardiaques]")]
    [InlineData("TÉLÉSURVEILLANCE médicale", "telesurveill*", "[TÉLÉSURVEILLANCE] médicale")]
    [InlineData("heart\nfailure trial", "heart failure", "[heart\nfailure] trial")]
    [InlineData("art and artery", "art", "[art] and artery")]
    [InlineData("start", "art", "start")]
    [InlineData("art", "artery", "art")]
    [InlineData("a 😀 b \ud800 art", "art", "a 😀 b \ud800 [art]")]
    [InlineData("tout", "*", "tout")]
    public void Whole_words_are_found_whatever_their_accents(string text, string word, string shown) =>
        Assert.Equal(shown, Shown(text, word));

    [Fact]
    public void The_first_group_that_names_a_word_marks_it_and_nothing_is_lost()
    {
        var pieces = WordMarks.Of(
            "mortalité et hospitalisations",
            [new WordGroup(WordKind.Outcome, ["mortalit*"]), new WordGroup(WordKind.For, ["mortalité", "hospitali*"])]);

        Assert.Equal("mortalité et hospitalisations", string.Concat(pieces.Select(piece => piece.Text)));
        Assert.Equal([WordKind.Outcome, null, WordKind.For], pieces.Select(piece => piece.Kind));
    }
}
