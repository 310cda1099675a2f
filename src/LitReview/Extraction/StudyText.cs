using LitReview.Answers;

namespace LitReview.Extraction;

/// <summary>What a quote may be taken from: title and abstract, and the full text where it can be read.</summary>
/// <param name="TitleAbstract">Title and abstract.</param>
/// <param name="HasFullText">Whether a full text is attached.</param>
/// <param name="Pages">Its pages as text; empty when there is none, or when it holds no text that can be read.</param>
public sealed record StudyText(string TitleAbstract, bool HasFullText, IReadOnlyList<string> Pages)
{
    /// <summary>A value with what the checks of its quote found.</summary>
    /// <param name="typed">The value, as a person gave it.</param>
    public CheckedValue Check(TypedValue typed)
    {
        var (value, quote, page) = (typed.Value.Trim(), typed.Quote.Trim(), typed.Page.Trim());
        var (place, filePage) = Find(quote);
        return new CheckedValue(
            typed.Field, value, quote, page, place, filePage, quote.Length == 0 ? [] : FigureCheck.Missing(value, [quote]), typed.ProposedBy);
    }

    private (QuotePlace Place, int? Page) Find(string quote)
    {
        if (quote.Length == 0)
            return (QuotePlace.None, null);
        if (QuoteCheck.Stands(quote, TitleAbstract))
            return (QuotePlace.TitleAbstract, null);
        if (Pages.Count == 0)
            return (HasFullText ? QuotePlace.UnreadableFullText : QuotePlace.NoFullText, null);
        for (var page = 0; page < Pages.Count; page++)
        {
            if (QuoteCheck.Stands(quote, Pages[page]))
                return (QuotePlace.FullText, page + 1);
        }

        // A sentence may run over to the next page.
        for (var page = 0; page + 1 < Pages.Count; page++)
        {
            if (QuoteCheck.Stands(quote, $"{Pages[page]} {Pages[page + 1]}"))
                return (QuotePlace.FullText, page + 1);
        }

        return (QuotePlace.Absent, null);
    }
}

/// <summary>Where a quote stands.</summary>
public enum QuotePlace
{
    /// <summary>There is no quote.</summary>
    None,

    /// <summary>In title or abstract.</summary>
    TitleAbstract,

    /// <summary>In the full text.</summary>
    FullText,

    /// <summary>Not in the abstract, and no full text is attached: it could not be checked.</summary>
    NoFullText,

    /// <summary>Not in the abstract, and the text of the attached file cannot be read: it could not be checked.</summary>
    UnreadableFullText,

    /// <summary>In none of the texts, which were all read.</summary>
    Absent,
}

/// <summary>A value as a person gives it.</summary>
/// <param name="Field">The key of its field.</param>
/// <param name="Value">What he found; empty takes an earlier value back.</param>
/// <param name="Quote">The words of the study that say it.</param>
/// <param name="Page">The page, as the study numbers it.</param>
/// <param name="ProposedBy">The model that proposed it; null when none did.</param>
public sealed record TypedValue(string Field, string Value, string Quote = "", string Page = "", string? ProposedBy = null);

/// <summary>A value with what the checks found.</summary>
/// <param name="Field">The key of its field.</param>
/// <param name="Value">What was found.</param>
/// <param name="Quote">The words of the study that say it; empty when nothing is reported.</param>
/// <param name="Page">The page, as the study numbers it; empty when it is not given.</param>
/// <param name="Place">Where the quote stands.</param>
/// <param name="FilePage">On which page of the file, from 1; null when it is not in the file.</param>
/// <param name="MissingFigures">The figures of the value that the quote has not.</param>
/// <param name="ProposedBy">The model that proposed it; null when none did.</param>
public sealed record CheckedValue(
    string Field, string Value, string Quote, string Page, QuotePlace Place, int? FilePage, IReadOnlyList<string> MissingFigures,
    string? ProposedBy = null)
{
    /// <summary>What is written where a study does not say it; it needs no quote.</summary>
    public const string NotReported = "non rapporté";

    /// <summary>Whether it says that the study does not report it.</summary>
    public bool IsNotReported => string.Equals(Value, NotReported, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether both say the same, spaces and case apart.</summary>
    public bool Agrees(CheckedValue other) => string.Equals(Bare(Value), Bare(other.Value), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether nothing differs but what a check of another day may add.</summary>
    internal bool IsSame(CheckedValue other) =>
        (Field, Value, Quote, Page, Place, FilePage, ProposedBy)
        == (other.Field, other.Value, other.Quote, other.Page, other.Place, other.FilePage, other.ProposedBy);

    private static string Bare(string value) =>
        string.Join(' ', value.Split([' ', '\u00a0', '\u202f', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
}
