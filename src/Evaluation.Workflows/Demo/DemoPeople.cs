using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Demo;

/// <summary>A fictional directory: every role can be played.</summary>
public static class DemoPeople
{
    private const string Has = "Haute Autorité de santé";
    private const string Commission = "CNEDiMTS";

    /// <summary>The person of the evaluation service.</summary>
    public static Person Service { get; } = New("sophie-marchand", "Sophie Marchand", Has, Role.EvaluationService);

    /// <summary>The project lead.</summary>
    public static Person Lead { get; } = New("claire-martin", "Claire Martin", Has, Role.ProjectLead);

    /// <summary>A second project lead, who also works for the evaluation service.</summary>
    public static Person Second { get; } = New("paul-henry", "Paul Henry", Has, Role.ProjectLead, Role.EvaluationService);

    /// <summary>The president of the commission.</summary>
    public static Person Chair { get; } = New("isabelle-garnier", "Pr Isabelle Garnier", Commission, Role.Chair, Role.Bureau);

    /// <summary>The ministers' office.</summary>
    public static Person Ministers { get; } = New("bureau-ministres", "Julien Caron", "Direction de la sécurité sociale", Role.Ministers);

    /// <summary>The CEPS.</summary>
    public static Person Ceps { get; } = New("nadia-benali", "Nadia Benali", "CEPS", Role.Ceps);

    /// <summary>The ANS, which certifies digital devices.</summary>
    public static Person Ans { get; } = New("yann-le-goff", "Yann Le Goff", "Agence du numérique en santé", Role.Ans);

    /// <summary>The CEESP, for the economic opinion.</summary>
    public static Person Ceesp { get; } = New("louise-mercier", "Pr Louise Mercier", "CEESP", Role.Ceesp);

    /// <summary>The college of the HAS.</summary>
    public static Person College { get; } = New("francois-tessier", "Pr François Tessier", Has, Role.College);

    /// <summary>The ethics service.</summary>
    public static Person Ethics { get; } = New("helene-faure", "Hélène Faure", Has, Role.EthicsService);

    /// <summary>The members who vote, with two vice-presidents who may preside.</summary>
    public static IReadOnlyList<Person> Members { get; } =
    [
        New("marc-delorme", "Dr Marc Delorme", Commission, Role.Member, Role.Chair, Role.Bureau),
        New("anne-sophie-petit", "Pr Anne-Sophie Petit", Commission, Role.Member, Role.Chair, Role.Bureau),
        .. new[]
        {
            "Dr Karim Haddad", "Pr Laurence Vidal", "Dr Thomas Rey", "Mme Odile Lambert", "M. Youssef Amrani",
            "Dr Pauline Girard", "Pr Bernard Colin", "Dr Élodie Fontaine", "M. Patrick Noël", "Dr Mathilde Roy",
            "Pr Hugo Masson", "Dr Céline Barbier", "M. Denis Aubert", "Dr Fatou Diallo", "Pr Alain Picard",
            "Mme Sylvie Renard", "Dr Vincent Leroux", "Dr Amélie Brun", "M. Georges Fabre",
        }.Select(name => New(PersonId.Of(name).Value, name, Commission, Role.Member)),
    ];

    /// <summary>The substitutes, in order of appointment; the last one sits for users.</summary>
    public static IReadOnlyList<Person> Substitutes { get; } =
    [
        .. new[]
        {
            "Dr Nathalie Perrin", "Pr Samir Belkacem", "Dr Julie Morel", "M. Olivier Caron", "Dr Sarah Levy", "Pr Paul Guérin",
            "Mme Irène Blanchet",
        }.Select(name => New(PersonId.Of(name).Value, name, Commission, Role.Member)),
    ];

    /// <summary>Outside experts.</summary>
    public static IReadOnlyList<Person> Experts { get; } =
    [
        New("sonia-lefort", "Pr Sonia Lefort", "CHU de Rennes", Role.Expert),
        New("remi-vasseur", "Dr Rémi Vasseur", "CHU de Lille", Role.Expert),
    ];

    /// <summary>A person of a patients' association.</summary>
    public static Person Patients { get; } = New("lucie-marin", "Lucie Marin", "Peau et Patients", Role.Association);

    /// <summary>Everyone, the applicants of the fictional companies included.</summary>
    public static IReadOnlyList<Person> All { get; } =
    [
        Service, Lead, Second, Ethics, Chair,
        Ministers, Ceps, Ans, Ceesp, College, .. Members, .. Substitutes, .. Experts, Patients,
        .. DemoCases.All.Select(demoCase => demoCase.Applicant).Distinct().Select(ApplicantOf),
    ];

    /// <summary>The person who represents a fictional company.</summary>
    public static Person ApplicantOf(string company) =>
        New(PersonId.Of("demandeur " + company).Value, $"Représentant de {company}", company, Role.Applicant);

    private static Person New(string id, string name, string organisation, params Role[] roles) =>
        new(new PersonId(id), name, organisation, roles);
}
