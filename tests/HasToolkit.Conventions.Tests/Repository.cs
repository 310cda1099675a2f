using System.Reflection;
using System.Xml.Linq;

namespace HasToolkit.Conventions.Tests;

/// <summary>The repository as files, and the projects found in it: no test names a project that may not exist.</summary>
internal static class Repository
{
    // What a build, a browser driver or git writes is not ours to examine, and is long to read.
    // First in the class: the lists below are built with it.
    private static readonly string[] NotOurs = ["artifacts", "bin", "obj", "node_modules", ".git", ".vs"];

    /// <summary>The folder that holds the solution, found upwards from the test binary.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The projects of the product.</summary>
    public static IReadOnlyList<Project> Source { get; } = ProjectsUnder("src");

    /// <summary>Every project that the solution builds.</summary>
    public static IReadOnlyList<Project> Projects { get; } =
        [.. Source, .. ProjectsUnder("tests"), .. ProjectsUnder("bench")];

    /// <summary>The projects of the product that hosts bring together.</summary>
    public static IReadOnlyList<Project> Libraries { get; } = [.. Source.Where(project => !project.IsHost)];

    /// <summary>The projects of the product that a person starts.</summary>
    public static IReadOnlyList<Project> Hosts { get; } = [.. Source.Where(project => project.IsHost)];

    /// <summary>Every type of every library, public or not.</summary>
    public static IReadOnlyList<Type> LibraryTypes { get; } =
        [.. Libraries.SelectMany(library => Assembly.Load(library.Name).GetTypes())];

    /// <summary>The files of the product with one of the extensions, each with its text.</summary>
    public static IReadOnlyList<SourceText> SourceTexts(params IReadOnlyList<string> extensions) =>
        [.. FilesUnder("src")
            .Where(file => extensions.Contains(Path.GetExtension(file)))
            .Select(file => new SourceText(Relative(file), File.ReadAllLines(file)))];

    /// <summary>The files under a folder of the repository, in order; none when there is no such folder.</summary>
    public static IEnumerable<string> FilesUnder(string folder)
    {
        var path = Path.Combine(Root, folder);
        return Directory.Exists(path) ? Walk(path).Order(StringComparer.Ordinal) : [];
    }

    /// <summary>A path as it is written in a message: from the root, with slashes.</summary>
    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(child => !NotOurs.Contains(Path.GetFileName(child)))
                .SelectMany(Walk));

    private static List<Project> ProjectsUnder(string folder) =>
        [.. FilesUnder(folder).Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(Project.Read)];

    private static string Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HasToolkit.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No HasToolkit.sln above {AppContext.BaseDirectory}.");
    }
}

/// <summary>A project file and what it says.</summary>
internal sealed record Project(string Name, string File, XDocument Xml)
{
    /// <summary>Hosts bear the name of the toolkit; libraries bear the name of their subject.</summary>
    public bool IsHost => Name.StartsWith("HasToolkit.", StringComparison.Ordinal);

    /// <summary>Bears the name of the toolkit and is no program: a composition that several hosts share.</summary>
    public bool IsShared => IsHost && Xml.Root!.Attribute("Sdk")?.Value == "Microsoft.NET.Sdk"
        && !Xml.Descendants("OutputType").Any();

    public string Folder => Path.GetDirectoryName(File)!;

    public IEnumerable<string> References => Xml.Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    public IEnumerable<string> Packages => Xml.Descendants("PackageReference")
        .Select(reference => reference.Attribute("Include")?.Value).OfType<string>();

    public static Project Read(string file) =>
        new(Path.GetFileNameWithoutExtension(file), file, XDocument.Load(file));
}

/// <summary>A file of the product: its path from the root and its lines.</summary>
internal sealed record SourceText(string Path, IReadOnlyList<string> Lines)
{
    /// <summary>The lines that answer, each as « path:number: text ».</summary>
    public IEnumerable<string> Where(Func<string, bool> answers) =>
        Lines.Select((line, index) => (line, number: index + 1))
            .Where(entry => answers(entry.line))
            .Select(entry => $"{Path}:{entry.number}: {entry.line.Trim()}");
}
