using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Followers;

/// <summary>What other tools are given, byte for byte, on a small procedure with a fork, a join, a choice and a way back.</summary>
public sealed class GoldenFileTests
{
    /// <summary>To accept a change, run the tests with ACCEPT_GOLDEN=1, open the files in the tools that read them, and commit them.</summary>
    private const string ToAccept = "ACCEPT_GOLDEN";

    public static TheoryData<string> Formats => [.. ProcedureFormat.All.Select(format => format.Key)];

    [Theory, MemberData(nameof(Formats))]
    public async Task A_procedure_is_written_as_it_was(string key)
    {
        var stop = TestContext.Current.CancellationToken;
        var json = await File.ReadAllTextAsync(Golden("exemple.2.json"), stop);
        var format = ProcedureFormat.Find(key)!;
        var procedure = ProcedureReader.Read(json, "exemple.2.json");
        var file = Golden(format.FileName(procedure));
        var written = format.WriteMarked(procedure, ["certificat"]);
        if (Environment.GetEnvironmentVariable(ToAccept) == "1")
            await File.WriteAllTextAsync(file, written, stop);

        Assert.Equal(await File.ReadAllTextAsync(file, stop), written);
    }

    private static string Golden(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "HasToolkit.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return Path.Combine(folder.FullName, "tests/Evaluation.Workflows.Tests/Followers/Golden", name);
    }
}
