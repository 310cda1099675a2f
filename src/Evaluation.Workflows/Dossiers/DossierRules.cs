using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Sessions;
using static Evaluation.Workflows.Dossiers.Ruling;

namespace Evaluation.Workflows.Dossiers;

/// <summary>What a decision depends on besides the dossier: the procedure, the person, the role and the day in Paris.</summary>
public sealed record DecisionContext(Procedure Procedure, Person Person, Role Role, DateOnly Today)
{
    /// <summary>The names of the directory, for messages alone; who is not there is called by his identifier.</summary>
    public IReadOnlyDictionary<PersonId, string> Names { get; init; } = new Dictionary<PersonId, string>();

    /// <summary>The version that a move asks for; null when there is none of that number, or nothing is moved.</summary>
    public Procedure? Target { get; init; }

    /// <summary>The latest declarations of interests of the persons that the command names.</summary>
    public IReadOnlyDictionary<PersonId, InterestDeclaration> Declarations { get; init; } =
        new Dictionary<PersonId, InterestDeclaration>();

    /// <summary>The grid that an answer names; null when there is none of that version, or nothing is answered.</summary>
    public AssessmentGrid? Grid { get; init; }

    /// <summary>Who holds the seats of the commission; empty until it is recorded.</summary>
    public Composition Composition { get; init; } = new([]);

    /// <summary>What waits for the commission and is on no agenda to come.</summary>
    public IReadOnlyList<ReadyItem> Ready { get; init; } = [];

    internal string NameOf(PersonId person) => Names.TryGetValue(person, out var name) ? name : person.Value;
}

/// <summary>What the rules answer to a command: events to add, or a refusal.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>The command is accepted; these events follow.</summary>
    public sealed record Accepted(IReadOnlyList<DossierEvent> Events) : Decision;

    /// <summary>The command is refused.</summary>
    public sealed record Refused(Refusal Reason) : Decision;
}

/// <summary>The rules of a dossier: a command goes in, events or a refusal come out. No I/O, no wait, no clock of its own.</summary>
public static class DossierRules
{
    private static readonly Role[] Staff = [Role.EvaluationService, Role.ProjectLead];
    /// <summary>Decides.</summary>
    /// <param name="dossier">The dossier; null only for <see cref="OpenDossier"/>.</param>
    /// <param name="command">What is asked.</param>
    /// <param name="context">Who asks, when, under which procedure.</param>
    public static Decision Decide(Dossier? dossier, DossierCommand command, DecisionContext context)
    {
        if (command is OpenDossier opening)
            return Open(opening, context);
        if (dossier is null)
            throw new ArgumentNullException(nameof(dossier), $"{command.GetType().Name} needs a dossier.");
        return CheckPerson(dossier, context) is { } refusal ? No(refusal) : command switch
        {
            FinishStep c => Finish(dossier, c, deliberation: null, context),
            ReceivePart c => Receive(dossier, c, context),
            SetPartAside c => SetAside(dossier, c, context),
            AssignPerson c => InvolvementRules.Assign(dossier, c, context),
            ReleasePerson c => InvolvementRules.Release(dossier, c, context),
            DeclareDeport c => InvolvementRules.Declare(dossier, c, context),
            LiftDeport c => InvolvementRules.Lift(dossier, c, context),
            NameConflictScope c => RequireRole(context, "Nommer les entreprises et comparateurs", [.. Staff, Role.EthicsService])
                ?? Yes(new ConflictScopeNamed(Named(c.Companies), Named(c.Comparators))),
            LiftConflict c => InvolvementRules.LiftOf(dossier, c, context),
            RecordConclusion c => Conclude(dossier, c, context),
            RequestWithdrawal c => Withdraw(dossier, c, context),
            CloseAsImpossible c => Close(dossier, c, context),
            MoveLaw c => Move(dossier, c, context),
            AssessmentCommand c => AssessmentRules.Decide(dossier, c, context),
            DraftOpinion c => OpinionRules.Draft(dossier, c, context),
            RedactPassage c => OpinionRules.Redact(dossier, c, context),
            RestorePassage c => OpinionRules.Restore(dossier, c, context),
            AddNote c => Require(!string.IsNullOrWhiteSpace(c.Text), "La note est vide. Écrivez-la, puis enregistrez.")
                ?? Yes(new NoteAdded(c.Text.Trim())),
            _ => throw new ArgumentException($"Unknown command {command.GetType().Name}.", nameof(command)),
        };
    }

    /// <summary>Finishes a step by a deliberation of the commission; the session has checked who is present.</summary>
    public static Decision Deliberate(
        Dossier dossier, FinishStep command, CommissionDeliberated deliberation, DecisionContext context) =>
        CheckPerson(dossier, context) is { } refusal ? No(refusal) : Finish(dossier, command, deliberation, context);

    /// <summary>Why the person may do nothing on this dossier, or null.</summary>
    public static Refusal? CheckPerson(Dossier dossier, DecisionContext context)
    {
        var person = context.Person;
        if (dossier.IsDeported(person.Id))
            return new PersonIsDeported(person.Name, dossier.Id.Value);
        if (dossier.Closed is { } closed)
            return new DossierIsClosed(dossier.Id, closed.Ending);
        if (!person.Roles.Contains(context.Role))
            return new RoleIsNotHeld(person.Name, context.Role, person.Roles);
        return context.Role == Role.Applicant && person.Organisation != dossier.Opening.Applicant
            ? new ApplicantActsForAnotherCompany(person.Organisation, dossier.Opening.Applicant)
            : null;
    }

    /// <summary>The required parts that are not there, in the order of the procedure.</summary>
    public static IReadOnlyList<PartRule> MissingParts(Dossier dossier, Procedure procedure) =>
        [.. procedure.Parts.Where(part => IsRequired(part, dossier.Opening))
            .Where(part => !dossier.Parts.Any(received => received.Part == part.Id && !received.IsSetAside))];

    /// <summary>Whether the dossier needs the part.</summary>
    public static bool IsRequired(PartRule part, DossierOpened opening) => part.IsRequired(opening.IsDigital, opening.UsesAi);

    private static Decision Open(OpenDossier c, DecisionContext context)
    {
        var (person, role) = (context.Person, context.Role);
        if (!person.Roles.Contains(role))
            return No(new RoleIsNotHeld(person.Name, role, person.Roles));
        var openers = context.Procedure.Openers;
        if (!openers.Contains(role) || (c.IsHistorical && role != Role.EvaluationService))
            return No(new RoleMayNot(role, "Ouvrir un dossier", c.IsHistorical ? [Role.EvaluationService] : openers));
        if (role == Role.Applicant && person.Organisation != c.Applicant)
            return No(new ApplicantActsForAnotherCompany(person.Organisation, c.Applicant));

        var faults = OpeningFaults(c, context).ToList();
        if (faults.Count > 0)
            return No(new RequestIsInvalid(faults));

        var start = context.Procedure.Steps.Single(step => step.IsStart);
        return Yes(
            new DossierOpened(
                context.Procedure.Id, context.Procedure.Version, c.Request, c.Product.Trim(), c.Applicant.Trim(),
                c.Description.Trim(), c.IsDigital, c.UsesAi, c.IsHistorical, c.Indications, c.On),
            new StepOpened(start.Id, 1, c.On));
    }

    private static IEnumerable<string> OpeningFaults(OpenDossier c, DecisionContext context)
    {
        if (context.Procedure.Requests.All(request => request.Id != c.Request))
        {
            yield return $"La demande « {c.Request} » n’existe pas dans cette procédure ; possibles : "
                + $"{string.Join(", ", context.Procedure.Requests.Select(request => request.Id))}.";
        }

        if (string.IsNullOrWhiteSpace(c.Product))
            yield return "Le nom du produit est vide. Indiquez le nom de marque.";
        if (string.IsNullOrWhiteSpace(c.Applicant))
            yield return "Le demandeur est vide. Indiquez l’entreprise qui dépose.";
        if (c.Indications.Count == 0)
            yield return "Aucune indication n’est revendiquée. Indiquez-en au moins une.";
        if (c.Indications.Any(indication => string.IsNullOrWhiteSpace(indication.Title)))
            yield return "Une indication est vide. Complétez-la ou retirez-la.";
        if (c.Indications.Select(indication => indication.Id).Distinct().Count() != c.Indications.Count)
            yield return "Deux indications portent le même identifiant. Distinguez-les.";
        if (c.On > context.Today)
            yield return new DateIsInTheFuture(c.On, context.Today).Message;
    }

    private static Decision Finish(
        Dossier dossier, FinishStep c, CommissionDeliberated? deliberation, DecisionContext context)
    {
        var procedure = context.Procedure;
        var open = dossier.OpenSteps.FirstOrDefault(step => step.Step == c.Step);
        if (open is null)
            return No(new StepIsNotOpen(TitleOf(c.Step, procedure), Titles(dossier, procedure)));

        var step = procedure.StepOf(c.Step);
        if (step.FindOutcome(c.Outcome) is not { } outcome)
            return No(new OutcomeIsUnknown(step.Title, c.Outcome, [.. step.Outcomes.Select(o => o.Id)]));
        if (CheckStep(dossier, (step, outcome), open, c, deliberation, context) is { } refusal)
            return No(refusal);
        if (FieldChecks.FirstFault(outcome, c.Fields, context.Today, dossier.Opening.IsHistorical) is { } fault)
            return No(fault);
        if (outcome.DifferentPersonFrom is { } other
            && (dossier.LatestOf(other)?.Person == context.Person.Id
                || (other == OpinionRules.RedactionStep && dossier.Redactors.Contains(context.Person.Id))))
        {
            return No(new SecondPersonIsNeeded(outcome.Title, TitleOf(other, procedure)));
        }

        if (Guards.FirstRefusal(outcome, dossier, c, deliberation, context) is { } guarded)
            return No(guarded);

        var events = new List<DossierEvent>();
        if (deliberation is not null)
            events.Add(deliberation);
        var fields = c.Fields.Where(field => !string.IsNullOrWhiteSpace(field.Value))
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .ToDictionary(field => field.Key, field => field.Value.Trim());
        events.Add(new StepFinished(
            c.Step, open.Occurrence, c.Outcome, c.On, fields, c.IsAssumed, outcome.Ending, outcome.Decision));
        events.AddRange(Opened(dossier, new OutcomeRef(c.Step, c.Outcome), c.On, procedure));
        return Yes(CloseWhenNothingIsOpen(dossier, events, c, outcome, procedure));
    }

    private static Refusal? CheckStep(
        Dossier dossier, (Step Step, StepOutcome Outcome) way, OpenStep open, FinishStep c, CommissionDeliberated? deliberation,
        DecisionContext context)
    {
        var (step, outcome) = way;
        if (step.NeedsSession && deliberation is null && !dossier.Opening.IsHistorical)
            return new StepNeedsSession(step.Title);
        if (!step.Roles.Contains(context.Role))
            return new RoleMayNot(context.Role, step.Title, step.Roles);
        if (!step.RolesOf(outcome).Contains(context.Role))
            return new RoleMayNot(context.Role, outcome.Title, step.RolesOf(outcome));
        if (CheckAssignment(dossier, context) is { } refusal)
            return refusal;
        if (c.On > context.Today)
            return new DateIsInTheFuture(c.On, context.Today);
        if (c.On < open.OpenedOn)
            return new DateIsBeforeOpening(c.On, step.Title, open.OpenedOn);
        return c.IsAssumed && !dossier.Opening.IsHistorical
            ? new RequestIsInvalid(["Une date supposée n’est admise que dans un dossier historique."])
            : null;
    }

    // A dossier confided to somebody is led by him alone; one confided to nobody yet, by whoever holds the role.
    internal static Refusal? CheckAssignment(Dossier dossier, DecisionContext context)
    {
        var assigned = dossier.Assignments.Where(a => a.Role == context.Role).Select(a => a.Person).ToList();
        return context.Role is Role.ProjectLead or Role.Expert && assigned.Count > 0 && !assigned.Contains(context.Person.Id)
            ? new PersonIsNotAssigned(context.Person.Name, context.Role, [.. assigned.Select(context.NameOf)])
            : null;
    }

    private static IEnumerable<StepOpened> Opened(Dossier dossier, OutcomeRef just, DateOnly on, Procedure procedure)
    {
        bool Holds(OutcomeRef wanted) => wanted == just
            || (wanted.Step != just.Step && dossier.LatestOf(wanted.Step)?.Outcome == wanted.Outcome);

        return procedure.Steps
            .Where(step => step.OpensWhen.Any(all => all.Contains(just) && all.All(Holds)))
            .Where(step => step.Id == just.Step || dossier.OpenSteps.All(open => open.Step != step.Id))
            .Select(step => new StepOpened(step.Id, Occurrences(dossier, step.Id) + 1, OpeningDay(step)));

        // Of several acts, the latest one opens: the one recorded last may bear an earlier date.
        DateOnly OpeningDay(Step step) => step.OpensWhen.First(all => all.Contains(just) && all.All(Holds))
            .Select(wanted => wanted.Step == just.Step ? on : dossier.LatestOf(wanted.Step)!.On).Max();
    }

    private static int Occurrences(Dossier dossier, string step) =>
        dossier.Finished.Count(finished => finished.Step == step) + dossier.OpenSteps.Count(open => open.Step == step);

    private static List<DossierEvent> CloseWhenNothingIsOpen(
        Dossier dossier, List<DossierEvent> events, FinishStep c, StepOutcome outcome, Procedure procedure)
    {
        var stillOpen = dossier.OpenSteps.Where(open => open.Step != c.Step).Select(open => (open.Step, open.Occurrence))
            .Concat(events.OfType<StepOpened>().Select(opened => (opened.Step, opened.Occurrence))).ToList();
        if (outcome is { EndsAll: true, Ending: { } ending } && dossier.DecisionOf(Authority.Has) is null)
        {
            events.AddRange(stillOpen.Select(open => new StepCancelled(open.Step, open.Occurrence, $"{ending}.")));
            events.Add(new DossierClosed(ending, c.On, $"{outcome.Title}."));
            return events;
        }

        if (stillOpen.Any(open => !procedure.StepOf(open.Step).IsOptional))
            return events;
        events.AddRange(stillOpen.Select(open => new StepCancelled(open.Step, open.Occurrence, "Étape facultative, restée sans suite.")));
        events.Add(new DossierClosed(outcome.Ending ?? dossier.Ending ?? "Terminé", c.On, "Toutes les étapes sont terminées."));
        return events;
    }

    private static Decision Receive(Dossier dossier, ReceivePart c, DecisionContext context)
    {
        if (context.Role is not (Role.Applicant or Role.EvaluationService or Role.ProjectLead))
            return No(new RoleMayNot(context.Role, "Verser une pièce", [Role.Applicant, .. Staff]));
        if (context.Procedure.Parts.All(part => part.Id != c.Part))
        {
            return No(new RequestIsInvalid([$"La pièce « {c.Part} » n’est pas prévue ; pièces prévues : "
                + $"{string.Join(", ", context.Procedure.Parts.Select(part => part.Id))}."]));
        }

        if (c.On > context.Today)
            return No(new DateIsInTheFuture(c.On, context.Today));
        return dossier.Parts.Any(part => part.Part == c.Part && part.Sha256 == c.Sha256 && !part.IsSetAside)
            ? No(new RequestIsInvalid([$"Le fichier « {c.FileName} » est déjà versé pour cette pièce, à l’identique."]))
            : Yes(new PartReceived(c.Part, c.FileName, c.Sha256, c.Size, c.MediaType, c.On));
    }

    private static Decision SetAside(Dossier dossier, SetPartAside c, DecisionContext context) =>
        RequireRole(context, "Écarter une pièce", Staff)
        ?? Require(!string.IsNullOrWhiteSpace(c.Reason), "Indiquez pourquoi la pièce est écartée.")
        ?? Require(dossier.Parts.Any(part => part.Part == c.Part && part.Sha256 == c.Sha256 && !part.IsSetAside),
            "Cette pièce n’est pas au dossier, ou elle est déjà écartée.")
        ?? Yes(new PartSetAside(c.Part, c.Sha256, c.Reason.Trim()));

    private static List<string> Named(IReadOnlyList<string> names) =>
        [.. names.Select(name => name.Trim()).Where(name => name.Length > 0).Distinct()];

    private static Decision Conclude(Dossier dossier, RecordConclusion c, DecisionContext context)
    {
        if (!Staff.Contains(context.Role) && context.Role != Role.Chair)
            return No(new RoleMayNot(context.Role, "Rédiger une conclusion", [.. Staff, Role.Chair]));
        if (CheckAssignment(dossier, context) is { } refusal)
            return No(refusal);
        var indication = dossier.Opening.Indications.FirstOrDefault(i => i.Id == c.Indication);
        if (indication is null)
            return No(new ConclusionDoesNotFit($"Le dossier n’a pas d’indication « {c.Indication} »."));
        var request = context.Procedure.RequestOf(dossier.Opening.Request);
        if (c.Conclusion.Kind != request.ConclusionKind)
        {
            return No(new ConclusionDoesNotFit(
                $"Une demande « {request.Title} » se conclut en {Kind(request.ConclusionKind)}, pas en {Kind(c.Conclusion.Kind)}."));
        }

        if (!dossier.Opening.IsHistorical && (!c.Conclusion.IsComplete || LacksTodaysCriteria(dossier, c.Conclusion)))
            return No(new ConclusionDoesNotFit(Incomplete(c.Conclusion.Kind)));
        if (c.Conclusion is IntraGhsConclusion { Improvement: not null })
        {
            return No(new ConclusionDoesNotFit(
                "L’avis intra-GHS ne se prononce pas sur une amélioration (CSS, art. R. 165-53). Retirez le niveau et le comparateur."));
        }

        return dossier.DecisionOf(Authority.Has) is not null
            ? No(new ConclusionDoesNotFit("L’avis est rendu : ses conclusions ne changent plus."))
            : Yes(new ConclusionRecorded(c.Indication, ConclusionText.From(c.Conclusion)));
    }

    // A criterion that a later text added is owed by the requests filed since.
    private static bool LacksTodaysCriteria(Dossier dossier, Conclusion conclusion)
    {
        var answered = ConclusionText.From(conclusion).Criteria;
        return ConclusionForm.Find(conclusion.Kind)!.CriteriaOn(dossier.Opening.On)
            .Any(criterion => criterion.InForceFrom is not null && answered?.ContainsKey(criterion.Id) != true);
    }

    private static Decision Withdraw(Dossier dossier, RequestWithdrawal c, DecisionContext context) =>
        RequireRole(context, "Retirer la demande", [Role.Applicant])
        ?? (dossier.Withdrawal is { } earlier ? No(new AlreadyWithdrawn(earlier.On)) : null)
        ?? Require(!string.IsNullOrWhiteSpace(c.Reason), "Indiquez le motif du retrait.")
        ?? Require(c.On >= dossier.Opening.On,
            $"Le retrait ne peut précéder l’ouverture du dossier, le {Deadlines.FrenchCalendar.Write(dossier.Opening.On)}. Corrigez la date.")
        ?? (c.On > context.Today ? No(new DateIsInTheFuture(c.On, context.Today)) : null)
        ?? Yes(new WithdrawalRequested(c.On, c.Reason.Trim()));

    private static Decision Close(Dossier dossier, CloseAsImpossible c, DecisionContext context)
    {
        var refusal = RequireRole(context, "Constater l’impossibilité d’achever", [Role.Chair])
            ?? (dossier.Withdrawal is null ? No(new NoWithdrawal(dossier.Id)) : null)
            ?? Require(dossier.DecisionOf(Authority.Has) is null, "L’avis est rendu : l’évaluation est achevée.")
            ?? Require(!string.IsNullOrWhiteSpace(c.Reason), "Indiquez pourquoi l’évaluation ne peut être achevée.")
            ?? Require(c.On >= dossier.Withdrawal!.On,
                $"La clôture ne peut précéder le retrait, demandé le {Deadlines.FrenchCalendar.Write(dossier.Withdrawal.On)}. Corrigez la date.")
            ?? (c.On > context.Today ? No(new DateIsInTheFuture(c.On, context.Today)) : null);
        return refusal ?? Yes(
        [
            .. dossier.OpenSteps.Select(open => new StepCancelled(open.Step, open.Occurrence, c.Reason.Trim())),
            new DossierClosed("Retiré avant avis", c.On, c.Reason.Trim()),
        ]);
    }

    private static Decision Move(Dossier dossier, MoveLaw c, DecisionContext context)
    {
        if (RequireRole(context, "Changer la version de la procédure", [Role.EvaluationService]) is { } refused)
            return refused;
        if (context.Target is not { } target)
        {
            return No(new RequestIsInvalid(
                [$"La procédure « {context.Procedure.Id} » n’a pas de version {c.Version}. Choisissez une version qui existe."]));
        }

        if (string.IsNullOrWhiteSpace(c.Reason))
            return No(new RequestIsInvalid(["Indiquez pourquoi le dossier change de version."]));
        var preview = LawMove.Preview(dossier, context.Procedure, target, c.Mapping, context.Today);
        return preview.Faults.Count > 0
            ? No(new RequestIsInvalid(preview.Faults))
            : Yes(new LawMoved(
                preview.From, preview.To, c.Mapping.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(),
                [.. preview.Opens.Select(step => step.Id)], c.Reason.Trim(), context.Today));
    }

    private static List<string> Titles(Dossier dossier, Procedure procedure) =>
        [.. dossier.OpenSteps.Select(open => procedure.StepOf(open.Step).Title)];

    private static string TitleOf(string step, Procedure procedure) =>
        procedure.Steps.FirstOrDefault(candidate => candidate.Id == step)?.Title ?? step;

    private static string Kind(string kind) => ConclusionForm.Find(kind)?.Name ?? kind;

    private static string Incomplete(string kind) => ConclusionForm.Find(kind) is { LevelLabel: null } form
        ? $"Une conclusion en {form.Name} répond à chaque critère"
            + (form.ComparatorLabel is null ? "." : ", et nomme le comparateur quand elle est favorable.")
        : "Un service suffisant se conclut avec un niveau d’amélioration (I à V) et un comparateur nommé.";
}
