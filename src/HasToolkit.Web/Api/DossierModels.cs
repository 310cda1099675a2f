using System.ComponentModel;
using System.Text.Json;

namespace HasToolkit.Web.Api;

/// <summary>A dossier in a list.</summary>
internal sealed record DossierLine(
    [property: Description("La référence, comme sur les courriers : LPPR-2026-0042.")] string Reference,
    [property: Description("La procédure.")] string Procedure,
    [property: Description("La nature de la demande.")] string Request,
    [property: Description("Le produit.")] string Product,
    [property: Description("Le demandeur.")] string Applicant,
    [property: Description("Vrai si le produit recourt à l’intelligence artificielle.")] bool UsesAi,
    [property: Description("Vrai pour un ancien dossier rejoué.")] bool IsHistorical,
    [property: Description("Vrai si le dossier est clos.")] bool IsClosed,
    [property: Description("Vrai si un délai est arrêté.")] bool IsStopped,
    [property: Description("Ce qui est en cours.")] string Stage,
    [property: Description("Le dernier jour du délai le plus proche ; absent si aucun ne court.")] DateOnly? NextDue,
    [property: Description("Le jour du dépôt.")] DateOnly OpenedOn,
    [property: Description("L’instant du dernier changement, UTC.")] DateTimeOffset UpdatedAt,
    [property: Description("Le nombre d’événements.")] long Version);

/// <summary>A page of dossiers.</summary>
internal sealed record DossierListing(
    [property: Description("Combien de dossiers répondent au filtre.")] int Total,
    [property: Description("La page, à partir de 1.")] int Page,
    [property: Description("Combien par page.")] int PageSize,
    [property: Description("Combien dans chaque situation, les autres filtres restant.")] IReadOnlyDictionary<string, int> Counts,
    [property: Description("Les dossiers de la page.")] IReadOnlyList<DossierLine> Dossiers);

/// <summary>A step that waits.</summary>
internal sealed record WaitingStep(
    [property: Description("L’étape.")] string Id,
    [property: Description("Son titre.")] string Title,
    [property: Description("Les rôles qui peuvent la finir.")] IReadOnlyList<string> Roles,
    [property: Description("Le jour où elle s’est ouverte.")] DateOnly OpenedOn,
    [property: Description("Le dernier jour ; absent s’il n’y en a pas.")] DateOnly? DueOn);

/// <summary>A part of a dossier: what is said of its files, not their content.</summary>
internal sealed record PartLine(
    [property: Description("La pièce que la procédure demande.")] string Part,
    [property: Description("Le nom du fichier.")] string FileName,
    [property: Description("L’empreinte SHA-256.")] string Sha256,
    [property: Description("La taille, en octets.")] long Size,
    [property: Description("Le jour du dépôt.")] DateOnly On,
    [property: Description("Vrai si elle a été écartée.")] bool IsSetAside);

/// <summary>A dossier.</summary>
internal sealed record DossierAnswer(
    string Reference, long Version, string Procedure, int ProcedureVersion, string ProcedureTitle, string Request, string Product,
    string Applicant, string Description, bool IsDigital, bool UsesAi, bool IsHistorical, DateOnly OpenedOn,
    [property: Description("La fin du dossier ; absente tant qu’il est ouvert.")] string? Ending,
    [property: Description("Le jour de la fin.")] DateOnly? ClosedOn,
    [property: Description("Les étapes ouvertes, la première d’abord.")] IReadOnlyList<WaitingStep> OpenSteps,
    [property: Description("Les délais légaux, lus aujourd’hui.")] IReadOnlyList<LimitLine> Limits,
    [property: Description("Les pièces reçues.")] IReadOnlyList<PartLine> Parts,
    [property: Description("Les pièces requises qui manquent.")] IReadOnlyList<string> MissingParts,
    [property: Description("Combien d’événements ne sont pas montrés à la personne de la clé.")] int HiddenEvents);

/// <summary>A stop of a limit.</summary>
internal sealed record LimitStop(DateOnly From, DateOnly? Until, string Reason);

/// <summary>A legal limit of a dossier.</summary>
internal sealed record LimitLine(
    string Id, string Title,
    [property: Description("running, stopped, overdue, met ou metLate.")] string State,
    DateOnly StartedOn, DateOnly? EndedOn,
    [property: Description("Le dernier jour ; absent tant qu’un arrêt empêche de le savoir.")] DateOnly? DueOn,
    [property: Description("Arrêté : le dernier jour si le décompte reprenait aujourd’hui.")] DateOnly? DueIfResumedToday,
    [property: Description("Jours calendaires jusqu’au dernier jour, négatif après.")] int? DaysLeft,
    IReadOnlyList<LimitStop> Stops,
    [property: Description("Vrai si une date sur laquelle il repose est supposée.")] bool IsAssumed,
    [property: Description("L’article qui le fixe.")] string Article,
    [property: Description("La marque de confiance du fait.")] string Confidence,
    [property: Description("Le calcul, en français, une ligne par fait.")] IReadOnlyList<string> Explanation);

/// <summary>The limits of a dossier.</summary>
internal sealed record LimitListing(string Reference, DateOnly ReadOn, IReadOnlyList<LimitLine> Limits);

/// <summary>An event of a dossier.</summary>
internal sealed record EventLine(
    [property: Description("Sa place dans le dossier entier, à partir de 1.")] long Sequence,
    [property: Description("Quand, UTC.")] string At,
    [property: Description("Qui a signé.")] string Person,
    [property: Description("Dans quel rôle.")] string Role,
    [property: Description("Ce qui s’est passé, en français.")] string Title,
    [property: Description("L’événement tel qu’il est écrit.")] JsonElement Event,
    [property: Description("L’empreinte de l’événement d’avant.")] string PreviousHash,
    [property: Description("Son empreinte.")] string Hash);

/// <summary>Events of a dossier.</summary>
internal sealed record EventListing(
    string Reference,
    [property: Description("Combien d’événements ne sont pas montrés à la personne de la clé.")] int Hidden,
    [property: Description("Vrai si la chaîne entière est intacte.")] bool IsIntact,
    [property: Description("Le numéro à donner à « apres » pour la suite ; absent à la fin.")] long? Next,
    IReadOnlyList<EventLine> Events);
