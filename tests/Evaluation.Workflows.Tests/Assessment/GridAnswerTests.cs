using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Journal;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Tests.Persistence;

namespace Evaluation.Workflows.Tests.Assessment;

public sealed class GridAnswerTests
{
    private static readonly GridRef Ai = new("grille-ia", 1);

    private readonly Drive _drive = Drive.To("instruction", ADossier.Request(isDigital: true, usesAi: true, indications: ["adultes", "enfants"]));

    private PartPage Page(int page) => new(_drive.Dossier.Parts.First(part => part.Part == "grille-ia").Sha256, page);

    [Fact]
    public void A_line_is_answered_with_the_words_and_the_page_of_the_dossier()
    {
        var answer = new GridAnswer("8", GridAnswerKind.Filled, "", "Les jeux sont séparés par patient.", Page(3));

        _drive.Do(new AnswerGrid(Ai, null, [answer]), Role.Applicant);

        var given = _drive.Dossier.Assessment.Answers[new AnswerKey(Ai, null, "8")];
        Assert.Equal((answer, ADossier.Applicant.Id, Role.Applicant), (given.Answer, given.Person, given.Role));
        var reading = Reading("grille-ia");
        Assert.Equal((1, 41), (reading.Answered, reading.Unanswered.Count));
    }

    [Fact]
    public void Each_answer_of_a_batch_is_an_event_and_what_has_not_changed_gives_none()
    {
        _drive.Do(new AnswerGrid(Ai, null, [new("1", GridAnswerKind.Absent), new("2", GridAnswerKind.Absent)]), Role.ProjectLead);
        var before = _drive.Events.Count;

        _drive.Do(new AnswerGrid(Ai, null, [new("1", GridAnswerKind.Absent), new("2", GridAnswerKind.Partial, "L’âge manque.")]), Role.ProjectLead);

        var answered = Assert.IsType<GridItemAnswered>(Assert.Single(_drive.Events.Skip(before)).Event);
        Assert.Equal("2", answered.Answer.Item);
        Assert.Equal(["1", "2"], Reading("grille-ia").Lacking.Select(item => item.Id));
    }

    [Fact]
    public void The_same_answers_again_are_refused_since_nothing_changes()
    {
        _drive.Do(new AnswerGrid(Ai, null, [new("1", GridAnswerKind.Absent)]), Role.ProjectLead);

        Says("Aucune réponse n’a changé. Remplissez ou modifiez une ligne, puis enregistrez.", new GridAnswer("1", GridAnswerKind.Absent));
    }

    [Fact]
    public void An_answer_that_nobody_could_check_is_refused_and_the_message_says_what_to_do()
    {
        Says("« Séparation des jeux » : « renseigné » se constate à une page : indiquez la pièce et la page.", new GridAnswer("8", GridAnswerKind.Filled));
        Says("« Séparation des jeux » : une citation se lit à une page : indiquez la pièce et la page.", new GridAnswer("8", GridAnswerKind.Partial, "Il manque…", "Mots."));
        Says("« Séparation des jeux » : dites en commentaire ce qui manque.", new GridAnswer("8", GridAnswerKind.Partial, Place: Page(3)));
        Says("« Séparation des jeux » : dites en commentaire pourquoi la ligne est sans objet.", new GridAnswer("8", GridAnswerKind.NotApplicable));
        Says("« Séparation des jeux » : la page va de 1 à 10000 ; reçu : 0.", new GridAnswer("8", GridAnswerKind.Filled, Place: Page(0)));
        Says("« Séparation des jeux » : cette pièce n’est pas au dossier, ou elle est écartée. Choisissez une pièce versée.",
            new GridAnswer("8", GridAnswerKind.Filled, Place: new PartPage(Drive.Hash("ailleurs"), 1)));
        Says("« Séparation des jeux » : citation trop longue (1001 caractères, 1000 au plus). Citez l’essentiel et donnez la page.",
            new GridAnswer("8", GridAnswerKind.Filled, "", new string('x', 1001), Page(1)));
        Says("La grille « Grille IA » n’a pas de ligne « 43 ».", new GridAnswer("43", GridAnswerKind.Absent));
        Says("La ligne « 8 » reçoit deux réponses. Gardez-en une.", new GridAnswer("8", GridAnswerKind.Absent), new GridAnswer("8", GridAnswerKind.Absent));
    }

    [Fact]
    public void A_page_of_a_file_that_was_set_aside_no_longer_counts()
    {
        var page = Page(3);
        _drive.Do(new SetPartAside("grille-ia", page.Sha256, "Remplacée."), Role.ProjectLead);

        Assert.IsType<FieldIsWrong>(_drive.Refused(new AnswerGrid(Ai, null, [new("8", GridAnswerKind.Filled, Place: page)]), Role.ProjectLead));
    }

    [Fact]
    public void A_grid_per_indication_is_filled_for_each_and_one_for_the_dossier_for_none()
    {
        var analysis = new GridRef("analyse-lppr", 1);
        _drive.Do(new AnswerGrid(analysis, "enfants", [new("effet", GridAnswerKind.Absent)]), Role.ProjectLead);

        Assert.Equal([0, 1], GridReading.Of(_drive.Dossier, GridLibrary.Own).Where(r => r.Grid.Ref == analysis).Select(r => r.Answered));
        Assert.Equal(
            "La grille « Analyse » se remplit pour chaque indication. Indiquez laquelle.",
            _drive.Refused(new AnswerGrid(analysis, null, [new("effet", GridAnswerKind.Absent)]), Role.ProjectLead).Message);
        Assert.Equal(
            "Le dossier n’a pas d’indication « seniors ».",
            _drive.Refused(new AnswerGrid(analysis, "seniors", [new("effet", GridAnswerKind.Absent)]), Role.ProjectLead).Message);
        Assert.Equal(
            "La grille « Grille IA » se remplit une fois pour le dossier, sans indication.",
            _drive.Refused(new AnswerGrid(Ai, "adultes", [new("1", GridAnswerKind.Absent)]), Role.ProjectLead).Message);
    }

    [Fact]
    public void Each_grid_is_filled_by_the_roles_it_names_and_the_analysis_never_by_the_applicant() => Assert.All(GridLibrary.Own.All, grid =>
    {
        if (!grid.Concerns(_drive.Dossier.Opening))
            return;
        var indication = grid.Scope == GridScope.Indication ? "adultes" : null;
        var accepted = Roles.Every.Where(role =>
        {
            var person = role == Role.ProjectLead ? _drive.LeadOf() : ADossier.Holding(role);
            var decision = _drive.Try(new AnswerGrid(grid.Ref, indication, [new(grid.Items[0].Id, GridAnswerKind.Absent)]), role, person);
            if (decision is Decision.Refused(var reason))
                Assert.IsType<RoleMayNot>(reason);
            return decision is Decision.Accepted;
        });

        Assert.Equal(grid.FilledBy.Order(), accepted.Order());
        if (grid.Scope == GridScope.Indication)
            Assert.DoesNotContain(Role.Applicant, grid.FilledBy);
    });

    [Fact]
    public void A_grid_of_another_kind_of_product_or_of_no_known_version_is_refused()
    {
        var other = Drive.To("instruction", ADossier.Request(isDigital: true));

        Assert.Equal(
            "La grille « Grille IA » ne concerne pas ce dossier.",
            other.Refused(new AnswerGrid(Ai, null, [new("1", GridAnswerKind.Absent)]), Role.ProjectLead).Message);
        Assert.Equal(
            "La grille « grille-ia@9 » est inconnue. Choisissez une grille et une version qui existent.",
            _drive.Refused(new AnswerGrid(new GridRef("grille-ia", 9), null, [new("1", GridAnswerKind.Absent)]), Role.ProjectLead).Message);
    }

    [Fact]
    public void Once_the_opinion_is_given_the_assessment_stays_as_it_is()
    {
        var drive = Drive.To("publication", ADossier.Request(isDigital: true, usesAi: true));

        Assert.Equal(
            "L’avis est rendu : son évaluation et ses preuves ne changent plus.",
            drive.Refused(new AnswerGrid(Ai, null, [new("1", GridAnswerKind.Absent)]), Role.EvaluationService).Message);
    }

    [Fact]
    public void The_functional_level_is_computed_and_kept_with_what_it_was_computed_from()
    {
        _drive.Do(new Classify(DigitalPurpose.Diagnosis, IsPersonalised: true, IsAutonomous: false, " Relu. "), Role.ProjectLead);

        Assert.Equal(
            new ClassificationRecorded(DigitalPurpose.Diagnosis, true, false, FunctionalLevel.C, "Relu."), _drive.Dossier.Assessment.Classification);
        Assert.IsType<RequestIsInvalid>(_drive.Refused(new Classify(DigitalPurpose.Diagnosis, true, false, "Relu."), Role.ProjectLead));
        Assert.IsType<RequestIsInvalid>(
            Drive.To("instruction").Refused(new Classify(DigitalPurpose.Diagnosis, true, false, ""), Role.ProjectLead));
    }

    [Fact]
    public void An_answer_is_written_as_the_journal_will_always_read_it()
    {
        var e = new GridItemAnswered("grille-ia", 1, null, new GridAnswer("8", GridAnswerKind.NotApplicable, "Non.", "", new PartPage("ab", 3)));
        const string Text =
            """{"type":"grid-item-answered","grid":"grille-ia","version":1,"indication":null,"answer":{"item":"8","kind":"not-applicable","comment":"Non.","quote":"","place":{"sha256":"ab","page":3}}}""";

        Assert.Equal(Text, EventJson.Write(e));
        Assert.Equal(e, EventJson.ReadDossierEvent(Text));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_assessment_comes_back_as_it_was_after_a_restart_and_the_chain_holds(bool onPostgres)
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres);
        var id = await ledger.OpenAsync(ADossier.Request(isDigital: true, usesAi: true, on: ledger.Today));
        await ledger.DoneAsync(id, new AnswerGrid(Ai, null, [new("1", GridAnswerKind.Partial, "À préciser.")]), Role.EvaluationService);
        await ledger.DoneAsync(id, new Classify(DigitalPurpose.Monitoring, true, false, ""), Role.EvaluationService);
        await ledger.DoneAsync(id, EvidenceTests.AStudy(), Role.EvaluationService);

        await ledger.ReopenAsync();

        var (file, _) = await ledger.Services.Queries.ReadAsync(id, ADossier.Holding(Role.EvaluationService));
        var assessment = file!.Dossier.Assessment;
        Assert.Equal("À préciser.", assessment.Answers[new AnswerKey(Ai, null, "1")].Answer.Comment);
        Assert.Equal(FunctionalLevel.C, assessment.Classification!.Level);
        Assert.Equal("P1", Assert.Single(assessment.Evidence).Id);
        Assert.Empty((await ledger.Services.Audit.VerifyAsync()).Faults);
    }

    private GridReading Reading(string grid) => GridReading.Of(_drive.Dossier, GridLibrary.Own).Single(r => r.Grid.Id == grid);

    private void Says(string message, params GridAnswer[] answers) =>
        Assert.Equal(message, _drive.Refused(new AnswerGrid(Ai, null, answers), Role.ProjectLead).Message);
}
