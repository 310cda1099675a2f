using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Dossiers;

public sealed class LawMoveTests
{
    private static readonly Dictionary<string, string> NoMapping = [];

    private static readonly Procedure First = ProcedureLibrary.Load().Get("lppr-nom-de-marque", 1);

    [Fact]
    public void A_dossier_of_the_first_lppr_version_may_follow_the_second_and_no_limit_changes()
    {
        var drive = Drive.Opened(procedure: First).On("examen");

        var preview = LawMove.Preview(drive.Dossier, First, ADossier.Lppr, NoMapping, drive.Today);

        Assert.Empty(preview.Faults);
        Assert.Empty(preview.Opens);
        Assert.NotEmpty(preview.Clocks);
        Assert.All(preview.Clocks, change => Assert.False(change.IsChange));
    }

    [Fact]
    public void The_dry_run_shows_the_limit_that_changes_with_its_two_last_days_and_writes_nothing()
    {
        var target = AProcedure.Changed(json => json.Of("limits", "avis-has")["versions"]![0]!["amount"] = 120);
        var drive = Drive.Opened(procedure: First).On("instruction");
        var version = drive.Dossier.Version;

        var change = Assert.Single(LawMove.Preview(drive.Dossier, First, target, NoMapping, drive.Today).Clocks, change => change.IsChange);

        // 5 January 2026: 90 days end on 5 April, 120 on 5 May.
        Assert.Equal(new DateOnly(2026, 4, 5), change.Before!.DueOn);
        Assert.Equal(new DateOnly(2026, 5, 5), change.After!.DueOn);
        Assert.Equal(version, drive.Dossier.Version);
    }

    [Fact]
    public void A_step_that_changed_its_name_needs_its_correspondence_and_the_past_is_then_read_through_it()
    {
        var target = AProcedure.Renamed(AProcedure.First, ("instruction", "analyse"));
        var drive = Drive.Opened(procedure: First).On("examen");
        var context = drive.Context(ADossier.Holding(Role.EvaluationService), Role.EvaluationService) with { Target = target };

        var refused = DossierRules.Decide(drive.Dossier, new MoveLaw(7, NoMapping, "Texte en vigueur."), context);
        Assert.Contains(
            "Donnez sa correspondance : instruction:rapport=….",
            Assert.IsType<RequestIsInvalid>(Assert.IsType<Decision.Refused>(refused).Reason).Message, StringComparison.Ordinal);

        var moved = DossierRules.Decide(
            drive.Dossier, new MoveLaw(7, new Dictionary<string, string> { ["instruction"] = "analyse" }, "Texte en vigueur."), context);
        var lawMoved = Assert.IsType<LawMoved>(Assert.Single(Assert.IsType<Decision.Accepted>(moved).Events));
        drive.Add([lawMoved], ADossier.Holding(Role.EvaluationService), Role.EvaluationService);

        Assert.Equal(7, drive.Dossier.ProcedureVersion);
        Assert.Equal("rapport", drive.Dossier.LatestOf("analyse")!.Outcome);
        Assert.Null(drive.Dossier.LatestOf("instruction"));
        Assert.Equal(["examen"], drive.Open);
        Assert.Equal(lawMoved.Mapping, Assert.IsType<LawMoved>(EventJson.ReadDossierEvent(EventJson.Write(lawMoved))).Mapping);
    }

    [Fact]
    public void A_step_that_the_new_version_adds_opens_at_once_when_its_condition_holds()
    {
        var target = WithStep("""[["recevabilite:recevable"]]""");
        var drive = Drive.Opened(procedure: First).On("examen");

        Assert.Equal(["cybersecurite"], LawMove.Preview(drive.Dossier, First, target, NoMapping, drive.Today).Opens.Select(step => step.Id));
        Assert.Empty(LawMove.Preview(Drive.Opened(procedure: First).Dossier, First, target, NoMapping, drive.Today).Opens);
    }

    [Fact]
    public void A_step_opens_at_once_when_one_of_its_conditions_holds_as_a_whole()
    {
        var drive = Running("instruction");

        Assert.Single(Preview(drive, WithStep("""[["projet:adopte"], ["recevabilite:recevable"]]""")).Opens);
        Assert.Empty(Preview(drive, WithStep("""[["recevabilite:recevable", "projet:adopte"]]""")).Opens);
    }

    [Fact]
    public void Of_a_step_done_twice_the_latest_outcome_opens_what_the_new_version_adds()
    {
        var drive = Drive.Opened(procedure: First).Then("depot:depose", "recevabilite:incomplet").WithParts()
            .Then("complements:envoyes", "recevabilite:recevable");

        Assert.Single(Preview(drive, WithStep("""[["recevabilite:recevable"]]""")).Opens);
        Assert.Empty(Preview(drive, WithStep("""[["recevabilite:incomplet"]]""")).Opens);
    }

    [Fact]
    public void The_dry_run_tells_the_limits_that_stay_those_that_end_and_those_that_begin_by_their_new_titles()
    {
        var target = AProcedure.Changed(json =>
        {
            json.Of("limits", "avis-has")["title"] = "Avis de la commission";
            json.Remove("limits", "contribution");
            json.Add("limits", ALimit("rapport", "Rapport d’évaluation", "\"from\": [\"recevabilite:recevable\"]", "instruction:rapport"));
        });

        var preview = Preview(Running("instruction"), target);

        Assert.Equal((1, 7), (preview.From, preview.To));
        Assert.Equal(
            [
                ("Avis de la commission", true, true, false),
                ("Décision des ministres", true, true, false),
                ("Contribution des associations", true, false, true),
                ("Rapport d’évaluation", false, true, true),
            ],
            preview.Clocks.Select(change => (change.Title, change.Before is not null, change.After is not null, change.IsChange)));
        Assert.Equal(new DateOnly(2026, 2, 4), preview.Clocks[3].After!.DueOn); // 5 January + 30 days.
    }

    [Fact]
    public void A_limit_that_starts_when_an_added_step_opens_is_not_ended_by_what_was_done_before_the_move()
    {
        var target = AProcedure.Changed(json =>
        {
            json.Add("steps", """
                { "id": "avis-patients", "title": "Avis des patients", "phase": "Instruction", "roles": ["service-has"],
                  "hint": "Le service demande leur avis aux patients.", "opensWhen": [["recevabilite:recevable"]],
                  "outcomes": [{ "id": "recu", "title": "Enregistrer l’avis", "endsTrack": true }] }
                """);
            json.Add("limits", ALimit("avis-patients", "Avis des patients", "\"fromOpening\": \"avis-patients\"", "contribution:close"));
        });
        var drive = Running("instruction").At(2026, 1, 12).Finish("contribution:close").At(2026, 1, 20);

        var change = Preview(drive, target).Clocks.Single(clock => clock.Title == "Avis des patients");

        Assert.Equal(new DateOnly(2026, 1, 20), change.After!.StartedOn);
        Assert.Null(change.After.EndedOn);
    }

    [Fact]
    public void An_open_step_and_an_outcome_of_the_past_that_the_new_version_lacks_each_ask_for_their_correspondence()
    {
        var target = AProcedure.Renamed(AProcedure.First, ("instruction", "analyse"), ("examen", "seance"));
        var drive = Running("examen");

        var preview = Preview(drive, target);

        Assert.Equal(
            [
                "La version 7 n’a pas l’étape ouverte « Examen en commission » (examen). Donnez sa correspondance : examen=….",
                "La version 7 n’a pas l’issue « Instruction : rapport ». Donnez sa correspondance : instruction:rapport=….",
            ],
            preview.Faults);
        Assert.Empty(preview.Clocks);
        Assert.Empty(Preview(drive, target, ("instruction", "analyse"), ("examen", "seance")).Faults);
    }

    [Fact]
    public void A_request_that_the_new_version_does_not_take_or_concludes_otherwise_stays_where_it_is()
    {
        var without = AProcedure.Changed(json =>
        {
            json.Of("requests", "inscription")["id"] = "premiere-inscription";
            json.Of("limits", "decision")["versions"]![0]!.AsObject().Remove("requests");
        });
        var otherwise = AProcedure.Changed(json => json.Of("requests", "inscription")["conclusionKind"] = "lppr-sr");

        Assert.Equal(["La version 7 ne connaît pas la demande « inscription »."], Preview(Running("instruction"), without).Faults);
        Assert.Equal(
            ["La version 7 conclut cette demande autrement : les conclusions ne peuvent suivre."],
            Preview(Running("instruction"), otherwise).Faults);
    }

    [Fact]
    public void A_part_on_file_that_the_new_version_does_not_provide_for_is_named_once()
    {
        var target = AProcedure.Changed(json => json.Remove("parts", "notice"));
        var drive = Drive.Opened(procedure: First);
        Assert.Empty(Preview(drive, target).Faults);

        drive.Do(drive.APart("notice"), Role.Applicant).Do(drive.APart("notice") with { Sha256 = Drive.Hash("2") }, Role.Applicant)
            .Do(drive.APart("synthese"), Role.Applicant);

        Assert.Equal(["La version 7 ne prévoit pas la pièce « notice », qui est au dossier."], Preview(drive, target).Faults);
    }

    [Theory]
    [InlineData("lune", "examen", "La correspondance « lune » ne nomme rien dans la version 1.")]
    [InlineData("lune:pleine", "examen:examine", "La correspondance « lune:pleine » ne nomme rien dans la version 1.")]
    [InlineData("examen:lune", "examen:examine", "La correspondance « examen:lune » ne nomme rien dans la version 1.")]
    [InlineData("bureau", "lune", "La correspondance vers « lune » ne nomme rien dans la version 2.")]
    [InlineData("examen:examine", "lune:pleine", "La correspondance vers « lune:pleine » ne nomme rien dans la version 2.")]
    [InlineData("examen:examine", "examen:lune", "La correspondance vers « examen:lune » ne nomme rien dans la version 2.")]
    [InlineData("examen:examine", "examen:reporte", null)]
    [InlineData("bureau", "audition", null)]
    public void A_correspondence_names_a_step_or_an_outcome_of_each_version(string from, string to, string? fault) =>
        Assert.Equal(fault is null ? [] : [fault], Preview(Running("recevabilite"), ADossier.Lppr, (from, to)).Faults);

    [Theory]
    [InlineData("2026-02-09", true)]
    [InlineData("2026-02-10", true)]
    [InlineData("2026-02-11", false)]
    public void A_step_on_the_agenda_of_a_session_to_come_keeps_its_name_until_the_session_is_over(string today, bool isRefused)
    {
        // The economic opinion is still awaited: the examination is not the only step that is open.
        var drive = Drive.To("recevabilite").WithParts().Then(
            "recevabilite:recevable-ceesp", "instruction:rapport", "experts:sans-expert", "contribution:close");
        Assert.Equal(["ceesp", "examen"], drive.Open);
        OnTheAgenda(drive, "examen").At(Days.Of(today));

        Assert.Equal(
            isRefused ? ["« Examen en commission » est à l’ordre du jour de la séance S-2026-02-10 : retirez-la d’abord."] : [],
            Preview(drive, AProcedure.Renamed(AProcedure.Second, ("examen", "seance")), ("examen", "seance")).Faults);
    }

    [Fact]
    public void An_agenda_does_not_hold_a_move_back_when_its_step_keeps_its_name_or_is_done()
    {
        var drive = OnTheAgenda(Drive.To("examen"), "examen");
        Assert.Empty(Preview(drive, AProcedure.Renamed(AProcedure.Second, ("instruction", "analyse")), ("instruction", "analyse")).Faults);

        drive.Finish("examen:examine");

        Assert.Empty(Preview(drive, AProcedure.Renamed(AProcedure.Second, ("examen", "seance")), ("examen", "seance")).Faults);
    }

    [Fact]
    public void The_move_writes_both_versions_the_correspondence_in_order_what_opens_the_reason_and_the_day()
    {
        var target = AProcedure.Renamed(AProcedure.First, ("instruction", "analyse"), ("examen", "seance"));
        var drive = Running("examen").At(2026, 3, 2);
        var mapping = new Dictionary<string, string> { ["instruction"] = "analyse", ["examen"] = "seance" };

        var moved = Assert.IsType<LawMoved>(Assert.Single(Assert.IsType<Decision.Accepted>(DossierRules.Decide(
            drive.Dossier, new MoveLaw(7, mapping, " Texte en vigueur. "),
            drive.Context(ADossier.Holding(Role.EvaluationService), Role.EvaluationService) with { Target = target })).Events));

        Assert.Equal((1, 7, "Texte en vigueur.", new DateOnly(2026, 3, 2)), (moved.FromVersion, moved.ToVersion, moved.Reason, moved.On));
        Assert.Equal([("examen", "seance"), ("instruction", "analyse")], moved.Mapping.Select(pair => (pair.Key, pair.Value)));
        Assert.Empty(moved.Opens);
    }

    [Fact]
    public void Moving_takes_a_reason_the_evaluation_service_and_a_version_that_exists()
    {
        var drive = Drive.Opened(procedure: First).On("examen");
        var service = drive.Context(ADossier.Holding(Role.EvaluationService), Role.EvaluationService) with { Target = ADossier.Lppr };

        Assert.Contains("pourquoi", Refusal(drive, new MoveLaw(2, NoMapping, " "), service), StringComparison.Ordinal);
        Assert.Contains("n’a pas de version 9", Refusal(drive, new MoveLaw(9, NoMapping, "x"), service with { Target = null }), StringComparison.Ordinal);
        Assert.Contains("suit déjà la version 1", Refusal(drive, new MoveLaw(1, NoMapping, "x"), service with { Target = First }), StringComparison.Ordinal);
        Assert.Contains("ne nomme rien dans la version 1",
            Refusal(drive, new MoveLaw(2, new Dictionary<string, string> { ["lune"] = "examen" }, "x"), service), StringComparison.Ordinal);
        Assert.Equal(
            "« Changer la version de la procédure » revient à : Service évaluation de la HAS. Vous agissez comme « Demandeur » ; "
            + "confiez l’action à une personne qui a ce rôle.",
            Refusal(drive, new MoveLaw(2, NoMapping, "x"), drive.Context(ADossier.Applicant, Role.Applicant) with { Target = ADossier.Lppr }));
    }

    [Fact]
    public async Task In_the_ledger_the_move_is_one_event_and_the_list_follows_the_new_names()
    {
        var folder = Directory.CreateTempSubdirectory("has-law-").FullName;
        var procedures = Directory.CreateDirectory(Path.Combine(folder, "procedures")).FullName;
        await File.WriteAllTextAsync(Path.Combine(procedures, "lppr.7.json"), AProcedure.RenamedJson(AProcedure.First, ("instruction", "analyse")), TestContext.Current.CancellationToken);
        using (var services = await EvaluationServices.OpenAsync(
            folder, procedureFolder: procedures, clock: new FixedClock(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero))))
        {
            foreach (var person in DemoPeople.All)
                await services.Desk.RegisterAsync(person, Guid.NewGuid());
            var id = await OpenUnderVersion7(services);
            var before = (await services.Queries.ReadAsync(id, DemoPeople.Service)).File!;

            var done = await services.Desk.DoAsync(
                id, new MoveLaw(1, new Dictionary<string, string> { ["analyse"] = "instruction" }, "Retour au texte publié."),
                new Signature(DemoPeople.Service.Id, Role.EvaluationService, Guid.NewGuid()));

            Assert.IsType<MoveResult.Done>(done);
            var after = (await services.Queries.ReadAsync(id, DemoPeople.Service)).File!;
            Assert.Equal(before.Journal.Count + 1, after.Journal.Count);
            Assert.Equal(1, after.Procedure.Version);
            Assert.Contains(after.Dossier.OpenSteps, open => open.Step == "instruction");
            Assert.Single((await services.Queries.ListAsync(new DossierFilter(Step: "instruction"))).Dossiers);
            Assert.Empty((await services.Queries.ListAsync(new DossierFilter(Step: "analyse"))).Dossiers);
            Assert.Empty((await services.Audit.VerifyAsync()).Faults);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<DossierId> OpenUnderVersion7(EvaluationServices services)
    {
        var opened = await services.Desk.OpenAsync(
            ADossier.Request(isHistorical: true), new Signature(DemoPeople.Service.Id, Role.EvaluationService, Guid.NewGuid()));
        var id = new DossierId(Assert.IsType<MoveResult.Done>(opened).Stream);
        foreach (var (step, outcome) in ((string, string)[])[("depot", "depose"), ("recevabilite", "recevable")])
        {
            Assert.IsType<MoveResult.Done>(await services.Desk.DoAsync(
                id, new FinishStep(step, outcome, new DateOnly(2026, 1, 5), new Dictionary<string, string>()),
                new Signature(DemoPeople.Service.Id, Role.EvaluationService, Guid.NewGuid())));
        }

        return id;
    }

    private static string Refusal(Drive drive, MoveLaw command, DecisionContext context) =>
        Assert.IsType<Decision.Refused>(DossierRules.Decide(drive.Dossier, command, context)).Reason.Message;

    private static Drive OnTheAgenda(Drive drive, string step)
    {
        drive.Add(
            [new PlacedOnAgenda(new SessionId("S-2026-02-10"), step, new DateOnly(2026, 2, 10))], DemoPeople.Service, Role.EvaluationService);
        return drive;
    }

    private static LawMovePreview Preview(Drive drive, Procedure to, params (string From, string To)[] mapping) => LawMove.Preview(
        drive.Dossier, drive.Procedure, to, mapping.ToDictionary(pair => pair.From, pair => pair.To), drive.Today);

    private static Drive Running(string step) => Drive.Opened(procedure: First).On(step);

    private static Procedure WithStep(string opensWhen) => AProcedure.Changed(json => json.Add("steps", $$"""
        { "id": "cybersecurite", "title": "Analyse de cybersécurité", "phase": "Instruction", "roles": ["chef-de-projet"],
          "hint": "Le chef de projet vérifie la cybersécurité.", "opensWhen": {{opensWhen}},
          "outcomes": [{ "id": "faite", "title": "Enregistrer l’analyse", "endsTrack": true }] }
        """));

    private static string ALimit(string id, string title, string start, string until) => $$"""
        { "id": "{{id}}", "title": "{{title}}", {{start}}, "until": ["{{until}}"], "steps": [],
          "versions": [{ "effectiveFrom": "2020-01-01", "amount": 30, "unit": "calendar-days", "effect": "warning",
            "source": { "article": "Texte d’essai", "confidence": "M" } }] }
        """;

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
