using System.Text.RegularExpressions;

namespace HasToolkit.Conventions.Tests;

public partial class LeftoverTests
{
    [Fact]
    public void Nothing_unfinished_is_left_in_the_product()
    {
        var texts = Repository.SourceTexts(".cs", ".razor", ".cshtml", ".css", ".js", ".json", ".csproj", ".md", ".resx");

        Examined.NoneOffends(
            texts, texts.SelectMany(text => text.Where(Unfinished().IsMatch)),
            "Finish it, or open an issue and say in the guide what does not work yet.");
    }

    [Theory]
    [InlineData("// TODO write this", true)]
    [InlineData("throw new NotImplementedException();", true)]
    [InlineData("/* FIXME */", true)]
    [InlineData("var todos = tasks.ToDo();", false)]
    [InlineData("methodologie", false)]
    public void What_is_unfinished_is_recognised(string line, bool found) =>
        Assert.Equal(found, Unfinished().IsMatch(line));

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();
}
