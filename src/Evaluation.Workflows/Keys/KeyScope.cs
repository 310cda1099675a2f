namespace Evaluation.Workflows.Keys;

/// <summary>What a key lets a program do; a person who makes a key chooses as few as the program needs.</summary>
public enum KeyScope
{
    /// <summary>Read dossiers, their events and their legal limits.</summary>
    ReadDossiers,

    /// <summary>Read batches of comments, their figures and their results.</summary>
    ReadComments,

    /// <summary>Hand files of comments in.</summary>
    SubmitComments,

    /// <summary>Read reviews of the literature and their references.</summary>
    ReadReviews,

    /// <summary>Create reviews, and import references into them.</summary>
    ImportReferences,
}

/// <summary>The words for scopes, as they are stored, sent and shown.</summary>
public static class KeyScopes
{
    private static readonly (KeyScope Scope, string Word, string Title)[] All =
    [
        (KeyScope.ReadDossiers, "dossiers:lire", "Lire les dossiers, leurs événements et leurs délais"),
        (KeyScope.ReadComments, "commentaires:lire", "Lire les lots de commentaires, leurs chiffres et leurs résultats"),
        (KeyScope.SubmitComments, "commentaires:soumettre", "Déposer des fichiers de commentaires"),
        (KeyScope.ReadReviews, "revues:lire", "Lire les revues et leurs références"),
        (KeyScope.ImportReferences, "revues:importer", "Créer des revues et y importer des références"),
    ];

    /// <summary>Every scope, in the order in which they are shown.</summary>
    public static IReadOnlyList<KeyScope> Every { get; } = [.. All.Select(entry => entry.Scope)];

    /// <summary>The word that stands for a scope: « dossiers:lire ».</summary>
    public static string Word(this KeyScope scope) => All.First(entry => entry.Scope == scope).Word;

    /// <summary>What a scope allows, in French.</summary>
    public static string Title(this KeyScope scope) => All.First(entry => entry.Scope == scope).Title;

    /// <summary>The scope of a word; null when there is none.</summary>
    public static KeyScope? Find(string word) =>
        All.Where(entry => entry.Word == word).Select(entry => (KeyScope?)entry.Scope).FirstOrDefault();
}
