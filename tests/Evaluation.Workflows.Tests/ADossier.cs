using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests;

/// <summary>Requests and people for tests: a test states only what matters to it.</summary>
internal static class ADossier
{
    public const string Company = "Médivia";

    public static readonly DossierId Id = new("LPPR-2026-0042");

    public static readonly Procedure Lppr = ProcedureLibrary.Load().Latest("lppr-nom-de-marque")!;

    public static readonly Person Applicant = DemoPeople.ApplicantOf(Company);

    public static OpenDossier Request(
        string request = "inscription", string product = "GLYCOGUIDE", string applicant = Company, bool isDigital = false,
        bool usesAi = false, bool isHistorical = false, DateOnly? on = null, params string[] indications) => new(
        "lppr-nom-de-marque", request, product, applicant, "Un dispositif fictif.", isDigital, usesAi,
        [.. (indications.Length == 0 ? ["adultes"] : indications).Select(id => new Indication(id, $"Diabète, {id}", "Adultes"))],
        on ?? new DateOnly(2026, 1, 5), isHistorical);

    /// <summary>A person of the demonstration directory who holds a role.</summary>
    public static Person Holding(Role role) => role switch
    {
        Role.Applicant => Applicant,
        Role.EvaluationService => DemoPeople.Service,
        Role.ProjectLead => DemoPeople.Lead,
        Role.EthicsService => DemoPeople.Ethics,
        Role.Member => DemoPeople.Members[5],
        Role.Chair or Role.Bureau => DemoPeople.Chair,
        Role.Ministers => DemoPeople.Ministers,
        Role.Ceps => DemoPeople.Ceps,
        Role.Ans => DemoPeople.Ans,
        Role.Ceesp => DemoPeople.Ceesp,
        Role.College => DemoPeople.College,
        Role.Expert or Role.Association or Role.Cnp or Role.Hospital => new Person(new PersonId($"une-{role.Key()}"), $"Une {role.Title()}", "Ailleurs", [role]),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Unknown role."),
    };
}
