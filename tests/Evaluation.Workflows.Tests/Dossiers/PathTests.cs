using System.Text.Json.Nodes;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Dossiers;

public sealed class PathTests
{
    [Fact]
    public void A_dossier_goes_from_its_filing_to_its_listing()
    {
        var drive = Drive.Opened().WithParts().Then(
            "depot:depose", "recevabilite:recevable", "experts:designes", "contribution:close", "instruction:rapport",
            "examen:examine").WithConclusions().Then(
            "projet:adopte", "notification:notifie", "contradictoire:sans-observation", "avis:rendu", "occultation:verifiee",
            "publication:publie", "transmission:transmis", "ceps:accord");
        Assert.Null(drive.Dossier.Closed);

        drive.Finish("ministres:inscription");

        Assert.Equal("Inscrit", drive.Dossier.Closed!.Ending);
        Assert.Empty(drive.Open);
        Assert.Equal("avis", drive.Dossier.DecisionOf(Authority.Has)!.Step);
        Assert.Equal("ceps", drive.Dossier.DecisionOf(Authority.Ceps)!.Step);
        Assert.Equal("ministres", drive.Dossier.DecisionOf(Authority.Ministers)!.Step);
    }

    [Fact]
    public void The_ending_that_the_ministers_decided_stands_when_the_publication_closes_the_dossier()
    {
        var drive = Drive.To("transmission");

        drive.Then("transmission:transmis", "ministres:refus", "ceps:desaccord");
        Assert.Null(drive.Dossier.Closed);
        drive.Then("occultation:verifiee", "publication:publie");

        Assert.Equal("Refusé", drive.Dossier.Closed!.Ending);
    }

    [Fact]
    public void An_incomplete_dossier_comes_back_as_often_as_it_takes()
    {
        var drive = Drive.Opened().Then("depot:depose", "recevabilite:incomplet", "complements:envoyes", "recevabilite:incomplet");
        drive.WithParts().Then("complements:envoyes", "recevabilite:recevable");

        Assert.Equal(3, drive.Dossier.LatestOf("recevabilite")!.Occurrence);
        Assert.Equal(["instruction", "experts", "contribution"], drive.Open);
    }

    [Theory]
    [InlineData("instruction:rapport", "experts:designes", "contribution:close")]
    [InlineData("instruction:rapport", "contribution:sans-objet", "experts:sans-expert")]
    [InlineData("experts:sans-expert", "instruction:rapport", "contribution:close")]
    [InlineData("experts:designes", "contribution:sans-objet", "instruction:rapport")]
    [InlineData("contribution:close", "instruction:rapport", "experts:designes")]
    [InlineData("contribution:close", "experts:sans-expert", "instruction:rapport")]
    public void The_examination_opens_only_once_report_experts_and_contribution_are_done_in_any_order(
        string first, string second, string third)
    {
        var drive = Drive.To("instruction");

        Assert.DoesNotContain("examen", drive.Finish(first).Open);
        Assert.DoesNotContain("examen", drive.Finish(second).Open);
        Assert.Equal(["examen"], drive.Finish(third).Open);
    }

    [Fact]
    public void A_question_after_the_two_other_tracks_are_done_still_holds_the_examination_back()
    {
        var drive = Drive.To("instruction").Then("experts:designes", "contribution:close", "instruction:questions");
        Assert.Equal(["reponse"], drive.Open);

        drive.Finish("reponse:recue");
        Assert.Equal(["instruction"], drive.Open);

        Assert.Equal(["examen"], drive.Finish("instruction:rapport").Open);
    }

    [Fact]
    public void A_question_stops_the_clock_and_the_reading_says_why()
    {
        // Admissible on 5 January 2026, so 90 days end on 5 April. Asked on 15 January, answered on the 30th: 15 days more.
        var drive = Drive.To("instruction").At(2026, 1, 15).Finish("instruction:questions").At(2026, 1, 20);

        var stopped = drive.Clock("avis-has")!;
        Assert.Equal(ClockState.Stopped, stopped.State);
        Assert.Null(stopped.DueOn);
        Assert.Equal(new DateOnly(2026, 4, 10), stopped.DueIfResumedToday); // 5 days of stop so far.
        Assert.Contains(
            "Arrêt depuis le 15 janvier 2026 : informations demandées au demandeur "
            + "(CSS, art. R. 165-8 : la suspension lue porte sur les 180 jours de la décision ; étendue ici au délai de la HAS [M]).",
            stopped.Explanation);
        Assert.Contains("Échéance : connue à la reprise ; 10 avril 2026 si le délai reprenait aujourd’hui.", stopped.Explanation);

        var resumed = drive.At(2026, 1, 30).Finish("reponse:recue").At(2026, 2, 1).Clock("avis-has")!;
        Assert.Equal(ClockState.Running, resumed.State);
        Assert.Equal(new DateOnly(2026, 4, 20), resumed.DueOn);
        Assert.Equal((12, 15, 78), (resumed.DaysUsed, resumed.DaysStopped, resumed.DaysLeft)); // 27 elapsed; 1 Feb to 20 April.
        Assert.Equal(
            [
                "Point de départ : 5 janvier 2026, Recevabilité administrative, « Déclarer recevable ». Ce jour ne compte pas.",
                "Durée : 90 jours, Délai réglementaire de 90 jours cité par la HAS (entretien, Le Quotidien du médecin) [S], "
                    + "applicable depuis le 1er janvier 2005.",
                "Aucun article du code ne fixe de délai propre à la commission pour la LPPR : l’article R. 165-8 ne porte que les 180 jours "
                    + "de la décision. Point de départ de ces 90 jours non trouvé [M].",
                "Arrêt du 15 janvier 2026 au 30 janvier 2026, 15 jours : informations demandées au demandeur "
                    + "(CSS, art. R. 165-8 : la suspension lue porte sur les 180 jours de la décision ; étendue ici au délai de la HAS [M]).",
                "Au 1er février 2026 : 12 jours comptés, 15 jours d’arrêt.",
                "Échéance : 20 avril 2026, dans 78 jours.",
            ],
            resumed.Explanation);
    }

    [Fact]
    public void A_limit_that_has_passed_is_a_warning_and_moves_nothing()
    {
        var drive = Drive.To("instruction").At(2026, 4, 6);

        var reading = drive.Clock("avis-has")!;

        Assert.Equal(ClockState.Overdue, reading.State);
        Assert.Equal(-1, reading.DaysLeft);
        Assert.Contains("Échéance : 5 avril 2026, dépassée de 1 jour.", reading.Explanation);
        Assert.Contains("Un dépassement est un avertissement : rien ne change sans décision d’une personne.", reading.Explanation);
        Assert.Equal(["instruction", "experts", "contribution"], drive.Open);
    }

    [Fact]
    public void The_contradictory_phase_counts_from_the_day_the_applicant_received_the_draft()
    {
        var drive = Drive.To("notification").At(2026, 3, 20).Finish("notification:notifie", fields: ("recu-le", "2026-03-16"));

        Assert.Equal(new DateOnly(2026, 3, 26), drive.Clock("contradictoire")!.DueOn); // 16 + 10
        Assert.Equal(ClockState.Met, drive.At(2026, 3, 26).Finish("contradictoire:sans-observation").Clock("contradictoire")!.State);
    }

    [Theory]
    [InlineData("non", "audition", "2026-04-30")] // 16 March + 45: 15 left in March, 30 in April.
    [InlineData("oui", "audition-urgente", "2026-04-16")] // One month, from date to date.
    public void A_hearing_is_due_in_45_days_or_in_a_month_when_a_minister_asks(string urgent, string limit, string due)
    {
        var drive = Drive.To("contradictoire").At(2026, 3, 16).Finish(
            "contradictoire:audition", fields: [("demande-recue-le", "2026-03-16"), ("urgence-ministre", urgent)]);

        Assert.Equal(Days.Of(due), drive.Clock(limit)!.DueOn);
        Assert.Null(drive.Clock(limit == "audition" ? "audition-urgente" : "audition"));
    }

    [Fact]
    public void An_old_dossier_is_read_under_the_law_of_its_time()
    {
        var drive = Drive.To("notification", ADossier.Request(isHistorical: true, on: new DateOnly(2017, 6, 13)))
            .Finish("notification:notifie", fields: ("recu-le", "2017-06-13"));

        Assert.Equal(new DateOnly(2017, 6, 21), drive.Clock("contradictoire")!.DueOn); // 13 + 8
    }

    [Theory]
    [InlineData("contradictoire:sans-observation", "avis")]
    [InlineData("contradictoire:observations", "observations")]
    [InlineData("contradictoire:audition", "audition")]
    public void The_contradictory_phase_leads_to_opinion_observations_or_hearing(string outcome, string next) =>
        Assert.Equal([next], Drive.To("contradictoire").Finish(outcome).Open);

    [Fact]
    public void Observations_on_form_may_be_settled_by_the_Bureau() =>
        Assert.Equal(["avis"], Drive.To("contradictoire").Then("contradictoire:observations", "observations:forme", "bureau:regle").Open);

    [Theory]
    [InlineData("examen:reporte", "examen")]
    [InlineData("projet:reporte", "projet")]
    [InlineData("avis:reporte", "avis")]
    public void What_is_postponed_opens_again(string outcome, string step)
    {
        var drive = Drive.To(step).Finish(outcome);

        Assert.Equal([step], drive.Open);
        Assert.Equal(2, drive.Dossier.OpenSteps[0].Occurrence);
    }

    [Fact]
    public void The_commission_may_ask_for_a_complement_and_examines_again()
    {
        var drive = Drive.To("examen").Then("examen:complement", "reponse:recue", "instruction:rapport");

        Assert.Equal(["examen"], drive.Open);
    }

    [Fact]
    public void A_withdrawal_before_the_opinion_does_not_close_the_dossier()
    {
        var drive = Drive.To("instruction").Do(new RequestWithdrawal(new DateOnly(2026, 1, 5), "Retrait du produit."), Role.Applicant);

        Assert.Null(drive.Dossier.Closed);
        Assert.Equal(["instruction", "experts", "contribution"], drive.Open);
        Assert.NotNull(drive.On("avis").Finish("avis:rendu").Dossier.DecisionOf(Authority.Has));
        drive.Then("transmission:transmis", "ministres:sans-suite", "ceps:sans-objet", "occultation:verifiee", "publication:publie");
        Assert.Equal("Retiré", drive.Dossier.Closed!.Ending);
    }

    [Fact]
    public void After_a_withdrawal_the_president_may_state_that_the_evaluation_cannot_be_finished()
    {
        var drive = Drive.To("instruction").Do(new RequestWithdrawal(new DateOnly(2026, 1, 5), "Retrait."), Role.Applicant)
            .Do(new CloseAsImpossible(new DateOnly(2026, 1, 5), "Le produit n’existe plus."), Role.Chair);

        Assert.Equal("Retiré avant avis", drive.Dossier.Closed!.Ending);
        Assert.Empty(drive.Open);
        Assert.Equal(3, drive.Events.Select(signed => signed.Event).OfType<StepCancelled>().Count());
    }

    [Fact]
    public void A_renewal_is_concluded_in_SR_and_ASR()
    {
        var drive = Drive.To("projet", ADossier.Request("renouvellement")).WithConclusions();

        Assert.IsType<LpprRenewalConclusion>(drive.Dossier.Conclusions["adultes"]);
        Assert.Equal(["notification"], drive.Finish("projet:adopte").Open);
    }

    [Fact]
    public void A_conclusion_may_be_rewritten_until_the_opinion_is_given()
    {
        var drive = Drive.To("avis").Do(
            new RecordConclusion("adultes", LpprListingConclusion.Insufficient("Après l’audition.")), Role.ProjectLead);

        Assert.Equal("SA insuffisant", drive.Dossier.Conclusions["adultes"].Summary);
    }

    [Fact]
    public void Each_indication_has_a_conclusion_of_its_own()
    {
        var drive = Drive.To("projet", ADossier.Request(indications: ["adultes", "enfants"]));
        drive.Do(new RecordConclusion("adultes", drive.AConclusion()), Role.ProjectLead);
        drive.Do(new RecordConclusion("enfants", LpprListingConclusion.Insufficient()), Role.ProjectLead);

        drive.Finish("projet:adopte");

        Assert.Equal(2, drive.Dossier.Conclusions.Select(pair => pair.Value.Summary).Distinct().Count());
    }

    [Fact]
    public void A_deported_lead_loses_the_dossier_and_another_takes_it_over()
    {
        var lead = ADossier.Holding(Role.ProjectLead).Id;
        var drive = Drive.To("instruction").Do(new AssignPerson(lead, Role.ProjectLead), Role.EvaluationService)
            .Do(new DeclareDeport(lead, "Lien avec le demandeur."), Role.EthicsService);

        Assert.Empty(drive.Dossier.Assignments);
        drive.Do(new AssignPerson(Drive.Second.Id, Role.ProjectLead), Role.EvaluationService)
            .Finish("instruction:rapport", person: Drive.Second);
        Assert.Equal("rapport", drive.Dossier.LatestOf("instruction")!.Outcome);
    }

    [Fact]
    public void A_lifted_deport_lets_the_person_act_again()
    {
        var lead = ADossier.Holding(Role.ProjectLead);
        var drive = Drive.To("instruction").Do(new DeclareDeport(lead.Id, "Lien."), Role.Chair)
            .Do(new LiftDeport(lead.Id, "Déclaration corrigée."), Role.EthicsService);

        drive.Finish("instruction:rapport", person: lead);

        Assert.Equal(lead.Id, drive.Dossier.LatestOf("instruction")!.Person);
    }

    [Fact]
    public void Anyone_may_declare_his_own_deport()
    {
        var expert = ADossier.Holding(Role.Expert);

        var drive = Drive.To("instruction").Do(new DeclareDeport(expert.Id, "J’ai conseillé l’entreprise."), Role.Expert);

        Assert.True(drive.Dossier.IsDeported(expert.Id));
    }

    [Fact]
    public void A_part_set_aside_is_missing_again()
    {
        var drive = Drive.Opened().WithParts().Then("depot:depose");
        drive.Do(new SetPartAside("notice", Drive.Hash("notice"), "Notice d’un autre produit."), Role.EvaluationService);

        Assert.Equal(["notice"], DossierRules.MissingParts(drive.Dossier, drive.Procedure).Select(part => part.Id));
        Assert.IsType<PartsAreMissing>(drive.RefusedStep("recevabilite:recevable"));
    }

    [Theory]
    [InlineData(false, false, "")]
    [InlineData(true, false, "certificat-ans")]
    [InlineData(false, true, "grille-ia")]
    [InlineData(true, true, "certificat-ans grille-ia")]
    public void A_digital_or_learning_product_needs_parts_of_its_own(bool digital, bool ai, string more)
    {
        var always = DossierRules.MissingParts(Drive.Opened().Dossier, ADossier.Lppr).Select(part => part.Id);

        var needed = DossierRules.MissingParts(Drive.Opened(ADossier.Request(isDigital: digital, usesAi: ai)).Dossier, ADossier.Lppr);

        Assert.Equal(more.Split(' ', StringSplitOptions.RemoveEmptyEntries), needed.Select(part => part.Id).Except(always));
    }

    [Fact]
    public void An_old_opinion_is_taken_over_without_its_file_and_with_supposed_dates()
    {
        var drive = Drive.Opened(ADossier.Request(isHistorical: true, on: new DateOnly(2016, 6, 1)));
        drive.Do(new FinishStep("depot", "depose", new DateOnly(2016, 6, 1), new Dictionary<string, string>(), IsAssumed: true),
            Role.EvaluationService).Finish("recevabilite:recevable");
        drive.Do(new RecordConclusion("adultes", LpprListingConclusion.SufficientWithUnknownAsa()), Role.EvaluationService);

        Assert.Equal("SA suffisant, ASA non trouvée", drive.Dossier.Conclusions["adultes"].Summary);
        Assert.Equal("avis", drive.On("avis").Finish("avis:rendu").Dossier.DecisionOf(Authority.Has)!.Step);
    }

    [Fact]
    public void The_examination_opens_on_the_day_of_the_latest_of_the_three_acts_whichever_is_recorded_last()
    {
        var drive = Drive.To("instruction").At(2026, 1, 30).Finish("contribution:close", on: new DateOnly(2026, 1, 25))
            .Finish("experts:sans-expert", on: new DateOnly(2026, 1, 10)).Finish("instruction:rapport", on: new DateOnly(2026, 1, 20));

        Assert.Equal(("examen", new DateOnly(2026, 1, 25)), drive.Dossier.OpenSteps.Select(open => (open.Step, open.OpenedOn)).Single());
    }

    [Fact]
    public void Of_several_ways_to_the_examination_the_one_that_was_taken_gives_its_day()
    {
        // The hearing was asked for on the 10th and held on the 20th; the report bears the 15th.
        var drive = Drive.Of("latm-ligne-generique").WithParts().Finish("avis-de-projet:publie").At(2026, 1, 10).Finish("observations:audition")
            .At(2026, 1, 20).Finish("audition:tenue").At(2026, 1, 30).Finish("instruction:rapport", on: new DateOnly(2026, 1, 15));

        Assert.Equal(new DateOnly(2026, 1, 20), drive.Dossier.OpenSteps.Single(open => open.Step == "examen").OpenedOn);
    }

    [Fact]
    public void A_step_that_is_open_already_is_not_opened_a_second_time()
    {
        var procedure = AProcedure.Changed(json =>
            json.Of("steps", "contribution")["opensWhen"]!.AsArray().Add(JsonNode.Parse("""["experts:designes"]""")));
        var drive = Drive.Opened(procedure: procedure).On("instruction");

        Assert.Equal(["instruction", "contribution"], drive.Finish("experts:designes").Open);
    }

    [Fact]
    public void What_was_filled_in_is_kept_in_the_order_of_its_keys()
    {
        var drive = Drive.To("contradictoire");
        var fields = new Dictionary<string, string> { ["urgence-ministre"] = "non", ["demande-recue-le"] = "2026-01-05" };

        drive.Do(new FinishStep("contradictoire", "audition", drive.Today, fields), Role.Applicant);

        Assert.Equal(["demande-recue-le", "urgence-ministre"], drive.Dossier.LatestOf("contradictoire")!.Fields.Keys);
    }

    [Fact]
    public void An_abandonment_before_the_opinion_cancels_what_is_open_and_closes_the_dossier()
    {
        var drive = Drive.Of("pect").On("instruction").At(2026, 1, 10).Finish("instruction:questions", fields: ("recu-le", "2026-01-10"))
            .At(2026, 1, 26);
        Assert.Equal(["ans", "experts", "reponse"], drive.Open);

        drive.Do(drive.APart("preuve-notification"), Role.EvaluationService).Finish("reponse:abandon");

        Assert.Empty(drive.Open);
        Assert.Equal(
            [
                new StepCancelled("ans", 1, "Réputée abandonnée."),
                new StepCancelled("experts", 1, "Réputée abandonnée."),
                new DossierClosed("Réputée abandonnée", new DateOnly(2026, 1, 26), "Constater que la demande est réputée abandonnée."),
            ],
            drive.Events.Select(signed => signed.Event).TakeLast(3));
    }

    [Fact]
    public void A_step_that_may_stay_undone_is_cancelled_when_all_the_others_are_done()
    {
        var drive = Drive.Of("latm-ligne-generique").WithParts().Then(
            "avis-de-projet:publie", "observations:audition", "audition:tenue", "instruction:rapport", "examen:examine").WithConclusions().Then(
            "avis:rendu", "occultation:verifiee", "publication:publie", "transmission:transmis");
        Assert.Equal(["prolongation", "ministres"], drive.Open);

        drive.Finish("ministres:inscription");

        Assert.Empty(drive.Open);
        Assert.Equal(
            [
                new StepCancelled("prolongation", 1, "Étape facultative, restée sans suite."),
                new DossierClosed("Ligne inscrite", drive.Today, "Toutes les étapes sont terminées."),
            ],
            drive.Events.Select(signed => signed.Event).TakeLast(2));
    }

    [Fact]
    public void A_dossier_to_which_no_outcome_gave_an_ending_is_closed_as_finished()
    {
        var procedure = AProcedure.Changed(json => json.Of("steps", "depot")["outcomes"]!.AsArray().Add(
            JsonNode.Parse("""{ "id": "sans-suite", "title": "Ne pas donner suite", "endsTrack": true }""")));

        var drive = Drive.Opened(procedure: procedure).Finish("depot:sans-suite");

        Assert.Equal(new DossierClosed("Terminé", drive.Today, "Toutes les étapes sont terminées."), drive.Dossier.Closed);
    }
}
