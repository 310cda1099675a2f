using Evaluation.Workflows.Deadlines;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Casework;

/// <summary>What the rules of the work around a dossier answer.</summary>
public abstract record CaseworkDecision
{
    private CaseworkDecision()
    {
    }

    /// <summary>Accepted.</summary>
    public sealed record Accepted(CaseworkEvent Event) : CaseworkDecision;

    /// <summary>Refused.</summary>
    public sealed record Refused(Refusal Reason) : CaseworkDecision;
}

/// <summary>The rules of the work around a dossier. No I/O, no clock of its own; nothing here is decided by time passing.</summary>
public static class CaseworkRules
{
    private static readonly Role[] Staff = [Role.EvaluationService, Role.ProjectLead];

    /// <summary>Decides.</summary>
    /// <param name="file">The work so far.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="dossier">The dossier.</param>
    /// <param name="named">The person that the command names, as the directory knows him; null when it names none that it knows.</param>
    /// <param name="context">Who asks, when, under which procedure, with the declarations of the person named.</param>
    public static CaseworkDecision Decide(
        CaseFile file, CaseworkCommand command, Dossier dossier, Person? named, DecisionContext context) =>
        DossierRules.CheckPerson(dossier, context) is { } refusal ? No(refusal) : command switch
        {
            InviteExpert c => Invite(file, c, dossier, named, context),
            AcceptInvitation c => Own(file, c.Consultation, context)
                ?? Require(file.Find(c.Consultation)!.State == ConsultationState.Invited, "Vous avez déjà accepté : il reste à répondre.")
                ?? Yes(new ExpertAccepted(c.Consultation, context.Today)),
            DeclineInvitation c => Own(file, c.Consultation, context)
                ?? Require(Says(c.Reason), "Indiquez pourquoi vous déclinez.")
                ?? Yes(new ExpertDeclined(c.Consultation, c.Reason.Trim(), context.Today)),
            AnswerConsultation c => Own(file, c.Consultation, context)
                ?? Require(Says(c.Text) || c.File is not null, "La réponse est vide. Écrivez-la, ou joignez un fichier.")
                ?? Yes(new ExpertAnswered(c.Consultation, c.Text, c.File, context.Today)),
            RemindExpert c => Led(file, c.Consultation, "Relancer un expert", context)
                ?? Require(!file.Find(c.Consultation)!.Reminders.Contains(context.Today), "Cet expert a déjà été relancé aujourd’hui.")
                ?? Yes(new ExpertReminded(c.Consultation, context.Today)),
            RevokeExpert c => Led(file, c.Consultation, "Révoquer une invitation", context)
                ?? Require(Says(c.Reason), "Indiquez pourquoi l’invitation est révoquée.")
                ?? Yes(new ExpertRevoked(c.Consultation, c.Reason.Trim(), context.Today)),
            CallContributions c => Call(file, c, context),
            Contribute c => Contribution(file, c, context),
            ClaimTask c => Claim(file, c, dossier, context),
            HandTaskOver c => HandOver(file, c, dossier, named, context),
            RemindTask c => Remind(file, c, dossier, context),
            EscalateTask c => Escalate(file, c, dossier, context),
            _ => throw new ArgumentException($"Unknown command {command.GetType().Name}.", nameof(command)),
        };

    private static CaseworkDecision Invite(
        CaseFile file, InviteExpert c, Dossier dossier, Person? named, DecisionContext context)
    {
        if (RequireRole(context, "Inviter un expert", Staff) is { } refused)
            return refused;
        if (named is null)
            return No(new PersonUnknown(c.Expert));
        if (!named.Roles.Contains(Role.Expert))
            return No(new RoleIsNotHeld(named.Name, Role.Expert, named.Roles));
        if (dossier.IsDeported(named.Id))
            return No(new PersonIsDeported(named.Name, dossier.Id.Value));
        if (InvolvementRules.ForbiddingOf(dossier, named.Id, context) is { } conflict)
            return No(new LinkForbids(named.Name, conflict.Link.Describe(), conflict.Target.Name));
        var known = dossier.Parts.Where(part => !part.IsSetAside).Select(part => part.Sha256).ToHashSet();
        return Require(Says(c.Question), "La question est vide. Écrivez-la.")
            ?? Require(c.DueOn >= context.Today, $"La réponse est attendue le {FrenchCalendar.Write(c.DueOn)}, un jour passé. Choisissez un jour à venir.")
            ?? Require(named.Organisation != dossier.Opening.Applicant, $"{named.Name} appartient à l’entreprise qui dépose. Invitez une autre personne.")
            ?? Require(c.Parts.All(known.Contains), "Une pièce à confier n’est pas au dossier, ou elle en est écartée. Relisez les pièces.")
            ?? Require(
                file.Consultations.All(other => !other.IsOpen || other.Invitation.Expert != named.Id),
                $"Une question est déjà posée à {named.Name} et attend sa réponse.")
            ?? Yes(new ExpertInvited(
                $"E{file.Consultations.Count + 1}", named.Id, c.Question.Trim(), c.IsConfidential, c.DueOn,
                [.. c.Parts.Distinct().Order(StringComparer.Ordinal)], context.Today));
    }

    private static CaseworkDecision Call(CaseFile file, CallContributions c, DecisionContext context)
    {
        var closes = c.ClosesOn ?? context.Today.AddDays(CommissionSettings.Of("contribution-delai").Value);
        return RequireRole(context, "Appeler les associations à contribuer", [Role.EvaluationService])
            ?? Require(file.Call is null, "Les associations sont déjà appelées à contribuer : la date de clôture ne change plus.")
            ?? Require(closes > context.Today, "La date de clôture n’est pas à venir. Choisissez un jour à venir.")
            ?? Yes(new ContributionsCalled(context.Today, closes));
    }

    // A contribution that comes late is kept, and says so: nothing that was sent is lost.
    private static CaseworkDecision Contribution(CaseFile file, Contribute c, DecisionContext context) =>
        RequireRole(context, "Contribuer", [Role.Association])
        ?? Require(file.Call is not null, "Les associations n’ont pas été appelées à contribuer sur ce dossier.")
        ?? Require(Says(c.Text) || c.File is not null, "La contribution est vide. Écrivez-la, ou joignez un fichier.")
        ?? Yes(new ContributionReceived(
            context.Person.Id, context.Person.Organisation, c.Text, c.File, context.Today, context.Today > file.Call!.ClosesOn));

    private static CaseworkDecision Claim(CaseFile file, ClaimTask c, Dossier dossier, DecisionContext context)
    {
        if (Find(file, c.Task, dossier, context) is not { } task)
            return NoTask();
        var holder = file.HoldOf(c.Task).HeldBy;
        return MayDo(task, context)
            ?? Require(holder != context.Person.Id, "Vous avez déjà pris cette tâche.")
            ?? Require(holder is null, $"{NameOf(holder, context)} a pris cette tâche. Demandez-lui de vous la confier.")
            ?? Yes(new TaskClaimed(c.Task, context.Person.Id, context.Today));
    }

    private static CaseworkDecision HandOver(
        CaseFile file, HandTaskOver c, Dossier dossier, Person? named, DecisionContext context)
    {
        if (Find(file, c.Task, dossier, context) is not { } task)
            return NoTask();
        var holder = file.HoldOf(c.Task).HeldBy;
        if (holder != context.Person.Id && RequireRole(context, "Confier la tâche d’une autre personne", Staff) is { } refused)
            return refused;
        if (named is null)
            return No(new PersonUnknown(c.To));
        if (!named.Roles.Any(task.Roles.Contains))
            return No(new RoleIsNotHeld(named.Name, task.Roles[0], named.Roles));
        return Require(!dossier.IsDeported(named.Id), $"{named.Name} est déporté de ce dossier : confiez la tâche à une autre personne.")
            ?? Require(task.Persons.Count == 0 || task.Persons.Contains(named.Id), $"{named.Name} n’est pas désigné sur ce dossier : désignez-le d’abord.")
            ?? Require(named.Id != holder, $"{named.Name} a déjà cette tâche.")
            ?? Require(Says(c.Reason), "Indiquez pourquoi la tâche change de mains.")
            ?? Yes(new TaskHandedOver(c.Task, holder, named.Id, c.Reason.Trim(), context.Today));
    }

    private static CaseworkDecision Remind(CaseFile file, RemindTask c, Dossier dossier, DecisionContext context)
    {
        if (Find(file, c.Task, dossier, context) is not { } task)
            return NoTask();
        var setting = CommissionSettings.Of("relance");
        return RequireRole(context, "Relancer", Staff)
            ?? Require(
                task.DueOn is { } due && due.AddDays(-setting.Value) <= context.Today,
                $"On relance à {setting.Value} jours de l’échéance au plus tôt [{setting.Source.Mark}] ; celle-ci "
                    + (task.DueOn is { } day ? $"tombe le {FrenchCalendar.Write(day)}." : "n’est pas fixée."))
            ?? Require(file.HoldOf(c.Task).RemindedOn != context.Today, "Cette tâche a déjà été relancée aujourd’hui.")
            ?? Yes(new TaskReminded(c.Task, context.Today));
    }

    private static CaseworkDecision Escalate(CaseFile file, EscalateTask c, Dossier dossier, DecisionContext context)
    {
        if (Find(file, c.Task, dossier, context) is not { } task)
            return NoTask();
        var setting = CommissionSettings.Of("signalement");
        return RequireRole(context, "Signaler une tâche au chef de projet", [.. Staff, Role.Chair])
            ?? Require(
                task.DueOn is { } due && due.AddDays(setting.Value) <= context.Today,
                $"On signale une tâche en retard de {setting.Value} jours au moins [{setting.Source.Mark}].")
            ?? Require(file.HoldOf(c.Task).Escalation is null, "Cette tâche est déjà signalée au chef de projet.")
            ?? Require(Says(c.Reason), "Indiquez ce qui est attendu du chef de projet.")
            ?? Yes(new TaskEscalated(
                c.Task,
                [.. dossier.Assignments.Where(assignment => assignment.Role == Role.ProjectLead).Select(assignment => assignment.Person)],
                c.Reason.Trim(), context.Today));
    }

    private static WorkTask? Find(CaseFile file, string key, Dossier dossier, DecisionContext context) =>
        WorkTasks.Of(dossier, context.Procedure, file, context.Today).FirstOrDefault(task => task.Key == key);

    private static CaseworkDecision? MayDo(WorkTask task, DecisionContext context) =>
        RequireRole(context, task.Title, task.Roles)
        ?? (task.Persons.Count > 0 && !task.Persons.Contains(context.Person.Id)
            ? No(new PersonIsNotAssigned(context.Person.Name, context.Role, [.. task.Persons.Select(context.NameOf)]))
            : null);

    private static CaseworkDecision? Own(CaseFile file, string consultation, DecisionContext context)
    {
        if (RequireRole(context, "Répondre à une question d’expertise", [Role.Expert]) is { } refused)
            return refused;
        // Another's question is not told from one that does not exist.
        if (file.Find(consultation) is not { } found || found.Invitation.Expert != context.Person.Id)
            return No(new RequestIsInvalid([$"Aucune question « {consultation} » ne vous est posée sur ce dossier."]));
        return Require(found.IsOpen, Ended(found));
    }

    private static CaseworkDecision? Led(CaseFile file, string consultation, string action, DecisionContext context)
    {
        if (RequireRole(context, action, Staff) is { } refused)
            return refused;
        return file.Find(consultation) is not { } found
            ? No(new RequestIsInvalid([$"Aucune question ne porte la référence « {consultation} »."]))
            : Require(found.IsOpen, Ended(found));
    }

    private static string Ended(Consultation consultation) => consultation.State switch
    {
        ConsultationState.Answered => "La réponse est enregistrée : elle ne change plus.",
        ConsultationState.Declined => "L’invitation a été déclinée.",
        ConsultationState.Revoked => "L’invitation a été révoquée.",
        ConsultationState.Invited or ConsultationState.Accepted => "La réponse est attendue.",
        _ => throw new ArgumentOutOfRangeException(nameof(consultation), consultation.State, "Unknown state."),
    };

    private static bool Says(string text) => !string.IsNullOrWhiteSpace(text);

    private static string NameOf(PersonId? person, DecisionContext context) => person is { } id ? context.NameOf(id) : "Personne";

    private static CaseworkDecision? RequireRole(DecisionContext context, string action, IReadOnlyList<Role> allowed) =>
        allowed.Contains(context.Role) ? null : No(new RoleMayNot(context.Role, action, allowed));

    private static CaseworkDecision? Require(bool holds, string otherwise) => holds ? null : No(new RequestIsInvalid([otherwise]));

    private static CaseworkDecision NoTask() =>
        No(new RequestIsInvalid(["Cette tâche n’attend plus rien : elle est faite, ou son étape s’est rouverte. Relisez la liste."]));

    private static CaseworkDecision Yes(CaseworkEvent e) => new CaseworkDecision.Accepted(e);

    private static CaseworkDecision No(Refusal reason) => new CaseworkDecision.Refused(reason);
}
