using System.ComponentModel;
using System.Text.Json.Serialization;

namespace HasToolkit.Web.Api;

/// <summary>How far a batch is.</summary>
internal enum BatchStage
{
    /// <summary>The file waits.</summary>
    Waiting,

    /// <summary>It is being read.</summary>
    Reading,

    /// <summary>Its comments are being analysed.</summary>
    Analysing,

    /// <summary>All is there.</summary>
    Ready,

    /// <summary>It stopped.</summary>
    Failed,
}

/// <summary>A batch of comments.</summary>
internal sealed record BatchAnswer(
    [property: Description("L’identifiant du lot : le même fichier lu de la même façon donne le même lot.")] string Batch,
    [property: Description("L’adresse du lot.")] string Address,
    [property: Description("Le nom du fichier.")] string FileName,
    [property: Description("waiting, reading, analysing, ready ou failed.")] BatchStage State,
    [property: Description("La part faite de l’étape en cours, de 0 à 1 ; absente quand elle n’est pas connue.")] double? Share,
    [property: Description("Combien de commentaires sont gardés, noms masqués.")] long Comments,
    [property: Description("Combien sont analysés.")] long Analysed,
    [property: Description("Combien de lignes ou de valeurs n’ont pas pu être lues.")] long Problems,
    [property: Description("La version du modèle ; absente avant l’analyse.")] string? ModelVersion,
    [property: Description("La version de la grille de thèmes.")] string? GridVersion,
    [property: Description("Pourquoi le travail s’est arrêté ; absent quand tout va bien.")] string? Failure,
    [property: Description("Vrai si le fichier était déjà là : rien n’est compté deux fois.")] bool WasThere);

/// <summary>Batches of comments.</summary>
internal sealed record BatchListing(IReadOnlyList<BatchAnswer> Batches);

/// <summary>A share with its interval.</summary>
internal sealed record ShareAnswer(
    [property: Description("La part, de 0 à 1 ; absente quand l’effectif est nul.")] double? Value,
    [property: Description("L’effectif.")] long Of,
    [property: Description("Le bas de l’intervalle à 95 %.")] double Low,
    [property: Description("Le haut de l’intervalle à 95 %.")] double High);

/// <summary>A topic of the figures.</summary>
internal sealed record TopicAnswer(
    string Code, string Name,
    [property: Description("Commentaires qui en parlent ; absent de 1 à 4 pour un service ou un établissement.")] long? Mentions,
    [property: Description("Commentaires qui en disent du bien ; absent de 1 à 4 pour un service ou un établissement.")] long? Praised,
    [property: Description("Commentaires qui en disent du mal ; absent de 1 à 4 pour un service ou un établissement.")] long? Blamed,
    [property: Description("« à féliciter », « à améliorer » ou « à surveiller » ; absent quand rien n’est à dire.")] string? Priority);

/// <summary>A ward or a hospital.</summary>
internal sealed record GroupAnswer(
    [property: Description("Le nom ; pour ceux qui sont trop petits pour être nommés, combien ils sont, sur une seule ligne.")] string Name,
    [property: Description("Commentaires qui disent quelque chose ; absent sous le plus petit effectif montré.")] long? Comments,
    [property: Description("Part de satisfaits ; absente sous le plus petit effectif montré.")] ShareAnswer? Satisfied);

/// <summary>A month.</summary>
internal sealed record MonthAnswer(
    [property: Description("AAAA-MM.")] string Month,
    [property: Description("Commentaires qui disent quelque chose ; absent de 1 à 4.")] long? Comments,
    [property: Description("Part de satisfaits ; absente de 1 à 4 commentaires.")] ShareAnswer? Satisfied);

/// <summary>The figures of a batch, or of a part of it.</summary>
internal sealed record FiguresAnswer(
    string Batch,
    [property: Description("Le filtre, dans les mots des adresses.")] IReadOnlyDictionary<string, string> Filter,
    [property: Description("Le plus petit effectif dont des chiffres sont montrés.")] int SmallestCell,
    long Comments,
    [property: Description("Comme les suivants, absent de 1 à 4 pour un service ou un établissement.")] long? Positive,
    long? Negative, long? Mixed,
    [property: Description("Ceux qui ne disent rien (« RAS »).")] long? Empty,
    [property: Description("Ceux à lire d’abord.")] long? Alerts,
    [property: Description("Ceux que les deux juges lisent différemment.")] long? ToRead,
    [property: Description("Ceux qu’une personne a corrigés.")] long? Corrected,
    ShareAnswer Satisfied, IReadOnlyList<TopicAnswer> Topics, IReadOnlyList<GroupAnswer> Services,
    IReadOnlyList<GroupAnswer> Establishments, IReadOnlyList<MonthAnswer> Months,
    [property: Description("La version du modèle.")] string? ModelVersion,
    [property: Description("Ce que ces chiffres ne disent pas.")] IReadOnlyList<string> Limits);

/// <summary>A comment, one line of the results.</summary>
internal sealed record CommentLine(
    long Number,
    [property: Description("Le texte, noms masqués.")] string Text,
    string Box, string? Month, string? Establishment,
    [property: Description("Le service ; « (effectif faible) » quand trop peu de commentaires en viennent. L’établissement de même.")] string? Service,
    double? Score,
    [property: Description("P, N, M ou R (rien à lire) ; une personne l’emporte sur le modèle.")] string? Tone,
    [property: Description("La probabilité que le modèle donne à sa tonalité, de 0 à 1.")] double? ToneConfidence,
    [property: Description("Les thèmes : HUM+ (loué), ATT- (déploré).")] IReadOnlyList<string> Topics,
    bool IsAlert, bool NeedsReading,
    [property: Description("Vrai si une personne a corrigé le modèle.")] bool IsCorrected,
    [property: Description("La tonalité de chaque proposition ; absente si « propositions=oui » n’est pas demandé.")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<ClauseAnswer>? Clauses);

/// <summary>A clause of a comment, read on its own.</summary>
internal sealed record ClauseAnswer(
    [property: Description("Son premier caractère dans le texte masqué, à partir de 0.")] int Start,
    [property: Description("Après son dernier caractère.")] int End,
    [property: Description("P, N, M ou R.")] string Tone);
