using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Dossiers;

/// <summary>A conflict of interests that forbids an assignment, and the ethics service that lifts it (CSS, art. R. 161-85).</summary>
public sealed class InvolvementTests
{
    private const string NoSuchLink =
        "Aucun lien en cours de Claire Martin ne porte cette clé et ne s’oppose à sa désignation.";

    private static readonly InterestLink Study = ALink(ADossier.Company);

    private static readonly InterestLink OfAnotherCompany = ALink("Télécœur");

    private static readonly InterestLink OfHerTeam = ALink(ADossier.Company) with { IsDirect = false };

    private readonly Drive _drive = Drive.To("instruction");

    [Fact]
    public void The_ethics_service_lifts_a_conflict_with_its_reason_and_the_person_is_then_assigned()
    {
        var assign = new AssignPerson(DemoPeople.Lead.Id, Role.ProjectLead);
        Assert.Equal(
            "Claire Martin a déclaré un lien d’intérêts direct et en cours avec Médivia : Médivia, investigateur d’une étude, lien direct, "
            + "depuis le 1er mars 2024 (CSS, art. R. 161-85). Désignez une autre personne, ou demandez au service déontologie s’il lève ce "
            + "conflit, avec son motif.",
            Refusal(assign, DemoPeople.Service, Role.EvaluationService));

        var lifted = Assert.Single(Assert.IsType<Decision.Accepted>(
            Decide(Lift(Study, "  Étude close, sans rapport. "), DemoPeople.Ethics, Role.EthicsService)).Events);
        _drive.Add([lifted], DemoPeople.Ethics, Role.EthicsService);

        Assert.Equal(new ConflictLifted(DemoPeople.Lead.Id, Study.Key, "Étude close, sans rapport."), lifted);
        Assert.IsType<Decision.Accepted>(Decide(assign, DemoPeople.Service, Role.EvaluationService));
        Assert.Equal(NoSuchLink, Refusal(Lift(Study), DemoPeople.Ethics, Role.EthicsService));
    }

    [Fact]
    public void A_conflict_is_lifted_by_the_ethics_service_alone() => Assert.Equal(
        "« Lever un conflit d’intérêts » revient à : Service déontologie. Vous agissez comme « Service évaluation de la HAS » ; "
        + "confiez l’action à une personne qui a ce rôle.",
        Refusal(Lift(Study), DemoPeople.Service, Role.EvaluationService));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void A_conflict_is_not_lifted_without_a_reason(string? reason) => Assert.Equal(
        "Indiquez pourquoi le lien n’empêche pas la désignation.", Refusal(Lift(Study, reason!), DemoPeople.Ethics, Role.EthicsService));

    [Fact]
    public void Nobody_lifts_his_own_conflict()
    {
        var herself = DemoPeople.Lead with { Roles = [Role.EthicsService] };

        Assert.Equal(
            "Personne ne lève son propre conflit : confiez-le à une autre personne du service.",
            Refusal(Lift(Study), herself, Role.EthicsService));
        // The missing reason is told first, her own conflict before a key that no link bears.
        Assert.Equal(
            "Indiquez pourquoi le lien n’empêche pas la désignation.", Refusal(Lift(Study, " "), herself, Role.EthicsService));
        Assert.Equal(
            "Personne ne lève son propre conflit : confiez-le à une autre personne du service.",
            Refusal(Lift(OfAnotherCompany), herself, Role.EthicsService));
    }

    [Fact]
    public void Only_a_declared_link_that_forbids_is_lifted()
    {
        // Nothing of the kind was declared, it meets nothing in the dossier, or a person weighs it without a conflict to lift.
        Assert.Equal(NoSuchLink, Refusal(Lift(ALink("Fabrica")), DemoPeople.Ethics, Role.EthicsService));
        Assert.Equal(NoSuchLink, Refusal(Lift(OfAnotherCompany), DemoPeople.Ethics, Role.EthicsService));
        Assert.Equal(NoSuchLink, Refusal(Lift(OfHerTeam), DemoPeople.Ethics, Role.EthicsService));
        Assert.Equal(
            "Aucun lien en cours de paul-henry ne porte cette clé et ne s’oppose à sa désignation.",
            Refusal(Lift(Study) with { Person = Drive.Second.Id }, DemoPeople.Ethics, Role.EthicsService));
    }

    [Fact]
    public void What_declarations_are_compared_with_is_kept_without_blanks_and_once()
    {
        _drive.Do(new NameConflictScope([" Fabrica ", " ", "Fabrica"], ["", "Glucopad"]), Role.EvaluationService);

        Assert.Equal(["Fabrica"], _drive.Dossier.Scope.Companies);
        Assert.Equal(["Glucopad"], _drive.Dossier.Scope.Comparators);
    }

    private static InterestLink ALink(string company) =>
        new(company, null, InterestNature.Investigator, IsDirect: true, Amount: null, new DateOnly(2024, 3, 1), null);

    private static LiftConflict Lift(InterestLink link, string reason = "Étude close.") => new(DemoPeople.Lead.Id, link.Key, reason);

    private string Refusal(DossierCommand command, Person person, Role role) =>
        Assert.IsType<Decision.Refused>(Decide(command, person, role)).Reason.Message;

    private Decision Decide(DossierCommand command, Person person, Role role) => DossierRules.Decide(
        _drive.Dossier, command, _drive.Context(person, role) with
        {
            Names = new Dictionary<PersonId, string> { [DemoPeople.Lead.Id] = DemoPeople.Lead.Name },
            Declarations = new Dictionary<PersonId, InterestDeclaration>
            {
                [DemoPeople.Lead.Id] = new(DemoPeople.Lead.Id, _drive.Today, [Study, OfAnotherCompany, OfHerTeam]),
            },
        });
}
