using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

public class SpellingTests
{
    [Theory]
    [InlineData("Sleep of shift workers", "Sleep in the shift workers", true)] // small words
    [InlineData("Post traumatic sleep", "Posttraumatic sleep", true)] // the same letters
    [InlineData("Sleep of tired workers", "Sleep of workers", false)] // one word more
    [InlineData("Sleep of workers", "Sleep of drivers", false)]
    [InlineData("Preschool behaviour lessons", "Pre school behavior lessons", true)] // cut, and spelt otherwise
    [InlineData("Rewrite behaviour lessons", "Re write behavior lessons", false)] // two letters prove nothing
    [InlineData("Sleep of wounds and mice", "Sleep of wounds and mace", false)] // four letters are too few to be misspelt
    [InlineData("Sleep of mices", "Sleep of mice", false)]
    [InlineData("Sleep of wound", "Sleep of wounz", true)] // one letter of five
    [InlineData("Sleep and healing", "Sleep and hoaling", true)]
    [InlineData("Sleep and healing", "Sleep and hoalimg", false)] // two letters of seven
    [InlineData("Sleep and dressing", "Sleep and drassimg", true)] // two letters of eight
    [InlineData("Sleep and healing", "Sleep and healxngz", false)] // the shorter word counts
    public void Words_that_differ_are_misspelt_joined_cut_or_small(string one, string other, bool isAll)
    {
        Assert.Equal(isAll, Spelling.IsAll(TitleText.Of(one), TitleText.Of(other)));
        Assert.Equal(isAll, Spelling.IsAll(TitleText.Of(other), TitleText.Of(one)));
    }
}
