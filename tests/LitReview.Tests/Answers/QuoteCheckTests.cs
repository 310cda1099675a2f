using LitReview.Answers;

namespace LitReview.Tests.Answers;

public class QuoteCheckTests
{
    private const string Text =
        "Telemonitoring was not effective in “frail” patients.\nIt didn’t reduce re‑admission (10² beds, 12–15 %).\nCœur, ﬁbrillation : essai « ouvert ».";

    [Theory]
    [InlineData("Telemonitoring was not effective in \"frail\" patients")]
    [InlineData("« not effective in « frail » patients »")]
    [InlineData("didn't reduce re-admission")]
    [InlineData("didn’t  reduce\u00a0re–admission")]
    [InlineData("patients. It didn't")]
    [InlineData("12-15\u202f%")]
    [InlineData("Coeur, fibrillation")]
    [InlineData("essai \"ouvert\"")]
    [InlineData("… effective in “frail” patients […]")]
    [InlineData("te\u00adlemonitoring was", false)]
    [InlineData("Tele\u00admonitoring was")]
    [InlineData("e\u0301tude", false)]
    public void Typography_is_set_aside_and_words_are_not(string quote, bool stands = true) =>
        Assert.Equal(stands, QuoteCheck.Stands(quote, Text));

    [Theory]
    [InlineData("Telemonitoring was effective")]
    [InlineData("Telemonitoring was […] effective")]
    [InlineData("Telemonitoring … effective in frail patients")]
    [InlineData("telemonitoring was not effective")]
    [InlineData("monitoring was not effective")]
    [InlineData("not effective in “frail” patient")]
    [InlineData("102 beds")]
    [InlineData("in")]
    [InlineData("")]
    [InlineData("« … »")]
    public void What_changes_the_words_does_not_stand(string quote) => Assert.False(QuoteCheck.Stands(quote, Text));

    [Fact]
    public void Accents_are_the_same_composed_or_not_and_half_characters_break_nothing()
    {
        Assert.True(QuoteCheck.Stands("e\u0301tude randomise\u0301e", "une étude randomisée"));
        Assert.False(QuoteCheck.Stands("etude randomisee", "une étude randomisée"));
        Assert.False(QuoteCheck.Stands("\ud83d étude", "une étude"));
    }
}
