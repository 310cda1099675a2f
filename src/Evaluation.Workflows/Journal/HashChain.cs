namespace Evaluation.Workflows.Journal;

/// <summary>A link of a chain that does not hold.</summary>
/// <param name="Stream">The dossier or session.</param>
/// <param name="Sequence">The event at which the chain breaks.</param>
/// <param name="Problem">What is wrong, in French.</param>
public sealed record ChainFault(string Stream, long Sequence, string Problem);

/// <summary>Recomputes chains.</summary>
public static class HashChain
{
    /// <summary>The first fault of a chain, or null when it holds.</summary>
    /// <param name="stream">The dossier or session.</param>
    /// <param name="events">Its events, in order.</param>
    /// <param name="expectedLength">How many there should be; null when it is not known.</param>
    /// <param name="expectedHead">The hash the last should have; null when it is not known.</param>
    public static ChainFault? FirstFault(
        string stream, IEnumerable<RecordedEvent> events, long? expectedLength = null, string? expectedHead = null)
    {
        var (sequence, previous) = (0L, RecordedEvent.FirstPreviousHash);
        foreach (var recorded in events)
        {
            sequence++;
            if (recorded.Stream != stream)
                return new ChainFault(stream, sequence, $"l’événement appartient à {recorded.Stream}");
            if (recorded.Sequence != sequence)
                return new ChainFault(stream, sequence, $"l’événement {sequence} manque : le suivant porte le numéro {recorded.Sequence}");
            if (recorded.PreviousHash != previous)
                return new ChainFault(stream, sequence, "l’événement ne suit pas celui qui le précède (empreinte précédente différente)");
            if (recorded.Hash != recorded.ExpectedHash())
                return new ChainFault(stream, sequence, "le contenu de l’événement a été modifié (empreinte différente)");
            previous = recorded.Hash;
        }

        if (expectedLength is { } length && length != sequence)
            return new ChainFault(stream, sequence + 1, $"la chaîne a {sequence} événement(s), il en est attendu {length}");
        return expectedHead is not null && expectedHead != previous
            ? new ChainFault(stream, sequence, "le dernier événement n’est pas celui qui est attendu")
            : null;
    }
}
