namespace LitReview.Citations;

/// <summary>Where a reference was read, and the record as it stood there.</summary>
/// <param name="File">The name of the file, without its folders.</param>
/// <param name="Format">The format that its content showed: « RIS », « PubMed XML »…</param>
/// <param name="Provider">The data base or program that wrote it, where it can be told: « Embase »; else null.</param>
/// <param name="Ordinal">Its place among the records of the file, from 1.</param>
/// <param name="Line">The line where it begins, from 1; the row of a sheet.</param>
/// <param name="Raw">The record as it was written, decoded, whole.</param>
public sealed record SourceRecord(string File, string Format, string? Provider, int Ordinal, int Line, string Raw);
