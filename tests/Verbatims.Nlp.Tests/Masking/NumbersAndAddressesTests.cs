using System.Diagnostics;
using Verbatims.Nlp.Masking;

namespace Verbatims.Nlp.Tests.Masking;

public class NumbersAndAddressesTests
{
    [Theory]
    [InlineData("tel O6 12 34 56 78", "tel [TEL]")]
    [InlineData("06;44;55;66;77 après 18h", "[TEL] après 18h")]
    [InlineData("(05) 56 12 34 56", "[TEL]")]
    [InlineData("06.12.34.5678 ou 06 123 456 78", "[TEL] ou [TEL]")]
    [InlineData("+33 (0)6-12-34-56-78", "[TEL]")]
    [InlineData("(33) 1 45 67 89 10", "[TEL]")]
    [InlineData("0033612345678", "[TEL]")]
    [InlineData("+590 690 12 34 56", "[TEL]")]
    [InlineData("portable0612345678", "portable[TEL]")]
    [InlineData("tél 06 12 34 56 7", "tél [TEL]")]
    [InlineData("rappel sur le 612345678", "rappel sur le [TEL]")]
    [InlineData("zéro six douze trente-quatre cinquante six soixante dix huit", "[TEL]")]
    public void Telephone_numbers_are_masked_in_all_their_writings(string written, string expected) =>
        Assert.Equal(expected, PersonalDataMasker.Mask(written).Text);

    [Theory]
    [InlineData("jo@gmail,com", "[MAIL]")]
    [InlineData("jo.b @ orange . fr", "[MAIL]")]
    [InlineData("jo(at)free.fr", "[MAIL]")]
    [InlineData("jo [at] free [point] fr", "[MAIL]")]
    [InlineData("jo arobase sfr point fr", "[MAIL]")]
    [InlineData("mimi13arobasehotmail.com", "[MAIL]")]
    [InlineData("j.dupond@gmailcom", "[MAIL]")]
    [InlineData("jo@orange.fr. Merci", "[MAIL]. Merci")]
    [InlineData("rdv@14h", "rdv@14h")]
    public void Mail_addresses_are_masked_with_their_faults(string written, string expected) =>
        Assert.Equal(expected, PersonalDataMasker.Mask(written).Text);

    [Theory]
    [InlineData("2 1 5 6 3 7 9 3 2 3 1 3 4 6 0", "[NUMERO]")]
    [InlineData("1-62-11-2B-033-456-12", "[NUMERO]")]
    [InlineData("2840513055123", "[NUMERO]")]
    [InlineData("2 84 05 13 055 123 / 41", "[NUMERO]")]
    [InlineData("dossier n° DM/2024/00871 égaré", "dossier n° [NUMERO] égaré")]
    [InlineData("facture 118832 payée deux fois", "facture [NUMERO] payée deux fois")]
    [InlineData("RPPS 10101234567", "RPPS [NUMERO]")]
    [InlineData("n° de passeport 14AB12345", "n° de passeport [NUMERO]")]
    [InlineData("mon IPP est 8392", "mon IPP est [NUMERO]")]
    [InlineData("carte 4970 1012 3456 7890", "carte [NUMERO]")]
    [InlineData("voiture AB-123-CD rayée", "voiture [NUMERO] rayée")]
    public void Numbers_that_stand_for_a_person_are_masked(string written, string expected) =>
        Assert.Equal(expected, PersonalDataMasker.Mask(written).Text);

    [Theory]
    [InlineData("ddn 010151", "ddn [DATE]")]
    [InlineData("née à Lens le 17 mai 1960", "née à Lens le [DATE]")]
    [InlineData("née (Dupont) le 17.05.60", "née ([NOM]) le [DATE]")]
    [InlineData("né en mars 1947", "né en [DATE]")]
    [InlineData("15/03/1962 (date de naissance)", "[DATE] (date de naissance)")]
    [InlineData("M | 13/09/1965 | ", "M | [DATE] | ")]
    [InlineData("né le dix-sept mai mille neuf cent soixante", "né le [DATE]")]
    [InlineData("je suis du 12 avril 1954", "je suis du [DATE]")]
    public void Dates_of_birth_are_masked(string written, string expected) =>
        Assert.Equal(expected, PersonalDataMasker.Mask(written).Text);

    [Theory]
    [InlineData("j habite 3 rue des lilas a beziers et le bus est loin", "j habite [ADRESSE] et le bus est loin")]
    [InlineData("Lieu-dit Kergoat, 29270 Carhaix", "[ADRESSE]")]
    [InlineData("BP 112, 97110 Pointe-à-Pitre", "[ADRESSE]")]
    [InlineData("12 av du Gal de Gaulle 94000 Créteil", "[ADRESSE]")]
    [InlineData("7 sq. des Platanes, esc. 3, 75020 Paris", "[ADRESSE]")]
    [InlineData("8 rue du 11 novembre 59100 roubaix", "[ADRESSE]")]
    [InlineData("102, Grande Rue, 25000 Besançon et pas 120", "[ADRESSE] et pas 120")]
    [InlineData("au 45 avenue de la République au lieu du 54", "au [ADRESSE] au lieu du 54")]
    public void Postal_addresses_are_masked_with_their_town(string written, string expected) =>
        Assert.Equal(expected, PersonalDataMasker.Mask(written).Text);

    [Theory]
    [InlineData("opérée le 15/03/2024, revue le 02.04.24 à 12.30")]
    [InlineData("le 01/02/2024 12h30 puis 14h")]
    [InlineData("opéré de la hanche le 12/03/1985")]
    [InlineData("de 08.30 12.30 14.00 à 16.30")]
    [InlineData("dossier du 12/03/2024 perdu, facture de 1250 euros")]
    [InlineData("le médecin ne passe que le 12/03/2024")]
    [InlineData("le poste 4512, le 3114, le 116 117")]
    [InlineData("douleur 0 1 2 3 4 5 6 7 8 9 10")]
    [InlineData("saturation 92 93 94 92, tension 12/8 14/9 13/7")]
    [InlineData("factures 2022 2023 2024 2025")]
    [InlineData("3 places de parking, 2 cours de yoga, 1 voie sur deux")]
    [InlineData("l'entrée de la rue Victor Hugo, bus 12 rue Pasteur")]
    public void Dates_of_stays_amounts_and_measures_stay(string written) => Assert.Equal(written, PersonalDataMasker.Mask(written).Text);

    [Theory]
    [InlineData("1 ")]
    [InlineData("0.")]
    [InlineData("12 rue ")]
    [InlineData("né le ")]
    [InlineData("dossier n° de ")]
    [InlineData("a@a.")]
    [InlineData("zéro un ")]
    [InlineData("mille neuf cent mai ")]
    [InlineData("appeler ")]
    [InlineData("a")]
    [InlineData("drdr")]
    [InlineData("et Aziliz, ")]
    public void A_megabyte_that_nearly_says_something_takes_time_in_proportion(string piece)
    {
        var written = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        PersonalDataMasker.Mask(written[..1000]);

        var (tenth, whole) = (TimeOf(written[..(written.Length / 10)]), TimeOf(written));

        // In proportion it is ten times as long, with the square a hundred times; what else the machine does counts in both. Two seconds are the most
        // that any of these takes on a machine at rest; below that, a pause would count for more than the text.
        Assert.True(whole < 30 * tenth || whole < TimeSpan.FromSeconds(3), $"{tenth.TotalSeconds:0.000} s, ten times as much {whole.TotalSeconds:0.0} s");
    }

    private static TimeSpan TimeOf(string written)
    {
        var clock = Stopwatch.StartNew();
        PersonalDataMasker.Mask(written);
        return clock.Elapsed;
    }
}
