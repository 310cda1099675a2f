using Verbatims.Nlp.Batches;

namespace Verbatims.Nlp.Reports;

/// <summary>The columns of a list of comments, the same in each form.</summary>
internal static class CommentTable
{
    /// <summary>A column: its title, its name for programs, and its value, a text, a number, a month or nothing.</summary>
    public static IReadOnlyList<(string Title, string Name, Func<StoredComment, IReadOnlySet<string>, object?> Value)> Columns { get; } =
    [
        ("N°", "numero", (comment, _) => comment.Key.Number),
        ("Ligne du fichier", "ligne", (comment, _) => comment.Line),
        ("Commentaire (noms masqués)", "texte", (comment, _) => comment.Text),
        ("Champ", "champ", (comment, _) => ReportText.Box(comment.Box)),
        ("Mois", "mois", (comment, _) => comment.Month),
        ("Établissement", "etablissement", (comment, _) => comment.Establishment),
        // A ward of a few comments would single a patient out.
        ("Service", "service", (comment, hidden) => comment.Service is { } service && hidden.Contains(service) ? "(effectif faible)" : comment.Service),
        ("Note", "note", (comment, _) => comment.Score),
        ("Tonalité", "tonalite", (comment, _) => ReportText.Tone(comment.Tone)),
        ("Thèmes", "themes", (comment, _) => string.Join(" ", comment.Topics.Select(topic => topic.ToString()))),
        ("À lire d’abord", "alerte", (comment, _) => comment.IsAlert ? "oui" : "non"),
        ("À relire", "a_relire", (comment, _) => comment.Corrections.Count == 0 && comment.Analysis is { NeedsReading: true } ? "oui" : "non"),
        ("Corrigé", "corrige", (comment, _) => comment.Corrections.Count > 0 ? "oui" : "non"),
    ];

    /// <summary>The wards that have too few comments to be named.</summary>
    public static IReadOnlySet<string> HiddenServices(Report report) =>
        report.Figures.Services.Where(line => line.IsHidden).Select(line => line.Name).ToHashSet(StringComparer.Ordinal);
}
