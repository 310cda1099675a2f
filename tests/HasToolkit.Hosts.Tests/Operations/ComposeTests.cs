using System.Text.RegularExpressions;
using System.Xml.Linq;
using HasToolkit.Web.Hosting;
using Npgsql;

namespace HasToolkit.Hosts.Tests.Operations;

/// <summary>The compose file says the names that the program, its image and its database say.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Text = Repository.Read("compose.yaml");

    [Fact]
    public void Every_setting_of_the_compose_file_is_one_of_the_program()
    {
        var settings = Setting().Matches(Text).Select(match => match.Groups[1].Value).ToList();
        Assert.True(settings.Count >= 4, $"{settings.Count} settings were found.");
        foreach (var setting in settings)
        {
            var type = typeof(WebApp).Assembly.GetType("HasToolkit.Web.Hosting.HasOptions", throwOnError: true)!;
            foreach (var name in setting.Split("__"))
            {
                var property = type.GetProperty(name);
                Assert.True(property is { CanWrite: true }, $"Has__{setting}: {type.Name} has no {name}.");
                type = property!.PropertyType;
            }
        }
    }

    [Fact]
    public void The_connection_leads_to_the_database_that_is_made()
    {
        var connection = new NpgsqlConnectionStringBuilder(Value("Has__Connection"));

        Assert.Contains($"\n  {connection.Host}:\n", Text, StringComparison.Ordinal);
        Assert.Equal((Value("POSTGRES_DB"), Value("POSTGRES_USER")), (connection.Database, connection.Username));
    }

    [Fact]
    public void The_password_is_read_from_files_and_is_in_no_variable()
    {
        var connection = new NpgsqlConnectionStringBuilder(Value("Has__Connection"));
        var files = new[] { Value("POSTGRES_PASSWORD_FILE"), connection.Passfile ?? "" };

        Assert.Null(connection.Password);
        Assert.Empty(Value("POSTGRES_PASSWORD"));
        Assert.DoesNotContain("${", Text, StringComparison.Ordinal);
        Assert.All(files, file =>
        {
            Assert.StartsWith("/run/secrets/", file, StringComparison.Ordinal);
            var name = file["/run/secrets/".Length..];
            Assert.Contains($"\n      - {name}\n", Text, StringComparison.Ordinal);
            Assert.Contains($"\n  {name}:\n    file: ./secrets/{name}\n", Text, StringComparison.Ordinal);
            Assert.Contains($"> secrets/{name}\n", Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Image_port_and_folder_are_those_of_the_published_image_and_only_this_machine_reaches_the_port()
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src", "HasToolkit.Web", "HasToolkit.Web.csproj"));
        string Variable(string name) => project.Descendants("ContainerEnvironmentVariable")
            .Single(one => one.Attribute("Include")!.Value == name).Attribute("Value")!.Value;
        var port = project.Descendants("ContainerPort").Single().Attribute("Include")!.Value;

        Assert.Equal(Value("image", "hastoolkit"), project.Descendants("ContainerRepository").Single().Value + ":1.0.0");
        Assert.Contains($"\"127.0.0.1:5080:{port}\"", Text, StringComparison.Ordinal);
        Assert.EndsWith($":{port}", Variable("Urls"), StringComparison.Ordinal);
        Assert.Equal(Value("Has__DataFolder"), Variable("Has__DataFolder"));
        Assert.Contains($"- donnees:{Variable("Has__DataFolder")}", Text, StringComparison.Ordinal);
    }

    private static string Value(string name, string start = "") =>
        Regex.Match(Text, $"^ +{Regex.Escape(name)}: ({Regex.Escape(start)}.*)$", RegexOptions.Multiline).Groups[1].Value.Trim('"');

    [GeneratedRegex("^ +Has__(\\w+):", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
