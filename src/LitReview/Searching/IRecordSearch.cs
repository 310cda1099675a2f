namespace LitReview.Searching;

/// <summary>Finds records of a review.</summary>
public interface IRecordSearch
{
    /// <summary>Finds a page of records.</summary>
    /// <exception cref="SearchFaultException">The query holds no word to look for, or would cost too much.</exception>
    /// <exception cref="ArgumentException">The page reaches beyond <see cref="SearchRequest.FurthestRecord"/>.</exception>
    SearchPage Find(SearchRequest request);

    /// <summary>How many records a query finds.</summary>
    /// <exception cref="SearchFaultException">As for <see cref="Find"/>.</exception>
    int Count(SearchQuery query);

    /// <summary>« Plus comme ceci »: the records whose words are closest to those of a record, itself left out.</summary>
    /// <returns>At most so many records; none when the record is unknown or has no words.</returns>
    IReadOnlyList<SearchHit> FindLike(string id, int take);

    /// <summary>Why a record has its score.</summary>
    /// <returns>Null when the record is unknown, or the query does not find it.</returns>
    /// <exception cref="SearchFaultException">As for <see cref="Find"/>.</exception>
    ScoreExplanation? Explain(SearchQuery query, string id);
}
