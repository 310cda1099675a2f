namespace Evaluation.Workflows.Procedures;

/// <summary>The part that a person plays in an evaluation. A person may hold several and acts in one at a time.</summary>
public enum Role
{
    /// <summary>The company that files: manufacturer, distributor or exploitant.</summary>
    Applicant,

    /// <summary>The HAS service that receives and follows dossiers.</summary>
    EvaluationService,

    /// <summary>The project lead (chef de projet) who instructs the dossier.</summary>
    ProjectLead,

    /// <summary>The service in charge of declarations of interests (déontologie).</summary>
    EthicsService,

    /// <summary>An outside expert.</summary>
    Expert,

    /// <summary>A member of the CNEDiMTS with a vote.</summary>
    Member,

    /// <summary>The president of the CNEDiMTS.</summary>
    Chair,

    /// <summary>The Bureau of the CNEDiMTS: president, vice-presidents, secretary.</summary>
    Bureau,

    /// <summary>A patient or user association.</summary>
    Association,

    /// <summary>The ministers in charge of health and social security.</summary>
    Ministers,

    /// <summary>The Comité économique des produits de santé.</summary>
    Ceps,

    /// <summary>The Agence du numérique en santé, which certifies conformity to its référentiels.</summary>
    Ans,

    /// <summary>The commission of the HAS for economic evaluation and public health.</summary>
    Ceesp,

    /// <summary>The college of the HAS.</summary>
    College,

    /// <summary>A national council of a profession (conseil national professionnel).</summary>
    Cnp,

    /// <summary>A health-care establishment, which reads the comments of its own patients and nothing of dossiers.</summary>
    Hospital,
}

/// <summary>The key of each role in data files, and its name on the screen.</summary>
public static class Roles
{
    private static readonly (Role Role, string Key, string Title)[] All =
    [
        (Role.Applicant, "demandeur", "Demandeur"),
        (Role.EvaluationService, "service-has", "Service évaluation de la HAS"),
        (Role.ProjectLead, "chef-de-projet", "Chef de projet"),
        (Role.EthicsService, "deontologie", "Service déontologie"),
        (Role.Expert, "expert", "Expert"),
        (Role.Member, "membre", "Membre de la CNEDiMTS"),
        (Role.Chair, "president", "Présidence de la CNEDiMTS"),
        (Role.Bureau, "bureau", "Bureau de la CNEDiMTS"),
        (Role.Association, "association", "Association de patients"),
        (Role.Ministers, "ministres", "Ministres"),
        (Role.Ceps, "ceps", "CEPS"),
        (Role.Ans, "ans", "ANS"),
        (Role.Ceesp, "ceesp", "CEESP"),
        (Role.College, "college", "Collège de la HAS"),
        (Role.Cnp, "cnp", "Conseil national professionnel"),
        (Role.Hospital, "etablissement", "Établissement de santé"),
    ];

    /// <summary>Every role, in the order of an evaluation.</summary>
    public static IReadOnlyList<Role> Every { get; } = [.. All.Select(entry => entry.Role)];

    /// <summary>The key used in procedure files and on the command line, such as « chef-de-projet ».</summary>
    public static string Key(this Role role) => All.First(entry => entry.Role == role).Key;

    /// <summary>The French name shown to users.</summary>
    public static string Title(this Role role) => All.First(entry => entry.Role == role).Title;

    /// <summary>The French name within a sentence: « service déontologie », « CEPS ».</summary>
    public static string InSentence(this Role role) =>
        role.Title() is var title && char.IsLower(title[1]) ? char.ToLowerInvariant(title[0]) + title[1..] : title;

    /// <summary>The role of a key, or null when no role bears it.</summary>
    public static Role? Find(string key) =>
        All.Where(entry => entry.Key == key).Select(entry => (Role?)entry.Role).FirstOrDefault();
}
