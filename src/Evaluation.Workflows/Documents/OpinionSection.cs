namespace Evaluation.Workflows.Documents;

/// <summary>A section of an opinion that people write.</summary>
/// <param name="Key">The key, such as « donnees ».</param>
/// <param name="Title">Its French heading.</param>
/// <param name="Hint">One French sentence: what belongs in it.</param>
/// <param name="IsFact">Whether it is a line of the table at the head of the opinion instead of a section.</param>
/// <remarks>
/// Headings as read in published opinions: DIABEO 2016, MINIMED 640G 2016, SMARTVIEW 2017, MINIMED 780G 2021 for the LPPR [V];
/// référentiel of the LATM, CSS, art. R. 162-91 [V]; criteria of PECAN and PECT [V]. The content of an opinion as
/// CSS, art. R. 165-11, states it was read in part.
/// </remarks>
public sealed record OpinionSection(string Key, string Title, string Hint, bool IsFact = false)
{
    private static readonly OpinionSection Maker = new(
        "fabricant", "Fabricant", "L’entreprise qui fabrique, quand ce n’est pas le demandeur.", IsFact: true);

    private static readonly OpinionSection Models = new(
        "modeles", "Modèles et références retenus", "Les modèles et références, tels qu’ils seront inscrits.", IsFact: true);

    private static readonly OpinionSection Context = new(
        "contexte", "Contexte de la demande", "L’historique du remboursement et ce qui est demandé.");

    private static readonly OpinionSection Data = new(
        "donnees", "Données analysées", "Les données spécifiques au produit, puis les autres, avec leurs limites.");

    private static readonly OpinionSection Target = new(
        "population-cible", "Population cible", "L’estimation, sa source et sa date.");

    private static readonly OpinionSection Renewal = new(
        "renouvellement", "Conditions de renouvellement et études post-inscription",
        "Ce que le renouvellement suppose ; les études demandées (EPI), leur objet et leur durée.");

    private static readonly IReadOnlyList<OpinionSection> Lppr =
    [
        Maker, Models, Context, Data,
        new("interet", "Intérêt du produit",
            "L’effet thérapeutique, diagnostique ou de compensation, les effets indésirables, la place dans la stratégie."),
        new("sante-publique", "Intérêt de santé publique", "La gravité, le besoin, l’effet attendu sur la population."),
        new("specifications", "Spécifications techniques", "Ce que le produit doit respecter pour être pris en charge."),
        new("prescription", "Modalités de prescription et d’utilisation", "Qui prescrit, pour qui, avec quel suivi."),
        Renewal, Target,
    ];

    private static readonly IReadOnlyList<OpinionSection> Latm =
    [
        Maker, Models, Context, Data,
        new("interet", "Intérêt de l’activité de télésurveillance",
            "Par rapport au suivi conventionnel ou à une télésurveillance inscrite, effets indésirables et risques compris."),
        new("eligibilite", "Référentiel : patients éligibles et non éligibles", "Les patients concernés, et ceux qui ne le sont pas."),
        new("professionnels", "Référentiel : professionnels et organisation", "Les professionnels, leurs qualifications, leur organisation."),
        new("exigences", "Référentiel : exigences techniques, données et alertes", "Les exigences minimales, les données suivies, les alertes."),
        new("accompagnement", "Référentiel : accompagnement thérapeutique", "Ce que l’accompagnement comprend, et qui l’assure."),
        Renewal, Target,
    ];

    private static readonly IReadOnlyList<OpinionSection> Pecan =
    [
        Maker, Models, Context, Data,
        new("innovation", "Présomption d’innovation", "Le bénéfice clinique ou le progrès dans l’organisation, d’après les premières données."),
        new("etudes", "Études en cours", "Leur protocole, leur calendrier, ce qu’elles apporteront dans les 6 ou 9 mois."),
        Target,
    ];

    private static readonly IReadOnlyList<OpinionSection> Others =
    [
        Maker, Models, Context, Data, new("discussion", "Discussion", "Ce que les données montrent, critère par critère."), Target,
    ];

    /// <summary>The sections of a kind of conclusion, in the order of the opinion.</summary>
    public static IReadOnlyList<OpinionSection> For(string conclusionKind) => conclusionKind switch
    {
        "lppr-sa" or "lppr-sr" => Lppr,
        "latm-interet" => Latm,
        "pecan-presomption" => Pecan,
        _ => Others,
    };
}
