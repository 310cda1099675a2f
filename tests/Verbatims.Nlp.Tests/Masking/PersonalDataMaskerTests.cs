using CsCheck;
using Verbatims.Nlp.Masking;

namespace Verbatims.Nlp.Tests.Masking;

public class PersonalDataMaskerTests
{
    [Theory]
    [InlineData("Merci au Dr Le Goff et à Mme Nguyen", "Merci au Dr [NOM] et à Mme [NOM]")]
    [InlineData("merci au docteur benali pour tout", "merci au docteur [NOM] pour tout")]
    [InlineData("l'infirmière Sandrine est un amour", "l'infirmière [NOM] est un amour")]
    [InlineData("Un grand merci à Julie, Karim et Jean-Paul du service de nuit", "Un grand merci à [NOM], [NOM] et [NOM] du service de nuit")]
    [InlineData("sandrine et nathalie ont été super", "[NOM] et [NOM] ont été super")]
    [InlineData("MERCI A SANDRINE", "MERCI A [NOM]")]
    [InlineData("Mon mari André a été bien soigné", "Mon mari [NOM] a été bien soigné")]
    [InlineData("M. Roux", "M. [NOM]")]
    [InlineData("J'ai vu M. B. deux fois", "J'ai vu M. [NOM] deux fois")]
    [InlineData("Signé Dupont", "Signé [NOM]")]
    [InlineData("signé Sandrine", "signé [NOM]")]
    public void Names_of_persons_are_masked_as_patients_write_them(string written, string expected) =>
        Assert.Equal(expected, PersonalDataMasker.Mask(written).Text);

    [Theory]
    [InlineData("Hôpital Saint-Jean, pavillon Laennec")]
    [InlineData("Opérée à la clinique Pasteur de Toulouse en mars")]
    [InlineData("MERCI A TOUTE L'EQUIPE")]
    [InlineData("Merci aux Infirmières et aux Brancardiers")]
    [InlineData("Le docteur est passé, la dame aussi")]
    [InlineData("Maladie de Parkinson, doppler, Doliprane")]
    [InlineData("Le signe Martin était absent")]
    [InlineData("La chambre était claire et rose")]
    [InlineData("Le petit déjeuner était froid")]
    [InlineData("Chambre 212, 3 jours, 25 euros, le 12/03/2025")]
    public void What_names_no_person_stays(string written) => Assert.Equal(written, PersonalDataMasker.Mask(written).Text);

    [Theory]
    [InlineData("rappelez moi au 06 12 34 56 78 svp", "rappelez moi au [TEL] svp")]
    [InlineData("tel 0612345678", "tel [TEL]")]
    [InlineData("+33 6 12 34 56 78", "[TEL]")]
    [InlineData("05.56.12.34.56", "[TEL]")]
    [InlineData("mon mail jean.martin@orange.fr", "mon mail [MAIL]")]
    [InlineData("n° sécu 2 68 03 75 123 456 78", "n° sécu [NUMERO]")]
    [InlineData("IPP 801234567", "IPP [NUMERO]")]
    [InlineData("née le 12/03/1948", "née le [DATE]")]
    [InlineData("né le 3 mai 1950", "né le [DATE]")]
    [InlineData("née le premier mai deux mille.", "née le [DATE].")]
    [InlineData("j'habite 12 rue des Lilas, 69003 Lyon", "j'habite [ADRESSE]")]
    [InlineData("12 rue des Lilas (69003 Lyon)", "[ADRESSE])")]
    [InlineData("12 rue du 11 novembre 1918, 62000 Arras", "[ADRESSE]")]
    public void Numbers_addresses_and_dates_of_birth_are_masked(string written, string expected) =>
        Assert.Equal(expected, PersonalDataMasker.Mask(written).Text);

    [Fact]
    public void A_name_is_found_at_its_place_wherever_a_long_text_is_cut()
    {
        const int Cut = 50_000;
        for (var before = Cut - 12; before <= Cut + 4; before++)
        {
            var written = new string('.', 40_000) + string.Concat(Enumerable.Repeat(" bon", (before - 40_000) / 4)).PadRight(before - 40_000) + " Sandrine hier";

            var span = Assert.Single(PersonalDataMasker.Mask(written).Spans);
            Assert.Equal(("Sandrine", "NOM"), (written[span.Start..span.End], span.Kind));
        }
    }

    [Fact]
    public void A_long_text_without_a_space_is_read_to_its_end() =>
        Assert.EndsWith(" [NOM]", PersonalDataMasker.Mask(new string('.', 120_000) + " Sandrine").Text, StringComparison.Ordinal);

    [Fact]
    public void The_masks_are_named_and_the_rules_bear_a_version()
    {
        Assert.Equal(["NOM", "TEL", "MAIL", "NUMERO", "ADRESSE", "DATE"], PersonalDataMasker.Kinds);
        Assert.StartsWith("masques/", PersonalDataMasker.Version, StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_put_back_give_the_comment_that_was_written()
    {
        string[] parts = ["merci ", "Dr Martin ", "sandrine, ", "06 12 34 56 78 ", "a@b.fr ", "et ", "née le 1/2/1950 ", "\n", "Mme "];
        Gen.OneOf(Gen.Int[0, parts.Length - 1].Select(i => parts[i]), Gen.String).Array[0, 8].Select(drawn => string.Concat(drawn)).Sample(written =>
        {
            var masked = PersonalDataMasker.Mask(written);
            var (at, rebuilt) = (0, "");
            foreach (var span in masked.Spans)
            {
                Assert.True(span.Start >= at && span.End > span.Start && span.End <= written.Length);
                rebuilt += written[at..span.Start] + $"[{span.Kind}]";
                at = span.End;
            }

            Assert.Equal(rebuilt + written[at..], masked.Text);
            Assert.Equal((0, written.Length), masked.InOriginal(0, masked.Text.Length));
        });
    }

    [Fact]
    public void Every_part_of_a_masked_comment_is_found_in_the_comment_that_was_written()
    {
        string[] parts = ["merci ", "Dr Martin ", "sandrine, ", "06 12 34 56 78 ", "a@b.fr ", "et ", "née le 1/2/1950 ", "\n", "😀", "e\u0301 "];
        Gen.Select(Gen.Int[0, parts.Length - 1].Select(i => parts[i]).Array[0, 8].Select(drawn => string.Concat(drawn)), Gen.Int[0, 200], Gen.Int[0, 200]).Sample(
            (written, one, other) =>
            {
                var masked = PersonalDataMasker.Mask(written);
                var (from, to) = (Math.Min(one, other) % (masked.Text.Length + 1), Math.Max(one, other) % (masked.Text.Length + 1));
                var (start, end) = masked.InOriginal(Math.Min(from, to), Math.Max(from, to));

                Assert.InRange(start, 0, end);
                Assert.InRange(end, start, written.Length);
                // What no mask touches is the same text, letter by letter.
                if (masked.Spans.All(span => span.End <= start || span.Start >= end))
                    Assert.Equal(masked.Text[Math.Min(from, to)..Math.Max(from, to)], written[start..end]);
            },
            iter: 5_000);
    }

    [Fact]
    public void A_megabyte_without_an_end_of_sentence_is_masked()
    {
        var written = string.Concat(Enumerable.Repeat("merci à Sandrine et Karim ", 40_000));

        Assert.Equal(80_000, PersonalDataMasker.Mask(written).Spans.Count);
    }
}
