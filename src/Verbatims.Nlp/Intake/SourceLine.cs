using Verbatims.Nlp.Analysis;

namespace Verbatims.Nlp.Intake;

/// <summary>A row of a file as it was read, before anything is understood of it.</summary>
/// <param name="Row">Its place among the rows of data, from 1; the header and blank lines do not count.</param>
/// <param name="Line">The line of the file where it starts, from 1, as a text editor or a spreadsheet shows it.</param>
/// <param name="Values">
/// One value for each column; null where the row is shorter, or the cell is empty. Empty when <paramref name="Problem"/> is given.
/// </param>
/// <param name="Problem">Why the row cannot be used, in French; null for a sound row.</param>
public sealed record SourceRow(long Row, long Line, IReadOnlyList<string?> Values, string? Problem = null);

/// <summary>A comment as it was found in a file, not masked yet.</summary>
/// <param name="Row">The row it stands in, from 1.</param>
/// <param name="Line">The line of the file where the row starts, from 1.</param>
/// <param name="Id">What the file calls it; null when no column says so. It is not stored.</param>
/// <param name="Text">The text, never blank.</param>
/// <param name="Box">The box it was written in.</param>
/// <param name="Month">First day of the month it was written in; null when not known.</param>
/// <param name="Service">The ward; null when not known.</param>
/// <param name="Establishment">The hospital; null when not known.</param>
/// <param name="Score">The mark given with it, in the unit of the file; null when not known.</param>
public sealed record SourceComment(
    long Row, long Line, string? Id, string Text, Box Box, DateOnly? Month, string? Service, string? Establishment,
    double? Score);

/// <summary>A text of a file exactly as it stands there: not masked, not trimmed, perhaps blank.</summary>
/// <param name="Row">The row it stands in, from 1.</param>
/// <param name="Id">What the file calls the row; null when no column says so.</param>
/// <param name="Text">The text.</param>
/// <param name="Box">The box it was written in.</param>
public sealed record WrittenComment(long Row, string? Id, string Text, Box Box);

/// <summary>Something in a row that could not be used.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Reason">What was expected and what was found, in French.</param>
/// <param name="IsKept">True when the comment is kept all the same, without the value at fault.</param>
public sealed record LineProblem(long Line, string Reason, bool IsKept);

/// <summary>What one row of a file gives: no comment, one, or two when each box has its column.</summary>
/// <param name="Row">The row, from 1.</param>
/// <param name="Comments">The comments; none when the boxes are blank or the row cannot be used.</param>
/// <param name="Problems">What could not be used.</param>
public sealed record ReadRow(long Row, IReadOnlyList<SourceComment> Comments, IReadOnlyList<LineProblem> Problems);

/// <summary>What was found out about a file, to be shown before it is used.</summary>
/// <param name="Format">« CSV », « Excel », « JSON Lines » or « Parquet », with « (gzip) » when it was compressed.</param>
/// <param name="Encoding">Name of the encoding of a text file; null for the others.</param>
/// <param name="Delimiter">What stands between two fields of a CSV file; null for the others.</param>
/// <param name="Quote">What surrounds a field of a CSV file; null for the others.</param>
/// <param name="HasHeader">Whether the first row names the columns; otherwise they are called « colonne 1 » and so on.</param>
/// <param name="Columns">The columns, each name once.</param>
/// <param name="Notes">What a person should know before going on, in French.</param>
public sealed record SourceDescription(
    string Format, string? Encoding, char? Delimiter, char? Quote, bool HasHeader, IReadOnlyList<string> Columns,
    IReadOnlyList<string> Notes);

/// <summary>What a person says of a file against what was found out. Null: as found out.</summary>
/// <param name="Encoding">Name of the encoding, such as windows-1252.</param>
/// <param name="Delimiter">What stands between two fields.</param>
/// <param name="Sheet">Name of the sheet of an Excel file.</param>
/// <param name="HasHeader">Whether the first row names the columns.</param>
public sealed record SourceChoices(
    string? Encoding = null, char? Delimiter = null, string? Sheet = null, bool? HasHeader = null);
