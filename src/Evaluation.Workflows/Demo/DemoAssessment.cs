using Evaluation.Workflows.Assessment;

namespace Evaluation.Workflows.Demo;

/// <summary>The assessment of one fictional dossier: a grid filled with pages, a functional level, evidence linked to its conclusion.</summary>
internal static class DemoAssessment
{
    /// <summary>The product that it is about.</summary>
    public const string Product = "CARDIOVEILLE";

    private const string Indication = "fa";

    private static readonly string[] NotSaid = ["16", "33", "37", "40"];

    private static readonly (string Item, string Comment)[] SaidInPart =
    [
        ("9", "Les patients de plus de 85 ans sont peu nombreux dans l’échantillon."),
        ("26", "Le rythme des mises à jour est dit, leurs critères de déclenchement ne le sont pas."),
        ("39", "L’alerte est décrite ; la reprise par une personne ne l’est pas."),
    ];

    private static readonly (string Item, string Quote)[] Quoted =
    [
        ("1", "L’algorithme signale les épisodes de fibrillation atriale que le cardiologue confirme."),
        ("5", "Le logiciel propose ; le cardiologue relit chaque épisode et conclut."),
        ("8", "Les enregistrements d’un même patient sont tous dans un seul jeu."),
        ("28", "Sensibilité et valeur prédictive positive, par patient et par épisode."),
    ];

    /// <summary>The commands, in their order.</summary>
    /// <param name="pageOf">A page of the file received for a part.</param>
    public static IEnumerable<AssessmentCommand> Commands(Func<string, int, PartPage> pageOf)
    {
        var grid = GridLibrary.Own.Latest("grille-ia")!;
        yield return new AnswerGrid(grid.Ref, null, [.. grid.Items.Select((item, index) => AnswerTo(item.Id, pageOf("grille-ia", 1 + (index / 6))))]);
        yield return new AnswerGrid(new GridRef("analyse-lppr", 1), Indication,
        [
            new("affection", GridAnswerKind.Filled, "Accident ischémique sans cause retrouvée ; risque de récidive.", "", pageOf("dossier-medico-technique", 4)),
            new("comparateur", GridAnswerKind.Filled, "Holter de 24 heures relu par un cardiologue."),
            new("effet", GridAnswerKind.Filled, "Plus d’épisodes trouvés en quatorze jours.", "", pageOf("etudes-cliniques", 12)),
            new("sante-publique", GridAnswerKind.Partial, "L’impact sur les récidives n’est pas mesuré."),
        ]);
        yield return new AnswerGrid(new GridRef("reglement-ia", 1), null,
        [
            new("article-14", GridAnswerKind.Filled, "", "Le cardiologue relit chaque épisode et conclut.", pageOf("notice", 8)),
            new("article-72", GridAnswerKind.Absent),
        ]);
        yield return new Classify(DigitalPurpose.Diagnosis, IsPersonalised: true, IsAutonomous: false, "Un cardiologue relit chaque épisode.");

        var comparison = new EvidenceDescription(
            EvidenceKind.Study, "Étude comparative contre holter de 24 heures (fictive)", new EvidenceIdentifiers(Nct: "NCT00000042"),
            "Épisodes trouvés chez 18 patients sur 210 contre 7 sur 208.", "", null, null, pageOf("etudes-cliniques", 12));
        yield return new AddEvidence(
            comparison, new EvidenceAppraisal(2, EvidenceGrade.B, IsSpecific: true, IsComparative: true), new ConclusionPoint(Indication, ConclusionPoints.Level));
        yield return new LinkEvidence("P1", new ConclusionPoint(Indication, ConclusionPoints.Verdict));
        yield return new AddEvidence(
            new EvidenceDescription(
                EvidenceKind.Reference, "Revue systématique de la surveillance prolongée du rythme (fictive)", new EvidenceIdentifiers("10.5555/demo.2025.17"),
                "Douze études, résultats hétérogènes."),
            new EvidenceAppraisal(IsSpecific: false, IsComparative: false), new ConclusionPoint(Indication, ConclusionPoints.Verdict));
        yield return new AddEvidence(
            new EvidenceDescription(
                EvidenceKind.DossierPage, "Justification du comparateur", new EvidenceIdentifiers(), "", "", null, null, pageOf("dossier-medico-technique", 17)),
            new EvidenceAppraisal(), new ConclusionPoint(Indication, ConclusionPoints.Comparator));
        yield return new AddEvidence(
            new EvidenceDescription(
                EvidenceKind.Study, "Série de cas d’une version antérieure (fictive)", new EvidenceIdentifiers(), "Onze patients.", "", null, null, pageOf("etudes-cliniques", 31)),
            new EvidenceAppraisal(4, EvidenceGrade.C, IsSpecific: true, IsComparative: false));
        yield return new SetEvidenceAside("P4", "Version 1.3 du logiciel, qui n’est pas celle de la demande.");
    }

    /// <summary>What is known of two other products: their level, a study, and for one of them the ethics of its AI.</summary>
    /// <param name="product">The product.</param>
    /// <param name="pageOf">A page of the file received for a part.</param>
    public static IEnumerable<AssessmentCommand> BriefCommands(string product, Func<string, int, PartPage> pageOf)
    {
        switch (product)
        {
            case "GLYCOGUIDE":
                yield return new Classify(DigitalPurpose.Treatment, IsPersonalised: true, IsAutonomous: true, "La boucle règle seule le débit de base.");
                yield return StudyOn("Essai croisé en ouvert, 96 adultes (fictif)", new EvidenceAppraisal(2, EvidenceGrade.B, IsSpecific: true, IsComparative: true), pageOf);
                yield return StudyOn("Cohorte sans comparateur, diabète de type 2 (fictive)", new EvidenceAppraisal(4, EvidenceGrade.C, IsSpecific: true, IsComparative: false), pageOf);
                yield return new AnswerGrid(new GridRef("ethique-ia", 1), null,
                [
                    new("ia-annoncee", GridAnswerKind.Filled, "", "", pageOf("notice", 3)), new("desactivation", GridAnswerKind.Filled, "", "", pageOf("notice", 9)),
                    new("sous-groupes", GridAnswerKind.Absent), new("impact-environnement", GridAnswerKind.Absent),
                ]);
                break;
            case "RESPIRIA":
                yield return new Classify(DigitalPurpose.Monitoring, IsPersonalised: true, IsAutonomous: false, "Le pneumologue décide.");
                yield return StudyOn("Registre de suivi à cinq ans (fictif)", new EvidenceAppraisal(3, EvidenceGrade.C, IsSpecific: true, IsComparative: true), pageOf);
                break;
        }
    }

    private static AddEvidence StudyOn(string title, EvidenceAppraisal appraisal, Func<string, int, PartPage> pageOf) => new(
        new EvidenceDescription(EvidenceKind.Study, title, new EvidenceIdentifiers(), "", "", null, null, pageOf("etudes-cliniques", 5)), appraisal);

    private static GridAnswer AnswerTo(string item, PartPage page)
    {
        if (NotSaid.Contains(item))
            return new GridAnswer(item, GridAnswerKind.Absent);
        if (SaidInPart.FirstOrDefault(part => part.Item == item) is { Comment: { } comment })
            return new GridAnswer(item, GridAnswerKind.Partial, comment, "", page);
        return new GridAnswer(item, GridAnswerKind.Filled, "", Quoted.FirstOrDefault(part => part.Item == item).Quote ?? "", page);
    }
}
