using System.Text;
using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

public class LabelledDuplicatesTests
{
    [Theory]
    [InlineData("1 1 0 0", "1 1 0 0")]
    [InlineData("Duplicate no yes false", "1 0 1 0")]
    [InlineData("doublon unique oui original", "1 0 1 0")]
    [InlineData("x - x -", "1 0 1 0")] // two values, one of them nothing: a mark, whatever its name
    [InlineData("x - - -", "1 0 0 0")] // marked alone
    [InlineData("dup true original 0", "1 1 0 0")]
    [InlineData("Not-Duplicate yes no 1", "0 1 0 1")]
    [InlineData("set7 set7 set8 set9", "1 1 0 0")] // names of sets: alone in one, no duplicate
    [InlineData("- set7 set8 set8", "0 0 1 1")]
    public void A_column_marks_duplicates_or_names_their_sets(string written, string expected)
    {
        var rows = written.Split(' ').Select((value, i) => $"Title number {i},10.5555/{i},{(value == "-" ? "" : value)}\n");

        var set = Read("title,doi,truth\n" + string.Concat(rows));

        Assert.Equal(expected.Split(' ').Select(mark => mark == "1"), set.AreDuplicates);
        Assert.Equal("Title number 2", set.Citations[2].Title);
    }

    [Fact]
    public void A_missing_column_is_told_with_those_that_are_there()
    {
        var refused = Assert.Throws<InvalidDataException>(() => Read("title,doi\nFirst title,10.5555/a\n"));

        Assert.StartsWith("« set.csv » n’a pas de colonne « truth ». Colonnes trouvées : title, doi", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_found_are_counted_against_the_truth()
    {
        var set = Read("title,doi,truth\nA title,10.5555/a,1\nB title,10.5555/b,1\nC title,,1\nD title,,0\nE title,,0\n");

        // 0, 1 and 3 are linked: 0 and 1 rightly, with two DOI; 3 is truly alone; 2 is missed; 4 is rightly alone.
        var score = set.Score(new DuplicateReport(5, [[0, 1, 3]], [], [], []));

        Assert.Equal((5, 2, 1, 1, 1, 1), (score.Records, score.TruePositives, score.FalsePositives, score.TrueNegatives, score.FalseNegatives, score.DifferentDois));
        Assert.Equal([3], score.FalseMerges);
        Assert.Equal([2], score.Missed);
        Assert.Equal(2.0 / 3, score.Sensitivity, 12);
        Assert.Equal(0.5, score.Specificity, 12);
    }

    [Fact]
    public void Pairs_with_other_dois_are_counted_in_all_groups()
    {
        var set = Read("title,doi,truth\nA title,10.5555/a,1\nB title,10.5555/a,1\nC title,10.5555/b,1\nD title,10.5555/c,1\nE title,10.5555/d,1\n");

        // In the first group, one DOI of three is another; in the second, one of two.
        Assert.Equal(2, set.Score(new DuplicateReport(5, [[0, 1, 2], [3, 4]], [], [], [])).DifferentDois);
        Assert.Throws<ArgumentNullException>("report", () => set.Score(null!));
    }

    [Fact]
    public void What_repeats_is_counted_in_all_groups()
    {
        var report = new DuplicateReport(6, [[0, 2, 5], [1, 4]], [], [], []);

        Assert.Equal((3, 3), (report.Duplicates, report.Documents));
    }

    [Fact]
    public void The_first_of_each_group_stands_for_its_members() =>
        Assert.Equal([0, 1, 0, 3, 1], new DuplicateReport(5, [[0, 2], [1, 4]], [], [], []).FirstOfEach());

    private static LabelledDuplicates Read(string table) =>
        LabelledDuplicates.Read(new MemoryStream(Encoding.UTF8.GetBytes(table)), "folder/set.csv", "truth");
}
