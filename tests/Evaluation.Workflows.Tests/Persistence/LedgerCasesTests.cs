using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Persistence;

public sealed class SqliteLedgerCasesTests : LedgerCasesTests
{
    protected override bool OnPostgres => false;
}

public sealed class PostgresLedgerCasesTests : LedgerCasesTests
{
    protected override bool OnPostgres => true;
}

/// <summary>All dossiers at once, on whichever database.</summary>
public abstract class LedgerCasesTests
{
    protected abstract bool OnPostgres { get; }

    [Fact]
    public async Task Every_dossier_is_read_as_it_is_read_alone_and_again_once_it_moved()
    {
        await using var ledger = await ALedger.CreateAsync(OnPostgres, withPeople: false);
        var services = ledger.Services;
        await DemoData.SeedAsync(services.Database, services.Procedures, services.Parts, new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero));

        var cases = await services.Cases.ReadAsync();

        Assert.Equal(9, cases.Count);
        foreach (var one in cases)
        {
            var (file, _) = await services.Queries.ReadAsync(one.Dossier.Id, DemoPeople.Service);
            Assert.Equal((file!.Dossier.Version, file.Dossier.OpenSteps.Count), (one.Dossier.Version, one.Dossier.OpenSteps.Count));
            Assert.Equal(file.Dossier.Finished.Select(step => step.Ref), one.Dossier.Finished.Select(step => step.Ref));
            Assert.Same(file.Procedure, one.Procedure);
        }

        var moved = cases[3].Dossier.Id;
        Assert.IsType<MoveResult.Done>(await services.Desk.DoAsync(
            moved, new AddNote("Relu."), new Signature(DemoPeople.Lead.Id, Role.ProjectLead, Guid.NewGuid())));

        var again = await services.Cases.ReadAsync();
        Assert.Equal(cases[3].Dossier.Version + 1, again[3].Dossier.Version);
        // Those that did not move are not read anew.
        Assert.All(cases.Zip(again).Where(pair => pair.First.Dossier.Id != moved), pair => Assert.Same(pair.First.Dossier, pair.Second.Dossier));
    }
}
