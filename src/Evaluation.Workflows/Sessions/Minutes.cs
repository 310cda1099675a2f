using Evaluation.Workflows.Casework;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Sessions;

/// <summary>A heading of the minutes and its lines.</summary>
public sealed record MinutesSection(string Heading, IReadOnlyList<string> Lines);

/// <summary>The minutes of a session (procès-verbal), written from its events and nothing else.</summary>
/// <remarks>
/// Headings as in the published minutes of 17/04/2018 and 25/05/2021: members present, ethics, debates, contributions of
/// associations, experts, agenda, examination, contradictory phases, simplified procedure, votes.
/// </remarks>
public sealed record Minutes(string Title, IReadOnlyList<MinutesSection> Sections)
{
    private const string Contradictory = "Contradictoire";

    /// <summary>Writes the minutes.</summary>
    /// <param name="session">The session.</param>
    /// <param name="people">The directory, for names; an identifier stands for a person who is not in it.</param>
    /// <param name="casework">The work around the dossiers of the agenda, for associations and experts; null leaves it out.</param>
    public static Minutes Write(
        CommissionSession session, IEnumerable<Person> people, IReadOnlyDictionary<DossierId, CaseFile>? casework = null)
    {
        var names = people.ToDictionary(person => person.Id, person => person.Name);
        string Name(PersonId id) => names.GetValueOrDefault(id, id.Value);
        var dealt = session.Agenda.Where(item => !item.IsSimplified && item.Phase != Contradictory).ToList();

        return new Minutes(
            $"Procès-verbal de la séance du {FrenchCalendar.Write(session.Planned.Date)}",
            [
                new("Membres présents", PresentLines(session, Name)),
                new("Règlement et déontologie", DeportLines(session, Name)),
                new("Débats", Or(DebateLines(session), "Aucun débat n’a été transcrit.")),
                new("Contributions des associations", Or(ContributionLines(session, casework), "Aucune contribution d’association.")),
                new("Experts entendus", Or(ExpertLines(session, casework, Name), "Aucun expert extérieur.")),
                new("Ordre du jour prévisionnel", [.. session.Agenda.Select(AgendaLine)]),
                new("Examen des demandes et délibérations", Or(dealt.Select(ItemLine), "Aucune demande.")),
                new("Phases contradictoires", Or(
                    session.Agenda.Where(item => item.Phase == Contradictory).Select(ItemLine), "Aucune phase contradictoire.")),
                new("Projets adoptés par procédure simplifiée", Or(
                    session.Agenda.Where(item => item.IsSimplified).Select(ItemLine), "Aucun.")),
                new("Relevé de votes", VoteLines(session)),
                new("Clôture", [EndLine(session)]),
            ]);
    }

    private static List<string> PresentLines(CommissionSession session, Func<PersonId, string> name)
    {
        if (session.Present.Count == 0)
            return ["La présence n’a pas été relevée."];
        List<string> lines =
        [
            $"{session.Present.Count} membres ayant voix délibérative ; quorum : {session.Planned.Quorum} "
                + $"(paramètre [{session.Planned.QuorumMark}]).",
            string.Join(", ", session.Present.Select(name)) + ".",
        ];
        lines.AddRange(session.Replacements.Select(
            replacement => $"{name(replacement.Substitute)}, suppléant, remplace {name(replacement.Replaced)}."));
        if (session.Consultative.Count > 0)
            lines.Add($"Avec voix consultative : {string.Join(", ", session.Consultative.Select(name))}.");
        return lines;
    }

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

    private static IEnumerable<string> DebateLines(CommissionSession session) =>
        from item in session.Agenda
        from debate in session.Debates.Where(debate => debate.Dossier == item.Dossier && debate.Step == item.Step)
        select $"{item.Dossier}, {item.Title} : {debate.Text}";

    private static IEnumerable<string> ContributionLines(
        CommissionSession session, IReadOnlyDictionary<DossierId, CaseFile>? casework) =>
        from dossier in DossiersOf(session)
        let file = casework?.GetValueOrDefault(dossier)
        where file is not null
        from contribution in file.Contributions
        select $"{dossier} : {contribution.Association}, reçue le {FrenchCalendar.Write(contribution.On)}"
            + $"{(contribution.IsLate ? ", après la clôture" : "")}, transmise telle quelle aux membres.";

    // The minutes are published: they name the expert, and say nothing of his answer.
    private static IEnumerable<string> ExpertLines(
        CommissionSession session, IReadOnlyDictionary<DossierId, CaseFile>? casework, Func<PersonId, string> name) =>
        from dossier in DossiersOf(session)
        let file = casework?.GetValueOrDefault(dossier)
        where file is not null
        from consultation in file.Consultations.Where(consultation => consultation.State == ConsultationState.Answered)
        select $"{dossier} : {name(consultation.Invitation.Expert)}, avis du {FrenchCalendar.Write(consultation.Answer!.On)}.";

    private static IEnumerable<DossierId> DossiersOf(CommissionSession session) =>
        session.Agenda.Select(item => item.Dossier).Distinct();

    private static string AgendaLine(AgendaItem item, int index) => $"{index + 1}. {item.Dossier} : {item.Title}"
        + (item.Overtakes.Count == 0
            ? ""
            : $" (hors ordre d’arrivée, avant {string.Join(", ", item.Overtakes)} : {item.Reason ?? "motif non indiqué"})");

    private static string ItemLine(AgendaItem item) => item.Deliberation is { } done
        ? $"{item.Dossier}, {item.Title} : « {done.OutcomeTitle} »."
        : $"{item.Dossier}, {item.Title} : non délibéré.";

    private static List<string> VoteLines(CommissionSession session) => Or(
        session.Agenda.Where(item => item.Deliberation?.Vote is not null).Select(
            item => $"{item.Dossier}, {item.Title} : {item.Deliberation!.Vote} ({item.Deliberation.Voters.Count} votants)."),
        "Aucun vote.");

    private static List<string> Or(IEnumerable<string> lines, string none) => lines.ToList() is { Count: > 0 } some ? some : [none];

    private static string EndLine(CommissionSession session) => (session.EndedOn, session.MinutesApprovedOn) switch
    {
        (null, _) => "La séance n’est pas levée : ce procès-verbal est provisoire.",
        ({ } ended, null) => $"Séance levée le {FrenchCalendar.Write(ended)}. Procès-verbal à approuver.",
        ({ } ended, { } approved) =>
            $"Séance levée le {FrenchCalendar.Write(ended)}. Procès-verbal approuvé le {FrenchCalendar.Write(approved)}.",
    };
}
