using System.Text.RegularExpressions;

namespace HasToolkit.Hosts.Tests.Cli;

public sealed class HelpTests : IDisposable
{
    private const string Guide = "docs/guide/ligne-de-commande.md";

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task The_help_of_every_command_fits_a_terminal_and_lists_its_commands_one_by_one()
    {
        var all = await WalkAsync([]);

        Assert.True(all.Count > 60, $"{all.Count} commands were found.");
        Assert.Empty(all.SelectMany(help => help.Faults()));
    }

    [Fact]
    public async Task Every_command_that_does_something_shows_how_it_is_typed()
    {
        var leaves = (await WalkAsync([])).Where(help => help.Commands.Count == 0).ToList();

        Assert.True(leaves.Count > 100, $"{leaves.Count} commands were found.");
        Assert.Empty(leaves.Where(help => !help.Examples.Any(example => StartsWith(example, help.Name))).Select(help => help.Name));
    }

    [Fact]
    public async Task Every_command_that_does_something_stands_in_the_guide_by_its_whole_name()
    {
        var guide = Repository.Read(Guide);
        var leaves = (await WalkAsync([])).Where(help => help.Commands.Count == 0).ToList();

        Assert.True(leaves.Count > 100, $"{leaves.Count} commands were found.");
        Assert.Empty(leaves.Where(help => !Regex.IsMatch(guide, $@"{Regex.Escape(help.Name)}(?![\w-])")).Select(help => $"{help.Name} : absent de {Guide}"));
    }

    private static bool StartsWith(string example, string name) =>
        example == name || example.StartsWith(name + " ", StringComparison.Ordinal);

    /// <summary>The help of a command, then that of each of its commands.</summary>
    private async Task<List<Help>> WalkAsync(string[] command)
    {
        var help = new Help(
            string.Join(' ', command.Prepend("has")), (await _shell.Do([.. command, "--help"])).Out.ReplaceLineEndings("\n").Split('\n'));
        var all = new List<Help> { help };
        foreach (var name in help.Commands)
            all.AddRange(await WalkAsync([.. command, name]));
        return all;
    }

    /// <summary>What « --help » writes of a command.</summary>
    private sealed record Help(string Name, string[] Lines)
    {
        /// <summary>The names of the commands under it; none for one that does something.</summary>
        public List<string> Commands =>
            [.. Section("Commandes :").Where(line => line.Length > 2 && line[2] != ' ').Select(line => line.Trim().Split(' ')[0])];

        /// <summary>Its examples, as they are typed.</summary>
        public List<string> Examples => [.. Section("Exemples :").Select(line => line.Trim())];

        public IEnumerable<string> Faults()
        {
            var examples = Array.IndexOf(Lines, "Exemples :");
            return Lines
                .Where((line, i) => line.Length > 100 && (examples < 0 || i < examples))
                .Select(line => $"{Name} : ligne de {line.Length} signes : {line}")
                .Concat(Section("Commandes :").Where(line => !line.StartsWith("  ", StringComparison.Ordinal))
                    .Select(line => $"{Name} : ligne hors de la liste : {line}"));
        }

        private IEnumerable<string> Section(string heading) =>
            Lines.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => line.Length > 0);
    }
}
