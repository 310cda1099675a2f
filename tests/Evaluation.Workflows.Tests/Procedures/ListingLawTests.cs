using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Procedures;

/// <summary>LPPR, intra-GHS and forfait innovation against their articles, with days worked out by hand.</summary>
public sealed class ListingLawTests
{
    [Fact]
    public void The_180_days_of_the_lppr_count_from_the_filing_and_stop_while_parts_or_answers_are_awaited()
    {
        var drive = Drive.Opened().Finish("depot:depose").At(2026, 1, 10).Finish("recevabilite:incomplet").At(2026, 1, 20);
        drive.WithParts().Then("complements:envoyes", "recevabilite:recevable");

        // 5 January 2026 + 180 days: 4 July; 10 days of stop: 14 July.
        Assert.Equal(new DateOnly(2026, 7, 14), drive.Clock("decision")!.DueOn);
        drive.At(2026, 2, 1).Finish("instruction:questions").At(2026, 2, 21).Finish("reponse:recue");
        Assert.Equal(new DateOnly(2026, 8, 3), drive.Clock("decision")!.DueOn); // 20 more days.
        Assert.Equal("CSS, art. R. 165-8, version du 05/09/2009 [V]", drive.Clock("decision")!.Law.Source.ToString());
    }

    [Theory]
    [InlineData("lppr-nom-de-marque")]
    [InlineData("intra-ghs")]
    public void A_renewal_is_decided_before_the_listing_ends_and_not_in_180_days(string procedure)
    {
        Assert.Null(Drive.Of(procedure, "renouvellement", isDigital: false).On("instruction").Clock("decision"));
        var lead = ProcedureLibrary.Load().Latest(procedure)!.Duties.Single(duty => duty.Id == "renouvellement");
        Assert.Equal(("180 jours", "V"), (lead.Lead!.ToString(), lead.Source.Mark));
    }

    [Fact]
    public void A_line_to_be_struck_off_is_written_about_and_not_heard()
    {
        var drive = Drive.Of("lppr-ligne-generique", "radiation").WithParts().Finish("saisine:publiee", fields: ("jo-du", "2026-01-05"));

        Assert.Equal(new DateOnly(2026, 1, 25), drive.Clock("observations")!.DueOn);
        Assert.Contains("R. 165-5, III", drive.Clock("observations")!.Law.Source.Article, StringComparison.Ordinal);
        Assert.Null(drive.Clock("demande-audition"));
    }

    [Fact]
    public void The_180_days_of_the_intra_ghs_list_count_from_the_request()
    {
        var drive = Drive.Of("intra-ghs", isDigital: false).On("instruction");

        Assert.Equal(new DateOnly(2026, 7, 4), drive.Clock("decision")!.DueOn);
        drive.At(2026, 1, 10).Finish("instruction:questions", fields: ("suspension", "oui")).At(2026, 1, 20).Finish("reponse:recue");
        Assert.Equal(new DateOnly(2026, 7, 14), drive.Clock("decision")!.DueOn);
    }

    [Fact]
    public void An_intra_ghs_opinion_says_nothing_of_an_improvement_and_an_old_one_is_still_read()
    {
        var old = new ConclusionText("ghs-service", "suffisant", 4, "chirurgie seule", "", 5).Build();
        Assert.Equal("intra-GHS : service suffisant, amélioration IV (mineure)", old.Summary);
        Assert.Equal(old, ConclusionText.From(old).Build());

        var drive = Drive.Of("intra-ghs", isDigital: false).On("projet");
        Assert.Contains("R. 165-53", drive.Refused(new RecordConclusion("adultes", old), Role.ProjectLead).Message, StringComparison.Ordinal);
        drive.Do(new RecordConclusion("adultes", IntraGhsConclusion.Sufficient(years: 5)), Role.ProjectLead);
        Assert.Equal("intra-GHS : service suffisant", drive.Dossier.Conclusions["adultes"].Summary);
    }

    [Fact]
    public void A_product_that_may_not_be_listed_is_not_added_to_the_intra_ghs_list() => Assert.IsType<FieldForbidsOutcome>(
        Drive.Of("intra-ghs", isDigital: false).On("ministres").RefusedStep("ministres:inscription", fields: ("conditions-r165-51", "non")));

    [Fact]
    public void The_has_has_75_days_on_a_forfait_innovation_and_30_more_when_it_asks_for_a_change()
    {
        var drive = Drive.Of("forfait-innovation").Finish("depot:depose");
        Assert.Equal(new DateOnly(2026, 1, 20), drive.Clock("recevabilite")!.DueOn); // 15 days.
        drive.WithParts().Finish("completude:complet");
        Assert.Equal(new DateOnly(2026, 3, 21), drive.Clock("avis-has")!.DueOn); // 5 January + 75 days.
        Assert.Equal(new DateOnly(2026, 7, 19), drive.Clock("rejet-implicite")!.DueOn); // 5 January + 195 days.

        drive.Finish("instruction:questions", fields: [("recu-le", "2026-01-05"), ("jours", "30")]);

        Assert.Equal(new DateOnly(2026, 4, 20), drive.Clock("avis-has")!.DueOn); // 21 March + 30 days.
        Assert.Equal(new DateOnly(2026, 2, 4), drive.Clock("reponse")!.DueOn);
        Assert.Equal(new DateOnly(2026, 8, 18), drive.Clock("rejet-implicite")!.DueOn);
    }

    [Fact]
    public void The_ministers_have_75_days_after_a_first_opinion_and_45_after_a_second_one()
    {
        var first = Drive.Of("forfait-innovation").On("budget");
        Assert.Equal(new DateOnly(2026, 3, 21), first.Clock("decision")!.DueOn); // 5 January + 75 days.
        Assert.Null(first.Clock("decision-second"));

        var second = Drive.Of("forfait-innovation").On("eligibilite").WithConclusions()
            .Finish("eligibilite:eligible-observations", fields: ("recu-le", "2026-01-05"));
        Assert.Equal(new DateOnly(2026, 2, 4), second.Clock("modifications")!.DueOn);
        second.At(2026, 1, 30).Finish("modifications:transmises");
        Assert.Equal(new DateOnly(2026, 3, 1), second.Clock("second-avis")!.DueOn); // 30 January + 30 days.
        second.At(2026, 2, 10).Then("publication:publie", "protocole:conforme");
        Assert.DoesNotContain("budget", second.Open);
        Assert.Null(second.Clock("decision"));
        second.Finish("publication-second:publie");
        Assert.Equal(new DateOnly(2026, 3, 27), second.Clock("decision-second")!.DueOn); // 10 February + 45 days.
    }

    [Fact]
    public void A_protocol_that_is_not_changed_in_time_leaves_only_an_unfavourable_opinion()
    {
        var drive = Drive.Of("forfait-innovation").On("eligibilite").WithConclusions()
            .Finish("eligibilite:eligible-observations", fields: ("recu-le", "2026-01-05"));
        Assert.IsType<LimitStillRuns>(drive.At(2026, 2, 4).RefusedStep("modifications:absentes"));

        drive.At(2026, 2, 5).Finish("modifications:absentes");

        Assert.IsType<EarlierOutcomeIsNeeded>(drive.RefusedStep("protocole:conforme"));
        drive.Then("protocole:non-conforme", "ministres:refus");
        Assert.Contains("publication", drive.Open);
    }

    [Fact]
    public void Silence_of_the_ministers_is_a_rejection_after_195_days_and_silence_of_the_applicant_a_withdrawal()
    {
        var drive = Drive.Of("forfait-innovation").On("budget").Finish("budget:conforme").At(2026, 7, 19);
        Assert.IsType<LimitStillRuns>(drive.RefusedStep("ministres:rejet-implicite"));
        drive.At(2026, 7, 20).Finish("ministres:rejet-implicite");
        Assert.Equal("Réputée rejetée", drive.Dossier.Closed!.Ending);

        var silent = Drive.Of("forfait-innovation").On("budget").Finish("budget:complements", fields: [("recu-le", "2026-01-05"), ("jours", "30")]);
        silent.At(2026, 2, 5).Do(silent.APart("preuve-notification"), Role.EvaluationService).Finish("reponse-budget:retiree");
        Assert.Equal("Réputée retirée", silent.Dossier.Closed!.Ending);
    }

    [Fact]
    public void A_forfait_of_the_older_text_may_follow_the_text_in_force_without_a_correspondence()
    {
        var library = ProcedureLibrary.Load();
        var (older, current) = (library.Get("forfait-innovation", 1), library.Get("forfait-innovation", 2));
        var drive = Drive.Opened(
            ADossier.Request() with { Procedure = "forfait-innovation", Request = "produit" }, older).On("eligibilite");

        Assert.Empty(LawMove.Preview(drive.Dossier, older, current, new Dictionary<string, string>(), drive.Today).Faults);
    }

    [Fact]
    public void An_opinion_on_two_indications_of_which_one_is_favourable_is_not_unfavourable()
    {
        var drive = Drive.Of("forfait-innovation", null, isDigital: false, "adultes", "enfants").On("eligibilite");
        drive.Do(new RecordConclusion("adultes", drive.AConclusion()), Role.ProjectLead);
        drive.Do(new RecordConclusion("enfants", ForfaitInnovationConclusion.NotEligible(false, true, true, true, "Le produit n’est pas innovant.")), Role.ProjectLead);

        Assert.True(Assert.IsType<ConclusionsSayOtherwise>(drive.RefusedStep("eligibilite:non-eligible")).AreFavourable);
        drive.Finish("eligibilite:eligible");
    }

    [Fact]
    public void A_transitional_listing_is_not_filed_without_the_certificate_that_its_law_names()
    {
        var drive = Drive.Of("latm-nom-de-marque").WithParts(except: ["certificat-ans"]);

        var refusal = Assert.IsType<PartIsNeeded>(drive.RefusedStep("depot:depose"));

        Assert.Equal(drive.Procedure.Parts.Single(part => part.Id == "certificat-ans").Title, refusal.Part);
        drive.WithParts().Finish("depot:depose");
    }
}
