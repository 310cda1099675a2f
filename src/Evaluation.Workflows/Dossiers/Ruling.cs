using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Dossiers;

/// <summary>How rules say yes and no.</summary>
internal static class Ruling
{
    public static Decision? Require(bool holds, string otherwise) =>
        holds ? null : No(otherwise);

    public static Decision? RequireRole(DecisionContext context, string action, IReadOnlyList<Role> allowed) =>
        allowed.Contains(context.Role) ? null : No(new RoleMayNot(context.Role, action, allowed));

    public static Decision.Accepted Yes(params IReadOnlyList<DossierEvent> events) => new(events);

    public static Decision No(string problem) => No(new RequestIsInvalid([problem]));

    public static Decision No(Refusal reason) => new Decision.Refused(reason);
}
