using System.Globalization;
using System.Text.RegularExpressions;

namespace HasToolkit.Conventions.Tests;

/// <summary>The tables of security point at tests and files that exist, and count what they hold.</summary>
public partial class AsvsTests
{
    private const string Page = "docs/security/asvs.md";

    // Levels 1 and 2 of ASVS 5.0.0 without chapter 17: counted in the standard.
    private const int OfLevelOne = 70;
    private const int OfLevelTwo = 176;

    private static readonly string[] States = ["met", "not met", "n/a"];

    private static readonly IReadOnlyList<Row> Rows = [.. Lines(Page).Select(line => Requirement().Match(line)).Where(match => match.Success)
        .Select(match => new Row(
            match.Groups["numbers"].Value.Split(", "), match.Groups["level"].Value, match.Groups["state"].Value, match.Groups["proof"].Value.Trim()))];

    [Fact]
    public void Every_requirement_of_both_levels_stands_once_with_a_state_and_a_reason()
    {
        Examined.NoneOffends(
            Rows, Rows.Where(row => !States.Contains(row.State) || row.Proof.Length == 0).Select(row => $"{string.Join(", ", row.Numbers)}: « {row.State} » {row.Proof}"),
            $"A row of {Page} is met, not met or n/a, with what shows it or why.");
        var numbers = Rows.SelectMany(row => row.Numbers).ToList();
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        Assert.Equal(
            (OfLevelOne, OfLevelTwo),
            (Rows.Where(row => row.Level == "1").Sum(row => row.Numbers.Count), Rows.Where(row => row.Level == "2").Sum(row => row.Numbers.Count)));
    }

    [Fact]
    public void The_counts_at_the_top_are_those_of_the_rows()
    {
        var counts = Lines(Page).Select(line => Counted().Match(line)).Where(match => match.Success).ToList();
        string CountOf(string chapter, string state) => Rows.Where(row => row.State == state)
            .Sum(row => row.Numbers.Count(number => chapter == "All" || number.Split('.')[0] == chapter)).ToString(CultureInfo.InvariantCulture);

        Examined.NoneOffends(
            counts,
            from count in counts
            let chapter = count.Groups["chapter"].Value.TrimStart('V')
            let expected = string.Join(" | ", States.Select(state => CountOf(chapter, state)))
            where count.Groups["counts"].Value != expected
            select $"{count.Groups["chapter"].Value}: {count.Groups["counts"].Value}, the rows give {expected}",
            $"The table at the top of {Page} counts its rows.");
        Assert.Equal(17, counts.Count);
    }

    [Theory]
    [InlineData(Page)]
    [InlineData("docs/security/threats.md")]
    public void Every_test_and_file_that_is_named_exists(string page)
    {
        var names = Lines(page).SelectMany(line => Code().Matches(line)).Select(match => match.Groups[1].Value).ToList();
        var tests = names.Where(name => TestName().IsMatch(name)).Distinct().ToList();
        var classes = Repository.FilesUnder("tests").Where(file => file.EndsWith("Tests.cs", StringComparison.Ordinal))
            .ToLookup(file => Path.GetFileNameWithoutExtension(file));
        var files = names.Where(name => FileName().IsMatch(name)).Distinct().ToList();

        Examined.NoneOffends(
            tests,
            (from test in tests
             let parts = test.Split('.')
             where !classes[parts[0]].Any(file => File.ReadAllText(file).Contains($" {parts[1]}(", StringComparison.Ordinal))
             select test)
                .Concat(files.Where(file => !File.Exists(Path.Combine(Repository.Root, file)))),
            $"A test or a file that {page} names does not exist: rename it there too, or say what shows the requirement now.");
    }

    private static string[] Lines(string page) => File.ReadAllLines(Path.Combine(Repository.Root, page));

    private sealed record Row(IReadOnlyList<string> Numbers, string Level, string State, string Proof);

    [GeneratedRegex(@"^\| (?<numbers>\d+\.\d+\.\d+(, \d+\.\d+\.\d+)*) \| (?<level>\d) \| [^|]+ \| (?<state>[^|]+) \| (?<proof>[^|]*) \|$")]
    private static partial Regex Requirement();

    [GeneratedRegex(@"^\| (?<chapter>V\d+|All)( [^|]*)? \| (?<counts>\d+ \| \d+ \| \d+) \|$")]
    private static partial Regex Counted();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[A-Z]\w+Tests\.[A-Z]\w+$")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^(src|docs|tests|build|bench)/[\w./-]+\.\w+$|^[A-Z]\w*(\.\w+)*\.(md|txt|props)$")]
    private static partial Regex FileName();
}
