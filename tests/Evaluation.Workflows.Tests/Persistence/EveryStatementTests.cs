using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Persistence;

public sealed class SqliteEveryStatementTests : EveryStatementTests
{
    protected override bool OnPostgres => false;
}

public sealed class PostgresEveryStatementTests : EveryStatementTests
{
    protected override bool OnPostgres => true;
}

/// <summary>A move that fails at each of its statements, enumerated and not sampled.</summary>
public abstract class EveryStatementTests
{
    // Before and after each read of the chain, the directory and the receipts, each batch of writes, and the end of the transaction.
    private const int FewestBoundaries = 10;

    protected abstract bool OnPostgres { get; }

    [Fact]
    public async Task A_move_that_fails_at_any_statement_is_wholly_there_or_wholly_absent_and_can_be_sent_again()
    {
        await using var ledger = await ALedger.CreateAsync(OnPostgres);
        var (boundaries, kept) = (0, 0);
        for (FailurePoint point; ; boundaries++)
        {
            var id = await ledger.OpenAsync();
            var filing = ALedger.By(ADossier.Holding(Role.Applicant), Role.Applicant);
            var before = await ledger.ExportAsync();

            point = new FailurePoint(boundaries + 1);
            await point.RunAsync(() => ledger.Desk.DoAsync(id, ledger.Depose, filing));
            if (point.FailedAt is null)
                break;
            var after = await ledger.ExportAsync();
            kept += after == before ? 0 : 1;

            // The sender knows nothing, and sends the same command again.
            var again = await ledger.Desk.DoAsync(id, ledger.Depose, filing);
            Assert.True(again is MoveResult.Done, $"{point.FailedAt}, boundary {boundaries + 1}: {again}");
            Assert.Equal(["depot:depose"], (await FileAsync(ledger, id)).Dossier.Finished.Select(step => step.Ref.ToString()));
            if (after != before)
                Assert.Equal(after, await ledger.ExportAsync());
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{boundaries} boundaries.");
        Assert.True(boundaries >= FewestBoundaries, $"{boundaries} boundaries.");
        // Only what failed after the end of the transaction was kept.
        Assert.Equal(1, kept);
        Assert.Empty((await ledger.Services.Audit.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).Faults);
    }

    private static async Task<DossierFile> FileAsync(ALedger ledger, DossierId id) =>
        (await ledger.Services.Queries.ReadAsync(id, ADossier.Holding(Role.EvaluationService))).File!;
}
