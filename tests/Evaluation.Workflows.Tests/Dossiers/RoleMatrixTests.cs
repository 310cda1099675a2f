using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Dossiers;

public sealed class RoleMatrixTests
{
    public static TheoryData<string> EveryStep => [.. ADossier.Lppr.Steps.Select(step => step.Id)];

    [Theory]
    [MemberData(nameof(EveryStep))]
    public void A_step_is_finished_by_exactly_the_roles_that_the_procedure_names(string id)
    {
        var step = ADossier.Lppr.StepOf(id);
        var drive = OpenAt(id);
        var outcome = id == "publication" ? "publie" : drive.Procedure.StepOf(id).Outcomes[0].Id;

        var accepted = Roles.Every.Where(role =>
        {
            var person = Someone(role);
            var decision = step.NeedsSession
                ? DossierRules.Deliberate(
                    drive.Dossier, Finish(drive, step, outcome), drive.ADeliberation(id, new Vote(15, 1, 2)), drive.Context(person, role))
                : drive.Try(Finish(drive, step, outcome), role, person);
            if (decision is Decision.Refused(var reason))
                Assert.IsType<RoleMayNot>(reason);
            return decision is Decision.Accepted;
        });

        Assert.Equal(step.Roles.Order(), accepted.Order());
    }

    [Fact]
    public void A_deported_person_does_nothing_in_any_role_by_any_command()
    {
        var drive = Drive.To("instruction");
        DossierCommand[] commands =
        [
            new FinishStep("instruction", "rapport", drive.Today, new Dictionary<string, string> { ["synthese"] = "x" }),
            drive.APart("autre"), new SetPartAside("notice", Drive.Hash("notice"), "x"),
            new AssignPerson(Drive.Second.Id, Role.ProjectLead), new ReleasePerson(Drive.Second.Id, Role.ProjectLead, "x"),
            new DeclareDeport(new PersonId("autre"), "x"), new DeclareDeport(new PersonId("le-deporte"), "x"),
            new LiftDeport(new PersonId("le-deporte"), "x"), new RecordConclusion("adultes", LpprListingConclusion.Insufficient()),
            new NameConflictScope(["x"], []), new LiftConflict(new PersonId("autre"), "x", "x"),
            new RequestWithdrawal(drive.Today, "x"), new CloseAsImpossible(drive.Today, "x"), new AddNote("x"),
            new MoveLaw(1, new Dictionary<string, string>(), "x"),
            new AnswerGrid(new GridRef("grille-ia", 1), null, [new GridAnswer("1", GridAnswerKind.Absent)]),
            new Classify(DigitalPurpose.Diagnosis, IsPersonalised: true, IsAutonomous: false, ""),
            new AddEvidence(new EvidenceDescription(EvidenceKind.Study, "x", new EvidenceIdentifiers()), new EvidenceAppraisal()),
            new AppraiseEvidence("P1", new EvidenceAppraisal(Level: 1)), new SetEvidenceAside("P1", "x"),
            new LinkEvidence("P1", new ConclusionPoint("adultes", "verdict")),
            new UnlinkEvidence("P1", new ConclusionPoint("adultes", "verdict"), "x"),
            new DraftOpinion([new SectionText("contexte", "x")]), new RedactPassage("GLYCOGUIDE", RedactionReason.Privacy, "x"),
            new RestorePassage("GLYCOGUIDE", "x"),
        ];
        // Every command there is, opening excepted: it has no dossier to be deported from.
        Assert.Equal(
            typeof(DossierCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DossierCommand)) && !type.IsAbstract).ToHashSet(),
            commands.Select(command => command.GetType()).Append(typeof(OpenDossier)).ToHashSet());
        drive.Do(new DeclareDeport(new PersonId("le-deporte"), "Lien."), Role.EthicsService);
        var everything = new Person(new PersonId("le-deporte"), "Le déporté", ADossier.Company, Roles.Every);

        foreach (var role in Roles.Every)
        {
            foreach (var command in commands)
                Assert.IsType<PersonIsDeported>(drive.Refused(command, role, everything));
            Assert.IsType<PersonIsDeported>(Assert.IsType<Decision.Refused>(DossierRules.Deliberate(
                drive.Dossier, (FinishStep)commands[0], drive.ADeliberation("instruction", null), drive.Context(everything, role))).Reason);
        }
    }

    private static Person Someone(Role role) => new(new PersonId("quelqu-un"), "Quelqu’un", ADossier.Company, [role]);

    private static Drive OpenAt(string id) => id switch
    {
        "complements" => Drive.Opened().Then("depot:depose", "recevabilite:incomplet"),
        "recevabilite" => Drive.Opened().WithParts().Then("depot:depose"),
        "reponse" => Drive.To("instruction").Finish("instruction:questions"),
        "observations" => Drive.To("contradictoire").Finish("contradictoire:observations"),
        "bureau" => Drive.To("contradictoire").Then("contradictoire:observations", "observations:forme"),
        "audition" => Drive.To("contradictoire").Finish("contradictoire:audition"),
        "projet" => Drive.To("projet").WithConclusions(),
        "ceesp" => Drive.To("recevabilite").WithParts().Finish("recevabilite:recevable-ceesp"),
        "acte" => Drive.To("transmission").Finish("transmission:transmis-acte"),
        _ => Drive.To(id),
    };

    private static FinishStep Finish(Drive drive, Step step, string outcome) => new(
        step.Id, outcome, drive.Today,
        step.FindOutcome(outcome)!.Fields.Where(field => field.IsRequired).ToDictionary(field => field.Id, field => field.Type switch
        {
            FieldType.Date => "2026-01-05",
            FieldType.Number => "1",
            FieldType.Choice => field.Choices[0].Id,
            FieldType.Text => "x",
            _ => throw new InvalidOperationException(),
        }));
}
