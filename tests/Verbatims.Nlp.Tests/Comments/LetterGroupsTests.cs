using System.Text.Json;
using CsCheck;
using Verbatims.Nlp.Comments;

namespace Verbatims.Nlp.Tests.Comments;

public class LetterGroupsTests
{
    private sealed record Case(string In, int[][] Counts);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    [Fact]
    public void Counting_agrees_with_the_training_pipeline_on_every_shared_case()
    {
        var cases = File.ReadLines(Files.InRepository("models", "training", "letters_cases.jsonl"))
            .Select(line => JsonSerializer.Deserialize<Case>(line, Json)!).ToList();

        Assert.True(cases.Count >= 70, $"Only {cases.Count} cases were read.");
        Assert.All(cases, one => Assert.Equal(
            one.Counts.Select(pair => (pair[0], pair[1])), LetterGroups.Of(FoldedText.Of(one.In).Text)));
    }

    [Fact]
    public void A_word_of_three_letters_gives_its_pieces_and_itself()
    {
        // « ras » with a space at each end: 4 pieces of two signs, 3 of three, 2 of four, 1 of five; and the word.
        Assert.Equal(11, LetterGroups.Of("ras").Sum(group => group.Count));
        // A second word adds its own 11 and the pair.
        Assert.Equal(23, LetterGroups.Of("ras bol").Sum(group => group.Count));
    }

    [Fact]
    public void Case_and_figures_make_no_difference_and_accents_do()
    {
        Assert.Equal(LetterGroups.Of("été à 12h, œdème"), LetterGroups.Of("ÉTÉ À 45H, ŒDÈME"));
        Assert.NotEqual(LetterGroups.Of("été"), LetterGroups.Of("ete"));
    }

    [Fact]
    public void Any_text_gives_buckets_in_rising_order_inside_the_table() => Gen.String.Sample(text =>
    {
        var groups = LetterGroups.Of(FoldedText.Of(text).Text);

        Assert.All(groups, group => Assert.InRange(group.Bucket, 0, LetterGroups.Buckets - 1));
        Assert.Equal(groups.Select(group => group.Bucket).Distinct().Order(), groups.Select(group => group.Bucket));
    });
}
