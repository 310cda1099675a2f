using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Documents;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Demo;

/// <summary>What people write about a fictional dossier of the year: grids, evidence, drafts, conclusions, notes.</summary>
internal static class DemoYearWork
{
    private static readonly string[] Designs =
    [
        "Essai randomisé en ouvert", "Essai contrôlé en double aveugle", "Étude avant-après", "Cohorte prospective", "Registre national", "Série de cas",
    ];

    private static readonly string[] Notes =
    [
        "Le fabricant annonce une nouvelle version au printemps ; vérifier celle qui est évaluée.",
        "Effectif de l’étude pivot plus petit que prévu au protocole.",
        "Comparateur à discuter : la pratique a changé depuis l’étude.",
        "Demander l’analyse par sous-groupes d’âge.",
        "Le certificat arrive à échéance dans l’année.",
        "Deux associations ont demandé à contribuer.",
    ];

    private static readonly string[] Comparators =
        ["suivi conventionnel", "dispositif de la ligne générique", "chirurgie seule", "rééducation en cabinet", "absence d’alternative", "traitement médical seul"];

    /// <summary>A note of the service.</summary>
    public static string Note(DemoYearCase demo, Random chance) => $"{demo.Product} : {Notes[chance.Next(Notes.Length)]}";

    /// <summary>A functional level, part of a grid, and one to three pieces of evidence.</summary>
    public static IEnumerable<DossierCommand> Of(Dossier dossier, DemoYearCase demo, Random chance)
    {
        if (dossier.Assessment.Evidence.Count > 0)
            yield break;
        if (demo.IsDigital)
        {
            yield return new Classify(
                demo.UsesAi ? DigitalPurpose.Treatment : DigitalPurpose.Monitoring, IsPersonalised: demo.UsesAi, IsAutonomous: false, "Un soignant décide (fictif).");
        }

        if (demo.UsesAi && GridLibrary.Own.Latest("grille-ia") is { } grid)
        {
            var answered = grid.Items.Take(chance.Next(8, grid.Items.Count)).Select(item => chance.Next(10) switch
            {
                0 => new GridAnswer(item.Id, GridAnswerKind.Absent),
                1 or 2 => new GridAnswer(item.Id, GridAnswerKind.Partial, "Décrit en partie seulement (fictif)."),
                _ => new GridAnswer(item.Id, GridAnswerKind.Filled, "Décrit dans le dossier (fictif)."),
            });
            yield return new AnswerGrid(grid.Ref, null, [.. answered]);
        }

        for (var left = chance.Next(1, 4); left > 0; left--)
        {
            var design = Designs[chance.Next(Designs.Length)];
            var (patients, level) = (chance.Next(24, 900), design.StartsWith("Essai", StringComparison.Ordinal) ? chance.Next(1, 3) : chance.Next(3, 5));
            yield return new AddEvidence(
                new EvidenceDescription(
                    EvidenceKind.Study, $"{design} de {demo.Product}, {patients} patients (fictif)", new EvidenceIdentifiers(),
                    $"Critère principal atteint chez {chance.Next(41, 88)} % des patients, contre {chance.Next(20, 60)} %."),
                new EvidenceAppraisal(
                    level, level switch { 1 => EvidenceGrade.A, 2 => EvidenceGrade.B, _ => EvidenceGrade.C },
                    IsSpecific: chance.Next(4) > 0, IsComparative: level < 3, chance.Next(4) == 0 ? "Même principe, même population." : ""));
        }
    }

    /// <summary>The text of an opinion, before it is examined.</summary>
    public static DraftOpinion Draft(DemoYearCase demo, Procedure procedure)
    {
        var sections = OpinionSection.For(procedure.RequestOf(demo.Request).ConclusionKind).Select(section => section.Key).ToHashSet();
        return new DraftOpinion(
        [
            .. new SectionText[]
            {
                new("contexte", $"{demo.Applicant} demande la prise en charge de {demo.Product}. {demo.Description}"),
                new("donnees", $"Les données portent sur : {demo.Indication}. Elles sont résumées dans les preuves du dossier."),
                new("population-cible", $"{demo.Population} (estimation fictive, de l’ordre de quelques milliers par an)."),
            }.Where(section => sections.Contains(section.Section)),
        ]);
    }

    /// <summary>Conclusions of the kind that is asked for, the wanted one first; the first that can exist is kept.</summary>
    public static IEnumerable<ConclusionText> Conclusions(ConclusionForm form, DemoYearCase demo, bool isFavourable, Random chance)
    {
        var level = chance.Next(10) switch { 0 => 2, < 4 => 3, < 7 => 4, _ => 5 };
        var comparator = Comparators[chance.Next(Comparators.Length)];
        ConclusionText Favourable() => new(
            form.Kind, form.Verdicts[0].Id, form.LevelLabel is null ? null : level, form.ComparatorLabel is null ? null : comparator,
            $"Effet établi dans : {demo.Indication} (fictif).", form.HasYears ? chance.Next(2, 6) : null, CriteriaOf(form, choice: 0));
        ConclusionText Unfavourable(int choice) => new(
            form.Kind, form.Verdicts[1].Id, null, null, "Les données ne permettent pas de conclure (fictif).", null, CriteriaOf(form, choice));
        if (!isFavourable)
        {
            yield return Unfavourable(1);
            yield return Unfavourable(1) with { Criteria = null };
            yield return Unfavourable(0);
        }

        yield return Favourable();
    }

    private static Dictionary<string, string>? CriteriaOf(ConclusionForm form, int choice) => form.Criteria.Count == 0
        ? null
        : form.Criteria.ToDictionary(
            criterion => criterion.Id,
            criterion => criterion.Choices.Count > 0 ? criterion.Choices[Math.Min(choice, criterion.Choices.Count - 1)].Id : "Défini avec les sociétés savantes (fictif).");
}
