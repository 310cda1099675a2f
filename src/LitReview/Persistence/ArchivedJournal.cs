using LitReview.Reviews;

namespace LitReview.Persistence;

/// <summary>An event as a line of the journal of an exported review.</summary>
internal sealed record ArchivedEvent(
    long Version, string At, string Person, string Command, string Fingerprint, string Payload, string PreviousHash, string Hash);

/// <summary>The journal of a review that was written elsewhere: it may be whole, and still say what cannot be.</summary>
internal static class ArchivedJournal
{
    /// <summary>The review that the events make, and the hash of the last one.</summary>
    /// <param name="id">What the review is called.</param>
    /// <param name="events">Its events.</param>
    /// <param name="references">How many references came with them: an event that brings more is not believed.</param>
    /// <param name="advice">What to do, for the messages.</param>
    /// <exception cref="InvalidDataException">A link is broken, or an event cannot follow those before it; the message is French.</exception>
    public static (Review? Review, string Head) Fold(string id, IReadOnlyList<ArchivedEvent> events, int references, string advice)
    {
        Review? review = null;
        var head = Stored.NoHash;
        foreach (var e in events)
        {
            if (e.PreviousHash != head || e.Hash != Stored.Hash(head, e.Version, e.At, e.Person, e.Command, e.Payload))
                throw new InvalidDataException($"Le journal du fichier est rompu à l’événement {e.Version}. {advice}");
            head = e.Hash;
            try
            {
                var recorded = Stored.Event(new EventRow
                {
                    Review = id,
                    Version = e.Version,
                    Command = e.Command,
                    At = e.At,
                    Person = e.Person,
                    Payload = e.Payload,
                    PreviousHash = e.PreviousHash,
                    Hash = e.Hash,
                });
                if (recorded.Event is RecordsImported import && (import.Count < 0 || import.Count > references))
                    throw new InvalidDataException($"An import of {import.Count} references, of which {references} came.");
                review = Review.Fold(new ReviewId(id), review, recorded);
            }
            catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException or NullReferenceException or ArgumentException
                or FormatException or IndexOutOfRangeException or KeyNotFoundException or OverflowException)
            {
                throw new InvalidDataException($"L’événement {e.Version} du fichier ne peut pas suivre ceux qui le précèdent. {advice}", fault);
            }
        }

        if (review?.Records.FirstOrDefault(record => !EndsSomewhere(review, record)) is { } circle)
            throw new InvalidDataException($"La référence {circle.Number} du fichier serait le doublon d’elle-même, ou d’une qui manque. {advice}");
        if (review is not null && review.KnownLists.SelectMany(list => list.Records).Any(number => review.Find(number) is null))
            throw new InvalidDataException($"Une liste d’articles connus du fichier nomme une référence qui manque. {advice}");
        return (review, head);
    }

    private static bool EndsSomewhere(Review review, RecordState record)
    {
        for (var steps = 0; record.DuplicateOf is { } original; steps++)
        {
            if (steps > review.Records.Count || review.Find(original) is not { } next)
                return false;
            record = next;
        }

        return true;
    }
}
