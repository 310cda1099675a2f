using System.Globalization;
using LitReview.Citations;
using LitReview.Searching;

namespace LitReview.Reviews;

/// <summary>The indexes of the reviews that are searched, each brought up to date with its review before it answers.</summary>
/// <param name="open">Opens the index of a review.</param>
/// <param name="all">Reads all references of a review.</param>
/// <param name="some">Reads some references of a review, by number.</param>
/// <remarks>
/// All readers share an index, so it holds of decisions only what every one of them may see: nothing of a vote before the last
/// one is in.
/// </remarks>
public sealed class ReviewSearches(
    Func<ReviewId, IRecordIndex> open,
    Func<ReviewId, CancellationToken, IAsyncEnumerable<(int Number, Citation Citation)>> all,
    Func<ReviewId, IReadOnlyCollection<int>, CancellationToken, Task<IReadOnlyDictionary<int, Citation>>> some) : IDisposable
{
    // Changes with what is read of a review, so that older indexes are built again.
    private const int Layout = 2;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<ReviewId, Room> _rooms = [];

    /// <summary>The number of the reference that a record found stands for.</summary>
    public static int NumberOf(string id) => int.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>What names a reference in the index.</summary>
    // Records that are as close keep the order of their numbers.
    public static string IdOf(int number) => number.ToString("D7", CultureInfo.InvariantCulture);

    /// <summary>The references of a review that stand for themselves, as they are now.</summary>
    /// <param name="review">The review as it is now.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public async Task<IRecordSearch> OfAsync(Review review, CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!_rooms.TryGetValue(review.Id, out var room))
                _rooms[review.Id] = room = new Room(open(review.Id));
            if (room.Version < review.Version)
                await UpdateAsync(room, review, cancellationToken);
            return room.Index;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Counts again, among the references of a review, the equations that brought them.</summary>
    /// <param name="review">The review.</param>
    /// <param name="search">Its references.</param>
    /// <param name="clock">The clock.</param>
    public static IReadOnlyList<EquationCount> Equations(Review review, IRecordSearch search, TimeProvider clock) =>
    [
        .. review.Imports.Select(import => (import.Records.Source, import.At))
            .Where(import => !string.IsNullOrWhiteSpace(import.Source.Equation))
            .Select(import => EquationCount.Of(
                new SearchEquation(
                    import.Source.Equation!, import.Source.Interface is { } through ? $"{import.Source.Name} ({through})" : import.Source.Name,
                    import.Source.SearchedOn ?? DateOnly.FromDateTime(import.At.UtcDateTime), import.Source.Announced),
                search, clock)),
    ];

    /// <summary>Closes the indexes.</summary>
    public void Dispose()
    {
        foreach (var room in _rooms.Values)
            room.Index.Dispose();
        _gate.Dispose();
    }

    private async Task UpdateAsync(Room room, Review review, CancellationToken cancellationToken)
    {
        var (shown, stamp) = (ShownOf(review), string.Create(CultureInfo.InvariantCulture, $"{Layout} {review.Version}"));
        if (room.Shown is { } before && before.Keys.All(shown.ContainsKey))
        {
            var changed = shown.Where(pair => !before.TryGetValue(pair.Key, out var known) || known != pair.Value)
                .Select(pair => pair.Key).ToList();
            var citations = await some(review.Id, changed, cancellationToken);
            room.Index.Add(citations.Select(pair => Record(pair.Key, pair.Value, shown[pair.Key])), stamp);
        }
        else if (room.Index.Stamp != stamp)
        {
            await Task.Run(
                () => room.Index.Rebuild(
                    all(review.Id, cancellationToken).ToBlockingEnumerable(cancellationToken)
                        .Where(pair => shown.ContainsKey(pair.Number))
                        .Select(pair => Record(pair.Number, pair.Citation, shown[pair.Number])),
                    stamp, cancellationToken),
                cancellationToken);
        }

        (room.Version, room.Shown) = (review.Version, shown);
    }

    private static IndexedRecord Record(int number, Citation citation, Shown shown) =>
        new(IdOf(number), citation) { Labels = [shown.Label], Sources = shown.Sources.Split('\n') };

    private static Dictionary<int, Shown> ShownOf(Review review)
    {
        var sources = review.Records.ToLookup(
            record => review.Standing(record).Number, record => review.Imports[record.Import].Records.Source.Name);
        // What changes when another reference is linked, or an abstract typed.
        string Parts(IReadOnlyList<int> members) => string.Join(
            ' ', members.Select(number => review.Find(number)?.TypedAbstract is { } typed ? $"{number}@{typed.At.UtcTicks}" : $"{number}"));
        var groups = review.Groups();
        return review.Records.Where(record => record.IsStanding).ToDictionary(
            record => record.Number,
            record => new Shown(
                LabelOf(review, record), string.Join('\n', sources[record.Number].Distinct(StringComparer.Ordinal)),
                Parts(groups.TryGetValue(record.Number, out var members) ? members : [record.Number])));
    }

    private static string LabelOf(Review review, RecordState record) => review.OutcomeOf(record, Stage.TitleAbstract) switch
    {
        Outcome.Unread or Outcome.Waiting => "à lire",
        Outcome.Conflict => "désaccord",
        Outcome.Excluded => "écartée sur résumé",
        Outcome.Kept => review.OutcomeOf(record, Stage.FullText) switch
        {
            Outcome.Kept => "incluse",
            Outcome.Excluded => "exclue sur texte intégral",
            Outcome.Conflict => "désaccord sur texte intégral",
            Outcome.Unread or Outcome.Waiting => "retenue sur résumé",
            var other => throw new InvalidOperationException($"Unknown outcome {other}."),
        },
        var other => throw new InvalidOperationException($"Unknown outcome {other}."),
    };

    private sealed class Room(IRecordIndex index)
    {
        public IRecordIndex Index => index;

        public long Version { get; set; }

        public Dictionary<int, Shown>? Shown { get; set; }
    }

    /// <summary>What an index shows of a reference besides the reference itself.</summary>
    private sealed record Shown(string Label, string Sources, string Parts);
}
