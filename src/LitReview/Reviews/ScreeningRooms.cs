using LitReview.Screening;

namespace LitReview.Reviews;

/// <summary>The rankings of the reviews that are being read, kept warm in memory; each can be built again from its log.</summary>
/// <param name="texts">Reads the titles and abstracts of a review as it stands, in the order of their numbers.</param>
/// <param name="models">Finds the embedding model that a protocol names; it throws where it has none such.</param>
public sealed class ScreeningRooms(
    Func<Review, CancellationToken, Task<IReadOnlyList<ScreeningRecord>>> texts, Func<SecondModel, IEmbeddingModel> models) : IDisposable
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
                room = await FurnishedAsync(room, review, cancellationToken);
                _rooms.RemoveAll(known => known.Id == review.Id);
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

    // Where nothing that counts has changed, what was learnt stays: it is the same as learning it again from the log.
    private async Task<Room> FurnishedAsync(Room? before, Review review, CancellationToken cancellationToken)
    {
        var protocol = review.Protocol;
        // Without a ranking only the number of references counts.
        var isRanked = protocol.Order == ReadingOrder.Ranked;
        IReadOnlyList<ScreeningRecord> read = isRanked
            ? [.. (await texts(review, cancellationToken)).Take(review.Records.Count)]
            : [.. Enumerable.Repeat(new ScreeningRecord("", ""), review.Records.Count)];
        var basis = new Basis(
            isRanked, protocol.Model, protocol.SecondModel, protocol.RankingQuestion(), ScreeningCorpus.Digest(read),
            string.Join(' ', isRanked ? review.FirstExamples() : []));
        if (before is not null && before.Basis == basis)
            return before with { RankedSince = review.RankedSince };
        var corpus = await Task.Run(
            () => ScreeningCorpus.Prepare(
                read, RankingModel.Find(protocol.Model) ?? RankingModel.Default, basis.Question,
                isRanked && protocol.SecondModel is { } second ? models(second) : null,
                isRanked ? [.. review.FirstExamples().Select(number => number - 1)] : [], cancellationToken),
            cancellationToken);
        return new Room(review.Id, review.RankedSince, basis, corpus, []);
    }

    private sealed record Room(
        ReviewId Id, long RankedSince, Basis Basis, ScreeningCorpus Corpus, Dictionary<ReviewerId, ScreeningSeat> Seats);

    /// <summary>All that an order depends on besides the decisions.</summary>
    private sealed record Basis(bool IsRanked, string Model, SecondModel? Second, string Question, string Texts, string Examples);
}
