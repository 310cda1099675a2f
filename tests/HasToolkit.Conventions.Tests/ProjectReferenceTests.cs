namespace HasToolkit.Conventions.Tests;

public class ProjectReferenceTests
{
    [Fact]
    public void A_library_references_no_other_project() =>
        Examined.NoneOffends(
            Repository.Libraries,
            from library in Repository.Libraries
            from reference in library.References
            select $"{library.Name} references {reference}",
            "Libraries do not know each other. Let a host pass the plain value that both need.");

    [Fact]
    public void A_host_references_libraries_and_what_hosts_share_and_never_another_host()
    {
        Assert.SkipWhen(Repository.Hosts.Count == 0, "No host stands under src yet.");
        var libraries = Repository.Libraries.Select(library => library.Name).ToHashSet();

        Examined.NoneOffends(
            Repository.Hosts,
            from host in Repository.Hosts
            from reference in host.References
            where !libraries.Contains(reference) && (host.IsShared || Repository.Hosts.All(other => other.Name != reference || !other.IsShared))
            select $"{host.Name} references {reference}",
            "A host brings libraries together and knows no other host; what hosts share is no program, and knows libraries only.");
    }

    [Fact]
    public void Every_project_is_in_the_solution_and_holds_code()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "HasToolkit.sln")).Replace('\\', '/');

        Examined.NoneOffends(
            Repository.Projects,
            from project in Repository.Projects
            let missing = !solution.Contains($"\"{Repository.Relative(project.File)}\"", StringComparison.Ordinal)
            let empty = !Directory.EnumerateFiles(project.Folder, "*.cs", SearchOption.AllDirectories).Any()
            where missing || empty
            select $"{project.Name} {(missing ? "is not in HasToolkit.sln" : "holds no C# file")}",
            "A project enters the solution when it holds something that works, and what holds something is built.");
    }

    [Fact]
    public void Every_library_and_host_has_a_test_project_that_references_it()
    {
        var tested = Repository.Projects.Where(project => project.Name.EndsWith(".Tests", StringComparison.Ordinal))
            .SelectMany(project => project.References).ToHashSet();

        Examined.NoneOffends(
            Repository.Source,
            from project in Repository.Source
            where !tested.Contains(project.Name)
            select project.Name,
            "No test project references this one.");
    }
}
