using System.Globalization;
using System.Text.RegularExpressions;

namespace HasToolkit.Conventions.Tests;

public partial class DecisionTests
{
    private static readonly string[] Headings = ["Context", "Decision", "Consequences", "How it is checked"];

    private static readonly List<string> Files = [.. Repository.FilesUnder("docs/decisions")];

    [Fact]
    public void Decisions_are_numbered_once_each_and_without_a_gap()
    {
        Examined.NoneOffends(
            Files, Files.Where(file => !FileName().IsMatch(Path.GetFileName(file))).Select(Repository.Relative),
            "A decision is a file named 0001-a-few-words.md.");

        // Read in order, decision i bears the number i: this refuses a number used twice as well as a gap.
        var numbers = Files.Select(NumberOf).Order().ToList();
        Assert.Equal(Enumerable.Range(1, Files.Count), numbers);
    }

    [Fact]
    public void A_decision_says_why_what_what_follows_and_how_it_is_checked() =>
        Examined.NoneOffends(
            Files, Files.SelectMany(Faults),
            $"A decision has its title « # N. … » and, filled in: {string.Join(", ", Headings)}.");

    private static IEnumerable<string> Faults(string file)
    {
        var text = File.ReadAllText(file).ReplaceLineEndings("\n");
        var name = Repository.Relative(file);
        if (!text.StartsWith($"# {NumberOf(file)}. ", StringComparison.Ordinal))
            yield return $"{name}: the title does not start with « # {NumberOf(file)}. »";

        var sections = text.Split("\n## ").Skip(1).Select(section => section.Split('\n', 2)).ToList();
        if (!sections.Select(section => section[0].Trim()).SequenceEqual(Headings))
            yield return $"{name}: its sections are {string.Join(", ", sections.Select(section => section[0].Trim()))}";
        foreach (var empty in sections.Where(section => section.Length < 2 || string.IsNullOrWhiteSpace(section[1])))
            yield return $"{name}: « {empty[0].Trim()} » is empty";
    }

    private static int NumberOf(string file) =>
        int.Parse(Path.GetFileName(file).AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{4}(-[a-z0-9]+)+\.md$")]
    private static partial Regex FileName();
}
