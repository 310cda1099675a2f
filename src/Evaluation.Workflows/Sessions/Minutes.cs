using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Sessions;

/// <summary>A heading of the minutes and its lines.</summary>
public sealed record MinutesSection(string Heading, IReadOnlyList<string> Lines);

/// <summary>The minutes of a session (procès-verbal), written from its events and nothing else.</summary>
/// <remarks>
/// Headings as in the published minutes of 17/04/2018 and 25/05/2021: members present, ethics, agenda, examination, votes.
/// </remarks>
public sealed record Minutes(string Title, IReadOnlyList<MinutesSection> Sections)
{
    /// <summary>Writes the minutes.</summary>
    /// <param name="session">The session.</param>
    /// <param name="people">The directory, for names; an identifier stands for a person who is not in it.</param>
    public static Minutes Write(CommissionSession session, IEnumerable<Person> people)
    {
        var names = people.ToDictionary(person => person.Id, person => person.Name);
        string Name(PersonId id) => names.GetValueOrDefault(id, id.Value);

        return new Minutes(
            $"Procès-verbal de la séance du {FrenchCalendar.Write(session.Planned.Date)}",
            [
                new("Membres présents", PresentLines(session, Name)),
                new("Déontologie", DeportLines(session, Name)),
                new("Ordre du jour", [.. session.Agenda.Select((item, index) => $"{index + 1}. {item.Dossier} : {item.Title}")]),
                new("Examen des demandes et délibérations", [.. session.Agenda.Select(ItemLine)]),
                new("Relevé de votes", VoteLines(session)),
                new("Clôture", [EndLine(session)]),
            ]);
    }

    private static List<string> PresentLines(CommissionSession session, Func<PersonId, string> name) =>
        session.Present.Count == 0
            ? ["La présence n’a pas été relevée."]
            :
            [
                $"{session.Present.Count} membres ayant voix délibérative ; quorum : {session.Planned.Quorum} "
                    + $"(paramètre [{session.Planned.QuorumMark}]).",
                string.Join(", ", session.Present.Select(name)) + ".",
            ];

    private static List<string> DeportLines(CommissionSession session, Func<PersonId, string> name)
    {
        var lines = session.Agenda
            .Select(item => (item, deported: DeportedOn(session, item)))
            .Where(pair => pair.deported.Count > 0)
            .Select(pair => $"{pair.item.Dossier}, {pair.item.Title} : {string.Join(", ", pair.deported.Select(name))} "
                + DeportVerb(pair.item, pair.deported.Count) + " ni au débat ni au vote (déport).")
            .ToList();
        return lines.Count > 0 ? lines : ["Aucun déport n’a été constaté."];
    }

    // The deliberation knows who was present and out; the item also those who were out and absent.
    private static List<PersonId> DeportedOn(CommissionSession session, AgendaItem item) =>
    [
        .. (item.Deliberation?.Deported ?? [])
            .Union(session.ItemDeports.Where(deport => deport.Dossier == item.Dossier).Select(deport => deport.Person)),
    ];

    private static string DeportVerb(AgendaItem item, int count) => (item.Deliberation is null, count == 1) switch
    {
        (true, true) => "ne prend part",
        (true, false) => "ne prennent part",
        (false, true) => "n’a pris part",
        (false, false) => "n’ont pris part",
    };

    private static string ItemLine(AgendaItem item) => item.Deliberation is { } done
        ? $"{item.Dossier}, {item.Title} : « {done.OutcomeTitle} »."
        : $"{item.Dossier}, {item.Title} : non délibéré.";

    private static List<string> VoteLines(CommissionSession session)
    {
        var lines = session.Agenda
            .Where(item => item.Deliberation?.Vote is not null)
            .Select(item => $"{item.Dossier}, {item.Title} : {item.Deliberation!.Vote} ({item.Deliberation.Voters.Count} votants).")
            .ToList();
        return lines.Count > 0 ? lines : ["Aucun vote."];
    }

    private static string EndLine(CommissionSession session) => (session.EndedOn, session.MinutesApprovedOn) switch
    {
        (null, _) => "La séance n’est pas levée : ce procès-verbal est provisoire.",
        ({ } ended, null) => $"Séance levée le {FrenchCalendar.Write(ended)}. Procès-verbal à approuver.",
        ({ } ended, { } approved) =>
            $"Séance levée le {FrenchCalendar.Write(ended)}. Procès-verbal approuvé le {FrenchCalendar.Write(approved)}.",
    };
}
