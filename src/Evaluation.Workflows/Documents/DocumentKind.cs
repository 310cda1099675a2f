using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Documents;

/// <summary>A kind of document that a dossier can give.</summary>
/// <param name="Key">What a command and an address call it.</param>
/// <param name="Title">Its French name.</param>
/// <param name="Hint">One French sentence: what it is for.</param>
public sealed record DocumentKind(string Key, string Title, string Hint)
{
    /// <summary>The opinion, whole.</summary>
    public static DocumentKind Opinion { get; } = new("avis", "Avis", "Le projet d’avis, puis l’avis rendu, avec la source de chaque phrase.");

    /// <summary>The opinion as it is published.</summary>
    public static DocumentKind PublicOpinion { get; } = new("avis-public", "Avis, version publique", "L’avis sans les passages occultés ni les renvois internes.");

    /// <summary>The proof of what is not published.</summary>
    public static DocumentKind Proof { get; } = new("preuve-occultation", "Preuve d’occultation", "Les empreintes des deux versions et la liste des passages, sans leur texte.");

    /// <summary>The summary.</summary>
    public static DocumentKind Summary { get; } = new("synthese", "Fiche de synthèse", "Où en est le dossier, ce qui est conclu, qui a fait quoi.");

    /// <summary>The minutes: of a session, or what they say of one dossier.</summary>
    public static DocumentKind Minutes { get; } = new("pv", "Extrait de procès-verbal", "Les délibérations de la commission sur ce dossier, et sur aucun autre.");

    /// <summary>The convocation to a session.</summary>
    public static DocumentKind Convocation { get; } = new("lettre-convocation", "Convocation", "Aux membres de la commission, ou au demandeur pour son audition.");

    /// <summary>Every kind, in the order of an evaluation.</summary>
    public static IReadOnlyList<DocumentKind> All { get; } =
    [
        Summary,
        new("lettre-completude", "Accusé de réception du dossier complet", "Le dossier est complet ; les délais courent."),
        new("lettre-pieces-manquantes", "Liste des pièces manquantes", "Ce que le demandeur doit encore verser."),
        Convocation,
        Minutes,
        Opinion,
        new("lettre-notification", "Notification du projet d’avis", "Elle ouvre la phase contradictoire."),
        PublicOpinion,
        Proof,
        new("lettre-transmission", "Transmission aux ministres", "L’avis rendu, aux ministres et au CEPS."),
    ];

    /// <summary>The kind of a key, or null.</summary>
    public static DocumentKind? Find(string key) => All.FirstOrDefault(kind => kind.Key == key);

    /// <summary>Why the document cannot be written now, in French; null when it can.</summary>
    public string? WhyNot(DocumentCase at) => Key switch
    {
        "avis" or "avis-public" or "synthese" => null,
        "preuve-occultation" => at.Dossier.DecisionOf(Authority.Has) is null ? "L’avis n’est pas encore rendu." : null,
        "pv" => at.Dossier.Deliberations.Count == 0 ? "La commission n’a pas encore délibéré sur ce dossier." : null,
        _ => LetterDocuments.WhyNot(Key, at),
    };

    /// <summary>Why a role may not read the document now, in French; null when it may.</summary>
    /// <remarks>The applicant reads the opinion once it was notified to him, and the letters that are sent to him.</remarks>
    public string? WhyNotFor(Role role, DocumentCase at)
    {
        if (role != Role.Applicant)
            return null;
        return Key switch
        {
            "avis" => at.Dossier.LatestOf("notification") is null && at.Dossier.LatestOf(OpinionRules.PublicationStep) is null
                ? "Le projet d’avis vous sera notifié après son adoption."
                : null,
            "lettre-completude" or "lettre-pieces-manquantes" or "lettre-notification" or "lettre-convocation" => null,
            "avis-public" => at.Dossier.LatestOf(OpinionRules.PublicationStep) is null ? "L’avis n’est pas encore publié." : null,
            _ => "Ce document est interne à la HAS.",
        };
    }
}
