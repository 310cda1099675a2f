using CsCheck;
using Evaluation.Workflows.Conclusions;

namespace Evaluation.Workflows.Tests.Conclusions;

public sealed class LpprConclusionTests
{
    [Fact]
    public void An_insufficient_service_carries_neither_improvement_nor_duration()
    {
        var conclusion = LpprListingConclusion.Insufficient("Aucune donnée.");

        Assert.Null(conclusion.Asa);
        Assert.Null(conclusion.Years);
        Assert.True(conclusion.IsComplete);
        Assert.Equal("SA insuffisant", conclusion.Summary);
    }

    [Fact]
    public void A_sufficient_service_names_level_and_comparator()
    {
        var conclusion = LpprListingConclusion.Sufficient(new(AmeliorationLevel.Mineure, " holter "), "", 3);

        Assert.Equal("SA suffisant, ASA IV (mineure)", conclusion.Summary);
        Assert.Equal("holter", conclusion.Asa!.Comparator);
    }

    [Fact]
    public void A_renewal_speaks_of_SR_and_ASR() =>
        Assert.Equal(
            "SR suffisant, ASR V (absence)",
            LpprRenewalConclusion.Sufficient(new(AmeliorationLevel.Absence, "suivi")).Summary);

    [Fact]
    public void An_improvement_without_a_comparator_cannot_be_built() =>
        Assert.Throws<ArgumentException>(() => new Amelioration(AmeliorationLevel.Moderee, "  "));

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void A_level_outside_I_to_V_cannot_be_built(int level) =>
        Assert.Throws<ArgumentException>(() => new Amelioration((AmeliorationLevel)level, "comparateur"));

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void A_listing_of_no_year_or_of_more_than_ten_cannot_be_built(int years) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            LpprListingConclusion.Sufficient(new(AmeliorationLevel.Moderee, "comparateur"), "", years));

    [Theory]
    [InlineData("lppr-sa", "insuffisant", 3, "x", null, "Un SA insuffisant ne porte pas d’ASA. Retirez le niveau.")]
    [InlineData("lppr-sr", "insuffisant", 5, null, null, "Un SR insuffisant ne porte pas d’ASR. Retirez le niveau.")]
    [InlineData("lppr-sa", "insuffisant", null, null, 5, "Un SA insuffisant ne porte pas de durée d’inscription. Retirez-la.")]
    [InlineData("lppr-sa", "suffisant", 6, "x", null, "L’ASA va de I (1) à V (5) ; reçu : « 6 ».")]
    [InlineData("lppr-sa", "suffisant", 0, "x", null, "L’ASA va de I (1) à V (5) ; reçu : « 0 ».")]
    [InlineData("lppr-sr", "suffisant", null, "x", null, "L’ASR va de I (1) à V (5) ; reçu : «  ».")]
    [InlineData("lppr-sr", "suffisant", 3, " ", null, "L’ASR se prononce par rapport à un comparateur. Nommez-le.")]
    [InlineData("lppr-sa", "suffisant", 3, "x", 11, "La durée proposée est de 1 à 10 ans ; reçu : 11.")]
    [InlineData("lppr-sa", "moyen", 3, "x", 5, "Le SA est « suffisant » ou « insuffisant » ; reçu : « moyen ».")]
    [InlineData("latm", "suffisant", 3, "x", 5, "Le type de conclusion « latm » est inconnu ; attendu : lppr-sa, lppr-sr, lppr-ligne, latm-interet, latm-referentiel, pecan-presomption, pect-criteres, forfait-eligibilite, ghs-service.")]
    public void The_flat_form_of_a_conclusion_that_cannot_exist_is_refused_in_French(
        string kind, string verdict, int? level, string? comparator, int? years, string message)
    {
        var fault = Assert.Throws<ArgumentException>(() => new ConclusionText(kind, verdict, level, comparator, "", years).Build());

        Assert.Equal(message, fault.Message);
    }

    [Fact]
    public void Every_conclusion_survives_its_flat_form() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 5], Gen.Int[0, 10], Gen.String).Sample((isRenewal, level, years, reasons) =>
        {
            int? length = years == 0 ? null : years;
            Conclusion conclusion = (isRenewal, level) switch
            {
                (false, 0) => LpprListingConclusion.Insufficient(reasons),
                (true, 0) => LpprRenewalConclusion.Insufficient(reasons),
                (false, _) => LpprListingConclusion.Sufficient(new((AmeliorationLevel)level, "c"), reasons, length),
                (true, _) => LpprRenewalConclusion.Sufficient(new((AmeliorationLevel)level, "c"), reasons, length),
            };
            return ConclusionText.From(conclusion).Build() == conclusion;
        });
}
