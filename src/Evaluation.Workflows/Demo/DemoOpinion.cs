using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Demo;

/// <summary>The text of a fictional opinion, in the two versions that a commission would see.</summary>
internal static class DemoOpinion
{
    /// <summary>A passage that a company would keep to itself.</summary>
    public static RedactPassage Redaction { get; } = new(
        "1 840 utilisateurs au Portugal et en Norvège", RedactionReason.BusinessSecrecy, "Ventes hors de France, non publiques (fictif).");

    /// <summary>The first version, as the project lead hands it in.</summary>
    public static DraftOpinion First(DemoCase demo) => new(
    [
        new("contexte", $"{demo.Applicant} demande la prise en charge de {demo.Product}. {demo.Description}"),
        new("donnees",
            "Données spécifiques : une étude contrôlée randomisée ouverte, 240 patients, suivis 6 mois.\n"
            + $"Usage hors de France : {Redaction.Passage}.\n"
            + "Données non spécifiques : deux études sur des produits de même principe."),
        new("interet", "L’effet est établi sur le critère principal. Sa durée au-delà de 6 mois n’est pas connue."),
        new("population-cible", "De l’ordre de 12 000 patients par an (estimation fictive)."),
    ]);

    /// <summary>The second version, after the examination.</summary>
    public static DraftOpinion Second(DemoCase demo) => new(
    [
        new("fabricant", demo.Applicant),
        new("modeles", $"{demo.Product}, version 2.1"),
        .. First(demo).Sections.Select(section => section.Section switch
        {
            "donnees" => section with
            {
                Text = section.Text.Replace("240 patients, suivis 6 mois", "240 patients, suivis 12 mois", StringComparison.Ordinal)
                    + "\n- Limite : l’étude est ouverte, et le critère principal est déclaré par le patient.",
            },
            "interet" => section with { Text = "L’effet est établi sur le critère principal, et se maintient à 12 mois." },
            _ => section,
        }),
        new("sante-publique", "La maladie est grave par ses complications. Le besoin n’est couvert qu’en partie."),
        new("specifications", "La version du logiciel évaluée est la 2.1. Une version qui change l’algorithme est à déclarer."),
        new("prescription", "Prescription initiale par un spécialiste ; renouvellement par le médecin traitant."),
        new("renouvellement",
            "Le renouvellement suppose les résultats d’une étude en vie réelle :\n- critère principal et qualité de vie à 12 mois ;\n- taux d’usage et motifs d’arrêt."),
    ]);
}
