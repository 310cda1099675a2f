namespace LitReview.Citations;

/// <summary>One reference of the literature, as a search exported it or as several exports agree on it.</summary>
/// <remarks>
/// Nothing that a source says is lost: what has no property here stays readable in <see cref="Source"/>, whole.
/// A property that the source does not give is empty or null, never guessed.
/// </remarks>
public sealed record Citation
{
    /// <summary>What kind of document it is.</summary>
    public CitationKind Kind { get; init; } = CitationKind.Other;

    /// <summary>The title in the language of the export, on one line; empty when there is none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The title in the language of the document, where the export gives both; else null.</summary>
    public string? OriginalTitle { get; init; }

    /// <summary>The authors, in the order of the document.</summary>
    public IReadOnlyList<CitationAuthor> Authors { get; init; } = [];

    /// <summary>The editors, in the order of the document.</summary>
    public IReadOnlyList<CitationAuthor> Editors { get; init; } = [];

    /// <summary>The year of publication; null when the source gives none that can be read as one.</summary>
    public int? Year { get; init; }

    /// <summary>The date as the source wrote it: « 2019 Jan-Feb », « 2020/03/14 »; null when absent.</summary>
    public string? Date { get; init; }

    /// <summary>The journal, book or proceedings that holds the document; null when absent.</summary>
    public string? Journal { get; init; }

    /// <summary>The abbreviated name of the journal; null when absent.</summary>
    public string? JournalAbbreviation { get; init; }

    /// <summary>The volume; null when absent.</summary>
    public string? Volume { get; init; }

    /// <summary>The issue of the volume; null when absent.</summary>
    public string? Issue { get; init; }

    /// <summary>The pages or the article number, as « 123-129 »; null when absent.</summary>
    public string? Pages { get; init; }

    /// <summary>The abstract, its sections set apart by line breaks; empty when there is none.</summary>
    public string Abstract { get; init; } = "";

    /// <summary>The key words given by authors or by the data base, without those of <see cref="MeshTerms"/>.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>
    /// The MeSH headings, as « Asthma/drug therapy »; a star marks a major topic, as PubMed writes it.
    /// </summary>
    public IReadOnlyList<string> MeshTerms { get; init; } = [];

    /// <summary>The types of publication: « Randomized Controlled Trial », « Meta-Analysis »…</summary>
    public IReadOnlyList<string> PublicationTypes { get; init; } = [];

    /// <summary>The DOI in lower case without resolver: « 10.1136/bmj.n71 »; null when absent.</summary>
    public string? Doi { get; init; }

    /// <summary>The PubMed identifier, digits alone; null when absent.</summary>
    public string? PubMedId { get; init; }

    /// <summary>The PubMed Central identifier, as « PMC1234567 »; null when absent.</summary>
    public string? PmcId { get; init; }

    /// <summary>Other identifiers by scheme: « EMBASE », « WOS », « SCOPUS », « NCT », « ISSN », « ISBN »…</summary>
    public IReadOnlyList<CitationIdentifier> Identifiers { get; init; } = [];

    /// <summary>The language of the document, as an ISO 639-1 code; null when absent or unknown.</summary>
    public string? Language { get; init; }

    /// <summary>The publisher; null when absent.</summary>
    public string? Publisher { get; init; }

    /// <summary>The place of publication; null when absent.</summary>
    public string? Place { get; init; }

    /// <summary>Addresses of the document.</summary>
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>Notes that people wrote on the reference, without the labels read from them.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The decision that the export carries, from an earlier screening; null when it carries none.</summary>
    public CitationLabel? Label { get; init; }

    /// <summary>Where it was read, and the record as it was written there.</summary>
    public required SourceRecord Source { get; init; }
}
