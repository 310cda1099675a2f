using Evaluation.Workflows.Assessment;
using Evaluation.Workflows.Conclusions;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using Evaluation.Workflows.Tests.Persistence;

namespace Evaluation.Workflows.Tests.Dossiers;

public sealed class CompanyViewTests
{
    [Fact]
    public void Conclusions_are_read_by_the_company_once_the_draft_is_notified_and_not_before()
    {
        var drive = Drive.To("notification");
        Assert.NotEmpty(drive.Dossier.Conclusions);
        Assert.Empty(Seen(drive).Conclusions);

        drive.Finish("notification:notifie");
        Assert.Equal(drive.Dossier.Conclusions.Keys, Seen(drive).Conclusions.Keys);
    }

    [Fact]
    public void A_conclusion_changed_after_the_notification_waits_for_the_opinion()
    {
        var drive = Drive.To("contradictoire");
        var notified = drive.Dossier.Conclusions["adultes"].Summary;
        drive.Finish("contradictoire:observations").Finish("observations:fond").On("avis");
        drive.Do(new RecordConclusion("adultes", LpprListingConclusion.Insufficient("Après les observations.")), Role.ProjectLead);
        Assert.NotEqual(notified, drive.Dossier.Conclusions["adultes"].Summary);
        Assert.Equal(notified, Seen(drive).Conclusions["adultes"].Summary);

        drive.Finish("avis:rendu");
        Assert.Equal(drive.Dossier.Conclusions["adultes"].Summary, Seen(drive).Conclusions["adultes"].Summary);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Notes_grids_and_drafts_of_the_evaluation_are_not_in_what_the_company_reads_and_it_acts_all_the_same(bool onPostgres)
    {
        await using var ledger = await ALedger.CreateAsync(onPostgres);
        var id = await ledger.OpenAsync();
        await ledger.DoneAsync(id, new AddNote("À surveiller de près."), Role.EvaluationService);
        await ledger.DoneAsync(id, new AddNote("Nous déposerons demain."), Role.Applicant);
        await ledger.DoneAsync(id, new Classify(DigitalPurpose.Diagnosis, IsPersonalised: true, IsAutonomous: false, ""), Role.EvaluationService);
        var company = ADossier.Applicant;
        var both = new Person(new PersonId("double"), "Double", company.Organisation, [Role.Applicant, Role.Member]);
        await ledger.Desk.RegisterAsync(both, Guid.NewGuid(), TestContext.Current.CancellationToken);

        var whole = await ReadAsync(ledger, id, ADossier.Holding(Role.EvaluationService));
        Assert.NotNull(whole.Dossier.Assessment.Classification);
        Assert.Equal(0, whole.Hidden);
        foreach (var reader in new[] { company, both })
        {
            var seen = await ReadAsync(ledger, id, reader);
            Assert.Null(seen.Dossier.Assessment.Classification);
            Assert.Equal((2, null), (seen.Hidden, seen.Fault));
            Assert.DoesNotContain(seen.Journal, e => e.Payload.Contains("surveiller", StringComparison.Ordinal));
            Assert.Contains(seen.Journal, e => e.Payload.Contains("déposerons", StringComparison.Ordinal));
            Assert.Equal(whole.Dossier.Version, seen.Dossier.Version);
        }

        var filed = await ledger.Desk.DoAsync(
            id, ledger.Depose, ALedger.By(company, Role.Applicant), (await ReadAsync(ledger, id, company)).Dossier.Version,
            TestContext.Current.CancellationToken);
        Assert.IsType<MoveResult.Done>(filed);
    }

    [Fact]
    public void Somebody_of_another_organisation_or_without_the_role_of_an_applicant_is_not_the_company()
    {
        var opening = Drive.Opened().Dossier.Opening;

        Assert.True(CompanyView.IsCompany(ADossier.Applicant, opening));
        Assert.False(CompanyView.IsCompany(DemoPeople.Service, opening));
        Assert.False(CompanyView.IsCompany(ADossier.Applicant with { Organisation = "Autre" }, opening));
        Assert.False(CompanyView.IsCompany(DemoPeople.Service with { Organisation = opening.Applicant }, opening));
    }

    private static Dossier Seen(Drive drive) => Dossier.Fold(drive.Dossier.Id, CompanyView.Of(drive.Events))!;

    private static async Task<DossierFile> ReadAsync(ALedger ledger, DossierId id, Person reader)
    {
        var (file, refusal) = await ledger.Services.Queries.ReadAsync(id, reader, TestContext.Current.CancellationToken);
        Assert.Null(refusal);
        return file!;
    }
}
