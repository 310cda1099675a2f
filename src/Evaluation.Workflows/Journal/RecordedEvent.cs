using System.Security.Cryptography;
using System.Text;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Journal;

/// <summary>An event as the ledger keeps it: one link of the chain of a stream.</summary>
/// <param name="Stream">The dossier or session.</param>
/// <param name="Sequence">1 for the first event.</param>
/// <param name="Command">The command it came from.</param>
/// <param name="At">When, UTC, ISO 8601 with milliseconds: the very text that was hashed.</param>
/// <param name="Person">Who signed.</param>
/// <param name="Role">In which role, by its key.</param>
/// <param name="Payload">The event as JSON: the very text that was hashed.</param>
/// <param name="PreviousHash">The hash of the event before; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256 of all of the above, lower-case hexadecimal.</param>
public sealed record RecordedEvent(
    string Stream, long Sequence, Guid Command, string At, string Person, string Role, string Payload,
    string PreviousHash, string Hash)
{
    /// <summary>What the first event of a chain follows.</summary>
    public static string FirstPreviousHash { get; } = new('0', 64);

    /// <summary>Links an event to the one before it.</summary>
    public static RecordedEvent Link(
        string stream, long sequence, Guid command, string at, string person, string role, string payload, string previous) =>
        new(stream, sequence, command, at, person, role, payload, previous,
            HashOf(stream, sequence, command, at, person, role, payload, previous));

    /// <summary>The hash that the link should have.</summary>
    /// <remarks>
    /// SHA-256 over the UTF-8 bytes of the eight values, each followed by a line feed. No value holds a line feed of its own:
    /// JSON escapes it in the payload, and the others are identifiers.
    /// </remarks>
    public string ExpectedHash() => HashOf(Stream, Sequence, Command, At, Person, Role, Payload, PreviousHash);

    /// <summary>The event with its signature, for folding a dossier.</summary>
    public SignedEvent ToDossierEvent() => new(
        Sequence, EventJson.ReadInstant(At), new PersonId(Person), RoleOf(), EventJson.ReadDossierEvent(Payload));

    internal Role RoleOf() => Roles.Find(Role)
        ?? throw new InvalidDataException($"Event {Sequence} of {Stream} names the unknown role '{Role}'.");

    private static string HashOf(
        string stream, long sequence, Guid command, string at, string person, string role, string payload, string previous) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{stream}\n{sequence}\n{command:D}\n{at}\n{person}\n{role}\n{payload}\n{previous}\n"))));
}
