using Verbatims.Nlp.Batches;

namespace Verbatims.Nlp.Reports;

/// <summary>The columns of a list of comments, the same in each form.</summary>
internal static class CommentTable
{
    /// <summary>A column: its title, its name for programs, and its value, a text, a number, a month or nothing.</summary>
    public static IReadOnlyList<(string Title, string Name, Func<StoredComment, object?> Value)> Columns { get; } =
    [
        ("N°", "numero", comment => comment.Key.Number),
        ("Ligne du fichier", "ligne", comment => comment.Line),
        ("Commentaire (noms masqués)", "texte", comment => comment.Text),
        ("Champ", "champ", comment => ReportText.Box(comment.Box)),
        ("Mois", "mois", comment => comment.Month),
        ("Établissement", "etablissement", comment => comment.Establishment),
        ("Service", "service", comment => comment.Service),
        ("Note", "note", comment => comment.Score),
        ("Tonalité", "tonalite", comment => ReportText.Tone(comment.Tone)),
        ("Thèmes", "themes", comment => string.Join(" ", comment.Topics.Select(topic => topic.ToString()))),
        ("À lire d’abord", "alerte", comment => comment.IsAlert ? "oui" : "non"),
        ("À relire", "a_relire", comment => comment.Corrections.Count == 0 && comment.Analysis is { NeedsReading: true } ? "oui" : "non"),
        ("Corrigé", "corrige", comment => comment.Corrections.Count > 0 ? "oui" : "non"),
    ];
}
