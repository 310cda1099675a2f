namespace LitReview.Reviews;

/// <summary>Where references come from, as PRISMA-S wants it reported.</summary>
/// <param name="Name">The data base, register or other place: « MEDLINE », « Embase », « Cochrane CENTRAL »…</param>
/// <param name="Kind">What it is.</param>
/// <param name="Interface">The interface that was searched: « PubMed », « Ovid »…; null when there is none.</param>
/// <param name="SearchedOn">The day of the search, in Paris; null when not known.</param>
/// <param name="Equation">The search as it was typed; null when not known.</param>
/// <param name="Announced">How many references the provider announced; null when not known.</param>
public sealed record SearchSource(
    string Name, SourceKind Kind = SourceKind.Database, string? Interface = null, DateOnly? SearchedOn = null,
    string? Equation = null, int? Announced = null);

/// <summary>What a source is, in the words of PRISMA 2020.</summary>
public enum SourceKind
{
    /// <summary>A bibliographic data base.</summary>
    Database,

    /// <summary>A register of trials.</summary>
    Register,

    /// <summary>A web site.</summary>
    Website,

    /// <summary>An organisation.</summary>
    Organisation,

    /// <summary>References found in the references of others.</summary>
    CitationSearch,

    /// <summary>Something else, as a reference that an expert gave.</summary>
    Other,
}
