using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

public class JournalNameTests
{
    [Theory]
    [InlineData("Journal of fictional medicine", "J Fict Med", true)]
    [InlineData("BMJ", "British Medical Journal", true)]
    [InlineData("Proceedings of the National Academy of Sciences", "PNAS", true)]
    [InlineData("The Lancet (London, England)", "Lancet", true)]
    [InlineData("Deutsche Zeitschrift = German journal of wounds", "German journal of wounds", true)]
    [InlineData("Annals of surgery", "Archives of dermatology", false)]
    [InlineData("Journal of sleep research", "Sleep research conference", false)] // a meeting is not a journal
    [InlineData("Sleep research conference", "Journal of sleep research", false)]
    [InlineData("Wound care today", "Wound care monthly", null)] // two words of three: one cannot tell
    public void Two_names_of_a_journal_are_compared_whole_shortened_and_by_initials(string one, string other, bool? same)
    {
        Assert.Equal(same, JournalName.Compare(JournalName.Names(one), JournalName.Names(other)));
        Assert.Equal(same, JournalName.Compare(JournalName.Names(other), JournalName.Names(one)));
    }

    [Fact]
    public void Without_a_name_one_cannot_tell() =>
        Assert.Null(JournalName.Compare(JournalName.Names((string?)null), JournalName.Names("Annals of surgery")));

    [Fact]
    public void A_place_in_brackets_is_no_second_name_and_a_second_title_is_one() =>
        Assert.Equal(
            ["wounds", "plaies cicatrisations revue"],
            JournalName.Names("Wounds (Paris)", "Wounds [Plaies et cicatrisations, revue]").Select(words => string.Join(' ', words)));
}
