using LitReview.Screening;

namespace LitReview.Reviews;

/// <summary>The rankings of the reviews that are being read, kept warm in memory; each can be built again from its log.</summary>
/// <param name="texts">Reads the titles and abstracts of a review, in the order of their numbers.</param>
/// <param name="models">Finds the embedding model that a protocol names; it throws where it has none such.</param>
public sealed class ScreeningRooms(
    Func<ReviewId, CancellationToken, Task<IReadOnlyList<ScreeningRecord>>> texts, Func<SecondModel, IEmbeddingModel> models) : IDisposable
{
    private const int Most = 4;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly List<Room> _rooms = [];

    /// <summary>The reference that a reader gets next; null when he has none left.</summary>
    /// <param name="review">The review as it is now.</param>
    /// <param name="reviewer">The reader.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="InvalidDataException">The second model of the protocol is not here; the message is French.</exception>
    public async Task<NextRecord?> NextAsync(Review review, ReviewerId reviewer, CancellationToken cancellationToken = default) =>
        review.Records.IsEmpty ? null : (await SeatAsync(review, reviewer, cancellationToken)).Next(review);

    /// <summary>Forgets all rankings.</summary>
    public void Dispose() => _gate.Dispose();

    private async Task<ScreeningSeat> SeatAsync(Review review, ReviewerId reviewer, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var room = _rooms.Find(known => known.Id == review.Id);
            if (room is null || room.RankedSince < review.RankedSince)
            {
                // Without a ranking only the number of references counts.
                var isRanked = review.Protocol.Order == ReadingOrder.Ranked;
                var read = isRanked
                    ? await texts(review.Id, cancellationToken)
                    : [.. Enumerable.Repeat(new ScreeningRecord("", ""), review.Records.Count)];
                var corpus = await Task.Run(
                    () => ScreeningCorpus.Prepare(
                        [.. read.Take(review.Records.Count)], RankingModel.Find(review.Protocol.Model) ?? RankingModel.Default,
                        review.Protocol.RankingQuestion(), isRanked && review.Protocol.SecondModel is { } second ? models(second) : null,
                        cancellationToken),
                    cancellationToken);
                _rooms.RemoveAll(known => known.Id == review.Id);
                room = new Room(review.Id, review.RankedSince, corpus, []);
            }

            _rooms.Remove(room);
            _rooms.Add(room);
            if (_rooms.Count > Most)
                _rooms.RemoveAt(0);
            if (!room.Seats.TryGetValue(reviewer, out var seat))
                room.Seats[reviewer] = seat = new ScreeningSeat(room.Corpus, review, reviewer);
            return seat;
        }
        finally
        {
            _gate.Release();
        }
    }

    private sealed record Room(
        ReviewId Id, long RankedSince, ScreeningCorpus Corpus, Dictionary<ReviewerId, ScreeningSeat> Seats);
}
