namespace HasToolkit.Hosts.Tests.Cli;

public sealed class HelpTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task The_help_of_every_command_fits_a_terminal_and_lists_its_commands_one_by_one()
    {
        var faults = new List<string>();
        var seen = await WalkAsync([], faults);

        Assert.True(seen > 60, $"{seen} commands were found.");
        Assert.Empty(faults);
    }

    private async Task<int> WalkAsync(string[] command, List<string> faults)
    {
        var help = (await _shell.Do([.. command, "--help"])).Out.ReplaceLineEndings("\n").Split('\n');
        var name = string.Join(' ', command.Prepend("has"));
        var examples = Array.IndexOf(help, "Exemples :");
        faults.AddRange(help
            .Where((line, i) => line.Length > 100 && (examples < 0 || i < examples))
            .Select(line => $"{name} : ligne de {line.Length} signes : {line}"));

        var seen = 1;
        foreach (var line in help.SkipWhile(line => line != "Commandes :").Skip(1).TakeWhile(line => line.Length > 0))
        {
            if (!line.StartsWith("  ", StringComparison.Ordinal))
                faults.Add($"{name} : ligne hors de la liste : {line}");
            else if (line[2] != ' ')
                seen += await WalkAsync([.. command, line.Trim().Split(' ')[0]], faults);
        }

        return seen;
    }
}
