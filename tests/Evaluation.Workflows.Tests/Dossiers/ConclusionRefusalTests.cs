using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using static Evaluation.Workflows.Tests.Dossiers.Verdicts;

namespace Evaluation.Workflows.Tests.Dossiers;

/// <summary>Conclusions that are refused.</summary>
public sealed class ConclusionRefusalTests
{
    [Fact]
    public void The_draft_is_not_voted_before_every_indication_has_its_conclusion()
    {
        var drive = Drive.To("projet", ADossier.Request(indications: ["adultes", "enfants"]));
        drive.Do(new RecordConclusion("adultes", drive.AConclusion()), Role.ProjectLead);

        Refuses<ConclusionsAreMissing>(
            drive, drive.RefusedStep("projet:adopte"),
            "Il manque la conclusion sur : Diabète, enfants. Chaque indication reçoit la sienne avant le vote.");
    }

    [Theory]
    [InlineData("renouvellement", "Une demande « Renouvellement d’inscription » se conclut en SR et ASR, pas en SA et ASA.")]
    [InlineData("inscription", "Une demande « Inscription » se conclut en SA et ASA, pas en SR et ASR.")]
    public void A_conclusion_of_the_other_kind_is_refused(string request, string message)
    {
        var drive = Drive.To("instruction", ADossier.Request(request));
        Conclusion other = request == "inscription" ? LpprRenewalConclusion.Insufficient() : LpprListingConclusion.Insufficient();

        Refuses<ConclusionDoesNotFit>(drive, drive.Refused(new RecordConclusion("adultes", other), Role.ProjectLead), message);
    }

    [Fact]
    public void A_sufficient_service_without_its_improvement_is_refused()
    {
        var drive = Drive.To("instruction");

        Refuses<ConclusionDoesNotFit>(
            drive, drive.Refused(new RecordConclusion("adultes", LpprListingConclusion.SufficientWithUnknownAsa()), Role.ProjectLead),
            "Un service suffisant se conclut avec un niveau d’amélioration (I à V) et un comparateur nommé.");
    }

    [Fact]
    public void A_conclusion_by_criteria_answers_each_of_them_and_names_its_comparator_where_there_is_one()
    {
        var latm = Drive.Of("latm-nom-de-marque");
        Refuses<ConclusionDoesNotFit>(
            latm, latm.Refused(new RecordConclusion("adultes", LatmConclusion.Insufficient(LatmGrounds.Unknown)), Role.ProjectLead),
            "Une conclusion en intérêt attendu répond à chaque critère, et nomme le comparateur quand elle est favorable.");

        var pect = Drive.Of("pect");
        Assert.Equal(
            "Une conclusion en conditions de la PECT répond à chaque critère.",
            pect.Refused(new RecordConclusion("adultes", PectConclusion.Favourable(PectFindings.Unknown)), Role.ProjectLead).Message);
    }

    // Décret 2023-232: the commission rules on the 12th and 13th conditions of article R. 165-90 since 1 April 2023.
    [Theory]
    [InlineData("2023-03-31", null, true)]
    [InlineData("2023-03-31", true, true)]
    [InlineData("2023-04-01", null, false)]
    [InlineData("2023-04-01", true, true)]
    public void A_criterion_that_a_later_text_added_is_owed_by_the_requests_filed_since(string filed, bool? added, bool isAccepted)
    {
        var drive = Drive.Opened(
            ADossier.Request(on: Days.Of(filed)) with { Procedure = "pect", Request = "premiere-demande" },
            ProcedureLibrary.Load().Latest("pect")!);

        var decision = drive.Try(
            new RecordConclusion("adultes", PectConclusion.Favourable(new PectFindings(true, true, true, true, true, added, added))),
            Role.ProjectLead);

        if (isAccepted)
            Assert.IsType<ConclusionRecorded>(Accepted(decision));
        else
            Assert.Equal("Une conclusion en conditions de la PECT répond à chaque critère.", Assert.IsType<Decision.Refused>(decision).Reason.Message);
    }

    [Fact]
    public void An_opinion_within_hospital_tariffs_states_no_improvement()
    {
        var drive = Drive.Of("intra-ghs");
        var old = new ConclusionText("ghs-service", "suffisant", 4, "suivi conventionnel", "", null).Build();

        Refuses<ConclusionDoesNotFit>(
            drive, drive.Refused(new RecordConclusion("adultes", old), Role.ProjectLead),
            "L’avis intra-GHS ne se prononce pas sur une amélioration (CSS, art. R. 165-53). Retirez le niveau et le comparateur.");
        Assert.IsType<ConclusionRecorded>(Accepted(drive.Try(
            new RecordConclusion("adultes", IntraGhsConclusion.Sufficient("Comparable.", 5)), Role.ProjectLead)));
    }

    [Fact]
    public void A_conclusion_on_another_indication_is_refused()
    {
        var drive = Drive.To("instruction");

        Refuses<ConclusionDoesNotFit>(
            drive, drive.Refused(new RecordConclusion("enfants", drive.AConclusion()), Role.ProjectLead),
            "Le dossier n’a pas d’indication « enfants ».");
    }

    [Fact]
    public void Conclusions_are_frozen_once_the_opinion_is_given()
    {
        var drive = Drive.To("avis").Finish("avis:rendu");

        Refuses<ConclusionDoesNotFit>(
            drive, drive.Refused(new RecordConclusion("adultes", LpprListingConclusion.Insufficient()), Role.ProjectLead),
            "L’avis est rendu : ses conclusions ne changent plus.");
    }

    [Fact]
    public void A_conclusion_is_not_written_by_the_applicant()
    {
        var drive = Drive.To("instruction");

        Refuses<RoleMayNot>(
            drive, drive.Refused(new RecordConclusion("adultes", drive.AConclusion()), Role.Applicant),
            "« Rédiger une conclusion » revient à : Service évaluation de la HAS, Chef de projet, Présidence de la CNEDiMTS.");
    }
}
