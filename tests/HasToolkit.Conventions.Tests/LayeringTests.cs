using System.Text.RegularExpressions;

namespace HasToolkit.Conventions.Tests;

public class LayeringTests
{
    /// <summary>Where engines live; each library that keeps data has its own folder for them.</summary>
    /// <param name="Library">The library.</param>
    /// <param name="Folder">The only folder that knows the engines.</param>
    /// <param name="Engines">Their namespaces, which their packages bear too.</param>
    /// <param name="Drivers">Folders that call this one as a host does, such as the demonstration; they are no subjects.</param>
    private sealed record Home(
        string Library, string Folder, IReadOnlyList<string> Engines, IReadOnlyList<string> Drivers)
    {
        public string Path => $"src/{Library}/{Folder}/";
    }

    // The sources that libraries share, each compiled into several: see decision 23.
    private const string SharedStorage = "src/Storage/";

    private static readonly string[] Database = ["Microsoft.EntityFrameworkCore", "Microsoft.Data.Sqlite", "Npgsql", "Storage"];

    private static readonly Home[] Homes =
    [
        new("Evaluation.Workflows", "Persistence",
            Database, Drivers: ["Demo", "Digests", "Replay"]),
        new("Evaluation.Workflows", "Comparison", ["DiffPlex"], Drivers: []),
        new("Evaluation.Workflows", "Timestamps", ["System.Security.Cryptography.Pkcs", "System.Formats.Asn1"], Drivers: ["Digests"]),
        new("Verbatims.Nlp", "Persistence",
            Database, Drivers: ["Demo", "Jobs"]),
        new("Verbatims.Nlp", "Onnx", ["Microsoft.ML.OnnxRuntime", "Microsoft.ML.Tokenizers"], Drivers: []),
        new("LitReview", "Persistence",
            Database, Drivers: []),
        new("Accounts", "Persistence",
            Database, Drivers: []),
        new("LitReview", "Indexing", ["Lucene.Net"], Drivers: []),
        // The search over all parts has an index of plain values of its own: see decision 22.
        new("HasToolkit.Search", "Indexing", ["Lucene.Net"], Drivers: ["Feeding"]),
        new("LitReview", "Embeddings", ["Microsoft.ML.OnnxRuntime", "Microsoft.ML.Tokenizers"], Drivers: []),
        new("LitReview", "Pdf", ["UglyToad.PdfPig"], Drivers: []),
        new("LitReview", "Assistance", ["Microsoft.SemanticKernel", "Microsoft.Extensions.AI"], Drivers: []),
    ];

    public static TheoryData<string> Engines => [.. Homes.SelectMany(home => home.Engines).Distinct()];

    public static TheoryData<string> Folders =>
        [.. Homes.Select(home => home.Path).Where(path => Directory.Exists(Path.Combine(Repository.Root, path)))];

    [Theory]
    [MemberData(nameof(Engines))]
    public void An_engine_is_used_in_its_own_folders_only(string engine)
    {
        List<string> homes =
        [
            .. Homes.Where(candidate => candidate.Engines.Contains(engine)).Select(home => home.Path),
            .. Database.Contains(engine) ? (string[])[SharedStorage] : [],
        ];
        var elsewhere = Repository.SourceTexts(".cs", ".razor")
            .Where(text => !homes.Any(home => text.Path.StartsWith(home, StringComparison.Ordinal))).ToList();

        Examined.NoneOffends(
            elsewhere, elsewhere.SelectMany(text => text.Where(Names(engine))),
            $"{engine} is known to {string.Join(" and ", homes)} only; the rest works without it.");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void The_package_of_an_engine_is_referenced_by_its_own_libraries_only(string engine)
    {
        var libraries = Homes.Where(candidate => candidate.Engines.Contains(engine)).Select(home => home.Library).ToList();

        Examined.NoneOffends(
            Repository.Source,
            from project in Repository.Source
            where !libraries.Contains(project.Name)
            from package in project.Packages
            where package == engine || package.StartsWith(engine + ".", StringComparison.Ordinal)
            select $"{project.Name} references the package {package}",
            $"{engine} belongs to {string.Join(" and ", libraries)}.");
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_folder_of_an_engine_uses_it_and_no_subject_knows_the_folder(string path)
    {
        var home = Homes.Single(candidate => candidate.Path == path);
        var inside = Repository.SourceTexts(".cs")
            .Where(text => text.Path.StartsWith($"src/{home.Library}/", StringComparison.Ordinal)).ToLookup(
                text => text.Path.StartsWith(home.Path, StringComparison.Ordinal));
        Assert.True(
            inside[true].Any(text => home.Engines.Any(engine => text.Where(Names(engine)).Any())),
            $"No file of {home.Path} uses {string.Join(" or ", home.Engines)}: it has moved, and this rule must follow it.");

        // The files at the root of a library register its services, so they know both sides.
        var subjects = inside[false].Where(text => text.Path.Split('/') is [_, _, var folder, _, ..]
            && !home.Drivers.Contains(folder)).ToList();
        Examined.NoneOffends(
            subjects, subjects.SelectMany(text => text.Where(Names($"{home.Library}.{home.Folder}"))),
            $"Engines know subjects, never the reverse: a subject names an interface that {home.Path} implements.");
    }

    [Theory]
    [InlineData("using Npgsql;", true)]
    [InlineData("@using Npgsql", true)]
    [InlineData("    var c = new Npgsql.NpgsqlConnection(text);", true)]
    [InlineData("using NpgsqlTools;", false)]
    [InlineData("    /// Npgsql is not known here.", false)]
    [InlineData("    builder.Logging.AddFilter(\"Npgsql\", LogLevel.Warning);", false)]
    [InlineData("    options.UseNpgsql(text);", false)]
    public void The_engine_of_a_line_is_seen_in_code_only(string line, bool seen) =>
        Assert.Equal(seen, Names("Npgsql")(line));

    private static Func<string, bool> Names(string name)
    {
        var pattern = new Regex($@"(?<![\w.""]){Regex.Escape(name)}(?!\w)");
        return line => !IsComment(line) && pattern.IsMatch(line);
    }

    private static bool IsComment(string line) =>
        line.TrimStart() is var text
        && (text.StartsWith("//", StringComparison.Ordinal) || text.StartsWith("@*", StringComparison.Ordinal)
            || text.StartsWith('*'));
}
