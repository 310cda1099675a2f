using Verbatims.Nlp.Masking;
using Verbatims.Nlp.Quality;

namespace Verbatims.Nlp.Tests.Quality;

public class MaskingQualityTests
{
    [Fact]
    public void A_name_of_which_letters_show_is_missed_and_a_mask_on_nothing_marked_is_false()
    {
        // Masks drawn: « Le Goff » and « Nguyen ». Marked: « Le Goff », and « Mme Nguyen », whose title stays readable.
        const string Text = "Merci au Dr Le Goff et à Mme Nguyen";
        var name = Text.IndexOf("Le Goff", StringComparison.Ordinal);
        var titled = Text.IndexOf("Mme", StringComparison.Ordinal);

        var quality = MaskingQuality.Of(
        [
            new MarkedComment("a", Text, [new MaskedSpan(name, name + 7, "NOM"), new MaskedSpan(titled, Text.Length, "NOM")]),
            new MarkedComment("b", "Appelez le 06 12 34 56 78", []),
        ]);

        var names = quality.Kinds.Single(kind => kind.Kind == "NOM");
        Assert.Equal((1, 2), (names.Recall.Count, names.Recall.Of));
        Assert.Equal((2, 2), (names.Precision.Count, names.Precision.Of));
        var telephones = quality.Kinds.Single(kind => kind.Kind == "TEL");
        Assert.Equal((0, 0), (telephones.Recall.Count, telephones.Recall.Of));
        Assert.Equal((0, 1), (telephones.Precision.Count, telephones.Precision.Of));
        Assert.Equal(titled, Assert.Single(quality.Missed).Place.Start);
        Assert.Equal("b", Assert.Single(quality.Excess).Id);
        // Of no entity: Merci, au, Dr, et, à, Appelez, le, 06, 12, 34, 56, 78; five of these twelve are masked.
        Assert.Equal((5, 12), (quality.WordsMaskedWrongly.Count, quality.WordsMaskedWrongly.Of));
    }

    [Fact]
    public void Nothing_is_measured_without_a_comment() => Assert.Throws<ArgumentException>(() => MaskingQuality.Of([]));

    [Theory]
    [InlineData("noms", "dev", 0.95, 0.95)]
    [InlineData("noms", "test", 0.90, 0.90)]
    [InlineData("difficiles", "dev", 0.95, 0.95)]
    [InlineData("difficiles", "test", 0.90, 0.90)]
    public void Names_and_the_rest_are_masked_in_comments_that_were_marked_by_hand(string set, string part, double recall, double precision)
    {
        var quality = MaskingQuality.Of(Marked(set, part));

        foreach (var kind in (KindQuality[])[quality.Kinds.Single(kind => kind.Kind == "NOM"), quality.Overall])
        {
            Assert.True(
                kind.Recall.Value >= recall && kind.Precision.Value >= precision,
                $"{set}, {part}, {kind.Kind}: recall {kind.Recall.Value:0.000}, precision {kind.Precision.Value:0.000}");
        }
    }

    private static List<MarkedComment> Marked(string set, string part) =>
    [
        .. File.ReadLines(Files.InRepository("models", "training", "masking", $"{set}.jsonl"))
            .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement)
            .Where(row => row.GetProperty("part").GetString() == part)
            .Select(row => new MarkedComment(
                row.GetProperty("id").GetString()!, row.GetProperty("texte").GetString()!,
                [.. row.GetProperty("entites").EnumerateArray()
                    .Select(entity => new MaskedSpan(entity[0].GetInt32(), entity[1].GetInt32(), entity[2].GetString()!))])),
    ];
}
