using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Procedures;
using static Evaluation.Workflows.Dossiers.Ruling;

namespace Evaluation.Workflows.Dossiers;

/// <summary>The rules of who takes part in a dossier: assignments, links of interest that forbid them, déport.</summary>
internal static class InvolvementRules
{
    private static readonly Role[] DeportDeclarers = [Role.EthicsService, Role.Chair];

    public static Decision Assign(Dossier dossier, AssignPerson c, DecisionContext context) =>
        RequireRole(context, "Désigner une personne", [Role.EvaluationService])
        ?? Require(c.Role is Role.ProjectLead or Role.Expert, "On désigne un chef de projet ou un expert.")
        ?? Require(!dossier.IsDeported(c.Person), $"{context.NameOf(c.Person)} est déporté de ce dossier : désignez une autre personne.")
        ?? Require(!dossier.Assignments.Contains(new Assignment(c.Person, c.Role)), $"{context.NameOf(c.Person)} est déjà désigné.")
        ?? (ForbiddingOf(dossier, c.Person, context) is { } conflict
            ? No(new LinkForbids(context.NameOf(c.Person), conflict.Link.Describe(), conflict.Target.Name))
            : null)
        ?? Yes(new PersonAssigned(c.Person, c.Role));

    /// <summary>The declared link that forbids a person's part in the dossier, or null.</summary>
    public static Conflict? ForbiddingOf(Dossier dossier, PersonId person, DecisionContext context) =>
        ConflictAnalysis.Read(person, context.Declarations.GetValueOrDefault(person), dossier, context.Today).Forbidding;

    public static Decision LiftOf(Dossier dossier, LiftConflict c, DecisionContext context)
    {
        if (RequireRole(context, "Lever un conflit d’intérêts", [Role.EthicsService]) is { } refused)
            return refused;
        var reading = ConflictAnalysis.Read(
            c.Person, context.Declarations.GetValueOrDefault(c.Person), dossier, context.Today);
        return Require(!string.IsNullOrWhiteSpace(c.Reason), "Indiquez pourquoi le lien n’empêche pas la désignation.")
            ?? Require(c.Person != context.Person.Id, "Personne ne lève son propre conflit : confiez-le à une autre personne du service.")
            ?? Require(reading.Conflicts.Any(conflict => conflict.Link.Key == c.Link && conflict.Weight == ConflictWeight.Forbids),
                $"Aucun lien en cours de {context.NameOf(c.Person)} ne porte cette clé et ne s’oppose à sa désignation.")
            ?? Yes(new ConflictLifted(c.Person, c.Link, c.Reason.Trim()));
    }

    public static Decision Release(Dossier dossier, ReleasePerson c, DecisionContext context) =>
        RequireRole(context, "Mettre fin à une désignation", [Role.EvaluationService])
        ?? Require(!string.IsNullOrWhiteSpace(c.Reason), "Indiquez pourquoi la désignation prend fin.")
        ?? Require(dossier.Assignments.Contains(new Assignment(c.Person, c.Role)), $"{context.NameOf(c.Person)} n’est pas désigné dans ce rôle.")
        ?? Yes(new PersonReleased(c.Person, c.Role, c.Reason.Trim()));

    public static Decision Declare(Dossier dossier, DeclareDeport c, DecisionContext context)
    {
        var isOneself = c.Person == context.Person.Id;
        if (!isOneself && !DeportDeclarers.Contains(context.Role))
            return No(new RoleMayNot(context.Role, "Déclarer le déport d’une autre personne", DeportDeclarers));
        return Require(!string.IsNullOrWhiteSpace(c.Reason), "Indiquez le lien d’intérêts qui motive le déport.")
            ?? (dossier.IsDeported(c.Person)
                ? No(new DeportIsAsBefore(context.NameOf(c.Person), IsDeported: true))
                : Yes(new DeportDeclared(c.Person, c.Reason.Trim())));
    }

    public static Decision Lift(Dossier dossier, LiftDeport c, DecisionContext context) =>
        RequireRole(context, "Lever un déport", [Role.EthicsService])
        ?? Require(!string.IsNullOrWhiteSpace(c.Reason), "Indiquez pourquoi le déport est levé.")
        ?? (dossier.IsDeported(c.Person)
            ? Yes(new DeportLifted(c.Person, c.Reason.Trim()))
            : No(new DeportIsAsBefore(context.NameOf(c.Person), IsDeported: false)));
}
