using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Sessions;

/// <summary>What the rules of a session answer: events, for the session and for the dossier it touches; or a refusal.</summary>
public abstract record SessionDecision
{
    private SessionDecision()
    {
    }

    /// <summary>Accepted.</summary>
    public sealed record Accepted(IReadOnlyList<SessionEvent> Events, IReadOnlyList<DossierEvent> DossierEvents)
        : SessionDecision;

    /// <summary>Refused.</summary>
    public sealed record Refused(Refusal Reason) : SessionDecision;
}

/// <summary>The rules of a session. No I/O and no clock of its own, like those of a dossier.</summary>
public static class SessionRules
{
    private static readonly Role[] Organisers = [Role.EvaluationService, Role.Chair];
    private static readonly Role[] DeportRecorders = [Role.EvaluationService, Role.Chair, Role.EthicsService];

    /// <summary>Decides.</summary>
    /// <param name="session">The session; null only for <see cref="PlanSession"/>.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="dossier">The dossier that the command touches; null when it touches none.</param>
    /// <param name="voters">The persons of the directory who may vote.</param>
    /// <param name="context">Who asks, when, under which procedure.</param>
    public static SessionDecision Decide(
        CommissionSession? session, SessionCommand command, Dossier? dossier, IReadOnlyCollection<PersonId> voters,
        DecisionContext context)
    {
        if (!context.Person.Roles.Contains(context.Role))
            return No(new RoleIsNotHeld(context.Person.Name, context.Role, context.Person.Roles));
        if (RoleRefusal(command, context) is { } refusal)
            return No(refusal);
        if (command is PlanSession plan)
            return Plan(plan, context);
        if (session is null)
            throw new ArgumentNullException(nameof(session), $"{command.GetType().Name} needs a session.");
        if (session.EndedOn is not null && command is not (ApproveMinutes or RecordDebate))
            return No("La séance est levée : elle ne change plus.");
        if (session.MinutesApprovedOn is not null && command is RecordDebate)
            return No("Le procès-verbal est approuvé : les débats ne changent plus.");

        return command switch
        {
            AddItem c => Add(session, c, dossier!, context),
            WithdrawItem c => Withdraw(session, c, dossier!, context),
            SendDocuments c => c.On > context.Today
                ? No(new DateIsInTheFuture(c.On, context.Today))
                : Yes(new DocumentsSent(c.On)),
            TakeAttendance c => TakeList(session, c, voters, context),
            DeliberateItem c => Deliberate(session, c, dossier!, voters, context),
            RecordDebate c => Debate(session, c, dossier!, context),
            RecordItemDeport c => RecordDeport(session, c, dossier!, context),
            LiftItemDeport c => LiftDeport(session, c, dossier!, context),
            EndSession => End(session, context),
            ApproveMinutes => Approve(session, context),
            _ => throw new ArgumentException($"Unknown command {command.GetType().Name}.", nameof(command)),
        };
    }

    /// <summary>The present persons who may vote on a dossier, and those who are deported from it.</summary>
    public static (IReadOnlyList<PersonId> Voters, IReadOnlyList<PersonId> Deported) VotersOn(
        CommissionSession session, Dossier dossier, IReadOnlyCollection<PersonId> voters)
    {
        var present = session.Present.Where(voters.Contains).ToList();
        bool IsDeported(PersonId person) => dossier.IsDeported(person) || session.IsDeported(person, dossier.Id);
        return ([.. present.Where(person => !IsDeported(person))], [.. present.Where(IsDeported)]);
    }

    private static RoleMayNot? RoleRefusal(SessionCommand command, DecisionContext context)
    {
        var (action, allowed) = command switch
        {
            RecordItemDeport => ("Constater un déport", DeportRecorders),
            LiftItemDeport => ("Lever un déport", [Role.EthicsService]),
            _ => ("Organiser une séance", Organisers),
        };
        return allowed.Contains(context.Role) ? null : new RoleMayNot(context.Role, action, allowed);
    }

    private static bool IsOut(CommissionSession session, Dossier dossier, DecisionContext context) =>
        dossier.IsDeported(context.Person.Id) || session.IsDeported(context.Person.Id, dossier.Id);

    private static SessionDecision RecordDeport(
        CommissionSession session, RecordItemDeport c, Dossier dossier, DecisionContext context)
    {
        if (IsOut(session, dossier, context))
            return No(new PersonIsDeported(context.Person.Name, c.Dossier.Value));
        if (session.Agenda.All(item => item.Dossier != c.Dossier || item.Deliberation is not null))
            return No("Aucun point à délibérer de ce dossier n’est à l’ordre du jour.");
        if (string.IsNullOrWhiteSpace(c.Reason))
            return No("Indiquez le lien d’intérêts qui motive le déport.");
        return session.IsDeported(c.Person, c.Dossier) || dossier.IsDeported(c.Person)
            ? No(new DeportIsAsBefore(context.NameOf(c.Person), IsDeported: true))
            : Yes(new ItemDeportRecorded(c.Dossier, c.Person, c.Reason.Trim()));
    }

    private static SessionDecision Debate(CommissionSession session, RecordDebate c, Dossier dossier, DecisionContext context)
    {
        if (IsOut(session, dossier, context))
            return No(new PersonIsDeported(context.Person.Name, c.Dossier.Value));
        if (session.Agenda.All(item => item.Dossier != c.Dossier || item.Step != c.Step))
            return No("Ce point n’est pas à l’ordre du jour.");
        return string.IsNullOrWhiteSpace(c.Text)
            ? No("Le débat est vide. Écrivez ce qui s’est dit.")
            : Yes(new DebateRecorded(c.Dossier, c.Step, c.Text.Trim()));
    }

    private static SessionDecision LiftDeport(CommissionSession session, LiftItemDeport c, Dossier dossier, DecisionContext context)
    {
        if (IsOut(session, dossier, context))
            return No(new PersonIsDeported(context.Person.Name, c.Dossier.Value));
        if (string.IsNullOrWhiteSpace(c.Reason))
            return No("Indiquez pourquoi le déport est levé.");
        return session.IsDeported(c.Person, c.Dossier)
            ? Yes(new ItemDeportLifted(c.Dossier, c.Person, c.Reason.Trim()))
            : No(new DeportIsAsBefore(context.NameOf(c.Person), IsDeported: false));
    }

    private static SessionDecision Plan(PlanSession plan, DecisionContext context)
    {
        if (plan.Date < context.Today)
            return No("Une séance se prévoit à une date à venir ou au jour même.");
        if (string.IsNullOrWhiteSpace(plan.Place))
            return No("Indiquez le lieu de la séance, ou « à distance ».");
        var quorum = context.Procedure.ParameterOf("quorum");
        return Yes(new SessionPlanned(plan.Date, plan.Place.Trim(), quorum.Value, quorum.Source.Mark));
    }

    private static SessionDecision Add(CommissionSession session, AddItem c, Dossier dossier, DecisionContext context)
    {
        if (DossierRules.CheckPerson(dossier, context) is { } refusal)
            return No(refusal);
        var step = context.Procedure.Steps.FirstOrDefault(candidate => candidate.Id == c.Step);
        if (step is null || dossier.OpenSteps.All(open => open.Step != c.Step))
        {
            return No(new StepIsNotOpen(step?.Title ?? c.Step,
                [.. dossier.OpenSteps.Select(open => context.Procedure.StepOf(open.Step).Title)]));
        }

        if (!step.NeedsSession)
            return No($"« {step.Title} » ne se décide pas en séance.");
        if (session.OpenItem(c.Dossier, c.Step) is not null)
            return No($"« {step.Title} » du dossier {c.Dossier} est déjà à l’ordre du jour.");

        DossierId[] overtaken = [.. SessionPlanner.OvertakenBy(c.Dossier, c.Step, context.Ready).Select(item => item.Dossier).Distinct()];
        if (overtaken.Length > 0 && string.IsNullOrWhiteSpace(c.Reason))
        {
            return No($"Ce point passerait avant {string.Join(", ", overtaken)}, prêt{(overtaken.Length > 1 ? "s" : "")} depuis plus longtemps. "
                + "Inscrivez d’abord ce qui attend, ou indiquez le motif : le procès-verbal le donne.");
        }

        var title = $"{step.Title} : {dossier.Opening.Product} ({dossier.Opening.Applicant})";
        return new SessionDecision.Accepted(
            [
                new ItemAdded(
                    c.Dossier, c.Step, title, step.Phase, c.IsSimplified, overtaken,
                    string.IsNullOrWhiteSpace(c.Reason) ? null : c.Reason.Trim()),
            ],
            [new PlacedOnAgenda(session.Id, c.Step, session.Planned.Date)]);
    }

    private static SessionDecision Withdraw(
        CommissionSession session, WithdrawItem c, Dossier dossier, DecisionContext context)
    {
        // Only the déport is checked: the item of a dossier that was closed meanwhile must still leave the agenda.
        if (dossier.IsDeported(context.Person.Id))
            return No(new PersonIsDeported(context.Person.Name, dossier.Id.Value));
        if (string.IsNullOrWhiteSpace(c.Reason))
            return No("Indiquez pourquoi le point quitte l’ordre du jour.");
        return session.OpenItem(c.Dossier, c.Step) is null
            ? No("Ce point n’est pas à l’ordre du jour, ou il est déjà délibéré.")
            : new SessionDecision.Accepted([new ItemWithdrawn(c.Dossier, c.Step, c.Reason.Trim())], [new TakenOffAgenda(session.Id, c.Step)]);
    }

    private static SessionDecision TakeList(
        CommissionSession session, TakeAttendance c, IReadOnlyCollection<PersonId> voters, DecisionContext context)
    {
        if (context.Today < session.Planned.Date)
            return No("La présence se relève le jour de la séance.");
        // Until a composition is recorded, every member of the directory sits.
        var composition = context.Composition.On(session.Planned.Date);
        var known = composition.Seats.Count == 0 ? voters : [.. composition.Seats.Select(seat => seat.Person).Where(voters.Contains)];
        var strangers = c.Present.Where(person => !known.Contains(person)).ToList();
        if (strangers.Count > 0)
            return No($"N’ont pas voix délibérative : {string.Join(", ", strangers.Select(context.NameOf))}.");
        if (composition.Seats.Count == 0)
            return Yes(new AttendanceTaken([.. c.Present.Distinct()]));
        var sitting = composition.SittingOf([.. c.Present.Distinct()]);
        return Yes(new AttendanceTaken(sitting.Voters, sitting.Replacements, sitting.Consultative));
    }

    private static SessionDecision Deliberate(
        CommissionSession session, DeliberateItem c, Dossier dossier, IReadOnlyCollection<PersonId> voters,
        DecisionContext context)
    {
        if (session.OpenItem(c.Dossier, c.Step) is null)
            return No("Ce point n’est pas à l’ordre du jour, ou il est déjà délibéré.");
        if (IsOut(session, dossier, context))
            return No(new PersonIsDeported(context.Person.Name, c.Dossier.Value));

        var (present, deported) = VotersOn(session, dossier, voters);
        if (present.Count < session.Planned.Quorum)
        {
            return No(new QuorumIsNotReached(
                present.Count, session.Planned.Quorum, deported.Count, session.Planned.QuorumMark));
        }

        if (c.Vote is { } vote && (vote.Total != present.Count
            || new[] { vote.For, vote.Against, vote.Abstentions }.Any(votes => votes < 0 || votes > present.Count)))
        {
            return No(new VotesDoNotAddUp(vote.Total, present.Count));
        }

        var deliberation = new CommissionDeliberated(
            session.Id, c.Step, session.Planned.Date, present, deported, session.Planned.Quorum, c.Vote);
        var finish = new FinishStep(c.Step, c.Outcome, session.Planned.Date, c.Fields);
        return DossierRules.Deliberate(dossier, finish, deliberation, context) switch
        {
            Decision.Refused(var reason) => No(reason),
            Decision.Accepted(var events) => new SessionDecision.Accepted(
                [
                    new ItemDeliberated(
                        c.Dossier, c.Step, c.Outcome, context.Procedure.StepOf(c.Step).FindOutcome(c.Outcome)!.Title,
                        present, deported, c.Vote),
                ],
                events),
            _ => throw new InvalidOperationException("A decision is accepted or refused."),
        };
    }

    private static SessionDecision End(CommissionSession session, DecisionContext context)
    {
        var open = session.Agenda.Where(item => item.Deliberation is null).Select(item => item.Title).ToList();
        if (open.Count > 0)
            return No($"Points sans délibération : {string.Join(" ; ", open)}. Délibérez ou retirez-les de l’ordre du jour.");
        return session.Present.Count == 0
            ? No("La présence n’a pas été relevée.")
            : Yes(new SessionEnded(context.Today));
    }

    private static SessionDecision Approve(CommissionSession session, DecisionContext context)
    {
        if (session.EndedOn is null)
            return No("Le procès-verbal s’approuve après la séance.");
        return session.MinutesApprovedOn is null
            ? Yes(new MinutesApproved(context.Today))
            : No("Le procès-verbal est déjà approuvé.");
    }

    private static SessionDecision Yes(SessionEvent sessionEvent) => new SessionDecision.Accepted([sessionEvent], []);

    private static SessionDecision No(Refusal reason) => new SessionDecision.Refused(reason);

    private static SessionDecision No(string problem) => No(new SessionRefuses(problem));
}
