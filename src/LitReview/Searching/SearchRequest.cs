namespace LitReview.Searching;

/// <summary>The orders in which records may be shown.</summary>
public enum SearchOrder
{
    /// <summary>The closest to the query first.</summary>
    Relevance,

    /// <summary>The latest year first; records without a year last.</summary>
    Newest,

    /// <summary>The earliest year first; records without a year last.</summary>
    Oldest,

    /// <summary>By title, without heed to case or accents.</summary>
    Title,
}

/// <summary>What records are counted by.</summary>
public enum FacetField
{
    /// <summary>The year of publication.</summary>
    Year,

    /// <summary>The journal, by its full name.</summary>
    Journal,

    /// <summary>The language of the document, as an ISO 639-1 code.</summary>
    Language,

    /// <summary>The kind of document and the types of publication.</summary>
    Kind,

    /// <summary>The data bases that gave the record.</summary>
    Source,

    /// <summary>The labels of decisions.</summary>
    Label,
}

/// <summary>A value that records must have.</summary>
/// <param name="Field">What the value is of.</param>
/// <param name="Value">The value, as a facet gives it.</param>
public sealed record FacetChoice(FacetField Field, string Value);

/// <summary>A page that is asked for.</summary>
/// <param name="Query">What to find.</param>
public sealed record SearchRequest(SearchQuery Query)
{
    /// <summary>The furthest record that a page may reach.</summary>
    public const int FurthestRecord = 10_000;

    /// <summary>The order.</summary>
    public SearchOrder Order { get; init; }

    /// <summary>How many records come before the page.</summary>
    public int Skip { get; init; }

    /// <summary>How many records the page holds at most.</summary>
    public int Take { get; init; } = 20;

    /// <summary>Values that every record must have; two values of one field mean either.</summary>
    public IReadOnlyList<FacetChoice> Choices { get; init; } = [];

    /// <summary>Whether to count the records by year, journal and so on.</summary>
    public bool WithFacets { get; init; }

    /// <summary>How many values a facet shows at most.</summary>
    public int FacetValues { get; init; } = 10;
}
