using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Procedures;

/// <summary>The PECT against articles R. 165-89 to R. 165-95, with days worked out by hand from the text.</summary>
public sealed class PectLawTests
{
    [Theory]
    [InlineData("2023-03-31", 45, "2023-05-15")] // 31 March + 30 days: 30 April; + 15: 15 May.
    [InlineData("2023-04-01", 60, "2023-05-31")] // 1 April + 30 days: 1 May; + 30: 31 May.
    public void The_opinion_was_due_in_45_days_and_is_due_in_60_since_1_April_2023(string received, int days, string due)
    {
        var drive = OpenedOn(received, isDigital: false).Finish("depot:depose").WithParts().Finish("completude:complet");

        Assert.Equal(days, drive.Clock("avis-has")!.Law.Period.Amount);
        Assert.Equal(Days.Of(due), drive.Clock("avis-has")!.DueOn);
    }

    [Fact]
    public void The_opinion_counts_from_the_day_the_complete_request_was_received_and_nothing_stops_it()
    {
        var drive = Drive.Of("pect", isDigital: false).Finish("depot:depose").WithParts().At(2026, 1, 12)
            .Finish("completude:complet", fields: ("recue-le", "2026-01-08"));

        // 8 January + 60 days: 9 March.
        Assert.Equal(new DateOnly(2026, 3, 9), drive.Clock("avis-has")!.DueOn);
        drive.At(2026, 1, 20).Finish("instruction:questions").At(2026, 2, 1).Finish("reponse:recue");
        Assert.Equal(new DateOnly(2026, 3, 9), drive.Clock("avis-has")!.DueOn);
    }

    [Fact]
    public void Information_asked_for_and_not_given_within_15_days_is_abandonment_once_the_notification_is_proven()
    {
        var drive = Drive.Of("pect").On("instruction").At(2026, 1, 10)
            .Finish("instruction:questions", fields: ("recu-le", "2026-01-10")).At(2026, 1, 25);
        Assert.IsType<LimitStillRuns>(drive.RefusedStep("reponse:abandon"));
        drive.At(2026, 1, 26);
        Assert.IsType<NotificationIsNotProven>(drive.RefusedStep("reponse:abandon"));

        drive.Do(drive.APart("preuve-notification"), Role.EvaluationService).Finish("reponse:abandon");

        Assert.Equal("Réputée abandonnée", drive.Dossier.Closed!.Ending);
    }

    [Fact]
    public void Without_the_day_of_the_notification_silence_proves_nothing()
    {
        var drive = Drive.Of("pect").On("instruction").Finish("instruction:questions");
        drive.Do(drive.APart("preuve-notification"), Role.EvaluationService).At(2026, 3, 1);

        Assert.IsType<NotificationIsNotProven>(drive.RefusedStep("reponse:abandon"));
    }

    [Fact]
    public void A_digital_device_has_60_days_at_the_ans_and_no_intention_without_its_certificate()
    {
        var refused = Drive.Of("pect").On("ans");
        Assert.Equal(new DateOnly(2026, 3, 6), refused.Clock("certificat-ans")!.DueOn); // 5 January + 60 days.
        refused.Finish("ans:refuse").On("intention");

        var refusal = Assert.IsType<EarlierOutcomeIsNeeded>(refused.RefusedStep("intention:accorder"));
        Assert.Equal(refused.Procedure.StepOf("ans").FindOutcome("refuse")!.Title, refusal.Found);
        Assert.Contains($" ; elle s’est terminée par « {refusal.Found} ».", refusal.Message, StringComparison.Ordinal);
        Drive.Of("pect", isDigital: false).On("intention").Finish("intention:accorder");
    }

    [Fact]
    public void The_other_conditions_of_the_article_are_stated_before_the_intention()
    {
        var drive = Drive.Of("pect", isDigital: false).On("intention");

        var refusal = Assert.IsType<FieldForbidsOutcome>(drive.RefusedStep("intention:accorder", fields: ("conditions-r165-90", "non")));

        var choices = drive.Procedure.StepOf("intention").FindOutcome("accorder")!.Fields.Single(field => field.Id == "conditions-r165-90").Choices;
        Assert.Equal(
            (choices.Single(choice => choice.Id == "oui").Title, choices.Single(choice => choice.Id == "non").Title), (refusal.Wanted, refusal.Found));
        Assert.Contains($" : {refusal.Wanted} » ; vous avez indiqué « {refusal.Found} ».", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contre-proposition:refuser")]
    [InlineData("contre-proposition:silence")]
    public void A_counter_proposal_refused_or_left_without_answer_is_abandonment(string outcome)
    {
        var drive = Drive.Of("pect", isDigital: false).On("reponse-ministres").At(2026, 3, 2)
            .Finish("reponse-ministres:opposer", fields: ("recu-le", "2026-03-02"));
        Assert.Equal(new DateOnly(2026, 3, 12), drive.Clock("contre-proposition")!.DueOn);

        drive.At(2026, 3, 13).Do(drive.APart("preuve-notification"), Role.EvaluationService).Finish(outcome);

        Assert.Equal("Réputée abandonnée", drive.Dossier.Closed!.Ending);
    }

    [Fact]
    public void A_renewal_is_decided_by_the_ministers_in_ten_days_without_the_commission()
    {
        var drive = Drive.Of("pect", "renouvellement").Finish("depot:depose").WithParts();
        Assert.IsType<OutcomeIsForOtherRequests>(drive.RefusedStep("completude:complet-dmn"));

        drive.Finish("completude:complet-renouvellement");

        Assert.Equal(["decision-renouvellement"], drive.Open);
        Assert.Equal(new DateOnly(2026, 1, 15), drive.Clock("decision-renouvellement")!.DueOn);
        Assert.Null(drive.Clock("avis-has"));
        drive.Finish("decision-renouvellement:accorder");
        Assert.Contains("fin", drive.Open);
        Assert.IsType<OutcomeIsForOtherRequests>(
            Drive.Of("pect").Finish("depot:depose").WithParts().RefusedStep("completude:complet-renouvellement"));
    }

    [Fact]
    public void Coverage_suspended_for_want_of_a_filing_ceases_twelve_months_after_the_decree_of_suspension()
    {
        var drive = Drive.Of("pect", isDigital: false).On("depot-lppr").At(2027, 1, 20)
            .Finish("depot-lppr:suspendre", fields: ("arrete-du", "2027-01-12"));

        Assert.Equal((new DateOnly(2028, 1, 12), LimitEffect.Cessation), (drive.Clock("renouvellement")!.DueOn, drive.Clock("renouvellement")!.Law.Effect));
        drive.At(2028, 1, 13).Finish("renouvellement:echu");
        // Treatments go on for a year at least after coverage has stopped.
        Assert.Equal(new DateOnly(2029, 1, 13), Duty(drive, "continuite").DueOn);
    }

    [Theory]
    [InlineData("depot-lppr")]
    [InlineData("renouvellement")]
    [InlineData("fin")]
    public void Coverage_may_cease_at_any_time_in_the_cases_of_the_article(string step)
    {
        var drive = Drive.Of("pect", isDigital: false).On("depot-lppr");
        if (step == "renouvellement")
            drive.At(2027, 2, 1).Finish("depot-lppr:suspendre");
        else if (step == "fin")
            drive.Finish("depot-lppr:depose");

        drive.Finish($"{step}:cesser");

        Assert.Equal("Cessée", drive.Dossier.Closed!.Ending);
    }

    [Fact]
    public void The_update_is_due_each_1_May_and_each_one_recorded_answers_one_year()
    {
        var drive = Drive.Of("pect", isDigital: false).On("ministres").At(2026, 6, 1).Finish("ministres:accord");
        Assert.Equal(new DateOnly(2027, 5, 1), Duty(drive, "mise-a-jour").DueOn);

        drive.At(2027, 4, 20).Finish("mise-a-jour:faite");
        Assert.Equal(new DateOnly(2028, 5, 1), Duty(drive, "mise-a-jour").DueOn);
        Assert.Null(Duty(drive, "mise-a-jour").DoneOn);

        drive.At(2028, 6, 1).Then("depot-lppr:depose", "fin:inscription");
        Assert.Equal(new DateOnly(2028, 6, 1), Duty(drive, "mise-a-jour").DoneOn);
    }

    [Theory]
    [InlineData(2026, 4, 30, "2026-05-01")]
    [InlineData(2026, 5, 1, "2027-05-01")]
    [InlineData(2027, 12, 31, "2028-05-01")]
    public void A_day_of_each_year_is_the_first_one_after_a_date(int year, int month, int day, string expected) =>
        Assert.Equal(Days.Of(expected), DayOfYear.Parse("05-01")!.Value.After(new DateOnly(year, month, day)));

    [Theory]
    [InlineData("02-29")]
    [InlineData("13-01")]
    [InlineData("mai")]
    public void A_day_that_not_every_year_has_is_none(string text) => Assert.Null(DayOfYear.Parse(text));

    [Fact]
    public void Seven_conditions_are_appraised_and_five_in_a_request_of_before_1_April_2023()
    {
        var five = PectConclusion.Favourable(new(true, true, true, true, true, null, null));
        var today = Drive.Of("pect").On("projet");
        Assert.Contains(
            "répond à chaque critère",
            Assert.IsType<ConclusionDoesNotFit>(today.Refused(new RecordConclusion("adultes", five), Role.ProjectLead)).Message, StringComparison.Ordinal);
        today.Do(new RecordConclusion("adultes", PectConclusion.Favourable(new(true, true, true, true, true, true, true))), Role.ProjectLead);
        Assert.Equal("favorable, 7 conditions remplies", today.Dossier.Conclusions["adultes"].Summary);

        var before = OpenedOn("2023-03-31", isDigital: true).On("projet");
        before.Do(new RecordConclusion("adultes", five), Role.ProjectLead);
        Assert.Equal("favorable, 5 conditions remplies", before.Dossier.Conclusions["adultes"].Summary);

        var form = ConclusionForm.Find("pect-criteres")!;
        Assert.Equal(5, form.CriteriaOn(new DateOnly(2023, 3, 31)).Count);
        Assert.Equal(7, form.CriteriaOn(new DateOnly(2023, 4, 1)).Count);
    }

    [Fact]
    public void A_failed_condition_is_told_by_its_number_in_the_article()
    {
        var found = new PectFindings(true, true, true, true, false, false, true);

        Assert.Equal("défavorable, conditions 5, 12 non remplies", PectConclusion.Unfavourable(found).Summary);
        Assert.Contains("5, 12", Assert.Throws<ArgumentException>(() => PectConclusion.Favourable(found)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_conclusion_recorded_before_the_text_was_read_is_still_read()
    {
        var old = new ConclusionText("pect-criteres", "favorable", null, null, "Motifs.", null, new Dictionary<string, string>
        {
            ["gravite"] = "oui",
            ["sans-comparateur"] = "oui",
            ["amelioration"] = "oui",
            ["innovation"] = "oui",
            ["resultats"] = "oui",
        });

        var conclusion = Assert.IsType<PectConclusion>(old.Build());

        Assert.True(conclusion.Findings.HasStudiesUnderWay);
        Assert.Null(conclusion.Findings.HasAcceptableEffect);
        Assert.False(conclusion.IsComplete);
        Assert.Equal(conclusion, ConclusionText.From(conclusion).Build());
    }

    private static Drive OpenedOn(string day, bool isDigital) => Drive.Opened(
        ADossier.Request(isDigital: isDigital, on: Days.Of(day)) with { Procedure = "pect", Request = "premiere-demande" },
        ProcedureLibrary.Load().Latest("pect")!);

    private static DutyReading Duty(Drive drive, string id) =>
        DossierDuties.Read(drive.Dossier, drive.Procedure).Single(duty => duty.Rule.Id == id);
}
