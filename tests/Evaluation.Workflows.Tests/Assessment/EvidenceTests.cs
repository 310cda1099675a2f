using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Assessment;

public sealed class EvidenceTests
{
    private static readonly ConclusionPoint Verdict = new("adultes", ConclusionPoints.Verdict);
    private static readonly ConclusionPoint Level = new("adultes", ConclusionPoints.Level);

    private readonly Drive _drive = Drive.To("instruction", ADossier.Request(indications: ["adultes", "enfants"]));

    internal static AddEvidence AStudy(string title = "Essai A", EvidenceAppraisal? appraisal = null, ConclusionPoint? usedFor = null, string? doi = null) => new(
        new EvidenceDescription(EvidenceKind.Study, title, new EvidenceIdentifiers(doi)), appraisal ?? new EvidenceAppraisal(), usedFor);

    [Theory]
    [InlineData("2", "B", 2, EvidenceGrade.B)]
    [InlineData("IIa", "AE", null, EvidenceGrade.Ae)]
    [InlineData("-1", "Z", null, null)]
    [InlineData("", "", null, null)]
    public void A_level_or_a_grade_that_a_dossier_does_not_know_is_left_out(string level, string grade, int? rank, EvidenceGrade? known) =>
        Assert.Equal(new EvidenceAppraisal(rank, known), PlainEvidence.AppraisalOf(level, grade));

    [Fact]
    public void A_conclusion_shows_its_evidence_and_each_piece_shows_where_it_is_used()
    {
        Do(AStudy("Essai A", usedFor: Verdict));
        Do(AStudy("Essai B"));
        Do(new LinkEvidence("P2", Verdict));
        Do(new LinkEvidence("P2", new ConclusionPoint("enfants", ConclusionPoints.Comparator)));

        var reading = Read();

        Assert.Equal(["P1", "P2"], reading.Points.Single(point => point.Point == Verdict).Evidence.Select(item => item.Id));
        Assert.Equal(
            ["Service attendu, Diabète, adultes", "Comparateur, Diabète, enfants"],
            reading.UsesOf(Item("P2")).Select(use => $"{use.Title}, {use.Indication.Title}"));
    }

    [Fact]
    public void Evidence_that_is_set_aside_stays_with_its_reason_and_what_rests_on_it_is_listed()
    {
        Do(AStudy(usedFor: Verdict));

        Do(new SetEvidenceAside("P1", "Étude rétractée."));

        Assert.Equal("Étude rétractée.", Item("P1").SetAsideFor);
        Assert.Equal([Verdict], Item("P1").Uses);
        var gap = Assert.Single(Read().Gaps);
        Assert.Equal(
            (EvidenceGapKind.RestsOnWhatIsSetAside,
                "Service attendu sur « Diabète, adultes » s’appuie encore sur P1, « Essai A », écartée (Étude rétractée.). Retirez le lien ou remplacez la preuve."),
            (gap.Kind, gap.Text));
        Says("La preuve P1 est écartée (Étude rétractée.) : elle ne compte plus.", new LinkEvidence("P1", Level));
        Do(new UnlinkEvidence("P1", Verdict, "Rétractée."));
        Assert.Empty(Read().Gaps);
    }

    [Fact]
    public void A_conclusion_without_evidence_and_an_improvement_without_comparison_are_listed()
    {
        _drive.Do(new RecordConclusion("adultes", new ConclusionText("lppr-sa", "suffisant", 3, "suivi conventionnel", "", 3).Build()), Role.ProjectLead);

        Assert.Equal(
            [EvidenceGapKind.ConclusionWithoutEvidence, EvidenceGapKind.ImprovementWithoutComparison], Read().Gaps.Select(gap => gap.Kind));

        // A study that does not compare bears the conclusion, not the improvement.
        var appraisal = new EvidenceAppraisal(4, EvidenceGrade.C, IsSpecific: true, IsComparative: false);
        Do(AStudy(appraisal: appraisal, usedFor: Level));
        Assert.Equal([EvidenceGapKind.ImprovementWithoutComparison], Read().Gaps.Select(gap => gap.Kind));

        Do(new AppraiseEvidence("P1", appraisal with { IsComparative = true }));
        Assert.Empty(Read().Gaps);
    }

    [Fact]
    public void An_absence_of_improvement_needs_no_comparative_study()
    {
        _drive.Do(new RecordConclusion("adultes", new ConclusionText("lppr-sa", "suffisant", 5, "suivi conventionnel", "", 3).Build()), Role.ProjectLead);

        Do(AStudy(appraisal: new EvidenceAppraisal(4, EvidenceGrade.C, IsSpecific: true, IsComparative: false), usedFor: Verdict));

        Assert.Empty(Read().Gaps);
    }

    [Theory]
    [InlineData(null, null, null, "", EvidenceGapKind.NoGrade, EvidenceGapKind.SpecificityNotSaid)]
    [InlineData(1, EvidenceGrade.A, false, "", EvidenceGapKind.NotTransposed)]
    [InlineData(1, EvidenceGrade.A, false, "Même algorithme, même population.")]
    [InlineData(2, EvidenceGrade.A, true, "", EvidenceGapKind.LevelAndGradeDiffer)]
    [InlineData(3, EvidenceGrade.C, true, "")]
    [InlineData(null, EvidenceGrade.Ae, true, "")]
    public void What_the_appraisal_of_evidence_in_use_lacks_is_listed(
        int? level, EvidenceGrade? grade, bool? isSpecific, string transposability, params EvidenceGapKind[] expected)
    {
        Do(AStudy(appraisal: new EvidenceAppraisal(level, grade, isSpecific, null, transposability), usedFor: Verdict));

        Assert.Equal(expected, Read().Gaps.Select(gap => gap.Kind));
    }

    [Fact]
    public void The_same_evidence_is_not_added_twice_and_the_message_names_it()
    {
        Do(AStudy("Essai A", doi: "10.1000/abc"));

        Says("Cette preuve est déjà au dossier : P1, « Essai A ». Reliez-la plutôt.", AStudy("Autre titre", doi: "10.1000/ABC"));
        Do(new SetEvidenceAside("P1", "Erreur de saisie."));
        Do(AStudy("Essai A", doi: "10.1000/abc"));
        Assert.Equal("P2", _drive.Dossier.Assessment.Evidence[^1].Id);
    }

    [Fact]
    public void Evidence_that_nobody_could_find_again_is_refused_and_the_message_says_why()
    {
        Says("« Titre » : à remplir.", AStudy(" "));
        Says("« DOI » : « abc » n’est pas un DOI ; écrivez par exemple 10.1000/xyz123.", AStudy(doi: "abc"));
        Says("« PMID » : « 12a » n’est pas un PMID : 1 à 8 chiffres.", With(EvidenceKind.Study, new EvidenceIdentifiers(Pmid: "12a")));
        Says("« NCT » : « NCT1 » n’est pas un numéro NCT ; écrivez par exemple NCT01234567.", With(EvidenceKind.Study, new EvidenceIdentifiers(Nct: "nct1")));
        Says("« DOI » : une référence se retrouve : donnez un identifiant, une source ou une page du dossier.", With(EvidenceKind.Reference, new EvidenceIdentifiers()));
        Says("« Résultat ou chiffre » : un chiffre de ressenti se verse avec sa valeur et sa source.", With(EvidenceKind.PatientFigure, new EvidenceIdentifiers()));
        Says("« Page du dossier » : indiquez la pièce et la page.", With(EvidenceKind.DossierPage, new EvidenceIdentifiers()));
        Says("« Niveau de preuve » : de 1 à 4 ; reçu : 5.", AStudy(appraisal: new EvidenceAppraisal(5)));
        Says("Le dossier n’a pas d’indication « seniors ».", AStudy(usedFor: new ConclusionPoint("seniors", "verdict")));
        Says("La conclusion n’a pas de point « clinique » ; points : verdict, niveau, comparateur.", AStudy(usedFor: new ConclusionPoint("adultes", "clinique")));
        Says("Le dossier n’a pas de preuve « P9 ». Relisez la liste des preuves.", new LinkEvidence("P9", Verdict));
    }

    [Fact]
    public void A_link_is_made_once_and_taken_away_with_a_reason()
    {
        Do(AStudy(usedFor: Verdict));

        Says("La preuve P1 sert déjà ce point.", new LinkEvidence("P1", Verdict));
        Says("Indiquez pourquoi le lien est retiré.", new UnlinkEvidence("P1", Verdict, " "));
        Says("La preuve P1 ne sert pas ce point.", new UnlinkEvidence("P1", Level, "Erreur."));
    }

    [Fact]
    public void Evidence_is_the_work_of_the_service_and_of_the_project_lead() => Assert.All(Roles.Every, role =>
    {
        var decision = _drive.Try(AStudy(), role, role == Role.ProjectLead ? _drive.LeadOf() : ADossier.Holding(role));

        if (role is Role.EvaluationService or Role.ProjectLead)
            Assert.IsType<Decision.Accepted>(decision);
        else
            Assert.IsType<RoleMayNot>(Assert.IsType<Decision.Refused>(decision).Reason);
    });

    [Fact]
    public void The_points_of_a_conclusion_are_those_of_its_form() => Assert.Equal(
        ["verdict", "comparateur", "comparaison", "clinique", "organisation", "sante-publique"],
        ConclusionPoints.Of(ConclusionForm.Find("latm-interet")!).Select(point => point.Id));

    private static AddEvidence With(EvidenceKind kind, EvidenceIdentifiers identifiers) =>
        new(new EvidenceDescription(kind, "Titre", identifiers), new EvidenceAppraisal());

    private EvidenceReading Read() => EvidenceReading.Of(_drive.Dossier, _drive.Procedure);

    private EvidenceItem Item(string id) => _drive.Dossier.Assessment.Find(id)!;

    private void Do(AssessmentCommand command) => _drive.Do(command, Role.ProjectLead);

    private void Says(string message, AssessmentCommand command) => Assert.Equal(message, _drive.Refused(command, Role.ProjectLead).Message);
}
