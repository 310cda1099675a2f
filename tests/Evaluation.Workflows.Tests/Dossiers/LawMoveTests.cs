using System.Text.Json.Nodes;
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
        var target = Changed(json => Limit(json, "avis-has")["versions"]![0]!["amount"] = 120);
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
        var target = Renamed("instruction", "analyse");
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
        var target = Changed(json =>
        {
            var added = JsonNode.Parse("""
                { "id": "cybersecurite", "title": "Analyse de cybersécurité", "phase": "Instruction", "roles": ["chef-de-projet"],
                  "hint": "Le chef de projet vérifie la cybersécurité.", "opensWhen": [["recevabilite:recevable"]],
                  "outcomes": [{ "id": "faite", "title": "Enregistrer l’analyse", "endsTrack": true }] }
                """);
            json["steps"]!.AsArray().Add(added);
        });
        var drive = Drive.Opened(procedure: First).On("examen");

        Assert.Equal(["cybersecurite"], LawMove.Preview(drive.Dossier, First, target, NoMapping, drive.Today).Opens.Select(step => step.Id));
        Assert.Empty(LawMove.Preview(Drive.Opened(procedure: First).Dossier, First, target, NoMapping, drive.Today).Opens);
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
        Assert.IsType<RoleMayNot>(Assert.IsType<Decision.Refused>(DossierRules.Decide(
            drive.Dossier, new MoveLaw(2, NoMapping, "x"), drive.Context(ADossier.Applicant, Role.Applicant) with { Target = ADossier.Lppr })).Reason);
    }

    [Fact]
    public async Task In_the_ledger_the_move_is_one_event_and_the_list_follows_the_new_names()
    {
        var folder = Directory.CreateTempSubdirectory("has-law-").FullName;
        var procedures = Directory.CreateDirectory(Path.Combine(folder, "procedures")).FullName;
        await File.WriteAllTextAsync(Path.Combine(procedures, "lppr.7.json"), RenamedJson("instruction", "analyse"), TestContext.Current.CancellationToken);
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

    private static Procedure Changed(Action<JsonNode> change)
    {
        var json = JsonNode.Parse(ProcedureLibrary.Resource("procedures/lppr-nom-de-marque.1.json"))!;
        json["version"] = 7;
        change(json);
        return ProcedureReader.Read(json.ToJsonString(), "essai.json");
    }

    private static JsonNode Limit(JsonNode json, string id) => json["limits"]!.AsArray().Single(limit => (string?)limit!["id"] == id)!;

    private static Procedure Renamed(string from, string to) => ProcedureReader.Read(RenamedJson(from, to), "essai.json");

    private static string RenamedJson(string from, string to)
    {
        var json = JsonNode.Parse(ProcedureLibrary.Resource("procedures/lppr-nom-de-marque.1.json"))!;
        json["version"] = 7;
        return json.ToJsonString().Replace($"\"{from}\"", $"\"{to}\"", StringComparison.Ordinal)
            .Replace($"\"{from}:", $"\"{to}:", StringComparison.Ordinal);
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
