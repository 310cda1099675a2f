using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Demo;

/// <summary>A fictional dossier, and the moves it made. Companies, products and figures are invented.</summary>
/// <param name="Product">The product.</param>
/// <param name="Applicant">The company.</param>
/// <param name="Request">The kind of request.</param>
/// <param name="UsesAi">Whether it rests on machine learning.</param>
/// <param name="Description">What it does.</param>
/// <param name="Indications">Each indication with the conclusion that the commission came to.</param>
/// <param name="DaysAgo">How long ago it was opened.</param>
/// <param name="Moves">« jour étape:issue », the day counted from the opening.</param>
internal sealed record DemoCase(
    string Product, string Applicant, string Request, bool UsesAi, string Description,
    IReadOnlyList<(Indication Indication, Conclusion Conclusion)> Indications, int DaysAgo, IReadOnlyList<string> Moves);

/// <summary>The fictional dossiers, in stages of every kind.</summary>
internal static class DemoCases
{
    private static readonly string[] Filed = ["2 depot:depose"];

    private static readonly string[] Admitted = [.. Filed, "9 recevabilite:recevable"];

    private static readonly string[] Prepared =
        [.. Admitted, "20 experts:designes", "39 contribution:close", "45 instruction:rapport"];

    private static readonly string[] Drafted = [.. Prepared, "52 examen:examine", "66 projet:adopte", "69 notification:notifie"];

    private static readonly string[] Given = [.. Drafted, "75 contradictoire:sans-observation", "80 avis:rendu"];

    private static readonly string[] Published =
        [.. Given, "83 occultation:verifiee", "85 publication:publie", "82 transmission:transmis"];

    public static IReadOnlyList<DemoCase> All { get; } =
    [
        new("GLYCOGUIDE", "Médivia", "inscription", UsesAi: true,
            "Boucle semi-fermée : l’algorithme ajuste la pompe à insuline à partir du capteur de glucose.",
            [
                (One("adultes", "Diabète de type 1 déséquilibré malgré une pompe", "Adultes"),
                    LpprListingConclusion.Sufficient(new(AmeliorationLevel.Moderee, "pompe à insuline externe non asservie"),
                        "Temps dans la cible augmenté de 9 points, sans hausse des hypoglycémies.", 3)),
                (One("type-2", "Diabète de type 2 sous schéma multi-injections", "Adultes"),
                    LpprListingConclusion.Insufficient("Aucune donnée comparative dans cette population.")),
            ],
            120, [.. Published]),
        new("CARDIOVEILLE", "Télécœur", "inscription", UsesAi: true,
            "Logiciel d’analyse de l’électrocardiogramme ambulatoire qui signale la fibrillation atriale.",
            [
                (One("fa", "Recherche de fibrillation atriale après un accident ischémique", "Adultes"),
                    LpprListingConclusion.Sufficient(new(AmeliorationLevel.Mineure, "holter de 24 heures relu par un cardiologue"),
                        "Sensibilité supérieure, intérêt organisationnel à confirmer.", 3)),
            ],
            96, [.. Drafted, "72 contradictoire:audition"]),
        new("RESPIRIA", "Pneumolog", "renouvellement", UsesAi: false,
            "Dispositif d’autosurveillance du souffle relié à une application de suivi.",
            [
                (One("bpco", "Bronchopneumopathie chronique obstructive, stades III et IV", "Adultes"),
                    LpprRenewalConclusion.Sufficient(new(AmeliorationLevel.Absence, "suivi conventionnel"),
                        "Données de suivi conformes à celles attendues.", 5)),
            ],
            210, [.. Published, "150 ceps:accord", "165 ministres:inscription"]),
        new("DERMASCOPE IA", "Lumiderm", "inscription", UsesAi: true,
            "Aide au repérage des lésions cutanées suspectes sur photographie.",
            [
                (One("lesions", "Lésion pigmentée suspecte, avant avis spécialisé", "Adultes"),
                    LpprListingConclusion.Insufficient("Étude menée sur une version antérieure de l’algorithme.")),
            ],
            72, [.. Admitted, "18 experts:designes", "30 instruction:questions", "39 contribution:close"]),
        new("MOUVANCE", "Kinétik", "inscription", UsesAi: false,
            "Programme de rééducation de l’épaule guidé par capteurs.",
            [
                (One("epaule", "Rééducation après chirurgie de la coiffe des rotateurs", "Adultes"),
                    LpprListingConclusion.Sufficient(new(AmeliorationLevel.Absence, "rééducation en cabinet"), "", 5)),
            ],
            58, [.. Prepared, "52 examen:examine"]),
        new("NEPHROSUIVI", "Rénalis", "modification", UsesAi: true,
            "Extension aux patients greffés du module d’alerte sur la créatinine.",
            [
                (One("greffe", "Suivi après transplantation rénale", "Adultes et adolescents"),
                    LpprListingConclusion.Sufficient(new(AmeliorationLevel.Mineure, "suivi biologique en consultation"), "", 5)),
            ],
            41, [.. Admitted, "21 experts:sans-expert", "38 instruction:rapport"]),
        new("OREILLUS", "Audéa", "inscription", UsesAi: true,
            "Réglage automatique d’un implant cochléaire selon l’environnement sonore.",
            [
                (One("surdite", "Surdité bilatérale profonde appareillée", "Enfants et adultes"),
                    LpprListingConclusion.Sufficient(new(AmeliorationLevel.Absence, "réglage manuel par l’audioprothésiste"), "", 5)),
            ],
            24, [.. Filed, "8 recevabilite:incomplet"]),
        new("SOMNEO", "Nocturia", "inscription", UsesAi: false,
            "Orthèse d’avancée mandibulaire connectée, avec mesure de l’observance.",
            [
                (One("saos", "Syndrome d’apnées du sommeil léger à modéré", "Adultes"),
                    LpprListingConclusion.Sufficient(new(AmeliorationLevel.Absence, "orthèse sur mesure"), "", 5)),
            ],
            6, [.. Filed]),
        new("VISIOTENSION", "Artérys", "inscription", UsesAi: true,
            "Tensiomètre de poignet avec détection automatique de l’arythmie.",
            [
                (One("hta", "Hypertension artérielle, automesure à domicile", "Adultes"),
                    LpprListingConclusion.Insufficient("")),
            ],
            1, []),
    ];

    private static Indication One(string id, string title, string population) => new(id, title, population);
}
