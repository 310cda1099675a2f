using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Interests;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Persistence;

public sealed class InterestTests
{
    private static readonly Person Lead = DemoPeople.Lead;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Declarations_follow_each_other_in_a_chain_of_their_own_and_none_is_erased(bool onPostgres)
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres);
        await DeclareAsync(ledger, Link(ledger));
        ledger.Clock.Advance(TimeSpan.FromDays(1));
        await DeclareAsync(ledger);

        await ledger.ReopenAsync();
        var kept = await ledger.Services.Queries.DeclarationsAsync(Lead.Id);

        Assert.Equal([0, 1], kept.Select(declaration => declaration.Links.Count));
        Assert.Equal(ADossier.Company, kept[1].Links[0].Company);
        Assert.Equal(kept[0].On, (await ledger.Services.Queries.DeclarationsAsync())[Lead.Id].On);
        var report = await ledger.Services.Audit.VerifyAsync();
        Assert.Empty(report.Faults);
    }

    [Fact]
    public async Task A_declared_link_refuses_the_assignment_until_the_ethics_service_lifts_it_with_a_reason()
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: false);
        var id = await ledger.FiledAsync();
        var link = Link(ledger);
        await DeclareAsync(ledger, link);

        var refused = Assert.IsType<LinkForbids>(await RefusedAsync(ledger, id, new AssignPerson(Lead.Id, Role.ProjectLead), DemoPeople.Service, Role.EvaluationService));
        Assert.Equal(
            "Claire Martin a déclaré un lien d’intérêts direct et en cours avec Médivia : Médivia, investigateur d’une étude, "
            + "lien direct, depuis le 5 janvier 2026 (CSS, art. R. 161-85). Désignez une autre personne, ou demandez au service "
            + "déontologie s’il lève ce conflit, avec son motif.",
            refused.Message);
        Assert.IsType<RoleMayNot>(await RefusedAsync(ledger, id, new LiftConflict(Lead.Id, link.Key, "Non."), DemoPeople.Service, Role.EvaluationService));
        Assert.IsType<RequestIsInvalid>(await RefusedAsync(ledger, id, new LiftConflict(Lead.Id, "autre", "Non."), DemoPeople.Ethics, Role.EthicsService));
        Assert.IsType<RequestIsInvalid>(await RefusedAsync(ledger, id, new LiftConflict(Lead.Id, link.Key, " "), DemoPeople.Ethics, Role.EthicsService));

        await ledger.DoneAsync(id, new LiftConflict(Lead.Id, link.Key, "Étude close, sans rapport."), Role.EthicsService);
        await ledger.DoneAsync(id, new AssignPerson(Lead.Id, Role.ProjectLead), Role.EvaluationService);
    }

    [Fact]
    public async Task Another_link_declared_after_the_lifting_forbids_again()
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres: false);
        var id = await ledger.FiledAsync();
        var link = Link(ledger);
        await DeclareAsync(ledger, link);
        await ledger.DoneAsync(id, new LiftConflict(Lead.Id, link.Key, "Étude close."), Role.EthicsService);
        await DeclareAsync(ledger, link, link with { Nature = InterestNature.Employment });

        Assert.IsType<LinkForbids>(await RefusedAsync(ledger, id, new AssignPerson(Lead.Id, Role.ProjectLead), DemoPeople.Service, Role.EvaluationService));
    }

    private static InterestLink Link(ALedger ledger) =>
        new(ADossier.Company, null, InterestNature.Investigator, IsDirect: true, Amount: 1200, ledger.Today, To: null);

    private static async Task DeclareAsync(ALedger ledger, params InterestLink[] links) =>
        Assert.IsType<MoveResult.Done>(await ledger.Desk.DeclareAsync(links, ALedger.By(Lead, Role.ProjectLead)));

    private static async Task<Refusal> RefusedAsync(ALedger ledger, DossierId id, DossierCommand command, Person person, Role role) =>
        Assert.IsType<MoveResult.Refused>(await ledger.Desk.DoAsync(id, command, ALedger.By(person, role))).Reason;
}
