using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Procedures;

/// <summary>The LATM (R. 162-73 to R. 162-111) and the PECAN (R. 162-112 to R. 162-119), with days worked out by hand.</summary>
public sealed class DigitalLawTests
{
    [Theory]
    [InlineData("inscription", "2026-04-05", "2026-05-05")] // 5 January 2026 + 90 days; + 120 days.
    [InlineData("modification", "2026-04-05", "2026-05-05")]
    [InlineData("inscription-pecan", "2026-03-16", "2026-04-05")] // + 70 days; + 90 days.
    [InlineData("renouvellement", "2026-04-05", null)] // Decided before the listing ends, without a limit of its own.
    public void A_latm_opinion_and_its_decision_depend_on_the_request(string request, string opinion, string? decision)
    {
        var drive = Drive.Of("latm-nom-de-marque", request).On("instruction");

        Assert.Equal(Days.Of(opinion), drive.Clock("avis-has")!.DueOn);
        Assert.Equal(decision is null ? null : Days.Of(decision), drive.Clock("decision")?.DueOn);
    }

    [Fact]
    public void Information_asked_for_in_a_latm_stops_both_limits_for_ten_days_at_least_and_its_silence_is_abandonment()
    {
        var drive = Drive.Of("latm-nom-de-marque").On("instruction").At(2026, 1, 10).Finish(
            "instruction:questions", fields: [("suspension", "oui"), ("recu-le", "2026-01-10"), ("jours-en-plus", "5")]);

        // 10 days and 5 more after 10 January: the 25th.
        Assert.Equal(new DateOnly(2026, 1, 25), drive.Clock("renseignements")!.DueOn);
        Assert.Null(drive.Clock("avis-has")!.DueOn);
        Assert.IsType<LimitStillRuns>(drive.At(2026, 1, 25).RefusedStep("reponse:abandon"));

        var answered = Drive.Of("latm-nom-de-marque").On("instruction").At(2026, 1, 10)
            .Finish("instruction:questions", fields: ("suspension", "oui")).At(2026, 1, 20).Finish("reponse:recue");
        Assert.Equal(new DateOnly(2026, 4, 15), answered.Clock("avis-has")!.DueOn); // 5 April + 10 days of stop.
        Assert.Equal(new DateOnly(2026, 5, 15), answered.Clock("decision")!.DueOn);

        drive.At(2026, 1, 26).Do(drive.APart("preuve-notification"), Role.EvaluationService).Finish("reponse:abandon");
        Assert.Equal("Réputée abandonnée", drive.Dossier.Closed!.Ending);
    }

    [Fact]
    public void A_mere_question_in_a_latm_stops_nothing_and_costs_nothing()
    {
        var drive = Drive.Of("latm-nom-de-marque").On("instruction").At(2026, 1, 10).Finish("instruction:questions", fields: ("suspension", "non"));

        Assert.Null(drive.Clock("renseignements"));
        Assert.Equal(new DateOnly(2026, 4, 5), drive.Clock("avis-has")!.DueOn);
        Assert.IsType<LimitStillRuns>(drive.At(2026, 12, 1).RefusedStep("reponse:abandon"));
    }

    [Fact]
    public void A_latm_renewal_is_filed_120_days_before_the_end()
    {
        var duty = ProcedureLibrary.Load().Latest("latm-nom-de-marque")!.Duties.Single(duty => duty.Id == "renouvellement");

        Assert.Equal("120 jours", duty.Lead!.ToString());
        Assert.Equal("V", duty.Source.Mark);
    }

    [Fact]
    public void A_generic_line_of_the_latm_is_heard_and_answered_in_the_days_of_the_text()
    {
        var drive = Drive.Of("latm-ligne-generique").WithParts().Finish("avis-de-projet:publie", fields: ("jo-du", "2026-01-05"));
        Assert.Equal(new DateOnly(2026, 1, 25), drive.Clock("observations")!.DueOn); // 20 days.
        Assert.Equal(new DateOnly(2026, 1, 13), drive.Clock("demande-audition")!.DueOn); // 8 days.

        drive.At(2026, 1, 12).Finish("observations:audition", fields: ("demande-recue-le", "2026-01-12"));
        Assert.Equal(new DateOnly(2026, 2, 26), drive.Clock("audition")!.DueOn); // 12 January + 45 days.
        drive.At(2026, 2, 10).Finish("audition:tenue");
        Assert.Equal(new DateOnly(2026, 3, 2), drive.Clock("reponse")!.DueOn); // 10 February + 20 days.
    }

    [Theory]
    [InlineData("instruction:questions", "reponse:recue")]
    [InlineData("preuves-ans:manquantes", "complements-ans:envoyes")]
    public void Information_notified_in_a_pecan_stops_the_commission_and_the_ans(string asked, string answered)
    {
        var drive = Drive.Of("pecan").On("instruction");
        Assert.Equal(new DateOnly(2026, 3, 6), drive.Clock("certificat-ans")!.DueOn); // Both count from the acknowledgement, 5 January.
        Assert.Equal(new DateOnly(2026, 3, 6), drive.Clock("avis-has")!.DueOn);

        drive.At(2026, 1, 10).Finish(asked).At(2026, 1, 20).Finish(answered);

        Assert.Equal(new DateOnly(2026, 3, 16), drive.Clock("certificat-ans")!.DueOn);
        Assert.Equal(new DateOnly(2026, 3, 16), drive.Clock("avis-has")!.DueOn);
    }

    [Theory]
    [InlineData("instruction:questions", "reponse:abandon", "renseignements")]
    [InlineData("preuves-ans:manquantes", "complements-ans:abandon", "preuves")]
    public void A_pecan_left_thirty_days_without_its_information_is_abandoned(string asked, string abandon, string limit)
    {
        var drive = Drive.Of("pecan").On("instruction").At(2026, 1, 10).Finish(asked, fields: ("recu-le", "2026-01-10"));
        Assert.Equal(new DateOnly(2026, 2, 9), drive.Clock(limit)!.DueOn);

        drive.At(2026, 2, 10).Do(drive.APart("preuve-notification"), Role.EvaluationService).Finish(abandon);

        Assert.Equal("Réputée abandonnée", drive.Dossier.Closed!.Ending);
    }

    [Fact]
    public void An_abandonment_after_the_opinion_leaves_the_opinion_to_be_published()
    {
        var drive = Drive.Of("pecan").On("instruction").Then("preuves-ans:completes", "experts:sans-expert", "instruction:rapport", "examen:examine")
            .WithConclusions().Then("projet:adopte", "notification:notifie", "contradictoire:sans-observation", "avis:rendu").At(2026, 1, 10)
            .Finish("ans:questions", fields: ("recu-le", "2026-01-10")).At(2026, 2, 10);

        drive.Do(drive.APart("preuve-notification"), Role.EvaluationService).Finish("complements-ans:abandon");

        Assert.Null(drive.Dossier.Closed);
        Assert.Contains("occultation", drive.Open);
        Assert.Equal("Réputée abandonnée", drive.ToTheEnd().Dossier.Closed!.Ending);
    }

    [Fact]
    public void A_device_suspended_by_the_ansm_gets_no_pecan() => Assert.IsType<FieldForbidsOutcome>(
        Drive.Of("pecan").Finish("depot:depose").WithParts().RefusedStep("completude:complet", fields: ("police-sanitaire", "oui")));

    [Fact]
    public void A_withdrawn_request_for_the_ordinary_listing_ends_a_pecan()
    {
        var drive = Drive.Of("pecan").On("ministres").Finish("ministres:accord");
        Assert.IsType<EarlierOutcomeIsNeeded>(drive.RefusedStep("fin:retrait"));

        drive.Then("droit-commun:depose", "fin:retrait").ToTheEnd();

        Assert.Equal("Cessée après retrait", drive.Dossier.Closed!.Ending);
    }
}
