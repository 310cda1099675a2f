using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Sessions;

/// <summary>The convocation of a session: what goes to each member, written from the session and nothing else.</summary>
public sealed record Convocation(string Title, IReadOnlyList<MinutesSection> Sections)
{
    /// <summary>Writes it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="documents">The delay of the documents, as the procedure sets it.</param>
    public static Convocation Write(CommissionSession session, Parameter documents)
    {
        var by = session.Planned.Date.AddDays(-documents.Value);
        return new Convocation(
            $"Convocation à la séance du {FrenchCalendar.Write(session.Planned.Date)}",
            [
                new("Lieu", [session.Planned.Place]),
                new("Ordre du jour prévisionnel", session.Agenda.Count == 0
                    ? ["L’ordre du jour n’est pas arrêté."]
                    : [.. session.Agenda.Select((item, index) => $"{index + 1}. {item.Dossier} : {item.Title}")]),
                new("Documents", [DocumentsLine(session, documents, by)]),
                new("Déontologie",
                [
                    "Signalez avant la séance tout lien d’intérêts avec un point de l’ordre du jour, et mettez à jour votre déclaration. "
                    + "Nul ne prend part à un point où il a un intérêt (CSS, art. R. 161-85).",
                ]),
                new("Quorum", [$"{session.Planned.Quorum} membres votants présents (paramètre [{session.Planned.QuorumMark}])."]),
            ]);
    }

    private static string DocumentsLine(CommissionSession session, Parameter documents, DateOnly by) =>
        (session.DocumentsSentOn, SessionPlanner.AreInTime(session, documents.Value)) switch
        {
            (null, _) => $"À envoyer le {FrenchCalendar.Write(by)} au plus tard [{documents.Source.Mark}].",
            ({ } sent, true) => $"Envoyés le {FrenchCalendar.Write(sent)}, dans le délai.",
            ({ } sent, false) =>
                $"Envoyés le {FrenchCalendar.Write(sent)}, après le {FrenchCalendar.Write(by)} : délai non tenu [{documents.Source.Mark}].",
        };
}
