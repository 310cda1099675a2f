namespace LitReview.Citations;

/// <summary>An identifier in a numbering scheme.</summary>
/// <param name="Scheme">The scheme, in capitals: « EMBASE », « WOS », « ISSN »…</param>
/// <param name="Value">The identifier, trimmed.</param>
public sealed record CitationIdentifier(string Scheme, string Value);
