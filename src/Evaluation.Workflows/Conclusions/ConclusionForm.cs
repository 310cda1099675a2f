using System.Globalization;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Conclusions;

/// <summary>A verdict that a form offers.</summary>
public sealed record VerdictChoice(string Id, string Title);

/// <summary>A criterion that a form asks for.</summary>
/// <param name="Id">The key of the answer.</param>
/// <param name="Title">The French label.</param>
/// <param name="Choices">The possible answers; empty for a text.</param>
/// <param name="Source">The article, and how sure we are of it.</param>
/// <param name="InForceFrom">The day from which the text asks for it; null when every version we read does.</param>
public sealed record Criterion(
    string Id, string Title, IReadOnlyList<VerdictChoice> Choices, LegalSource Source, DateOnly? InForceFrom = null);

/// <summary>How one kind of conclusion is written down: what a page and a command ask for.</summary>
/// <param name="Kind">The kind, as procedure files name it.</param>
/// <param name="Name">What the conclusion is made of, within a sentence: « SA et ASA ».</param>
/// <param name="Lead">One French line above the form.</param>
/// <param name="VerdictLabel">The label of the verdict.</param>
/// <param name="Verdicts">The verdicts.</param>
/// <param name="LevelLabel">The label of the level of improvement; null when the kind has none.</param>
/// <param name="ComparatorLabel">The label of the comparator; null when the kind has none.</param>
/// <param name="HasYears">Whether a duration is proposed.</param>
/// <param name="Criteria">The criteria, in the order of the text; empty when the kind has none.</param>
public sealed record ConclusionForm(
    string Kind, string Name, string Lead, string VerdictLabel, IReadOnlyList<VerdictChoice> Verdicts, string? LevelLabel,
    string? ComparatorLabel, bool HasYears, IReadOnlyList<Criterion> Criteria)
{
    private static readonly IReadOnlyList<VerdictChoice> Sufficiency =
        [new("suffisant", "Suffisant"), new("insuffisant", "Insuffisant")];

    private static readonly IReadOnlyList<VerdictChoice> Favour =
        [new("favorable", "Favorable"), new("defavorable", "Défavorable")];

    private static readonly IReadOnlyList<VerdictChoice> YesOrNo = [new("oui", "Oui"), new("non", "Non")];

    /// <summary>Every kind, those of the LPPR first.</summary>
    public static IReadOnlyList<ConclusionForm> All { get; } =
    [
        new("lppr-sa", "SA et ASA", "Service attendu (SA) et amélioration du service attendu (ASA)",
            "Service attendu", Sufficiency, "ASA", "Comparateur", HasYears: true, []),
        new("lppr-sr", "SR et ASR", "Service rendu (SR) et amélioration du service rendu (ASR)",
            "Service rendu", Sufficiency, "ASR", "Comparateur", HasYears: true, []),
        new("lppr-ligne", "avis sur une ligne générique", "Avis sur la ligne générique",
            "Avis", Favour, null, null, HasYears: false,
            [Text("conditions", "Appréciations et recommandations complémentaires", Article("R. 165-9, III", "28/08/2020", 42270854))]),
        new("latm-interet", "intérêt attendu", "Intérêt attendu de l’activité de télésurveillance",
            "Intérêt attendu", Sufficiency, null, "Comparateur", HasYears: true,
            [
                new("comparaison", "Par rapport au suivi conventionnel ou à une télésurveillance inscrite",
                    [new("superieur", "Supérieur"), new("equivalent", "Équivalent, à une télésurveillance inscrite seulement")],
                    Article("R. 162-74, II", "01/04/2023", 47383977)),
                YesNo("clinique", "Amélioration clinique, effets indésirables et risques compris", Article("R. 162-74, I, 1°", "01/04/2023", 47383977)),
                YesNo("organisation", "Gain significatif dans l’organisation des soins, sans perte de qualité", Article("R. 162-74, I, 2°", "01/04/2023", 47383977)),
                YesNo("sante-publique", "Intérêt de santé publique", Article("R. 162-74, I, 3°", "01/04/2023", 47383977)),
            ]),
        new("latm-referentiel", "référentiel", "Référentiel de la ligne générique de télésurveillance",
            "Référentiel", [new("adopte", "Adopté"), new("non-adopte", "Non adopté")], null, null, HasYears: false,
            [
                Text("eligibilite", "Patients éligibles et non éligibles", Article("R. 162-90, 2°", "01/01/2023", 46880002)),
                Text("professionnels", "Professionnels, qualifications et organisation", Article("R. 162-91, 4°", "01/01/2023", 46880004)),
                Text("exigences", "Spécifications techniques minimales, données et alertes", Article("R. 162-91, 2°", "01/01/2023", 46880004)),
                Text("accompagnement", "Accompagnement thérapeutique", Article("R. 162-91, 4°", "01/01/2023", 46880004)),
            ]),
        new("pecan-presomption", "présomption d’innovation", "Présomption d’innovation",
            "Conclusion", Favour, null, null, HasYears: false,
            [
                YesNo("marquage-ce", "Marquage CE dans l’indication revendiquée", Article("L. 162-1-23, II, 2°", "01/01/2024", 48703007)),
                YesNo("benefice-clinique", "Présumé innovant en bénéfice clinique, d’après les premières données", Article("L. 162-1-23, II, 1°", "01/01/2024", 48703007)),
                YesNo("organisation", "Présumé innovant en organisation des soins, sans perte de qualité", Article("R. 162-113, I, 1°", "01/01/2025", 50942692)),
                YesNo("etudes-en-cours", "Études en cours, à même d’apporter les données dans les 6 ou 9 mois", Article("R. 162-113, I, 2°", "01/01/2025", 50942692)),
            ]),
        new("pect-criteres", "conditions de la PECT", "Les conditions de la prise en charge transitoire, sous leur numéro de l’article R. 165-90",
            "Conclusion", Favour, null, null, HasYears: false,
            [
                YesNo("gravite", "1. Maladie grave ou rare, ou compensation d’un handicap", Pect(1)),
                YesNo("sans-comparateur", "2. Pas de comparateur pertinent : le besoin n’est pas ou mal couvert", Pect(2)),
                YesNo("amelioration", "3. Fortement susceptible d’améliorer l’état de santé ou la compensation du handicap", Pect(3)),
                YesNo("innovation", "4. Susceptible d’être innovant, au-delà d’une évolution technique", Pect(4)),
                YesNo("efficacite", "5. Efficacité pertinente et effet important, pour des effets indésirables acceptables", Pect(5)),
                YesNo("resultats", "12. Études en cours, à même d’apporter les données dans les 12 mois de la demande", Pect(12), PectWidened),
                YesNo("hors-pecan", "13. Ni DMN à visée thérapeutique, ni télésurveillance : ils relèvent de la PECAN", Pect(13), PectWidened),
            ]),
        new("forfait-eligibilite", "éligibilité au forfait innovation", "Éligibilité au forfait innovation",
            "Conclusion", [new("eligible", "Éligible"), new("non-eligible", "Non éligible")], null, null, HasYears: false,
            [
                YesNo("r165-63", "Innovant : nouveauté, diffusion précoce, risques caractérisés, bénéfice important ou économies", Article("R. 165-63", "19/02/2015", 30253337)),
                YesNo("r165-64-1", "L’étude réunit les données manquantes ; elle est comparative, sauf exception", Article("R. 165-64, 1°", "19/02/2015", 30253339)),
                YesNo("r165-64-2", "Les études semblables en cours ou prévues sont produites", Article("R. 165-64, 2°", "19/02/2015", 30253339)),
                YesNo("r165-64-3", "Le protocole est pertinent et l’étude faisable", Article("R. 165-64, 3°, et R. 165-68, I", "28/12/2019", 39742352), new DateOnly(2019, 12, 28)),
            ]),
        new("ghs-service", "service intra-GHS", "Service attendu ou rendu, pour une prise en charge dans les tarifs hospitaliers",
            "Service", Sufficiency, null, null, HasYears: true, []) { ReadsOldLevel = true },
    ];

    // Décret 2023-232 of 30 March 2023: the commission also rules on the studies under way and on what belongs to the PECAN.
    private static DateOnly PectWidened => new(2023, 4, 1);

    /// <summary>
    /// Whether a level and a comparator written before the text was read are still read. New ones are refused: the opinion has none
    /// (code de la sécurité sociale, art. R. 165-53).
    /// </summary>
    public bool ReadsOldLevel { get; private init; }

    /// <summary>The criteria that the text in force on a day asks for.</summary>
    public IReadOnlyList<Criterion> CriteriaOn(DateOnly day) =>
        [.. Criteria.Where(criterion => criterion.InForceFrom is not { } from || from <= day)];

    /// <summary>The form of a kind, or null.</summary>
    public static ConclusionForm? Find(string kind) => All.FirstOrDefault(form => form.Kind == kind);

    private static LegalSource Article(string number, string since, int id) => new(
        $"CSS, art. {number}, version du {since}", Confidence.Verified,
        $"https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI{id.ToString("D12", CultureInfo.InvariantCulture)}");

    private static LegalSource Pect(int condition) => Article($"R. 165-90, I, {condition}°", "01/01/2025", 50942654);

    private static Criterion YesNo(string id, string title, LegalSource source, DateOnly? inForceFrom = null) =>
        new(id, title, YesOrNo, source, inForceFrom);

    private static Criterion Text(string id, string title, LegalSource source) => new(id, title, [], source);
}
