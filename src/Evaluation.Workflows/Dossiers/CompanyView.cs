using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Dossiers;

/// <summary>
/// What the company that files reads of its dossier. The work of the evaluation is not shown to it: notes, grids, evidence, drafts of
/// the opinion and what is redacted; nor what the commission concludes, before it is notified.
/// </summary>
public static class CompanyView
{
    private const string Notification = "notification";

    /// <summary>Whether a person reads a dossier as the company that filed it, whatever else he is.</summary>
    public static bool IsCompany(Person reader, DossierOpened opening) =>
        reader.Roles.Contains(Role.Applicant) && reader.Organisation == opening.Applicant;

    /// <summary>The events that the company reads, oldest first; their sequences are those of the whole dossier.</summary>
    /// <param name="events">All events of a dossier, oldest first.</param>
    public static IReadOnlyList<SignedEvent> Of(IReadOnlyList<SignedEvent> events)
    {
        var told = events.Where(signed => Tells(signed.Event)).Select(signed => signed.Sequence).DefaultIfEmpty(0).Max();
        var decided = events.Where(signed => Decides(signed.Event)).Select(signed => signed.Sequence).DefaultIfEmpty(0).Max();
        return
        [
            .. events.Where(signed => signed.Event switch
            {
                NoteAdded or AssessmentEvent => signed.Role == Role.Applicant,
                OpinionDrafted or PassageRedacted or PassageRestored => false,
                ConclusionRecorded => signed.Sequence < told,
                CommissionDeliberated => signed.Sequence < decided,
                _ => true,
            }),
        ];
    }

    // The draft opinion was notified, or there is nothing left to keep from the company.
    private static bool Tells(DossierEvent happened) => happened is StepFinished { Step: Notification } || Decides(happened);

    private static bool Decides(DossierEvent happened) => happened is StepFinished { Decision: Authority.Has } or DossierClosed;
}
