using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Journal;

/// <summary>What the journal says of an event, in French.</summary>
public static class JournalText
{
    /// <summary>The kind of event, in a few words.</summary>
    public static string TitleOf(DossierEvent e) => e switch
    {
        DossierOpened => "ouverture du dossier",
        StepOpened x => $"ouverture de l’étape « {x.Step} »",
        StepFinished x => $"étape « {x.Step} » terminée par « {x.Outcome} »",
        StepCancelled x => $"étape « {x.Step} » abandonnée",
        PartReceived x => $"pièce « {x.Part} » versée",
        PartSetAside x => $"pièce « {x.Part} » écartée",
        PersonAssigned x => $"désignation de {x.Person}",
        PersonReleased x => $"fin de la désignation de {x.Person}",
        DeportDeclared x => $"déport de {x.Person}",
        DeportLifted x => $"levée du déport de {x.Person}",
        ConclusionRecorded x => $"conclusion sur l’indication « {x.Indication} »",
        PlacedOnAgenda x => $"inscription à l’ordre du jour de {x.Session}",
        CommissionDeliberated x => $"délibération en séance {x.Session}",
        WithdrawalRequested => "retrait demandé",
        NoteAdded => "note",
        DossierClosed x => $"clôture : {x.Ending}",
        _ => throw new ArgumentException($"Unknown event {e.GetType().Name}.", nameof(e)),
    };
}
