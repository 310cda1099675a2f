using System.Text.RegularExpressions;

namespace HasToolkit.Conventions.Tests;

/// <summary>All style sheets are loaded on every page, so a name in one of them changes the pages of all parts.</summary>
public partial class StyleSheetTests
{
    // The sheets of one part, and the folder of its pages. Theme, base, kit and figures are everyone's.
    private static readonly (string Sheet, string Folder)[] Parts =
        [("comments.css", "Verbatims"), ("review.css", "LitReview"), ("search.css", "LitReview"), ("api.css", "Api")];

    [Fact]
    public void The_sheet_of_a_part_styles_what_only_its_pages_show()
    {
        var used = Used();
        var selectors = Parts.SelectMany(part => SelectorsOf(part.Sheet).Select(selector => (part.Sheet, part.Folder, Selector: selector)))
            .ToList();

        Examined.NoneOffends(
            selectors,
            selectors.Where(one => !IsOfPart(one.Selector, one.Folder, used)).Select(one => $"{one.Sheet}: {one.Selector}"),
            "Name a class that no other folder uses in each selector, or move the rule to kit.css.");
    }

    [Theory]
    [InlineData(".reading", false)]
    [InlineData("kbd", false)]
    [InlineData(".reading .queue", true)]
    [InlineData(".queue", true)]
    public void A_selector_of_a_part_is_recognised(string selector, bool isOfPart) => Assert.Equal(
        isOfPart, IsOfPart(selector, "Verbatims", new() { ["reading"] = ["Verbatims", "LitReview"], ["queue"] = ["Verbatims"] }));

    private static bool IsOfPart(string selector, string folder, Dictionary<string, HashSet<string>> used) =>
        ClassName().Matches(selector).Any(name => !used.TryGetValue(name.Groups[1].Value, out var folders) || folders.IsSubsetOf([folder, "Figures"]));

    private static List<string> SelectorsOf(string sheet)
    {
        var path = Path.Combine(Repository.Root, "src", "HasToolkit.Web", "wwwroot", "css", sheet);
        var text = Comment().Replace(File.ReadAllText(path), "");
        return
        [
            .. Rule().Matches(text).Select(rule => rule.Groups[1].Value.Trim()).Where(selector => !selector.StartsWith('@'))
                .SelectMany(selector => selector.Split(',', StringSplitOptions.TrimEntries)),
        ];
    }

    // Which folders of the web host write a class name.
    private static Dictionary<string, HashSet<string>> Used()
    {
        var used = new Dictionary<string, HashSet<string>>();
        foreach (var text in Repository.SourceTexts([".razor", ".cs"]).Where(text => text.Path.StartsWith("src/HasToolkit.Web/", StringComparison.Ordinal)))
        {
            var folder = text.Path.Split('/')[2];
            foreach (var name in text.Lines.SelectMany(line => Classes().Matches(line)).SelectMany(list => Word().Matches(list.Groups[1].Value)))
            {
                if (!used.TryGetValue(name.Value, out var folders))
                    used[name.Value] = folders = [];
                folders.Add(folder);
            }
        }

        return used;
    }

    [GeneratedRegex(@"\.([a-zA-Z][\w-]*)")]
    private static partial Regex ClassName();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"([^{}]+)\{[^{}]*\}")]
    private static partial Regex Rule();

    [GeneratedRegex(@"[Cc]lass=\\?""([^""]*)""")]
    private static partial Regex Classes();

    [GeneratedRegex(@"[a-zA-Z][\w-]*")]
    private static partial Regex Word();
}
