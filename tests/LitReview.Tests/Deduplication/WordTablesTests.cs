using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

public class WordTablesTests
{
    [Fact]
    public void A_list_begins_with_its_name_and_holds_an_entry_a_line()
    {
        var lists = WordTables.Read("# Words.\n\n[Titles]\n# of sections\nin brief\r\n  news \n\n[Letters]\nα alpha\n[None]\n");

        Assert.Equal(["Titles", "Letters", "None"], lists.Keys);
        Assert.Equal(["in brief", "news"], lists["Titles"]);
        Assert.Equal(["α alpha"], lists["Letters"]);
        Assert.Empty(lists["None"]);
    }

    [Fact]
    public void An_entry_of_a_pair_is_a_word_and_what_it_stands_for() =>
        Assert.Equal([new("α", "alpha"), new("ii", "2")], WordTables.Pairs(["α alpha", "ii 2"]));

    [Fact]
    public void Each_list_of_the_file_is_read()
    {
        Assert.All(
            [
                WordTables.GenericTitles, WordTables.NoTitles, WordTables.AlwaysRoman, WordTables.RomanAtTheEnds, WordTables.BeforeNumbers,
                WordTables.SmallInJournals, WordTables.Meetings, WordTables.SmallInTitles, WordTables.MarksOfDuplicates, WordTables.MarksOfOriginals,
            ],
            list => Assert.True(list.Count > 2));
        Assert.Equal(("alpha", "12"), (WordTables.Letters['α'], WordTables.Figures["xii"]));
    }
}
