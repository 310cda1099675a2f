using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Replay;

namespace Evaluation.Workflows.Tests;

/// <summary>One test per trap of the field.</summary>
public sealed class PitfallTests
{
    private static readonly ProcedureLibrary Library = ProcedureLibrary.Load();

    [Fact]
    public void Eight_or_ten_days_of_contradictory_phase_the_law_is_versioned()
    {
        var before = Drive.Opened(ADossier.Request(on: new DateOnly(2020, 1, 6))).On("notification")
            .Finish("notification:notifie", fields: ("recu-le", "2020-01-06"));
        var after = Drive.Opened(ADossier.Request(on: new DateOnly(2026, 1, 6))).On("notification")
            .Finish("notification:notifie", fields: ("recu-le", "2026-01-06"));

        Assert.Equal(new DateOnly(2020, 1, 14), before.Clock("contradictoire")!.DueOn);
        Assert.Equal(new DateOnly(2026, 1, 16), after.Clock("contradictoire")!.DueOn);
    }

    [Theory]
    [InlineData("latm-nom-de-marque", "intérêt attendu")]
    [InlineData("pecan", "présomption d’innovation")]
    [InlineData("pect", "conditions de la PECT")]
    public void Sa_and_asa_belong_to_the_lppr_and_no_other_procedure_takes_them(string procedure, string itsOwn)
    {
        var drive = Drive.Of(procedure).On("instruction");

        var refusal = drive.Refused(
            new RecordConclusion("adultes", LpprListingConclusion.Sufficient(new(AmeliorationLevel.Mineure, "suivi"))), Role.ProjectLead);

        Assert.Contains($"se conclut en {itsOwn}, pas en SA et ASA", Assert.IsType<ConclusionDoesNotFit>(refusal).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_opinion_holds_several_verdicts_one_per_indication()
    {
        var drive = Drive.Of("pecan", "therapeutique", true, "adultes", "enfants").On("projet");
        drive.Do(new RecordConclusion("adultes", PecanConclusion.Favourable(new(true, true, false, true))), Role.ProjectLead);
        Assert.IsType<ConclusionsAreMissing>(drive.RefusedStep("projet:adopte"));

        drive.Do(new RecordConclusion("enfants", PecanConclusion.Unfavourable(new(false, true, false, true))), Role.ProjectLead);
        drive.Finish("projet:adopte");

        Assert.Equal([true, false], drive.Dossier.Conclusions.Values.Select(conclusion => conclusion.IsFavourable));
    }

    [Theory]
    [InlineData("lppr-nom-de-marque")]
    [InlineData("latm-nom-de-marque")]
    [InlineData("pecan")]
    [InlineData("pect")]
    public void Withdrawal_does_not_close_the_case(string procedure)
    {
        var drive = Drive.Of(procedure).On("instruction").Do(new RequestWithdrawal(new DateOnly(2026, 1, 5), "Choix de l’entreprise."), Role.Applicant);

        Assert.Null(drive.Dossier.Closed);
        drive.On("avis").WithConclusions().Finish("avis:rendu");
        Assert.NotNull(drive.Dossier.DecisionOf(Authority.Has));
    }

    [Theory]
    [InlineData("ans:certifie", "transmission:transmis")]
    [InlineData("transmission:transmis", "ans:certifie")]
    public void Two_calendars_run_in_a_pecan_and_the_decision_needs_both(string first, string second)
    {
        var drive = Drive.Of("pecan").On("instruction").Then(
            "preuves-ans:completes", "experts:sans-expert", "instruction:rapport", "examen:examine").WithConclusions().Then(
            "projet:adopte", "notification:notifie", "contradictoire:sans-observation", "avis:rendu").At(2026, 2, 10);

        drive.Finish(first);
        Assert.DoesNotContain("ministres", drive.Open);
        drive.At(2026, 2, 20).Finish(second);

        Assert.Contains("ministres", drive.Open);
        Assert.Equal(new DateOnly(2026, 3, 22), drive.Clock("decision")!.DueOn); // 20 February + 30 days.
        Assert.Equal(60, drive.Clock("avis-has")!.Law.Period.Amount);
        Assert.Equal(60, drive.Clock("certificat-ans")!.Law.Period.Amount);
    }

    [Fact]
    public void The_start_of_the_six_or_nine_months_is_disputed_and_both_readings_are_shown()
    {
        var drive = Drive.Of("pecan", "therapeutique").On("ministres").At(2026, 5, 1)
            .Finish("ministres:accord", fields: [("arrete-du", "2026-04-30"), ("debut-prise-en-charge", "2026-06-15")]);

        var has = drive.Clock("droit-commun")!;
        Assert.Equal(new DateOnly(2026, 10, 30), has.DueOn);
        Assert.Contains(has.Explanation, line => line.StartsWith("Autre lecture : le début de la prise en charge", StringComparison.Ordinal)
            && line.Contains("échéance le 15 décembre 2026", StringComparison.Ordinal));

        var other = WithParameter(Library.Latest("pecan")!, "depart-droit-commun", 2);
        var reading = DossierClock.Read(other.Limits.Single(limit => limit.Id == "droit-commun"), drive.Dossier, other, drive.Today)!;
        Assert.Equal(new DateOnly(2026, 12, 15), reading.DueOn);
        Assert.Contains(reading.Explanation, line => line.Contains("échéance le 30 octobre 2026", StringComparison.Ordinal));
    }

    [Fact]
    public void Abandonment_by_silence_is_a_legal_transition_notified_before_with_a_dated_proof()
    {
        var drive = Drive.Of("pect").Then("depot:depose", "completude:incomplet").At(2026, 1, 10)
            .Finish("notification-pieces:notifie", fields: ("recu-le", "2026-01-10"));

        // Fifteen days after 10 January: the last one is the 25th.
        Assert.Equal(new DateOnly(2026, 1, 25), drive.Clock("pieces")!.DueOn);
        Assert.IsType<LimitStillRuns>(drive.At(2026, 1, 25).RefusedStep("complements:abandon"));
        drive.At(2026, 1, 26);
        Assert.IsType<NotificationIsNotProven>(drive.RefusedStep("complements:abandon"));
        Assert.Contains("complements", drive.Open); // Silence alone moves nothing.
        Assert.IsType<RoleMayNot>(drive.RefusedStep("complements:abandon", Role.Applicant));

        drive.Do(drive.APart("preuve-notification"), Role.EvaluationService).Finish("complements:abandon");

        Assert.Equal("Réputée abandonnée", drive.Dossier.Closed!.Ending);
    }

    [Fact]
    public void A_proof_older_than_the_notification_proves_nothing()
    {
        var drive = Drive.Of("pect").Then("depot:depose", "completude:incomplet");
        drive.Do(drive.APart("preuve-notification"), Role.EvaluationService).At(2026, 1, 10)
            .Finish("notification-pieces:notifie", fields: ("recu-le", "2026-01-10")).At(2026, 2, 1);

        Assert.IsType<NotificationIsNotProven>(drive.RefusedStep("complements:abandon"));
    }

    [Fact]
    public void The_has_advises_the_ministers_decide_the_ceps_prices_and_the_records_stay_apart()
    {
        var drive = Drive.To("recevabilite").WithParts().Then("recevabilite:recevable-ceesp", "ceesp:rendu").ToTheEnd();

        Authority[] all = [Authority.Has, Authority.Ceesp, Authority.Ceps, Authority.Ministers];
        Assert.Equal(["avis", "ceesp", "ceps", "ministres"], all.Select(authority => drive.Dossier.DecisionOf(authority)!.Step));
        Assert.All(Library.All, procedure => Assert.All(
            procedure.Steps.SelectMany(step => step.Outcomes.Select(outcome => (step, outcome))).Where(pair => pair.outcome.Decision is not null),
            pair => Assert.Equal(
                pair.outcome.Decision == Authority.Ministers, pair.step.Roles.Contains(Role.Ministers))));
    }

    [Fact]
    public void What_was_not_verified_bears_its_flag_and_what_was_read_does_not()
    {
        Assert.All(Library.All, procedure => Assert.Equal("M", procedure.ParameterOf("taille-piece").Source.Mark));
        Assert.All(
            Library.All.SelectMany(procedure => procedure.Parameters).Where(parameter => parameter.Id == "quorum"),
            parameter => Assert.Equal((12, "V"), (parameter.Value, parameter.Source.Mark)));

        // The texts of the PECAN and of the PECT were read: they have no contradictory phase, which stays a usage.
        foreach (var (id, mark) in ((string, string)[])[("pecan", "M"), ("pect", "M"), ("latm-nom-de-marque", "V"), ("intra-ghs", "V")])
        {
            var limit = Library.Latest(id)!.Limits.Single(limit => limit.Id == "contradictoire");
            Assert.All(limit.Versions, version => Assert.Equal(mark, version.Source.Mark));
        }

        foreach (var id in (string[])["lppr-nom-de-marque", "latm-nom-de-marque"])
            Assert.Equal("M", Library.Latest(id)!.Limits.Single(limit => limit.Id == "contribution").Versions[0].Source.Mark);
        Assert.All(ConclusionForm.All.SelectMany(form => form.Criteria), criterion => Assert.Equal("V", criterion.Source.Mark));
    }

    [Fact]
    public async Task Third_party_codings_contradict_each_other_and_neither_is_kept()
    {
        var folder = Directory.CreateTempSubdirectory("has-codings-").FullName;
        using (var services = await EvaluationServices.OpenAsync(folder))
        {
            var report = await new CaseReplay(services.Desk, services.Queries, services.Procedures)
                .RunAsync(RealCase.Known().Single(known => known.Id == "odysight-latm"));

            Assert.Empty(report.Conclusions);
            Assert.Contains(report.Warnings, warning => warning.Contains("les sources se contredisent (insuffisant", StringComparison.Ordinal)
                && warning.Contains("Aucune n’est retenue", StringComparison.Ordinal));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_assistant_never_decides_it_signs_nothing_that_moves_a_dossier()
    {
        var folder = Directory.CreateTempSubdirectory("has-assistant-").FullName;
        using (var services = await EvaluationServices.OpenAsync(folder))
        {
            var assistant = new Person(new PersonId("assistant"), "Assistant", "Boîte à outils", []);
            Assert.All(Roles.Every, role => Assert.IsType<RoleIsNotHeld>(Drive.Of("pecan").Refused(
                new FinishStep("depot", "depose", new DateOnly(2026, 1, 5), new Dictionary<string, string>()), role, assistant)));

            var unsigned = await services.Desk.OpenAsync(
                ADossier.Request() with { Procedure = "pecan", Request = "therapeutique" },
                new Signature(assistant.Id, Role.EvaluationService, Guid.NewGuid()));
            Assert.IsType<PersonUnknown>(Assert.IsType<MoveResult.Refused>(unsigned).Reason);
            Assert.Equal(0, (await services.Queries.ListAsync(new())).Total);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Procedure WithParameter(Procedure procedure, string id, int value) => procedure with
    {
        Parameters = [.. procedure.Parameters.Select(parameter => parameter.Id == id ? parameter with { Value = value } : parameter)],
    };
}
