using LitReview.Screening;

namespace LitReview.Reviews;

/// <summary>Plays a review again from its journal, and compares what is suggested with what was.</summary>
public static class ReviewReplay
{
    /// <summary>Plays a review again.</summary>
    /// <param name="id">The review.</param>
    /// <param name="events">Its journal, oldest first.</param>
    /// <param name="texts">Reads the titles and abstracts of the review as it stood at an event, in the order of their numbers.</param>
    /// <param name="models">Finds the embedding model that a protocol names; it throws where it has none such.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<ReplayReading> RunAsync(
        ReviewId id, IEnumerable<RecordedReviewEvent> events,
        Func<Review, CancellationToken, Task<IReadOnlyList<ScreeningRecord>>> texts, Func<SecondModel, IEmbeddingModel> models, CancellationToken cancellationToken = default)
    {
        using var rooms = new ScreeningRooms(texts, models);
        var (same, differing) = (0, new List<long>());
        Review? review = null;
        foreach (var recorded in events)
        {
            var (record, suggestion) = recorded.Event switch
            {
                Decided { Stage: Stage.TitleAbstract } decided => (decided.Record, decided.Suggestion),
                RecordSkipped skipped => (skipped.Record, skipped.Suggestion),
                _ => (0, null),
            };
            if (suggestion is not null)
            {
                var next = await rooms.NextAsync(review!, recorded.Person, cancellationToken);
                if (next?.Number == record && next.Suggestion == suggestion)
                    same++;
                else
                    differing.Add(recorded.Version);
            }

            review = Review.Fold(id, review, recorded);
        }

        return new ReplayReading(same, differing);
    }
}

/// <summary>What came of playing a review again.</summary>
/// <param name="Same">How many suggestions came again: same reference, rank, score and model.</param>
/// <param name="Differing">The numbers of the events before which something else is suggested now.</param>
public sealed record ReplayReading(int Same, IReadOnlyList<long> Differing);
