using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HasToolkit.Web.Api;

/// <summary>A way in which a call can fail, always told in the same shape: a problem of RFC 9457, in French.</summary>
/// <param name="Code">Its stable name; the end of the address of its type.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Title">What it is, in one line.</param>
/// <param name="Remedy">What the caller does then.</param>
internal sealed record ProblemKind(string Code, int Status, string Title, string Remedy)
{
    public static ProblemKind Unreadable { get; } = new(
        "demande-illisible", 400, "La demande ne se lit pas", "Comparez l’adresse et le corps avec la description de l’opération.");

    public static ProblemKind NoKey { get; } = new(
        "cle-absente", 401, "Aucune clé n’est donnée", "Envoyez l’en-tête « Authorization: Bearer has_… ».");

    public static ProblemKind BadKey { get; } = new(
        "cle-refusee", 401, "Cette clé n’ouvre rien", "Elle est inconnue, expirée ou révoquée, ou sa personne n’a plus le rôle : créez-en une autre.");

    public static ProblemKind NoScope { get; } = new(
        "portee-manquante", 403, "La clé n’a pas cette portée", "Créez une clé qui a la portée nommée dans la réponse.");

    public static ProblemKind NoRight { get; } = new(
        "droit-manquant", 403, "Ce rôle n’a pas ce droit", "Les règles sont celles des écrans : une autre personne doit agir.");

    public static ProblemKind NotThere { get; } = new(
        "introuvable", 404, "Il n’y a rien à cette adresse", "Vérifiez la référence ; les listes donnent celles qui existent.");

    public static ProblemKind WrongMethod { get; } = new(
        "methode-inconnue", 405, "Cette adresse ne répond pas à cette méthode", "La description dit quelles méthodes chaque adresse connaît.");

    public static ProblemKind Conflict { get; } = new(
        "conflit", 409, "Quelque chose a changé entre-temps", "Relisez, puis recommencez avec un nouvel identifiant.");

    public static ProblemKind TooLarge { get; } = new(
        "trop-gros", 413, "Le fichier est trop gros", "Coupez-le en plusieurs fichiers de 100 Mo au plus.");

    public static ProblemKind WrongType { get; } = new(
        "type-inconnu", 415, "Ce type de contenu n’est pas lu", "Envoyez un formulaire multipart, ou le fichier tel quel avec son type.");

    public static ProblemKind Refused { get; } = new(
        "refus", 422, "Une règle refuse", "Le détail dit ce qui était attendu, ce qui a été trouvé et que faire.");

    public static ProblemKind TooFew { get; } = new(
        "effectif-faible", 422, "Trop peu de commentaires pour être montrés", "Élargissez le filtre : un petit groupe désignerait des personnes.");

    public static ProblemKind TooMany { get; } = new(
        "trop-de-demandes", 429, "Trop de demandes", "Attendez le nombre de secondes de l’en-tête « Retry-After ».");

    public static ProblemKind Broken { get; } = new(
        "panne", 500, "Une erreur est survenue", "Rien n’a été enregistré à moitié. Réessayez ; si cela persiste, prévenez l’exploitant.");

    /// <summary>Every kind, in the order of their statuses.</summary>
    public static IReadOnlyList<ProblemKind> Every { get; } =
    [
        Unreadable, NoKey, BadKey, NoScope, NoRight, NotThere, WrongMethod, Conflict, TooLarge, WrongType, Refused, TooFew, TooMany, Broken,
    ];

    /// <summary>The answer.</summary>
    /// <param name="detail">What was expected, what was found and what to do, in French.</param>
    /// <param name="more">Further members.</param>
    public ProblemHttpResult Because(string detail, params (string Name, object? Value)[] more)
    {
        var problem = new ProblemDetails { Type = $"{ApiPage.Address}#{Code}", Title = Title, Status = Status, Detail = detail };
        foreach (var (name, value) in more)
            problem.Extensions[name] = value;
        return TypedResults.Problem(problem);
    }

    /// <summary>The kind that tells a bare status.</summary>
    public static ProblemKind Of(int status) =>
        Every.FirstOrDefault(kind => kind.Status == status) ?? (status < 500 ? Unreadable : Broken);
}
