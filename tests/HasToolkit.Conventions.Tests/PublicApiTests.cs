using System.Reflection;
using PublicApiGenerator;

namespace HasToolkit.Conventions.Tests;

public class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    private static readonly string Records =
        Path.Combine(Repository.Root, "tests", "HasToolkit.Conventions.Tests", "PublicApi");

    public static TheoryData<string> Libraries => [.. Repository.Libraries.Select(library => library.Name)];

    /// <summary>To accept a change, run the tests with ACCEPT_PUBLIC_API=1 and commit the text file.</summary>
    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_api_is_the_one_on_record(string library)
    {
        var actual = Assembly.Load(library).GeneratePublicApi(Options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var record = Path.Combine(Records, library + ".txt");

        if (MayAccept())
        {
            Directory.CreateDirectory(Records);
            File.WriteAllText(record, actual);
        }

        const string ToAccept = "Run the tests with ACCEPT_PUBLIC_API=1, read the change, and commit the file.";
        Assert.Contains("public ", actual, StringComparison.Ordinal);
        Assert.True(File.Exists(record), $"{Repository.Relative(record)} does not exist. {ToAccept}");

        var expected = File.ReadAllText(record).ReplaceLineEndings("\n");
        Assert.True(
            expected == actual,
            $"The public API of {library} is not the one on record. {ToAccept}\n{Difference(expected, actual)}");
    }

    [Fact]
    public void Every_record_is_that_of_a_library()
    {
        var records = Repository.FilesUnder(Repository.Relative(Records)).Select(Path.GetFileNameWithoutExtension).ToList();

        Examined.NoneOffends(
            records, records.Except(Repository.Libraries.Select(library => library.Name)).OfType<string>(),
            "No library bears the name of this record. Delete the file.");
    }

    // Never on the build server: there, a change of the record would be lost and the test would pass.
    private static bool MayAccept() =>
        Environment.GetEnvironmentVariable("ACCEPT_PUBLIC_API") == "1"
        && Environment.GetEnvironmentVariable("CI") != "true";

    private static string Difference(string expected, string actual)
    {
        var (before, after) = (expected.Split('\n'), actual.Split('\n'));
        return string.Join('\n',
        [
            .. before.Except(after).Select(line => $"  - {line.Trim()}"),
            .. after.Except(before).Select(line => $"  + {line.Trim()}"),
        ]);
    }
}
