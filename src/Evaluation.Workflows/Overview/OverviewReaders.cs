using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Overview;

/// <summary>Who reads what is counted over all dossiers: the HAS and its commission. It tells a company of its competitors.</summary>
public static class OverviewReaders
{
    private static readonly Role[] Allowed =
        [Role.EvaluationService, Role.ProjectLead, Role.EthicsService, Role.Member, Role.Chair, Role.Bureau, Role.College];

    /// <summary>Whether figures over all dossiers are shown to someone who acts in a role.</summary>
    public static bool May(Role role) => Allowed.Contains(role);
}
