using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Documents;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Journal;

/// <summary>What the journal says of an event, in French.</summary>
public static class JournalText
{
    /// <summary>The kind of event, in a few words, in the titles of the procedure and the names of the directory.</summary>
    /// <param name="e">The event.</param>
    /// <param name="procedure">The procedure of the dossier; what it does not know is called by its identifier.</param>
    /// <param name="nameOf">The name of a person; by default the identifier.</param>
    /// <param name="opening">How the dossier was opened, for the titles of its indications; null leaves their identifiers.</param>
    public static string TitleOf(
        DossierEvent e, Procedure procedure, Func<PersonId, string>? nameOf = null, DossierOpened? opening = null)
    {
        nameOf ??= person => person.Value;
        return e switch
        {
            DossierOpened => "ouverture du dossier",
            StepOpened x => $"ouverture de l’étape « {Step(x.Step)} »",
            StepFinished x => $"étape « {Step(x.Step)} » terminée : {Outcome(x)}",
            StepCancelled x => $"étape « {Step(x.Step)} » abandonnée",
            PartReceived x => $"pièce « {Part(x.Part)} » versée",
            PartSetAside x => $"pièce « {Part(x.Part)} » écartée",
            PersonAssigned x => $"désignation de {nameOf(x.Person)}",
            PersonReleased x => $"fin de la désignation de {nameOf(x.Person)}",
            DeportDeclared x => $"déport de {nameOf(x.Person)}",
            DeportLifted x => $"levée du déport de {nameOf(x.Person)}",
            ConflictScopeNamed x => "entreprises et comparateurs de l’analyse des liens : "
                + (x.Companies.Count + x.Comparators.Count == 0 ? "aucun" : string.Join(", ", x.Companies.Concat(x.Comparators))),
            ConflictLifted x => $"conflit d’intérêts de {nameOf(x.Person)} levé : {x.Reason}",
            ConclusionRecorded x => $"conclusion sur l’indication « {Indication(x.Indication)} »",
            PlacedOnAgenda x => $"inscription à l’ordre du jour de la séance {x.Session}",
            TakenOffAgenda x => $"retrait de l’ordre du jour de la séance {x.Session}",
            CommissionDeliberated x => $"délibération en séance {x.Session}",
            WithdrawalRequested x => $"retrait demandé le {FrenchCalendar.Write(x.On)}",
            NoteAdded => "note",
            OpinionDrafted x => $"version {x.Version} du texte de l’avis",
            PassageRedacted x => $"passage de l’avis occulté ({Redactions.TitleOf(x.Reason)})",
            PassageRestored => "occultation d’un passage levée",
            LawMoved x => $"passage de la version {x.FromVersion} à la version {x.ToVersion} de la procédure : {x.Reason}",
            GridItemAnswered x => $"grille {x.Grid}@{x.Version}, ligne {x.Answer.Item} : {x.Answer.Kind.Title()}"
                + (x.Indication is { } indication ? $" ({Indication(indication)})" : ""),
            ClassificationRecorded x => $"classification fonctionnelle : {FunctionalClassification.TitleOf(x.Level)}",
            EvidenceAdded x => $"preuve {x.Evidence} versée : {x.Description.Title}",
            EvidenceAppraised x => $"preuve {x.Evidence} appréciée",
            EvidenceSetAside x => $"preuve {x.Evidence} écartée : {x.Reason}",
            EvidenceLinked x => $"preuve {x.Evidence} reliée à la conclusion sur « {Indication(x.Point.Indication)} »",
            EvidenceUnlinked x => $"preuve {x.Evidence} détachée de la conclusion sur « {Indication(x.Point.Indication)} » : {x.Reason}",
            DossierClosed x => $"clôture : {x.Ending}",
            _ => throw new ArgumentException($"Unknown event {e.GetType().Name}.", nameof(e)),
        };

        string Step(string id) => procedure.Steps.FirstOrDefault(step => step.Id == id)?.Title ?? id;
        string Outcome(StepFinished x) => procedure.Steps.FirstOrDefault(step => step.Id == x.Step)?.FindOutcome(x.Outcome)?.Title
            ?? x.Outcome;
        string Part(string id) => procedure.Parts.FirstOrDefault(part => part.Id == id)?.Title ?? id;
        string Indication(string id) => opening?.Indications.FirstOrDefault(indication => indication.Id == id)?.Title ?? id;
    }
}
