using LitReview.Citations;

namespace LitReview.Searching;

/// <summary>The kinds of document in French.</summary>
internal static class KindNames
{
    /// <summary>The name of a kind; null for <see cref="CitationKind.Other"/>, which says nothing.</summary>
    public static string? Of(CitationKind kind) => kind switch
    {
        CitationKind.JournalArticle => "Article de revue",
        CitationKind.ConferencePaper => "Communication de congrès",
        CitationKind.Preprint => "Prépublication",
        CitationKind.Book => "Livre",
        CitationKind.BookChapter => "Chapitre de livre",
        CitationKind.Thesis => "Thèse",
        CitationKind.Report => "Rapport",
        CitationKind.TrialRegistration => "Registre d’essais",
        CitationKind.WebPage => "Page web",
        CitationKind.Other or _ => null,
    };
}
