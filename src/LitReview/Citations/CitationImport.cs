namespace LitReview.Citations;

/// <summary>All that a file held.</summary>
/// <param name="File">The name of the file, without its folders.</param>
/// <param name="Format">The format that its content showed.</param>
/// <param name="Provider">The data base or program that most records come from; null when nothing tells.</param>
/// <param name="Encoding">The encoding found: « UTF-8 », « Windows-1252 »…</param>
/// <param name="Citations">The references, in the order of the file.</param>
/// <param name="Problems">What could not be read, with its line and reason.</param>
public sealed record CitationImport(
    string File,
    string Format,
    string? Provider,
    string Encoding,
    IReadOnlyList<Citation> Citations,
    IReadOnlyList<CitationProblem> Problems);
