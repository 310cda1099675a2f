namespace LitReview.Citations;

/// <summary>The kinds of document that matter to a review.</summary>
public enum CitationKind
{
    /// <summary>Another kind, or one that the source does not say.</summary>
    Other,

    /// <summary>An article in a journal.</summary>
    JournalArticle,

    /// <summary>An abstract or paper of a meeting.</summary>
    ConferencePaper,

    /// <summary>A manuscript published before peer review.</summary>
    Preprint,

    /// <summary>A whole book.</summary>
    Book,

    /// <summary>A chapter of a book.</summary>
    BookChapter,

    /// <summary>A thesis.</summary>
    Thesis,

    /// <summary>A report of an institution or agency.</summary>
    Report,

    /// <summary>An entry in a register of trials.</summary>
    TrialRegistration,

    /// <summary>A page of the web.</summary>
    WebPage,
}
