using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Overview;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Overview;

public sealed class ObservatoryTests
{
    private const string Reasons = "Aucune donnée comparative.";
    private static readonly PersonId Someone = new("claire-martin");

    // Three dossiers: one of 2025 with machine learning and a favourable opinion, one of 2026 with machine learning and an
    // unfavourable one, one of 2026 without.
    private static readonly IReadOnlyList<CountedCase> Three =
    [
        With(ACase.Of(1, new DateOnly(2025, 3, 3), usesAi: true), isGiven: true,
            LpprListingConclusion.Sufficient(new(AmeliorationLevel.Mineure, "suivi conventionnel"), "", 3),
            new Classify(DigitalPurpose.Diagnosis, IsPersonalised: true, IsAutonomous: false, "Un médecin conclut."),
            Study(new EvidenceAppraisal(2, EvidenceGrade.B, IsSpecific: true, IsComparative: true)),
            Study(new EvidenceAppraisal())),
        With(ACase.Of(2, new DateOnly(2026, 3, 3), usesAi: true), isGiven: true, LpprListingConclusion.Insufficient(Reasons)),
        ACase.Of(3, new DateOnly(2026, 3, 3)),
    ];

    [Fact]
    public void Devices_are_counted_by_kind_with_their_denominator_and_by_year()
    {
        var line = Table("genres").Lines.Single(line => line.Label == "Avec IA");

        Assert.Equal((2, 3), (line.Count, line.Of));
        Assert.Equal([new YearCount(2025, 1, 1), new YearCount(2026, 1, 2)], line.Years);
    }

    [Fact]
    public void The_functional_level_counts_digital_devices_and_says_how_many_are_not_classified()
    {
        var lines = Table("niveaux").Lines;

        Assert.Equal((1, 2), Of(lines, "Niveau C, aide à la décision ou au soin, sans autonomie"));
        Assert.Equal((1, 2), Of(lines, "Non classé"));
        Assert.Equal((1, 1), Of(Table("finalites").Lines, "Diagnostic"));
    }

    [Fact]
    public void Evidence_is_counted_by_level_and_grade_and_what_is_not_appraised_is_said()
    {
        Assert.Equal((1, 2), Of(Table("preuves-niveau").Lines, "Niveau 2"));
        Assert.Equal((1, 2), Of(Table("preuves-niveau").Lines, "Non apprécié"));
        Assert.Equal((1, 2), Of(Table("preuves-grade").Lines, "Grade B, présomption scientifique"));
        Assert.Equal((1, 2), Of(Table("preuves-nature").Lines, "Propres au dispositif et comparatives"));
    }

    [Fact]
    public void Conclusions_are_those_of_opinions_that_are_given()
    {
        var figures = Read();

        Assert.Equal((3, 2), (figures.Cases, figures.Opinions));
        Assert.Equal((1, 2), Of(Table("conclusions").Lines, "Favorable"));
        Assert.Equal((1, 2), Of(Table("conclusions").Lines, "Service attendu : insuffisant"));
        Assert.Equal((1, 1), Of(Table("ameliorations").Lines, "ASA IV"));
    }

    [Fact]
    public void A_written_ground_is_quoted_but_not_to_someone_deported_from_its_dossier()
    {
        Assert.Equal([Reasons], Read().Grounds.Select(ground => ground.Text));
        IReadOnlyList<CountedCase> cases = [Three[0], Three[1].Without(Someone), Three[2]];
        Assert.Empty(Observatory.Of(cases, new OverviewFilter(), GridLibrary.Own, Someone).Grounds);
        Assert.Equal((1, 2), Of(Observatory.Of(cases, new OverviewFilter(), GridLibrary.Own, Someone).Tables.Single(table => table.Id == "conclusions").Lines, "Défavorable"));
    }

    [Fact]
    public void What_the_dossiers_do_not_say_is_counted_among_the_answers_given()
    {
        var grid = GridLibrary.Own.Latest("ethique-ia")!;
        var one = Act(ACase.Of(1, new DateOnly(2026, 3, 3), usesAi: true), new AnswerGrid(grid.Ref, null,
        [
            new GridAnswer("ia-annoncee", GridAnswerKind.Filled), new GridAnswer("sous-groupes", GridAnswerKind.Absent),
            new GridAnswer("formation", GridAnswerKind.NotApplicable, "Sans objet ici."),
        ]));

        var table = Observatory.Of([one, Three[1]], new OverviewFilter(), GridLibrary.Own, null).Tables.Single(table => table.Id == "manques-ethique-ia");

        var line = Assert.Single(table.Lines);
        Assert.Equal(("Même performance pour tous les publics", 1, 1), (line.Label, line.Count, line.Of));
        Assert.Contains("10 lignes sur 32", table.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_sample_says_so_and_nothing_is_made_up_about_regions()
    {
        Assert.All(Read().Tables.Where(table => table.Lines.Count > 0), table => Assert.True(table.IsSmall));
        var many = Enumerable.Range(1, 30).Select(number => ACase.Of(number, new DateOnly(2026, 1, 5))).ToList();
        Assert.False(Observatory.Of(many, new OverviewFilter(), GridLibrary.Own, null).Tables[0].IsSmall);
        Assert.StartsWith("La région n’est pas connue", Read().RegionRemark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+33", "'+33")]
    [InlineData("-2", "'-2")]
    [InlineData("@somme", "'@somme")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("dit « oui » \"vite\"", "\"dit « oui » \"\"vite\"\"\"")]
    [InlineData("=cmd;x", "\"'=cmd;x\"")]
    public void A_cell_of_the_file_is_never_a_formula(string label, string expected)
    {
        var table = new ObservatoryTable("t", "Titre", "dossiers", [new ObservatoryLine(label, 1, 2, [])]);

        var lines = ObservatoryCsv.Write(new ObservatoryFigures(2, 0, [table], [], "")).Split("\r\n");

        Assert.Equal("\uFEFFtableau;ligne;annee;nombre;sur;unite", lines[0]);
        Assert.Equal($"Titre;{expected};toutes;1;2;dossiers", lines[1]);
    }

    private static ObservatoryFigures Read() => Observatory.Of(Three, new OverviewFilter(), GridLibrary.Own, null);

    private static ObservatoryTable Table(string id) => Read().Tables.Single(table => table.Id == id);

    private static (int Count, int Of) Of(IReadOnlyList<ObservatoryLine> lines, string label) =>
        lines.Single(line => line.Label == label) is var line ? (line.Count, line.Of) : default;

    private static AddEvidence Study(EvidenceAppraisal appraisal) => new(
        new EvidenceDescription(EvidenceKind.Study, $"Étude {appraisal.Level}", new EvidenceIdentifiers()), appraisal);

    private static CountedCase With(CountedCase one, bool isGiven, Conclusion conclusion, params DossierCommand[] commands)
    {
        one = Act(one, commands);
        var dossier = one.Dossier;
        foreach (var e in new DossierEvent[]
        {
            new ConclusionRecorded("adultes", ConclusionText.From(conclusion)), new StepOpened("avis", 1, dossier.Opening.On),
            new StepFinished("avis", 1, "rendu", dossier.Opening.On, new Dictionary<string, string>(), false, null, isGiven ? Authority.Has : null),
        })
        {
            dossier = Evolve(dossier, e);
        }

        return one with { Dossier = dossier };
    }

    private static CountedCase Act(CountedCase one, params DossierCommand[] commands)
    {
        foreach (var command in commands)
        {
            var decision = DossierRules.Decide(one.Dossier, command, new DecisionContext(
                one.Procedure, Demo.DemoPeople.Lead, Role.ProjectLead, new DateOnly(2030, 1, 1))
            {
                Grid = command is AnswerGrid answered ? GridLibrary.Own.Find(answered.Grid) : null,
            });
            foreach (var e in Assert.IsType<Decision.Accepted>(decision).Events)
                one = one with { Dossier = Evolve(one.Dossier, e) };
        }

        return one;
    }

    private static Dossier Evolve(Dossier dossier, DossierEvent e) => Dossier.Evolve(dossier.Id, dossier, new SignedEvent(
        dossier.Version + 1, DateTimeOffset.UnixEpoch, Demo.DemoPeople.Lead.Id, Role.ProjectLead, e));
}
