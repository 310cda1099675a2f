using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Interests;

namespace Evaluation.Workflows.Sessions;

/// <summary>A person who should perhaps take no part in an item: prepared by the software, decided by people.</summary>
/// <param name="Person">The person.</param>
/// <param name="Reading">The declared links that meet the dossier.</param>
/// <param name="IsRecorded">Whether the déport is recorded, on the item or on the whole dossier.</param>
public sealed record DeportProposal(PersonId Person, ConflictReading Reading, bool IsRecorded);

/// <summary>Compares what the members declared with an item of the agenda, before the session.</summary>
public static class DeportProposals
{
    /// <summary>The members whose links call for a déport on the dossier of an item, the heaviest link first.</summary>
    public static IReadOnlyList<DeportProposal> For(
        CommissionSession session, Dossier dossier, IEnumerable<PersonId> members,
        IReadOnlyDictionary<PersonId, InterestDeclaration> declarations, DateOnly today) =>
    [
        .. members.Select(person => ConflictAnalysis.Read(person, declarations.GetValueOrDefault(person), dossier, today))
            .Where(reading => reading.CallsForDeport)
            .OrderBy(reading => reading.Conflicts[0].Weight).ThenBy(reading => reading.Person.Value, StringComparer.Ordinal)
            .Select(reading => new DeportProposal(
                reading.Person, reading, session.IsDeported(reading.Person, dossier.Id) || dossier.IsDeported(reading.Person))),
    ];
}
