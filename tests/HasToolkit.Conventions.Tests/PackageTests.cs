using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HasToolkit.Conventions.Tests;

public partial class PackageTests
{
    private static readonly Dictionary<string, string> Pins = XDocument
        .Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
        .ToDictionary(pin => pin.Attribute("Include")!.Value, pin => pin.Attribute("Version")!.Value);

    private static readonly string[] OwnVersions = ["Version", "VersionOverride"];

    [Fact]
    public void Every_package_is_pinned_to_one_exact_version() =>
        Examined.NoneOffends(
            Pins, Pins.Where(pin => !ExactVersion().IsMatch(pin.Value)).Select(pin => $"{pin.Key} {pin.Value}"),
            "A range or a star gives another build on another day. Write one version in Directory.Packages.props.");

    [Fact]
    public void No_project_states_a_version_of_its_own()
    {
        var files = Repository.Projects.Select(project => project.File)
            .Concat(Repository.FilesUnder("").Where(file => Path.GetFileName(file) == "Directory.Build.props")).ToList();

        Examined.NoneOffends(
            files,
            from file in files
            from reference in XDocument.Load(file).Descendants("PackageReference")
            where OwnVersions.Any(name => reference.Attribute(name) is not null || reference.Element(name) is not null)
            select $"{Repository.Relative(file)}: {reference.Attribute("Include")?.Value}",
            "Versions stand in Directory.Packages.props only.");
    }

    [Fact]
    public void Every_project_has_a_lock_file_and_locks_the_pinned_versions() =>
        Examined.NoneOffends(
            Repository.Projects, Repository.Projects.SelectMany(LockFaults),
            "Run dotnet restore and commit packages.lock.json, so that every machine restores the same packages.");

    private static IEnumerable<string> LockFaults(Project project)
    {
        var file = Path.Combine(project.Folder, "packages.lock.json");
        if (!File.Exists(file))
            return [$"{project.Name} has no packages.lock.json"];

        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var locked = json.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() == "Direct")
            .DistinctBy(package => package.Name)
            .ToDictionary(package => package.Name, package => package.Value.GetProperty("resolved").GetString());
        var unlocked = project.Packages.Where(package => !locked.ContainsKey(package))
            .Select(package => $"{project.Name} does not lock {package}");
        var other = locked.Where(package => Pins.TryGetValue(package.Key, out var pin) && pin != package.Value)
            .Select(package => $"{project.Name} locks {package.Key} {package.Value}, the pin is {Pins[package.Key]}");
        return [.. unlocked, .. other];
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex ExactVersion();
}
