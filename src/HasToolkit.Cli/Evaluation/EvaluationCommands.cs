using System.CommandLine;
using HasToolkit.Cli.Operations;

namespace HasToolkit.Cli.Evaluation;

/// <summary>The commands of the dossier part, in the order of the help.</summary>
internal static class EvaluationCommands
{
    public static IEnumerable<Command> All(CliApp app)
    {
        var ledger = new LedgerCommands(app);
        return
        [
            new DemoCommand(app).Demo(),
            new DossierCommands(app).All(),
            new SessionCommands(app).All(),
            new PersonCommands(app).All(),
            new ExpertCommands(app).All(),
            new ContributionCommands(app).All(),
            .. new TaskCommands(app).All(),
            new ProcedureCommands(app).All(),
            ledger.Verify(),
            new TimestampCommands(app).All(),
            new SignatureCommands(app).All(),
            ledger.Export(),
            ledger.Outbox(),
            new FollowerCommands(app).All(),
        ];
    }
}
