using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Conclusions;

/// <summary>A verdict that a form offers.</summary>
public sealed record VerdictChoice(string Id, string Title);

/// <summary>A criterion that a form asks for.</summary>
/// <param name="Id">The key of the answer.</param>
/// <param name="Title">The French label.</param>
/// <param name="Choices">The possible answers; empty for a text.</param>
/// <param name="Source">The article, and how sure we are of it.</param>
public sealed record Criterion(string Id, string Title, IReadOnlyList<VerdictChoice> Choices, LegalSource Source);

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
            [Text("conditions", "Conditions mises à l’avis", "CSS, art. R. 165-9, forme de la réponse non lue", Confidence.Unverified)]),
        new("latm-interet", "intérêt attendu", "Intérêt attendu de l’activité de télésurveillance",
            "Intérêt attendu", Sufficiency, null, "Comparateur", HasYears: true,
            [
                new("comparaison", "Par rapport au suivi conventionnel ou à une télésurveillance inscrite",
                    [new("superieur", "Supérieur"), new("equivalent", "Équivalent")],
                    new LegalSource("CSS, art. R. 162-74", Confidence.Verified, LatmUrl)),
                YesNo("clinique", "Amélioration clinique, effets indésirables et risques compris", "CSS, art. R. 162-74, 1°", LatmUrl),
                YesNo("organisation", "Gain significatif dans l’organisation des soins, sans perte de qualité", "CSS, art. R. 162-74, 2°", LatmUrl),
                YesNo("sante-publique", "Intérêt de santé publique", "CSS, art. R. 162-74, 3°", LatmUrl),
            ]),
        new("latm-referentiel", "référentiel", "Référentiel de la ligne générique de télésurveillance",
            "Référentiel", [new("adopte", "Adopté"), new("non-adopte", "Non adopté")], null, null, HasYears: false,
            [
                Text("eligibilite", "Patients éligibles et non éligibles", "CSS, art. R. 162-91", Confidence.Verified),
                Text("professionnels", "Professionnels, qualifications et organisation", "CSS, art. R. 162-91", Confidence.Verified),
                Text("exigences", "Spécifications techniques minimales, données et alertes", "CSS, art. R. 162-91", Confidence.Verified),
                Text("accompagnement", "Accompagnement thérapeutique", "CSS, art. R. 162-91", Confidence.Verified),
            ]),
        new("pecan-presomption", "présomption d’innovation", "Présomption d’innovation",
            "Conclusion", Favour, null, null, HasYears: false,
            [
                YesNo("marquage-ce", "Marquage CE dans l’indication revendiquée", "CSS, art. L. 162-1-23, II", PecanUrl),
                YesNo("benefice-clinique", "Présumé innovant en bénéfice clinique, d’après les premières données", "CSS, art. L. 162-1-23, II", PecanUrl),
                YesNo("organisation", "Présumé innovant en organisation des soins, sans perte de qualité", "CSS, art. R. 162-113", PecanUrl),
                YesNo("etudes-en-cours", "Études en cours, à même d’apporter les données dans les 6 ou 9 mois", "CSS, art. R. 162-113", PecanUrl),
            ]),
        new("pect-criteres", "cinq critères de la PECT", "Les cinq critères de la prise en charge transitoire",
            "Conclusion", Favour, null, null, HasYears: false,
            [
                YesNo("gravite", "1. Maladie grave ou rare, ou compensation d’un handicap", "CSS, art. R. 165-90", PectUrl),
                YesNo("sans-comparateur", "2. Pas de comparateur pertinent : le besoin n’est pas couvert", "CSS, art. R. 165-90", PectUrl),
                YesNo("amelioration", "3. Susceptible d’améliorer significativement l’état de santé ou de compenser le handicap", "CSS, art. R. 165-90", PectUrl),
                YesNo("innovation", "4. Susceptible d’être innovant, au-delà d’une évolution technique", "CSS, art. R. 165-90", PectUrl),
                YesNo("resultats", "5. Résultats d’études attendus à temps pour la demande d’inscription", "CSS, art. R. 165-90, non lu", null, Confidence.Unverified),
            ]),
        new("forfait-eligibilite", "éligibilité au forfait innovation", "Éligibilité au forfait innovation",
            "Conclusion", [new("eligible", "Éligible"), new("non-eligible", "Non éligible")], null, null, HasYears: false,
            [
                YesNo("r165-63", "Caractère innovant", "CSS, art. R. 165-63 (rédaction de 2019), libellé non lu", ForfaitUrl, Confidence.Unverified),
                YesNo("r165-64-1", "Premier critère d’éligibilité", "CSS, art. R. 165-64, 1° (rédaction de 2019), libellé non lu", ForfaitUrl, Confidence.Unverified),
                YesNo("r165-64-2", "Second critère d’éligibilité", "CSS, art. R. 165-64, 2° (rédaction de 2019), libellé non lu", ForfaitUrl, Confidence.Unverified),
            ]),
        new("ghs-service", "service et amélioration intra-GHS", "Service et amélioration, pour une prise en charge dans les tarifs hospitaliers",
            "Service", Sufficiency, "Amélioration", "Comparateur", HasYears: true, []),
    ];

    private const string LatmUrl = "http://www.weka.fr/base-juridique/code_CSS_LEGISCTA000046879956.html";

    private const string PecanUrl =
        "https://juriblio.fr/codes/code-de-la-securite-sociale/partie-reglementaire-decrets-en-conseil-d-etat/livre-i/titre-vi/chapitre-2/section-14/sous-section-1/article-r162-113";

    private const string PectUrl = "https://legal.tricoteuses.fr/articles/JORFARTI000043179021";

    private const string ForfaitUrl =
        "https://www.legifrance.gouv.fr/affichCode.do?idSectionTA=LEGISCTA000030253349&cidTexte=LEGITEXT000006073189&dateTexte=20190719";

    /// <summary>The form of a kind, or null.</summary>
    public static ConclusionForm? Find(string kind) => All.FirstOrDefault(form => form.Kind == kind);

    private static Criterion YesNo(
        string id, string title, string article, string? url, Confidence confidence = Confidence.Verified) =>
        new(id, title, YesOrNo, new LegalSource(article, confidence, url));

    private static Criterion Text(string id, string title, string article, Confidence confidence) =>
        new(id, title, [], new LegalSource(article, confidence));
}
