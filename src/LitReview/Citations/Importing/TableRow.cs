namespace LitReview.Citations.Importing;

/// <summary>A row of a table.</summary>
/// <param name="Line">The line of the file, or the row of the sheet, from 1.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Raw">As it was written; null when the file has no text for it.</param>
internal sealed record TableRow(int Line, IReadOnlyList<string> Cells, string? Raw)
{
    /// <summary>Whether no cell holds anything.</summary>
    public bool IsEmpty => Cells.All(string.IsNullOrWhiteSpace);
}
