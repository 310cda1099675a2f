namespace LitReview.Reviews;

/// <summary>Which references of a review are shown.</summary>
public enum RecordFilter
{
    /// <summary>All that were imported.</summary>
    All,

    /// <summary>Those that the person may read on title and abstract.</summary>
    ToRead,

    /// <summary>Those on whose title and abstract the person gave an opinion.</summary>
    Read,

    /// <summary>Those kept for reading in full.</summary>
    Kept,

    /// <summary>Those set aside on title and abstract.</summary>
    SetAside,

    /// <summary>Those kept in full text.</summary>
    Included,

    /// <summary>Those that repeat another one.</summary>
    Duplicates,
}

/// <summary>Chooses references of a review.</summary>
public static class RecordFilters
{
    /// <summary>Whether a reference is among those that a filter shows.</summary>
    /// <param name="review">The review.</param>
    /// <param name="record">The reference.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="reader">Who looks.</param>
    public static bool Shows(this Review review, RecordState record, RecordFilter filter, ReviewerId reader) => filter switch
    {
        RecordFilter.All => true,
        RecordFilter.ToRead => record.VoteOf(reader, Stage.TitleAbstract) is null && ReviewRules.MayRead(review, record, reader) is null,
        RecordFilter.Read => record.VoteOf(reader, Stage.TitleAbstract) is not null,
        RecordFilter.Kept => review.IsForFullText(record),
        RecordFilter.SetAside => record.IsStanding && review.OutcomeOf(record, Stage.TitleAbstract) == Outcome.Excluded,
        RecordFilter.Included => review.IsForFullText(record) && review.OutcomeOf(record, Stage.FullText) == Outcome.Kept,
        RecordFilter.Duplicates => !record.IsStanding,
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "Unknown filter."),
    };
}
