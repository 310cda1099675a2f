using LitReview.Screening.Texts;

namespace LitReview.Tests.Screening.Texts;

public class TokeniserTests
{
    [Theory]
    [InlineData("Knee pain: a RCT", "knee pain rct")]
    [InlineData("l’évaluation d'un dispositif", "évaluation un dispositif")]
    [InlineData("IL-6 and TNF_alpha, 95%", "il and tnf_alpha 95")]
    [InlineData("x² + y", "x²")]
    [InlineData("", "")]
    public void Words_are_runs_of_two_letters_or_more_in_lower_case(string text, string words)
    {
        var tokeniser = new Tokeniser();
        var read = new List<int>();

        tokeniser.Read(text, read);

        Assert.Equal(words, string.Join(' ', read.Select(word => tokeniser.Vocabulary[word])));
    }

    [Theory]
    [InlineData("effects of the treatment in patients with pain", 0)]
    [InlineData("effets du traitement chez les patients avec une douleur", 1)]
    [InlineData("12345", 0)]
    public void The_language_is_told_by_small_words(string text, int language)
    {
        var tokeniser = new Tokeniser();
        var read = new List<int>();
        tokeniser.Read(text, read);

        var guess = LanguageGuess.Of(
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(read), LanguageGuess.Votes(tokeniser.Vocabulary));

        Assert.Equal((Language)language, guess);
    }
}
