using Verbatims.Nlp.Masking;

namespace Verbatims.Nlp.Tests.Masking;

public class MaskedTextTests
{
    // « merci à Jo et à Barthélemy ! » becomes « merci à [NOM] et à [NOM] ! ».
    private const string Written = "merci à Jo et à Barthélemy !";

    private static readonly MaskedText Masked =
        MaskedText.Of(Written, [new MaskedSpan(8, 10, "NOM"), new MaskedSpan(16, 26, "NOM")]);

    [Theory]
    [InlineData("merci à", "merci à")]
    [InlineData("[NOM] et", "Jo et")]
    [InlineData("et à", "et à")]
    [InlineData("NOM", "Jo")]
    [InlineData("à [NOM] !", "à Barthélemy !")]
    [InlineData(" !", " !")]
    public void A_part_of_the_masked_text_leads_back_to_what_was_written(string part, string expected)
    {
        var start = part.StartsWith('à') ? Masked.Text.IndexOf("à [NOM] !", StringComparison.Ordinal)
            : Masked.Text.IndexOf(part, StringComparison.Ordinal);

        var (from, to) = Masked.InOriginal(start, start + part.Length);

        Assert.Equal(expected, Written[from..to]);
    }
}
