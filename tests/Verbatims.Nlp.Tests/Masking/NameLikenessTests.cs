using Verbatims.Nlp.Masking;

namespace Verbatims.Nlp.Tests.Masking;

public class NameLikenessTests
{
    // Four letters have twelve pieces of two to four, with a sign at either end; each piece of a list of one word has been seen once
    // there, never in the other: log((1 + 0.5) / (12 + 12)) − log(0.5 / (12 + 12)), twelve times, over the root of four letters.
    private static readonly double OfFourLetters = 12 * Math.Log(3) / 2;

    private static readonly NameLikeness Small = Likeness(["abcd"], ["efgh"]);

    [Fact]
    public void A_name_looks_like_a_name_and_a_word_as_much_like_a_word()
    {
        Assert.Equal(OfFourLetters, Small.Of("abcd"), 4);
        Assert.Equal(-OfFourLetters, Small.Of("efgh"), 4);
    }

    [Fact]
    public void What_was_never_seen_says_nothing() => Assert.Equal(0, Small.Of("zyxwv"), 4);

    [Fact]
    public void Pieces_count_where_they_stand()
    {
        // « abc » begins like the name: ^a, ab, bc; ^ab, abc; ^abc. It does not end like it.
        Assert.Equal(6 * Math.Log(3) / Math.Sqrt(3), Small.Of("abc"), 4);
        // Within a word: « bc » alone, and « bcd » at its end with « cd », « d^ » and « cd^ » and « bcd^ ».
        Assert.Equal(Math.Log(3) / Math.Sqrt(4), Small.Of("xbcx"), 4);
        Assert.Equal(6 * Math.Log(3) / Math.Sqrt(4), Small.Of("xbcd"), 4);
    }

    [Fact]
    public void A_word_of_both_lists_a_short_one_and_one_with_a_sign_teach_nothing()
    {
        var taught = Likeness(["abcd", "rose", "leo", "o-brien"], ["efgh", "rose", "bas", "aujourd'hui"]);

        Assert.Equal(OfFourLetters, taught.Of("abcd"), 4);
        Assert.Equal(-OfFourLetters, taught.Of("efgh"), 4);
        Assert.Equal(0, taught.Of("rose"), 4);
    }

    [Fact]
    public void More_words_than_names_are_weighed_by_their_shares()
    {
        // Two words, 24 pieces; one name, 12; 36 have been seen: log(1.5 / (12 + 18)) − log(0.5 / (24 + 18)).
        var likeness = Likeness(["abcd"], ["efgh", "ijkl"]);

        Assert.Equal(12 * Math.Log(1.5 / 30 / (0.5 / 42)) / 2, likeness.Of("abcd"), 4);
        Assert.Equal(12 * Math.Log(0.5 / 30 / (1.5 / 42)) / 2, likeness.Of("efgh"), 4);
    }

    [Theory]
    [InlineData("ouleymatou", true)]
    [InlineData("wieczorek", true)]
    [InlineData("joviale", false)]
    [InlineData("chaleureusement", false)]
    public void After_thanks_names_that_no_list_knows_look_enough_like_names(string word, bool isName) =>
        Assert.Equal(isName, NameLikeness.OfTheLists.Of(word) > 1.5);

    private static NameLikeness Likeness(string[] names, string[] words) => new(names.ToHashSet(), words.ToHashSet());
}
