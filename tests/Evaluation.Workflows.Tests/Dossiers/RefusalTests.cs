using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;
using static Evaluation.Workflows.Tests.Dossiers.Verdicts;

namespace Evaluation.Workflows.Tests.Dossiers;

public sealed class RefusalTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    private static readonly DateOnly Day = new(2026, 1, 5);

    [Fact]
    public void A_dossier_with_missing_parts_is_refused_and_the_message_names_each()
    {
        var drive = Drive.Opened(ADossier.Request(isDigital: true)).WithParts(except: ["notice", "certificat-ans"]).Then("depot:depose");

        Refuses<PartsAreMissing>(
            drive, drive.RefusedStep("recevabilite:recevable"),
            "Le dossier LPPR-2026-0042 n’est pas recevable : il manque notice d’utilisation, "
            + "certificat ANS d’interopérabilité et de sécurité. Ajoutez ces pièces, puis relancez l’étape.");
    }

    [Fact]
    public void A_complete_dossier_cannot_be_declared_incomplete()
    {
        var drive = Drive.Opened().WithParts().Then("depot:depose");

        Refuses<NoPartIsMissing>(
            drive, drive.RefusedStep("recevabilite:incomplet"),
            "Toutes les pièces obligatoires du dossier LPPR-2026-0042 sont là : il ne peut pas être déclaré incomplet.");
    }

    [Fact]
    public void Nothing_moves_after_the_end()
    {
        var drive = Drive.Opened().ToTheEnd();

        Refuses<DossierIsClosed>(
            drive, drive.Refused(new AddNote("Encore un mot."), Role.EvaluationService),
            "Le dossier LPPR-2026-0042 est clos (Inscrit) : plus rien ne peut y être ajouté.");
    }

    [Fact]
    public void A_person_acts_only_in_a_role_he_holds()
    {
        var drive = Drive.Opened();

        Refuses<RoleIsNotHeld>(
            drive, drive.Refused(new AddNote("Note."), Role.Chair, DemoPeople.Lead),
            "Claire Martin n’a pas le rôle « Présidence de la CNEDiMTS » (ses rôles : Chef de projet). Choisissez l’un de ces rôles.");
    }

    [Fact]
    public void A_step_belongs_to_its_roles()
    {
        var drive = Drive.To("recevabilite");

        Refuses<RoleMayNot>(
            drive, drive.RefusedStep("recevabilite:incomplet", Role.Ceps),
            "« Recevabilité administrative » revient à : Service évaluation de la HAS. Vous agissez comme « CEPS » ; "
            + "confiez l’action à une personne qui a ce rôle.");
    }

    [Fact]
    public void An_applicant_acts_for_his_own_company_only()
    {
        var drive = Drive.Opened();

        Refuses<ApplicantActsForAnotherCompany>(
            drive, drive.RefusedStep("depot:depose", Role.Applicant, DemoPeople.ApplicantOf("Télécœur")),
            "Ce dossier est déposé par Médivia ; vous représentez Télécœur. Seul Médivia peut agir ici.");
    }

    [Fact]
    public void A_company_cannot_file_for_another()
    {
        var refusal = Assert.IsType<Decision.Refused>(DossierRules.Decide(
            null, ADossier.Request(), new DecisionContext(ADossier.Lppr, DemoPeople.ApplicantOf("Télécœur"), Role.Applicant, Day)));

        Assert.IsType<ApplicantActsForAnotherCompany>(refusal.Reason);
    }

    [Fact]
    public void A_deported_person_is_told_that_no_role_helps()
    {
        var drive = Drive.To("instruction").Do(new DeclareDeport(DemoPeople.Lead.Id, "Lien."), Role.EthicsService);

        Refuses<PersonIsDeported>(
            drive, drive.RefusedStep("instruction:rapport", person: DemoPeople.Lead),
            "Claire Martin est déporté du dossier LPPR-2026-0042 : ni lecture, ni débat, ni vote, quel que soit son rôle "
            + "(CSS, art. R. 161-85). Confiez l’action à une autre personne.");
    }

    [Fact]
    public void A_deport_is_declared_once_and_lifted_once()
    {
        var drive = Drive.Opened();
        Refuses<DeportIsAsBefore>(
            drive, drive.Refused(new LiftDeport(DemoPeople.Lead.Id, "Erreur."), Role.EthicsService), "claire-martin n’est pas déporté de ce dossier.");

        drive.Do(new DeclareDeport(DemoPeople.Lead.Id, "Lien."), Role.EthicsService);
        Refuses<DeportIsAsBefore>(
            drive, drive.Refused(new DeclareDeport(DemoPeople.Lead.Id, "Lien."), Role.EthicsService), "claire-martin est déjà déporté de ce dossier.");
    }

    [Fact]
    public void Only_the_ethics_service_and_the_president_declare_the_deport_of_another()
    {
        var drive = Drive.Opened();

        Refuses<RoleMayNot>(
            drive, drive.Refused(new DeclareDeport(DemoPeople.Lead.Id, "Lien."), Role.EvaluationService),
            "« Déclarer le déport d’une autre personne » revient à : Service déontologie, Présidence de la CNEDiMTS. ");
    }

    [Fact]
    public void A_step_that_is_not_open_is_refused_with_those_that_are()
    {
        var drive = Drive.Opened();

        Refuses<StepIsNotOpen>(
            drive, drive.RefusedStep("avis:rendu"),
            "L’étape « Adoption de l’avis définitif » n’est pas ouverte. Étapes ouvertes : Dépôt de la demande.");
    }

    [Fact]
    public void A_step_that_the_procedure_does_not_have_is_refused_by_the_name_it_was_given()
    {
        var drive = Drive.Opened();

        Refuses<StepIsNotOpen>(
            drive, drive.Refused(new FinishStep("lune", "pleine", Day, Nothing), Role.Applicant),
            "L’étape « lune » n’est pas ouverte. Étapes ouvertes : Dépôt de la demande.");
    }

    [Fact]
    public void An_unknown_outcome_is_refused_with_the_known_ones()
    {
        var drive = Drive.To("recevabilite");

        Refuses<OutcomeIsUnknown>(
            drive, drive.RefusedStep("recevabilite:peut-etre"),
            "L’étape « Recevabilité administrative » n’a pas d’issue « peut-etre ». Issues possibles : recevable, recevable-ceesp, incomplet.");
    }

    [Fact]
    public void A_step_of_the_commission_is_finished_in_session_only()
    {
        var drive = Drive.To("examen");

        Refuses<StepNeedsSession>(
            drive, drive.Refused(new FinishStep("examen", "examine", Day, Nothing), Role.Chair),
            "« Examen en commission » se décide en séance. Inscrivez le dossier à l’ordre du jour, puis enregistrez la "
            + "délibération dans la séance.");
    }

    [Theory]
    [InlineData("synthese", "", "« Synthèse du rapport » : à remplir.")]
    [InlineData("synthese", "   ", "« Synthèse du rapport » : à remplir.")]
    [InlineData("surprise", "x", "« surprise » : ce champ n’est pas prévu ; champs prévus : synthese.")]
    public void A_text_is_filled_in_where_it_must_and_nowhere_else(string field, string value, string message)
    {
        var drive = Drive.To("instruction");

        Refuses<FieldIsWrong>(drive, drive.RefusedStep("instruction:rapport", fields: (field, value)), message);
    }

    [Theory]
    [InlineData("12,5", "« Tarif » : « 12,5 » n’est pas un nombre ; écrivez par exemple 12.5.")]
    [InlineData("douze", "« Tarif » : « douze » n’est pas un nombre ; écrivez par exemple 12.5.")]
    public void A_number_is_written_for_a_machine(string value, string message)
    {
        var drive = Drive.To("ceps");

        Refuses<FieldIsWrong>(drive, drive.RefusedStep("ceps:accord", fields: ("tarif", value)), message);
    }

    [Theory]
    [InlineData("05/01/2026", "« Projet reçu par le demandeur le » : « 05/01/2026 » n’est pas une date ; écrivez AAAA-MM-JJ.")]
    [InlineData("2026-02-30", "« Projet reçu par le demandeur le » : « 2026-02-30 » n’est pas une date ; écrivez AAAA-MM-JJ.")]
    [InlineData("2026-01-06", "« Projet reçu par le demandeur le » : La date du 6 janvier 2026 est à venir : nous sommes le 5 janvier 2026. Corrigez-la.")]
    public void A_date_is_a_day_that_has_come(string value, string message)
    {
        var drive = Drive.To("notification");

        Refuses<FieldIsWrong>(drive, drive.RefusedStep("notification:notifie", fields: ("recu-le", value)), message);
    }

    [Fact]
    public void The_day_on_which_a_listing_takes_effect_may_lie_ahead() =>
        Assert.Equal("2027-01-01", Drive.To("ministres").Finish("ministres:inscription", fields: ("effet-le", "2027-01-01"))
            .Dossier.LatestOf("ministres")!.Fields["effet-le"]);

    [Fact]
    public void A_choice_is_one_of_those_offered()
    {
        var drive = Drive.To("contradictoire");

        Refuses<FieldIsWrong>(
            drive, drive.RefusedStep("contradictoire:audition", fields: ("urgence-ministre", "peut-être")),
            "« Urgence motivée par un ministre » : « peut-être » n’est pas un choix possible ; choix : non, oui.");
    }

    [Fact]
    public void A_text_has_an_end()
    {
        var drive = Drive.To("instruction");

        Refuses<FieldIsWrong>(
            drive, drive.RefusedStep("instruction:rapport", fields: ("synthese", new string('a', 20_001))),
            "« Synthèse du rapport » : trop long (20001 caractères, 20000 au plus).");
    }

    [Fact]
    public void An_act_is_not_dated_in_the_future()
    {
        var drive = Drive.Opened();

        Refuses<DateIsInTheFuture>(
            drive, drive.RefusedStep("depot:depose", on: Day.AddDays(1)),
            "La date du 6 janvier 2026 est à venir : nous sommes le 5 janvier 2026. Corrigez-la.");
    }

    [Fact]
    public void An_act_is_not_dated_before_its_step_opened()
    {
        var drive = Drive.Opened();

        Refuses<DateIsBeforeOpening>(
            drive, drive.RefusedStep("depot:depose", on: Day.AddDays(-1)),
            "La date du 4 janvier 2026 précède l’ouverture de « Dépôt de la demande », le 5 janvier 2026. Corrigez-la.");
    }

    [Fact]
    public void A_supposed_date_belongs_to_historical_dossiers()
    {
        var drive = Drive.Opened();

        Refuses<RequestIsInvalid>(
            drive, drive.Refused(new FinishStep("depot", "depose", Day, Nothing, IsAssumed: true), Role.Applicant),
            "Une date supposée n’est admise que dans un dossier historique.");
    }

    [Fact]
    public void A_vote_against_does_not_carry_the_opinion()
    {
        var drive = Drive.To("avis");
        drive.Vote = new Vote(3, 12, 3);

        Refuses<VoteDoesNotCarry>(
            drive, drive.RefusedStep("avis:rendu"),
            "Le vote ne porte pas « Rendre l’avis définitif » : 3 pour, 12 contre, 3 abstentions. "
            + "Choisissez l’issue qui correspond au vote.");
        Assert.Null(drive.Dossier.DecisionOf(Authority.Has));
    }

    [Fact]
    public void Who_checked_the_redaction_does_not_publish()
    {
        var drive = Drive.To("publication");
        var same = drive.Dossier.LatestOf("occultation")!.Person;

        var refusal = drive.RefusedStep(
            "publication:publie", Role.EvaluationService,
            DemoPeople.Lead with { Id = same, Roles = [Role.EvaluationService] });

        Refuses<SecondPersonIsNeeded>(
            drive, refusal,
            "« Publier l’avis » demande une autre personne que celle qui a terminé « Relecture d’occultation ».");
    }

    [Fact]
    public void A_limit_is_not_declared_passed_on_its_last_day()
    {
        var drive = Drive.To("contradictoire").At(2026, 1, 15); // Received on the 5th: the 10th day is the 15th.

        Refuses<LimitStillRuns>(
            drive, drive.RefusedStep("contradictoire:delai-echu"),
            "Le délai « Phase contradictoire » court jusqu’au 15 janvier 2026 inclus : attendez son terme.");
        Assert.Equal(["avis"], drive.At(2026, 1, 16).Finish("contradictoire:delai-echu").Open);
    }

    [Fact]
    public void A_dossier_led_by_someone_is_not_moved_by_another_lead()
    {
        var drive = Drive.To("instruction").Do(new AssignPerson(DemoPeople.Lead.Id, Role.ProjectLead), Role.EvaluationService);

        Refuses<PersonIsNotAssigned>(
            drive, drive.RefusedStep("instruction:rapport", Role.ProjectLead, Drive.Second),
            "Ce dossier est confié à claire-martin comme « Chef de projet ». Paul Henry ne peut agir qu’après y avoir été désigné.");
    }

    [Fact]
    public void A_dossier_led_by_someone_is_not_concluded_by_another_lead()
    {
        var drive = Drive.To("instruction").Do(new AssignPerson(Drive.Second.Id, Role.ProjectLead), Role.EvaluationService);

        Refuses<PersonIsNotAssigned>(
            drive, drive.Refused(new RecordConclusion("adultes", LpprListingConclusion.Insufficient("Aucune donnée.")), Role.ProjectLead),
            "Ce dossier est confié à paul-henry comme « Chef de projet ». Claire Martin ne peut agir qu’après y avoir été désigné.");
    }

    public static TheoryData<DossierCommand, Role, string> Incomplete => new()
    {
        { new AddNote("  "), Role.Ceps, "La note est vide. Écrivez-la, puis enregistrez." },
        { new SetPartAside("notice", "0", " "), Role.ProjectLead, "Indiquez pourquoi la pièce est écartée." },
        { new SetPartAside("notice", "0", "x"), Role.ProjectLead, "Cette pièce n’est pas au dossier, ou elle est déjà écartée." },
        { new AssignPerson(DemoPeople.Chair.Id, Role.Chair), Role.EvaluationService, "On désigne un chef de projet ou un expert." },
        { new ReleasePerson(DemoPeople.Lead.Id, Role.ProjectLead, ""), Role.EvaluationService, "Indiquez pourquoi la désignation prend fin." },
        { new ReleasePerson(DemoPeople.Lead.Id, Role.ProjectLead, "x"), Role.EvaluationService, "claire-martin n’est pas désigné dans ce rôle." },
        { new DeclareDeport(DemoPeople.Lead.Id, ""), Role.Chair, "Indiquez le lien d’intérêts qui motive le déport." },
        { new LiftDeport(DemoPeople.Lead.Id, ""), Role.EthicsService, "Indiquez pourquoi le déport est levé." },
        { new RequestWithdrawal(Day, ""), Role.Applicant, "Indiquez le motif du retrait." },
        { new ReceivePart("plan", "plan.pdf", "0", 1, "application/pdf", Day), Role.Applicant, "La pièce « plan » n’est pas prévue ; pièces prévues : formulaire, " },
    };

    [Theory]
    [MemberData(nameof(Incomplete), DisableDiscoveryEnumeration = true)]
    public void What_is_asked_without_what_it_needs_is_refused(DossierCommand command, Role role, string message)
    {
        var drive = Drive.Opened();

        Refuses<RequestIsInvalid>(drive, drive.Refused(command, role), message);
    }

    public static TheoryData<DossierCommand, Role, string> NotTheirs => new()
    {
        { new SetPartAside("notice", "0", "x"), Role.Applicant, "Écarter une pièce" },
        { new ReceivePart("notice", "n.pdf", "0", 1, "application/pdf", Day), Role.Ceps, "Verser une pièce" },
        { new AssignPerson(DemoPeople.Lead.Id, Role.ProjectLead), Role.ProjectLead, "Désigner une personne" },
        { new ReleasePerson(DemoPeople.Lead.Id, Role.ProjectLead, "x"), Role.ProjectLead, "Mettre fin à une désignation" },
        { new LiftDeport(DemoPeople.Lead.Id, "x"), Role.Chair, "Lever un déport" },
        { new RequestWithdrawal(Day, "x"), Role.EvaluationService, "Retirer la demande" },
        { new CloseAsImpossible(Day, "x"), Role.EvaluationService, "Constater l’impossibilité d’achever" },
        { new NameConflictScope(["Fabrica"], []), Role.Chair, "Nommer les entreprises et comparateurs" },
    };

    [Theory]
    [MemberData(nameof(NotTheirs), DisableDiscoveryEnumeration = true)]
    public void What_belongs_to_another_role_is_refused_and_the_message_names_the_action(
        DossierCommand command, Role role, string action)
    {
        var drive = Drive.Opened();

        Refuses<RoleMayNot>(drive, drive.Refused(command, role), $"« {action} » revient à : ");
    }

    [Fact]
    public void A_deported_person_is_not_assigned_and_no_one_is_assigned_twice()
    {
        var drive = Drive.Opened().Do(new AssignPerson(Drive.Second.Id, Role.ProjectLead), Role.EvaluationService)
            .Do(new DeclareDeport(DemoPeople.Lead.Id, "Lien."), Role.EthicsService);

        Refuses<RequestIsInvalid>(
            drive, drive.Refused(new AssignPerson(DemoPeople.Lead.Id, Role.ProjectLead), Role.EvaluationService),
            "claire-martin est déporté de ce dossier : désignez une autre personne.");
        Refuses<RequestIsInvalid>(
            drive, drive.Refused(new AssignPerson(Drive.Second.Id, Role.ProjectLead), Role.EvaluationService),
            "paul-henry est déjà désigné.");
    }

    [Fact]
    public void A_request_with_many_faults_lists_them_all()
    {
        var request = ADossier.Request() with
        {
            Request = "revision",
            Product = " ",
            On = new DateOnly(2027, 1, 1),
            Indications = [new("a", "", ""), new("a", "b", "")],
        };

        var refusal = Assert.IsType<Decision.Refused>(DossierRules.Decide(
            null, request, new DecisionContext(ADossier.Lppr, ADossier.Applicant, Role.Applicant, Day))).Reason;

        Assert.Equal(
            "La demande « revision » n’existe pas dans cette procédure ; possibles : inscription, renouvellement, modification. "
            + "Le nom du produit est vide. Indiquez le nom de marque. Une indication est vide. Complétez-la ou retirez-la. "
            + "Deux indications portent le même identifiant. Distinguez-les. "
            + "La date du 1er janvier 2027 est à venir : nous sommes le 5 janvier 2026. Corrigez-la.",
            refusal.Message);
    }

    [Theory]
    [InlineData(Role.Chair, false, "Demandeur, Service évaluation de la HAS. Vous agissez comme « Présidence de la CNEDiMTS »")]
    [InlineData(Role.Applicant, true, "Service évaluation de la HAS. Vous agissez comme « Demandeur »")]
    public void A_dossier_is_opened_by_its_company_or_the_service_and_a_historical_one_by_the_service(
        Role role, bool isHistorical, string whose)
    {
        var refusal = NotOpened(ADossier.Request(isHistorical: isHistorical), role);

        Assert.IsType<RoleMayNot>(refusal);
        Assert.Equal($"« Ouvrir un dossier » revient à : {whose} ; confiez l’action à une personne qui a ce rôle.", refusal.Message);
    }

    [Fact]
    public void A_request_names_who_files_it_and_at_least_one_indication() => Assert.Equal(
        "Le demandeur est vide. Indiquez l’entreprise qui dépose. Aucune indication n’est revendiquée. Indiquez-en au moins une.",
        NotOpened(ADossier.Request(applicant: " ") with { Indications = [] }, Role.EvaluationService).Message);

    [Fact]
    public void A_command_without_its_dossier_is_a_mistake_of_the_caller() => Assert.StartsWith(
        "AddNote needs a dossier.",
        Assert.Throws<ArgumentNullException>(() => DossierRules.Decide(
            null, new AddNote("x"), new DecisionContext(ADossier.Lppr, DemoPeople.Lead, Role.ProjectLead, Day))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_command_that_the_rules_do_not_know_is_a_mistake_of_the_caller() => Assert.StartsWith(
        "Unknown command Sing.",
        Assert.Throws<ArgumentException>(() => Drive.Opened().Try(new Sing(), Role.EvaluationService)).Message, StringComparison.Ordinal);

    private static Refusal NotOpened(OpenDossier request, Role role) => Assert.IsType<Decision.Refused>(DossierRules.Decide(
        null, request, new DecisionContext(ADossier.Lppr, ADossier.Holding(role), role, Day))).Reason;

    private sealed record Sing : DossierCommand;
}
