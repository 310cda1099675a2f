using Evaluation.Workflows.Procedures;

namespace HasToolkit.Search;

/// <summary>Which roles read the parts that are open as a whole or not at all.</summary>
public static class PartAccess
{
    /// <summary>Whether a role reads comments of patients: companies, and those who decide on prices, do not.</summary>
    public static bool MayReadComments(Role role) => role is not (Role.Applicant or Role.Ceps or Role.Ministers);

    /// <summary>Whether a role reads reviews of the literature: companies, experts, associations and establishments do not.</summary>
    public static bool MayReadReviews(Role role) => role is not (Role.Applicant or Role.Expert or Role.Association or Role.Hospital);
}
