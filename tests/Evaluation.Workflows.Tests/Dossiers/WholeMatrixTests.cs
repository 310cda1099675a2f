using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;

namespace Evaluation.Workflows.Tests.Dossiers;

/// <summary>Every role, in every state, by every act, deported or not, against a table written from the texts and not from the rules.</summary>
public sealed class WholeMatrixTests
{
    // Written by hand from the stages of an evaluation (CSS, art. R. 165-8 to R. 165-20) and the rules on interests
    // (R. 161-85): which steps are open in each state.
    private const string States = """
        depot          | depot
        recevabilite   | recevabilite
        complements    | complements
        instruction    | instruction, experts, contribution
        ceesp          | instruction, experts, contribution, ceesp
        reponse        | reponse, experts, contribution
        examen         | examen
        projet         | projet
        notification   | notification
        contradictoire | contradictoire
        observations   | observations
        bureau         | bureau
        audition       | audition
        avis           | avis
        occultation    | occultation, transmission
        publication    | publication, transmission
        acte           | publication, acte, ceps, ministres
        ministres      | publication, ceps, ministres
        clos           |
        """;

    // Who may finish each step; « tous » stands for every outcome of the step. The service also records what a company filed
    // or wrote elsewhere (SÉSAME, a letter); the president is of the Bureau; a linked act is evaluated by the project lead.
    private const string Steps = """
        depot tous                  | demandeur, service-has
        recevabilite tous           | service-has
        complements tous            | demandeur
        instruction tous            | chef-de-projet
        reponse tous                | demandeur
        experts tous                | chef-de-projet
        contribution tous           | service-has
        ceesp tous                  | ceesp
        examen tous                 | president
        projet tous                 | president
        notification tous           | service-has
        contradictoire tous         | demandeur, service-has
        contradictoire delai-echu   | service-has
        observations tous           | chef-de-projet, service-has
        bureau tous                 | bureau, president
        audition tous               | president
        avis tous                   | president
        occultation tous            | service-has, chef-de-projet
        publication tous            | service-has
        transmission tous           | service-has
        acte tous                   | chef-de-projet
        ceps tous                   | ceps
        ministres tous              | ministres
        """;

    // Who may do what else, whatever the state.
    private const string Acts = """
        verser une pièce              | demandeur, service-has, chef-de-projet
        écarter une pièce             | service-has, chef-de-projet
        désigner                      | service-has
        mettre fin à une désignation  | service-has
        déporter une autre personne   | deontologie, president
        lever un déport               | deontologie
        nommer le périmètre           | service-has, chef-de-projet, deontologie
        lever un conflit              | deontologie
        conclure                      | service-has, chef-de-projet, president
        retirer la demande            | demandeur
        constater l’impossibilité     | president
        changer de version            | service-has
        noter                         | tous
        classer la solution           | service-has, chef-de-projet
        ajouter une preuve            | service-has, chef-de-projet
        apprécier une preuve          | service-has, chef-de-projet
        écarter une preuve            | service-has, chef-de-projet
        rattacher une preuve          | service-has, chef-de-projet
        détacher une preuve           | service-has, chef-de-projet
        rédiger l’avis                | service-has, chef-de-projet, president
        occulter un passage           | service-has, chef-de-projet
        rétablir un passage           | service-has, chef-de-projet
        inviter un expert             | service-has, chef-de-projet
        accepter une question         | expert
        décliner une question         | expert
        répondre à une question       | expert
        relancer un expert            | service-has, chef-de-projet
        révoquer un expert            | service-has, chef-de-projet
        appeler à contribuer          | service-has
        contribuer                    | association
        prendre une tâche d’expert    | expert
        relancer une tâche            | service-has, chef-de-projet
        signaler une tâche            | service-has, chef-de-projet, president
        inscrire à l’ordre du jour    | service-has, president
        retirer de l’ordre du jour    | service-has, president
        délibérer                     | service-has, president
        transcrire un débat           | service-has, president
        constater un déport sur point | service-has, president, deontologie
        lever un déport sur point     | deontologie
        """;

    private static readonly PersonId Someone = new("quelqu-un");
    private static readonly DateOnly Day = new(2026, 1, 5);

    public static TheoryData<string> EveryState => [.. Table(States).Select(row => row.Key)];

    [Fact]
    public void The_tables_name_every_step_every_command_and_only_roles_that_exist()
    {
        Assert.Equal(
            ADossier.Lppr.Steps.Select(step => step.Id).Order(StringComparer.Ordinal),
            Table(Steps).Select(row => row.Key.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(Table(Steps).Concat(Table(Acts)).SelectMany(row => row.Value), key => Assert.True(key == "tous" || Roles.Find(key) is not null, key));

        var drive = At("instruction");
        Assert.Equal(Table(Acts).Select(row => row.Key).Order(StringComparer.Ordinal), ActsOn(drive).Keys.Order(StringComparer.Ordinal));
        var known = new[] { typeof(DossierCommand), typeof(CaseworkCommand), typeof(SessionCommand) }
            .SelectMany(command => command.Assembly.GetTypes().Where(type => type.IsSubclassOf(command) && !type.IsAbstract)).ToHashSet();
        // These touch no dossier, need no dossier yet, finish a step (the other table), wait for a task held by someone, or
        // are for the roles that a grid names itself.
        known.ExceptWith(
        [
            typeof(OpenDossier), typeof(FinishStep), typeof(PlanSession), typeof(SendDocuments), typeof(TakeAttendance),
            typeof(EndSession), typeof(ApproveMinutes), typeof(HandTaskOver), typeof(AnswerGrid),
        ]);
        Assert.Equal(known.Select(type => type.Name).Order(), CommandsOn(drive).Select(command => command.GetType().Name).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public void Each_state_opens_the_steps_of_the_table(string state) =>
        Assert.Equal(Table(States)[state].Order(StringComparer.Ordinal), At(state).Open.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(EveryState))]
    public void In_each_state_each_outcome_is_for_the_roles_of_the_table_and_for_no_deported_person(string state)
    {
        var (drive, open, table) = (At(state), Table(States)[state], Table(Steps));
        var wrong = new List<string>();
        foreach (var step in drive.Procedure.Steps)
        {
            foreach (var outcome in step.Outcomes)
            {
                var allowed = table.GetValueOrDefault($"{step.Id} {outcome.Id}") ?? table[$"{step.Id} tous"];
                foreach (var role in Roles.Every)
                {
                    var found = Refusal(Finish(drive, step, outcome, role));
                    var expected = state == "clos" ? "clos" : !open.Contains(step.Id) ? "fermée" : allowed.Contains(role.Key()) ? "" : "rôle";
                    Compare(wrong, $"{state}, {step.Id}:{outcome.Id}, {role.Key()}", expected, found);
                    Compare(
                        wrong, $"{state}, {step.Id}:{outcome.Id}, {role.Key()}, déporté", "déport",
                        Refusal(Finish(drive, step, outcome, role, isDeported: true)));
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(EveryState))]
    public void In_each_state_each_other_act_is_for_the_roles_of_the_table_and_for_no_deported_person(string state)
    {
        var drive = At(state);
        var wrong = new List<string>();
        var (acts, deported) = (ActsOn(drive), ActsOn(drive, isDeported: true));
        foreach (var (act, allowed) in Table(Acts))
        {
            foreach (var role in Roles.Every)
            {
                var isAllowed = allowed.Contains("tous") || allowed.Contains(role.Key());
                // A session asks for the role before it looks at the dossier, and outlives it.
                var expected = (IsOfSession(act), isAllowed) switch
                {
                    (true, false) => "rôle",
                    (true, true) => act != "inscrire à l’ordre du jour" ? "" : state == "clos" ? "clos" : state == "examen" ? "" : "fermée",
                    (false, _) => state == "clos" ? "clos" : isAllowed ? "" : "rôle",
                };
                Compare(wrong, $"{state}, {act}, {role.Key()}", expected, Refusal(acts[act](role)));
                Compare(
                    wrong, $"{state}, {act}, {role.Key()}, déporté", IsOfSession(act) && !isAllowed ? "rôle" : "déport",
                    Refusal(deported[act](role)));
            }
        }

        Assert.Empty(wrong);
    }

    private static bool IsOfSession(string act) => act is "inscrire à l’ordre du jour" or "retirer de l’ordre du jour" or "délibérer"
        or "transcrire un débat" or "constater un déport sur point" or "lever un déport sur point";

    // « » : not refused for the role, the state of the step, the déport or the end of the dossier; what else a rule asks for
    // (a quorum, a reason, a part) has its own tests.
    private static string Refusal(Refusal? refusal) => refusal switch
    {
        PersonIsDeported => "déport",
        DossierIsClosed => "clos",
        RoleMayNot => "rôle",
        StepIsNotOpen => "fermée",
        _ => "",
    };

    private static void Compare(List<string> wrong, string what, string expected, string found)
    {
        if (expected != found)
            wrong.Add($"{what} : attendu « {expected} », trouvé « {found} »");
    }

    private static Dictionary<string, string[]> Table(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(
            cells => string.Join(' ', cells[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)),
            cells => cells[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static Drive At(string state) => state switch
    {
        "complements" => Drive.Opened().Then("depot:depose", "recevabilite:incomplet"),
        "recevabilite" => Drive.Opened().WithParts().Then("depot:depose"),
        "ceesp" => Drive.To("recevabilite").WithParts().Finish("recevabilite:recevable-ceesp"),
        "reponse" => Drive.To("instruction").Finish("instruction:questions"),
        "observations" => Drive.To("contradictoire").Finish("contradictoire:observations"),
        "bureau" => Drive.To("contradictoire").Then("contradictoire:observations", "observations:forme"),
        "audition" => Drive.To("contradictoire").Finish("contradictoire:audition"),
        "acte" => Drive.To("occultation").Then("occultation:verifiee", "transmission:transmis-acte"),
        "ministres" => Drive.To("occultation").Then("occultation:verifiee", "transmission:transmis"),
        "publication" => Drive.To("occultation").Finish("occultation:verifiee"),
        "clos" => Drive.To("ministres").ToTheEnd(),
        _ => Drive.To(state),
    };

    private static DecisionContext Context(Drive drive, Role role) =>
        drive.Context(new Person(Someone, "Quelqu’un", ADossier.Company, [role]), role);

    private static Dossier DossierOf(Drive drive, bool isDeported) =>
        isDeported ? drive.Dossier with { Deports = [.. drive.Dossier.Deports, new Deport(Someone, "Lien.")] } : drive.Dossier;

    private static Refusal? Finish(Drive drive, Step step, StepOutcome outcome, Role role, bool isDeported = false)
    {
        var fields = outcome.Fields.Where(field => field.IsRequired).ToDictionary(field => field.Id, field => field.Type switch
        {
            FieldType.Date => "2026-01-05",
            FieldType.Number => "1",
            FieldType.Choice => field.Choices[0].Id,
            FieldType.Text => "x",
            _ => throw new InvalidOperationException(),
        });
        var command = new FinishStep(step.Id, outcome.Id, drive.Today, fields);
        var (dossier, context) = (DossierOf(drive, isDeported), Context(drive, role));
        return RefusalOf(step.NeedsSession
            ? DossierRules.Deliberate(dossier, command, drive.ADeliberation(step.Id, new Vote(15, 1, 2)), context)
            : DossierRules.Decide(dossier, command, context));
    }

    private static Dictionary<string, Func<Role, Refusal?>> ActsOn(Drive drive, bool isDeported = false)
    {
        var dossier = DossierOf(drive, isDeported);
        return Table(Acts).Keys.Zip(CommandsOn(drive)).ToDictionary(
            pair => pair.First,
            pair => (Func<Role, Refusal?>)(role => pair.Second switch
            {
                DossierCommand command => RefusalOf(DossierRules.Decide(dossier, command, Context(drive, role))),
                CaseworkCommand command => CaseworkRules.Decide(FileOf(drive), command, dossier, Expert, Context(drive, role))
                    is CaseworkDecision.Refused(var reason) ? reason : null,
                SessionCommand command => SessionRules.Decide(
                    SessionOf(drive), command, dossier, [.. DemoPeople.Members.Select(member => member.Id)], Context(drive, role))
                    is SessionDecision.Refused(var reason) ? reason : null,
                _ => throw new InvalidOperationException(),
            }));
    }

    // In the order of the table.
    private static IReadOnlyList<object> CommandsOn(Drive drive)
    {
        var (id, other) = (drive.Dossier.Id, new PersonId("autre"));
        return
        [
            drive.APart("autre"), new SetPartAside("notice", Drive.Hash("notice"), "x"), new AssignPerson(other, Role.ProjectLead),
            new ReleasePerson(other, Role.ProjectLead, "x"), new DeclareDeport(other, "x"), new LiftDeport(other, "x"),
            new NameConflictScope(["x"], []), new LiftConflict(other, "x", "x"),
            new RecordConclusion(drive.Dossier.Opening.Indications[0].Id, LpprListingConclusion.Insufficient()),
            new RequestWithdrawal(drive.Today, "x"), new CloseAsImpossible(drive.Today, "x"),
            new MoveLaw(1, new Dictionary<string, string>(), "x"), new AddNote("x"),
            new Classify(DigitalPurpose.Diagnosis, IsPersonalised: true, IsAutonomous: false, ""),
            new AddEvidence(new EvidenceDescription(EvidenceKind.Study, "x", new EvidenceIdentifiers()), new EvidenceAppraisal()),
            new AppraiseEvidence("P1", new EvidenceAppraisal(Level: 1)), new SetEvidenceAside("P1", "x"),
            new LinkEvidence("P1", new ConclusionPoint("adultes", "verdict")),
            new UnlinkEvidence("P1", new ConclusionPoint("adultes", "verdict"), "x"),
            new DraftOpinion([new SectionText("contexte", "x")]), new RedactPassage("GLYCOGUIDE", RedactionReason.Privacy, "x"),
            new RestorePassage("GLYCOGUIDE", "x"),
            new InviteExpert(Expert.Id, "x", IsConfidential: true, drive.Today, []), new AcceptInvitation("E1"),
            new DeclineInvitation("E1", "x"), new AnswerConsultation("E1", "x"), new RemindExpert("E1"),
            new RevokeExpert("E1", "x"), new CallContributions(drive.Today.AddDays(30)), new Contribute("x"),
            new ClaimTask("expert:E1"), new RemindTask("expert:E1"), new EscalateTask("expert:E1", "x"),
            new AddItem(id, "examen"), new WithdrawItem(id, "examen", "x"),
            new DeliberateItem(id, "examen", "examine", new Dictionary<string, string>(), null), new RecordDebate(id, "examen", "x"),
            new RecordItemDeport(id, other, "x"), new LiftItemDeport(id, other, "x"),
        ];
    }

    private static Person Expert { get; } = new(new PersonId("un-expert"), "Un expert", "CHU", [Role.Expert]);

    private static CaseFile FileOf(Drive drive) => new CaseFile { Dossier = drive.Dossier.Id }
        .Evolve(new ExpertInvited("E1", Someone, "?", IsConfidential: true, Day, [], Day), 1);

    private static CommissionSession SessionOf(Drive drive)
    {
        var id = new SessionId("S-2026-01-13");
        return CommissionSession.Evolve(
            id, CommissionSession.Evolve(id, null, new SessionPlanned(drive.Today, "x", 14, "M"), 1),
            new ItemAdded(drive.Dossier.Id, "examen", "x"), 2);
    }

    private static Refusal? RefusalOf(Decision decision) => decision is Decision.Refused(var reason) ? reason : null;
}
