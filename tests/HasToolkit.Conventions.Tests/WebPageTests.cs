using System.Text.RegularExpressions;

namespace HasToolkit.Conventions.Tests;

/// <summary>What the content security policy of the web host forbids, seen before a browser does.</summary>
public partial class WebPageTests
{
    [Fact]
    public void Raw_markup_is_made_in_chart_files_only()
    {
        var texts = WebTexts(".cs", ".razor")
            .Where(text => !text.Path.Contains("Charts", StringComparison.Ordinal)
                && !text.Path.Contains("Figures", StringComparison.Ordinal))
            .ToList();

        Examined.NoneOffends(
            texts, texts.SelectMany(text => text.Where(RawMarkup().IsMatch)),
            "Only a file or folder named Charts or Figures, which draws SVG and escapes its labels, makes raw markup.");
    }

    [Fact]
    public void No_page_carries_a_style_a_script_or_a_handler_in_line()
    {
        var pages = WebTexts(".razor");

        Examined.NoneOffends(
            pages, pages.SelectMany(page => page.Where(Inline().IsMatch)),
            "The policy is default-src 'self': put the style in a class, the script in a file under wwwroot.");
    }

    [Fact]
    public void No_page_calls_another_server()
    {
        var pages = WebTexts(".razor", ".css", ".js");

        Examined.NoneOffends(
            pages, pages.SelectMany(page => page.Where(Outside().IsMatch)),
            "Pages work without a network: keep fonts, styles and scripts in wwwroot.");
    }

    [Theory]
    [InlineData("<p style=\"color:red\">", true)]
    [InlineData("<p Style = \"@css\">", true)]
    [InlineData("<script>alert(1)</script>", true)]
    [InlineData("<script type=\"module\">", true)]
    [InlineData("<style>p { }</style>", true)]
    [InlineData("<button onclick=\"go()\">", true)]
    [InlineData("        onclick=\"go()\"", true)]
    [InlineData("<a href=\"javascript:go()\">", true)]
    [InlineData("<button @onclick=\"Go\">", false)]
    [InlineData("var one = \"\";", false)]
    [InlineData("<script src=\"app.js\" defer></script>", false)]
    [InlineData("<script type=\"module\" src=\"@Assets[\"app.js\"]\"></script>", false)]
    [InlineData("<link rel=\"stylesheet\" href=\"style.css\" />", false)]
    [InlineData("var lifestyle = \"\";", false)]
    [InlineData("<option value=\"a\">style = libre</option>", false)]
    public void What_is_in_line_is_recognised(string line, bool found) => Assert.Equal(found, Inline().IsMatch(line));

    private static List<SourceText> WebTexts(params IReadOnlyList<string> extensions)
    {
        var web = Repository.Source.Where(project =>
            project.Xml.Root?.Attribute("Sdk")?.Value is "Microsoft.NET.Sdk.Web" or "Microsoft.NET.Sdk.Razor").ToList();
        Assert.SkipWhen(web.Count == 0, "No web project stands under src yet.");
        return [.. Repository.SourceTexts(extensions).Where(text =>
            web.Any(project => text.Path.StartsWith(Repository.Relative(project.Folder) + "/", StringComparison.Ordinal)))];
    }

    [GeneratedRegex(@"\bMarkupString\b|\bAddMarkupContent\b|\bHtml\.Raw\b")]
    private static partial Regex RawMarkup();

    // An attribute follows a space inside a tag, or begins a line of a tag of several lines.
    // A script without src, a style element and an on… handler are in line too.
    [GeneratedRegex(
        @"<[a-z][^<>]*\s(style|on[a-z]+)\s*=|^\s*(style|on[a-z]+)=[""']|<style\b|<script\b(?![^>]*\bsrc=)|javascript:",
        RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(
        @"(src|href)=""(https?:)?//[^""]+\.(js|css|woff2?)|@import|url\(\s*[""']?(https?:)?//|fetch\(\s*[""'](https?:)?//",
        RegexOptions.IgnoreCase)]
    private static partial Regex Outside();
}
