using LitReview.Reviews;

namespace LitReview.Extraction;

/// <summary>What is read from the extraction of a review.</summary>
public static class ExtractionReadings
{
    /// <summary>The studies from which something is extracted, in the order of their numbers.</summary>
    public static IReadOnlyList<RecordState> Studies(this Review review) => [.. review.Records.Where(review.IsStudied)];

    /// <summary>The cells of a study, in the order of the form.</summary>
    public static IReadOnlyList<ExtractionCell> Cells(this Review review, RecordState record) =>
        [.. review.Extraction.Fields.Select(field => review.Cell(record, field))];

    /// <summary>One cell of a study.</summary>
    public static ExtractionCell Cell(this Review review, RecordState record, ExtractionField field)
    {
        var state = record.Extracted.GetValueOrDefault(field.Key, FieldState.Empty);
        if (state.Settled is { } settled)
            return new ExtractionCell(field, CellStatus.Settled, settled.Value, state);
        if (state.Given.IsEmpty)
            return new ExtractionCell(field, CellStatus.Empty, null, state);
        if (state.Given.Length < review.Extraction.Extractors)
            return new ExtractionCell(field, CellStatus.Waiting, null, state);
        return state.Given.All(given => given.Value.Agrees(state.Given[0].Value))
            ? new ExtractionCell(field, CellStatus.Agreed, state.Given[0].Value, state)
            : new ExtractionCell(field, CellStatus.Differs, null, state);
    }

    /// <summary>The values of a cell that a person may see: all once each is given, else his own.</summary>
    public static IReadOnlyList<GivenValue> SeenBy(this ExtractionCell cell, ReviewerId person) =>
        cell.Status == CellStatus.Waiting ? [.. cell.State.Given.Where(given => given.Person == person)] : cell.State.Given;

    /// <summary>How many cells of the review wait to be settled.</summary>
    public static int DifferenceCount(this Review review) => review.Studies()
        .Sum(record => review.Cells(record).Count(cell => cell.Status == CellStatus.Differs));
}
