namespace HasToolkit.Tests;

/// <summary>
/// What the product says of many inputs, on record line by line beside the test: a change shows what it changes, and whether that is
/// better is for who reads it. What is on record was accepted, not proven right.
/// </summary>
internal static class AcceptedLines
{
    private const string Variable = "ACCEPT_LINES";
    private const string ToAccept = $"Run the test with {Variable}=1, read the change, and commit the file.";
    private const int Shown = 20;

    /// <summary>Compares lines with those on record; with ACCEPT_LINES=1, puts them on record.</summary>
    /// <param name="path">The file of the record, from the root of the repository.</param>
    /// <param name="found">The lines, in order; none holds a line break.</param>
    public static void Check(string path, IReadOnlyList<string> found)
    {
        Assert.NotEmpty(found);
        var record = Path.Combine(Root(), path);
        if (MayAccept())
            File.WriteAllText(record, string.Concat(found.Select(line => line + "\n")));

        Assert.True(File.Exists(record), $"{path} does not exist. {ToAccept}");
        var accepted = File.ReadAllLines(record);
        if (accepted.SequenceEqual(found))
            return;
        var (gone, come) = (accepted.Except(found).ToList(), found.Except(accepted).ToList());
        Assert.Fail(
            $"{gone.Count} of {accepted.Length} lines of {path} are gone, {come.Count} have come. {ToAccept}\n"
            + string.Join('\n', [.. gone.Take(Shown).Select(line => $"  - {line}"), .. come.Take(Shown).Select(line => $"  + {line}")]));
    }

    // Never on the build server: there, a change of the record would be lost and the test would pass.
    private static bool MayAccept() => Environment.GetEnvironmentVariable(Variable) == "1" && Environment.GetEnvironmentVariable("CI") != "true";

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HasToolkit.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The folder of HasToolkit.sln is not above the tests.");
    }
}
