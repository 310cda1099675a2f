using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Accounts.Journal;

/// <summary>An event as the journal of accounts keeps it: one link of its chain.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="At">When, UTC, ISO 8601 with milliseconds: the very text that was hashed.</param>
/// <param name="By">Who did it: the identifier of an account, or « ligne-de-commande », « premier-demarrage », « systeme ».</param>
/// <param name="Payload">The event as JSON: the very text that was hashed.</param>
/// <param name="PreviousHash">The hash of the event before; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256 of all of the above, lower-case hexadecimal.</param>
public sealed record JournalEntry(long Number, string At, string By, string Payload, string PreviousHash, string Hash)
{
    /// <summary>What the first event follows.</summary>
    public static string FirstPreviousHash { get; } = new('0', 64);

    /// <summary>What happened.</summary>
    public AccountEvent Event => AccountEvent.Read(Payload);

    /// <summary>When.</summary>
    public DateTimeOffset Instant => Instants.Read(At);

    internal static JournalEntry Link(long number, string at, string by, string payload, string previous) =>
        new(number, at, by, payload, previous, HashOf(number, at, by, payload, previous));

    /// <summary>The first fault of a chain, in French; null when it holds.</summary>
    /// <param name="entries">The events, in order.</param>
    /// <param name="head">The number and the hash that the last should have.</param>
    public static string? FirstFault(IEnumerable<JournalEntry> entries, (long Number, string Hash) head)
    {
        var (number, previous) = (0L, FirstPreviousHash);
        foreach (var entry in entries)
        {
            number++;
            if (entry.Number != number)
                return $"l’acte {number} manque : le suivant porte le numéro {entry.Number}";
            if (entry.PreviousHash != previous)
                return $"l’acte {number} ne suit pas celui qui le précède (empreinte précédente différente)";
            if (entry.Hash != HashOf(entry.Number, entry.At, entry.By, entry.Payload, entry.PreviousHash))
                return $"le contenu de l’acte {number} a été modifié (empreinte différente)";
            previous = entry.Hash;
        }

        return (number, previous) != head ? $"le journal a {number} acte(s), il en est attendu {head.Number}" : null;
    }

    // Each value is followed by a line feed; no value holds one of its own: JSON escapes it, and the others are identifiers.
    private static string HashOf(long number, string at, string by, string payload, string previous) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{number}\n{at}\n{by}\n{payload}\n{previous}\n"))));
}

/// <summary>Instants as the tables and the journal carry them.</summary>
internal static class Instants
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text) => DateTimeOffset.ParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
