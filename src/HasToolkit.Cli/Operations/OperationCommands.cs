using System.CommandLine;

namespace HasToolkit.Cli.Operations;

/// <summary>What who runs the product needs, in the order of the help.</summary>
internal static class OperationCommands
{
    public static IEnumerable<Command> All(CliApp app)
    {
        var backups = new BackupCommands(app);
        return
        [
            backups.Backup(), backups.Restore(), backups.Transfer(), new AccountCommands(app).All(), new KeyCommands(app).All(),
            new ConfigCommands(app).All(),
        ];
    }
}
