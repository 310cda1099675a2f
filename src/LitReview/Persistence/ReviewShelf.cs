using LitReview.Reviews;
using Microsoft.EntityFrameworkCore;

namespace LitReview.Persistence;

/// <summary>Reviews as they were last read; a review read again costs only the events since.</summary>
internal sealed class ReviewShelf
{
    private const int Most = 12;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Review Review, long Used)> _reviews = [];
    private long _clock;

    public async Task<Review?> LoadAsync(ReviewContext db, ReviewId id, CancellationToken cancellationToken)
    {
        Review? review;
        lock (_gate)
            review = _reviews.TryGetValue(id.Value, out var known) ? known.Review : null;
        var version = review?.Version ?? 0;
        var rows = db.Events.AsNoTracking().Where(row => row.Review == id.Value && row.Version > version)
            .OrderBy(row => row.Version).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
            review = Review.Fold(id, review, Stored.Event(row));
        if (review is not null)
            Keep(review);
        return review;
    }

    public void Keep(Review review)
    {
        lock (_gate)
        {
            if (_reviews.TryGetValue(review.Id.Value, out var known) && known.Review.Version > review.Version)
                return;
            _reviews[review.Id.Value] = (review, ++_clock);
            if (_reviews.Count > Most)
                _reviews.Remove(_reviews.MinBy(entry => entry.Value.Used).Key);
        }
    }
}
