using System.Text.RegularExpressions;

namespace HasToolkit.Conventions.Tests;

public partial class DocumentTests
{
    [Fact]
    public void Every_link_to_a_file_of_the_repository_leads_somewhere()
    {
        var links = Repository.FilesUnder("").Where(file => file.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(file => Link().Matches(File.ReadAllText(file))
                .Select(match => (file, target: match.Groups[1].Value.Split('#')[0])))
            .Where(link => link.target.Length > 0 && !link.target.Contains(':', StringComparison.Ordinal))
            .ToList();

        Examined.NoneOffends(
            links,
            from link in links
            let target = Path.Combine(Path.GetDirectoryName(link.file)!, link.target)
            where !File.Exists(target) && !Directory.Exists(target)
            select $"{Repository.Relative(link.file)} links to {link.target}",
            "A link of the documentation leads nowhere.");
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
