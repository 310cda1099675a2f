using LitReview.Screening.Texts;

namespace LitReview.Tests.Screening.Texts;

public class StemmerTests
{
    // Examples that the description of Porter2 works through, or that follow from one of its rules.
    [Theory]
    [InlineData("consigned", "consign")]
    [InlineData("consistency", "consist")]
    [InlineData("consolatory", "consolatori")]
    [InlineData("knightly", "knight")]
    [InlineData("generously", "generous")]
    [InlineData("communism", "communism")]
    [InlineData("hopping", "hop")]
    [InlineData("hoping", "hope")]
    [InlineData("luxuriated", "luxuri")]
    [InlineData("ties", "tie")]
    [InlineData("cries", "cri")]
    [InlineData("gas", "gas")]
    [InlineData("kiwis", "kiwi")]
    [InlineData("agreed", "agre")]
    [InlineData("feed", "feed")]
    [InlineData("happy", "happi")]
    [InlineData("say", "say")]
    [InlineData("randomized", "random")]
    [InlineData("controlled", "control")]
    [InlineData("studies", "studi")]
    [InlineData("dying", "die")]
    [InlineData("proceeds", "proceed")]
    [InlineData("naïves", "naïve")]
    [InlineData("covid19", "covid19")]
    public void English_words_are_reduced_to_their_stem(string word, string stem) =>
        Assert.Equal(stem, EnglishStemmer.Stem(word));

    [Theory]
    [InlineData("dispositifs", "dispositif")]
    [InlineData("médicaux", "médicale")]
    [InlineData("évaluation", "évaluations")]
    [InlineData("cliniques", "clinique")]
    [InlineData("patiente", "patients")]
    [InlineData("actives", "actif")]
    public void French_words_of_one_family_share_a_stem(string one, string other) =>
        Assert.Equal(FrenchStemmer.Stem(one), FrenchStemmer.Stem(other));

    [Fact]
    public void French_words_of_other_families_keep_other_stems() =>
        Assert.NotEqual(FrenchStemmer.Stem("genou"), FrenchStemmer.Stem("général"));
}
