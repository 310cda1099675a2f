using System.Text.RegularExpressions;
using HasToolkit.Web.Hosting;

namespace HasToolkit.Hosts.Tests.Operations;

/// <summary>The guide for who runs the product names the settings of the program.</summary>
public sealed partial class SettingsGuideTests
{
    [Fact]
    public void The_guide_names_every_setting_of_the_program_and_no_other()
    {
        var options = typeof(WebApp).Assembly.GetType("HasToolkit.Web.Hosting.HasOptions", throwOnError: true)!;
        var named = Row().Matches(Repository.Read("docs/guide/exploitation.md")).Select(match => match.Groups[1].Value).ToList();

        Assert.True(named.Count > 30, $"{named.Count} settings were found.");
        Assert.Equal(SettingsOf(options, "Has").Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static List<string> SettingsOf(Type section, string name) =>
    [
        .. section.GetProperties().SelectMany(property => property.PropertyType.Namespace == section.Namespace
            ? SettingsOf(property.PropertyType, $"{name}:{property.Name}")
            : [$"{name}:{property.Name}"]),
    ];

    [GeneratedRegex(@"^\| `(Has:[A-Za-z:]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
