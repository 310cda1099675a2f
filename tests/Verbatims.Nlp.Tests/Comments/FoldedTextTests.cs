using System.Text.Json;
using CsCheck;
using Verbatims.Nlp.Comments;

namespace Verbatims.Nlp.Tests.Comments;

public class FoldedTextTests
{
    [Fact]
    public void Folding_agrees_with_the_training_pipeline_on_every_shared_case()
    {
        var cases = File.ReadLines(Files.InRepository("models", "training", "normalisation_cases.jsonl"))
            .Select(line => JsonSerializer.Deserialize<Dictionary<string, string>>(line)!).ToList();

        Assert.True(cases.Count >= 70, $"Only {cases.Count} cases were read.");
        Assert.All(cases, one => Assert.Equal(one["out"], FoldedText.Of(one["in"]).Text));
    }

    [Theory]
    [InlineData("Repas « froid »…", "froid", "froid")]
    [InlineData("trooooop long", "trooop", "trooooop")]
    [InlineData("e\u0301te\u0301 chaud", "été", "e\u0301te\u0301")]
    [InlineData("  bord  de  mer ", "bord de", "bord  de")]
    [InlineData("l\u2019infirmière", "l'infirmière", "l\u2019infirmière")]
    [InlineData("zéro\u200blargeur", "zérolargeur", "zéro\u200blargeur")]
    public void A_part_of_the_folded_text_leads_back_to_what_was_written(string written, string part, string expected)
    {
        var folded = FoldedText.Of(written);
        var start = folded.Text.IndexOf(part, StringComparison.Ordinal);

        var (from, to) = folded.InOriginal(start, start + part.Length);

        Assert.Equal(expected, written[from..to]);
    }

    [Fact]
    public void Folding_twice_changes_nothing_and_every_place_stays_inside_the_original()
    {
        Gen.String.Sample(written =>
        {
            var folded = FoldedText.Of(written);
            Assert.Equal(folded.Text, FoldedText.Of(folded.Text).Text);
            for (var i = 0; i < folded.Text.Length; i++)
            {
                var (start, end) = folded.InOriginal(i, i + 1);
                Assert.True(start >= 0 && start < end && end <= written.Length);
            }
        });
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_taken_as_the_replacement_character() =>
        Assert.Equal("a\uFFFDb", FoldedText.Of("a\uD800b").Text);

    [Fact]
    public void A_part_outside_the_folded_text_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FoldedText.Of("abc").InOriginal(2, 4));
}
