using LitReview.Citations;
using LitReview.Reviews;

namespace LitReview.Reports;

/// <summary>References as they leave a review for another program: with what became of them.</summary>
public static class ReviewExport
{
    /// <summary>A reference with its decision as a label, and its level of evidence as a note.</summary>
    /// <param name="review">The review.</param>
    /// <param name="record">Where the reference stands.</param>
    /// <param name="citation">The reference.</param>
    public static Citation Labelled(Review review, RecordState record, Citation citation) => citation with
    {
        Label = LabelOf(review, record),
        Notes = record.Appraisal is { } appraisal ? [.. citation.Notes, $"HAS : {ReviewText.Of(appraisal)}"] : citation.Notes,
    };

    private static CitationLabel? LabelOf(Review review, RecordState record)
    {
        var outcome = review.OutcomeOf(record, Stage.TitleAbstract);
        if (outcome == Outcome.Kept)
            outcome = review.OutcomeOf(record, Stage.FullText);
        return outcome == Outcome.Kept ? CitationLabel.Included : outcome == Outcome.Excluded ? CitationLabel.Excluded : null;
    }
}
