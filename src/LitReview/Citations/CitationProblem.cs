namespace LitReview.Citations;

/// <summary>A record, or a part of one, that could not be read.</summary>
/// <param name="File">The name of the file, without its folders.</param>
/// <param name="Line">The line where it begins, from 1; the row of a sheet.</param>
/// <param name="Reason">What was expected, what was found, what to do: in French.</param>
/// <param name="Raw">What stood there, decoded, whole: nothing is lost.</param>
/// <param name="RecordIsKept">Whether the record was kept all the same, without the faulty part.</param>
public sealed record CitationProblem(string File, int Line, string Reason, string Raw, bool RecordIsKept);
