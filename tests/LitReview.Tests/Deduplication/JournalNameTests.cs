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
    [InlineData("Wound care nursing today", "Wound care surgery monthly", null)] // two of four
    [InlineData("Wound care nursing today abroad", "Wound care surgery monthly inland", false)] // two of five
    [InlineData("Wound today", "Wound monthly", false)] // one of two
    [InlineData("Wound nursing today", "Wound surgery monthly", false)] // one of three
    [InlineData("Care", "Wound care nursing", null)] // one of one, but not the first
    [InlineData("Wounds", "Annals of wounds", true)]
    [InlineData("Wounds", "Wounds, care, nursing", true)]
    [InlineData("Pain", "Pain research management", true)]
    [InlineData("Gut", "Gut liver reports", null)] // three letters are too few
    [InlineData("Wound care", "Annals of wound care nursing", true)] // half of the words
    [InlineData("Wound care", "Annals of wound care nursing today", null)]
    [InlineData("Wound care nursing", "New annals of wound care, nursing, hygiene today", true)] // three words are enough
    [InlineData("Heart journal", "European heart journal of wounds", true)]
    [InlineData("Am heart", "American heart", true)] // shortened to two letters
    [InlineData("A b heart", "Annals biology heart", false)] // to one letter: only « j » is a word, journal
    [InlineData("Medicine of wounds", "Medicina of wounds", true)] // six letters in common
    [InlineData("EHJ", "European heart journal", true)]
    [InlineData("EHJS", "European heart journal", true)]
    [InlineData("EHJSX", "European heart journal", false)]
    [InlineData("EH", "European heart journal", false)]
    [InlineData("BJ", "British journal", true)]
    [InlineData("EHJ online", "European heart journal", false)]
    [InlineData("Wa", "W", false)]
    [InlineData("Journal of wound care", "Journal of wound nursing", null)] // no meeting: words alone count
    [InlineData("Sleep research conference", "Sleep research monthly", null)]
    public void Two_names_of_a_journal_are_compared_whole_shortened_and_by_initials(string one, string other, bool? same)
    {
        Assert.Equal(same, JournalName.Compare(JournalName.Names(one), JournalName.Names(other)));
        Assert.Equal(same, JournalName.Compare(JournalName.Names(other), JournalName.Names(one)));
    }

    [Fact]
    public void Without_a_name_one_cannot_tell() =>
        Assert.Null(JournalName.Compare(JournalName.Names((string?)null), JournalName.Names("Annals of surgery")));

    [Theory]
    [InlineData("", "")]
    [InlineData("The", "")]
    [InlineData("= Wounds", "wounds")]
    [InlineData("Wounds(UK)care", "wounds care")]
    [InlineData("Wounds = The wounds", "wounds")]
    [InlineData("Plaies = Wounds", "plaies|wounds")]
    [InlineData("Wounds (Care of old people)", "wounds|care old people")]
    public void A_field_gives_the_names_in_it(string field, string names) =>
        Assert.Equal(names, string.Join('|', JournalName.Names(field).Select(words => string.Join(' ', words))));

    [Fact]
    public void A_place_in_brackets_is_no_second_name_and_a_second_title_is_one() =>
        Assert.Equal(
            ["wounds", "plaies cicatrisations revue"],
            JournalName.Names("Wounds (Paris)", "Wounds [Plaies et cicatrisations, revue]").Select(words => string.Join(' ', words)));
}
