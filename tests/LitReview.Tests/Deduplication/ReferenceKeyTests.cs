using LitReview.Citations;
using LitReview.Deduplication;

namespace LitReview.Tests.Deduplication;

public class ReferenceKeyTests
{
    private static readonly Citation Reference = new() { Title = "Title", Doi = "10.5555/a", PubMedId = "1", Year = 2019, Source = new SourceRecord("a.ris", "RIS", null, 1, 1, "a") };

    // The first twelve bytes of SHA-256, by sha256sum: of « a »; of four lines: Title, 10.5555/a, 1, 2019.
    [Theory]
    [InlineData("a", "ca978112ca1bbdcafac231b3")]
    [InlineData("", "8270bc8255e60d3f8f195bf1")]
    public void A_reference_is_named_by_what_its_export_says_else_by_what_it_is(string raw, string key) =>
        Assert.Equal(key, ReferenceKey.Of(Reference with { Source = Reference.Source with { Raw = raw } }));

    [Fact]
    public void No_reference_has_no_key() => Assert.Throws<ArgumentNullException>("citation", () => ReferenceKey.Of(null!));

    [Fact]
    public void What_is_left_of_a_source_is_what_does_not_repeat() => Assert.Equal(7, new SourceCount("PubMed", 10, 3).Left);
}
