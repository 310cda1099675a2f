using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Casework;

/// <summary>The work around a dossier, in French.</summary>
public static class CaseworkText
{
    /// <summary>Where a consultation stands.</summary>
    public static string Title(this ConsultationState state) => state switch
    {
        ConsultationState.Invited => "invitation envoyée",
        ConsultationState.Accepted => "acceptée",
        ConsultationState.Declined => "déclinée",
        ConsultationState.Answered => "réponse reçue",
        ConsultationState.Revoked => "révoquée",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    /// <summary>What an event says, in a few words.</summary>
    public static string TitleOf(CaseworkEvent e, Func<PersonId, string> nameOf) => e switch
    {
        ExpertInvited x => $"question {x.Consultation} posée à {nameOf(x.Expert)}, réponse attendue le {FrenchCalendar.Write(x.DueOn)}",
        ExpertAccepted x => $"question {x.Consultation} acceptée",
        ExpertDeclined x => $"question {x.Consultation} déclinée : {x.Reason}",
        ExpertAnswered x => $"réponse à la question {x.Consultation}",
        ExpertReminded x => $"relance sur la question {x.Consultation}",
        ExpertRevoked x => $"question {x.Consultation} révoquée : {x.Reason}",
        ContributionsCalled x => $"associations appelées à contribuer jusqu’au {FrenchCalendar.Write(x.ClosesOn)}",
        ContributionReceived x => $"contribution de {x.Association}{(x.IsLate ? ", après la clôture" : "")}",
        TaskClaimed x => $"tâche prise par {nameOf(x.Person)}",
        TaskHandedOver x => $"tâche confiée à {nameOf(x.To)} : {x.Reason}",
        TaskReminded => "relance sur une tâche",
        TaskEscalated x => $"tâche signalée au chef de projet : {x.Reason}",
        _ => throw new ArgumentException($"Unknown event {e.GetType().Name}.", nameof(e)),
    };
}
