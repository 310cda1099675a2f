using LitReview.Screening;
using LitReview.Screening.Features;

namespace LitReview.Tests.Screening.Features;

public class VectoriserTests
{
    private static readonly ScreeningRecord[] Records =
    [
        new("knee pain", "knee surgery"), new("knee pain", ""), new("hip surgery", "hip hip"), new("", ""),
    ];

    [Fact]
    public void A_value_is_the_count_and_the_rarity_of_its_term_in_a_row_of_length_one()
    {
        // Words of the first record: knee 2, pain 1, surgery 1; N = 4, each in 2 records: idf = 1 + ln(5/3) for all, so that it
        // cancels. tf: 1 + ln 2, 1, 1; length = √((1 + ln 2)² + 2) = 2.2061; knee = 1.6931 / 2.2061 = 0.7675.
        var values = Values(Records, new FeatureOptions { HasPairs = false, LargestShare = 1 }, 0);

        Assert.Equal(0.7675, values["knee"], 4);
        Assert.Equal(0.4533, values["pain"], 4);
        Assert.Equal(0.4533, values["surgery"], 4);
    }

    [Fact]
    public void A_title_that_counts_twice_weighs_more()
    {
        // knee 3, pain 2, surgery 1: tf 2.0986, 1.6931, 1; length = √(4.4042 + 2.8667 + 1) = 2.8760.
        var values = Values(Records, new FeatureOptions { HasPairs = false, LargestShare = 1, TitleWeight = 2 }, 0);

        Assert.Equal(2.0986 / 2.8760, values["knee"], 3);
        Assert.Equal(1 / 2.8760, values["surgery"], 3);
    }

    [Fact]
    public void Stored_terms_and_those_of_the_record_alone_make_up_its_length()
    {
        var (matrix, _) = Build(Records, new FeatureOptions());
        var (all, _) = Build(Records, new FeatureOptions { FoldsSingletons = false });

        for (var row = 0; row < Records.Length; row++)
        {
            var stored = SquareOf(matrix, row);
            Assert.Equal(SquareOf(all, row), stored + matrix.Own[row], 5);
        }

        Assert.Equal(1, SquareOf(all, 0), 5);
        Assert.Equal(0, SquareOf(all, 3));
        Assert.Equal(all.TermCount, matrix.AllTermCount);
        Assert.True(matrix.TermCount < all.TermCount);
    }

    [Fact]
    public void A_pair_joins_the_title_and_the_abstract_only_when_asked()
    {
        ScreeningRecord[] records = [new("knee", "pain"), new("knee", "pain")];
        var options = new FeatureOptions { LargestShare = 1 };

        Assert.DoesNotContain("knee pain", Values(records, options, 0).Keys);
        Assert.Contains("knee pain", Values(records, options with { HasPairsAcrossTitle = true }, 0).Keys);
    }

    [Fact]
    public void Terms_that_nearly_all_records_bear_are_left_out()
    {
        ScreeningRecord[] records = [.. Enumerable.Range(0, 20).Select(i => new ScreeningRecord("trial", i < 10 ? "knee" : "hip"))];

        Assert.Equal(["knee"], Values(records, new FeatureOptions { HasPairs = false }, 0).Keys);
    }

    [Fact]
    public void A_stem_is_shown_as_its_most_frequent_word()
    {
        ScreeningRecord[] records = [new("injection", "injections injections"), new("injections", "")];

        Assert.Contains("injections", Values(records, new FeatureOptions { AreStemmed = true, LargestShare = 1 }, 0).Keys);
    }

    private static (SparseMatrix Matrix, TermNames Names) Build(ScreeningRecord[] records, FeatureOptions options) =>
        Vectoriser.Build(TokenisedRecords.Read(records, CancellationToken.None), options, CancellationToken.None);

    private static Dictionary<string, double> Values(ScreeningRecord[] records, FeatureOptions options, int row)
    {
        var (matrix, names) = Build(records, options);
        return matrix.Shares(row, matrix.Idf).ToDictionary(share => names[share.Term], share => share.Share);
    }

    private static double SquareOf(SparseMatrix matrix, int row) =>
        matrix.Shares(row, matrix.Idf).Sum(share => share.Share * share.Share);
}
