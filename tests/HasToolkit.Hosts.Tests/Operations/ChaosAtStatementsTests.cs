using System.Diagnostics;
using System.Globalization;
using Evaluation.Workflows;
using Evaluation.Workflows.Demo;
using Evaluation.Workflows.Dossiers;
using Evaluation.Workflows.Persistence;
using Evaluation.Workflows.Procedures;
using HasToolkit.Cli;
using HasToolkit.Hosts.Tests.Cli;
using HasToolkit.Tests;

namespace HasToolkit.Hosts.Tests.Operations;

public sealed class ChaosOnSqliteMoveTests(ITestOutputHelper log) : KilledMove(log)
{
    protected override bool OnPostgres => false;
}

public sealed class ChaosOnPostgresMoveTests(ITestOutputHelper log) : KilledMove(log)
{
    protected override bool OnPostgres => true;
}

/// <summary>The program killed at each statement of a move, from its start to its end, enumerated and not sampled.</summary>
public abstract class KilledMove(ITestOutputHelper log)
{
    // Opening the database, reading the dossier and the directory, writing events, receipt and picture, the end of the transaction.
    private const int FewestBoundaries = 20;

    private const int Killed = 128 + 9;

    private const string Company = "Médivia";

    protected abstract bool OnPostgres { get; }

    [Fact]
    public async Task A_move_killed_at_any_statement_is_wholly_there_or_wholly_absent_and_can_be_sent_again()
    {
        Chaos.SkipUnlessAsked();
        Assert.SkipUnless(
            !OnPostgres || ScratchPostgres.Server is not null, $"Pas de PostgreSQL : donnez une chaîne de connexion dans {ScratchPostgres.Variable}.");
        await using var postgres = OnPostgres ? await ScratchPostgres.CreateAsync(ScratchPostgres.Server!) : null;
        var folder = Directory.CreateTempSubdirectory("has-move-").FullName;
        try
        {
            using var services = await EvaluationServices.OpenAsync(folder, postgres?.Connection);
            foreach (var person in DemoPeople.All)
                await services.Desk.RegisterAsync(person, Guid.NewGuid());
            await KillEverywhereAsync(services, ["--donnees", folder, .. postgres is null ? Array.Empty<string>() : ["--base", postgres.Connection]]);
            Assert.Empty((await services.Audit.VerifyAsync(cancellationToken: TestContext.Current.CancellationToken)).Faults);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task KillEverywhereAsync(EvaluationServices services, string[] where)
    {
        var applicant = DemoPeople.ApplicantOf(Company);
        var (boundary, kept) = (1, 0);
        for (; ; boundary++)
        {
            var id = await OpenAsync(services, applicant);
            var (command, before) = (Guid.NewGuid(), await ExportAsync(services));
            var code = await MoveAsync(where, id, applicant, command, boundary);
            if (code == ExitCodes.Ok)
                break;
            Assert.Equal(Killed, code);
            var after = await ExportAsync(services);
            kept += after == before ? 0 : 1;

            // The sender knows nothing, and sends the same command again.
            var again = await services.Desk.DoAsync(
                id, new FinishStep("depot", "depose", services.Desk.Today, new Dictionary<string, string>()),
                new Signature(applicant.Id, Role.Applicant, command));
            Assert.True(again is MoveResult.Done, $"boundary {boundary}: {again}");
            Assert.Equal(["depot:depose"], (await FileAsync(services, id)).Dossier.Finished.Select(step => step.Ref.ToString()));
            if (after != before)
                Assert.Equal(after, await ExportAsync(services));
        }

        log.WriteLine($"{boundary - 1} boundaries, {kept} of them after the end of the transaction.");
        Assert.True(boundary > FewestBoundaries, $"{boundary - 1} boundaries.");
        Assert.True(kept > 0);
    }

    private static async Task<int> MoveAsync(string[] where, DossierId id, Person by, Guid command, int boundary)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        start.Environment[StartupHook.At] = boundary.ToString(CultureInfo.InvariantCulture);
        string[] args =
        [
            KilledAnalysisTests.Program, "dossier", "act", id.Value, "depot", "depose", "--par", by.Id.Value, "--commande", command.ToString(),
            .. where,
        ];
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode is Killed or ExitCodes.Ok, string.Concat(said));
        return process.ExitCode;
    }

    private static async Task<DossierId> OpenAsync(EvaluationServices services, Person applicant)
    {
        var request = new OpenDossier(
            "lppr-nom-de-marque", "inscription", "GLYCOGUIDE", Company, "Un dispositif fictif.", IsDigital: false, UsesAi: false,
            [new Indication("adultes", "Diabète", "Adultes")], services.Desk.Today, IsHistorical: false);
        var done = Assert.IsType<MoveResult.Done>(
            await services.Desk.OpenAsync(request, new Signature(applicant.Id, Role.Applicant, Guid.NewGuid())));
        return new DossierId(done.Stream);
    }

    private static async Task<string> ExportAsync(EvaluationServices services)
    {
        var lines = new List<string>();
        await foreach (var line in services.Audit.ExportAsync())
            lines.Add(line);
        return string.Join('\n', lines);
    }

    private static async Task<DossierFile> FileAsync(EvaluationServices services, DossierId id) =>
        (await services.Queries.ReadAsync(id, DemoPeople.Service)).File!;
}
