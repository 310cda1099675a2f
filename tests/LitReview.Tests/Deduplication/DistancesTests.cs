using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

public class DistancesTests
{
    [Theory]
    [InlineData("dressing", "dressing", 0, true)]
    [InlineData("dressing", "dresing", 1, true)] // a letter dropped
    [InlineData("dressing", "dresssing", 1, true)] // a letter added
    [InlineData("dressing", "drassing", 1, true)] // a letter changed
    [InlineData("dressing", "drassing", 0, false)]
    [InlineData("dressing", "draszing", 1, false)]
    [InlineData("dressing", "draszing", 2, true)]
    [InlineData("dressing", "dress", 2, false)]
    [InlineData("dressing", "dress", 3, true)]
    [InlineData("abcxdef", "abcyzdef", 1, false)] // a letter changed and one added, in the middle
    [InlineData("abcxdef", "abcyzdef", 2, true)]
    [InlineData("abcdefgh", "bcdefghi", 1, false)] // one dropped at the start, one added at the end
    [InlineData("abcdefgh", "bcdefghi", 2, true)]
    [InlineData("ab", "ba", 1, false)] // two letters that change places are two changes
    public void A_word_is_near_when_few_letters_must_change(string one, string other, int most, bool isNear)
    {
        Assert.Equal(isNear, Distances.Within(one, other, most));
        Assert.Equal(isNear, Distances.Within(other, one, most));
    }

    [Theory]
    [InlineData("kitten", "sitting", 4.0 / 7)] // k-s, e-i, +g: 3 of 7 letters
    [InlineData("abcd", "abcd", 1)]
    [InlineData("abcd", "abxx", 0.5)]
    [InlineData("abcd", "axxx", 0)] // more than half differs: not told apart
    [InlineData("abcd", "a", 0)]
    [InlineData("", "", 0)]
    [InlineData("", "abcd", 0)]
    public void Two_texts_are_as_alike_as_the_share_of_letters_that_stay(string one, string other, double expected)
    {
        Assert.Equal(expected, Distances.Similarity(one, other), 12);
        Assert.Equal(expected, Distances.Similarity(other, one), 12);
    }

    [Theory]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    public void A_text_of_any_length_is_compared(int length)
    {
        var text = new string('a', length);

        Assert.Equal(1 - (1.0 / length), Distances.Similarity(text, "b" + text[1..]), 12);
        Assert.Equal(1 - (2.0 / (length + 2)), Distances.Similarity(text, text + "bb"), 12);
    }

    [Fact]
    public void A_long_text_is_compared_as_a_short_one()
    {
        var text = string.Concat(Enumerable.Repeat("abcdefghij", 100));

        // Three of 1,000 letters: one changed, one dropped, one added at the end.
        Assert.Equal(1 - (3.0 / 1000), Distances.Similarity(text, "x" + text[1..500] + text[501..] + "y"), 12);
    }
}
