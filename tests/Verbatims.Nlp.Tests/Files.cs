namespace Verbatims.Nlp.Tests;

/// <summary>Files beside the tests: of the repository, and real data where they are present.</summary>
internal static class Files
{
    private static readonly string Root = Find(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>A file of the repository.</summary>
    public static string InRepository(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Real data, which stand beside the repository on some machines only; elsewhere the test is skipped.</summary>
    public static string SharedData(params string[] parts)
    {
        var path = Path.Combine([Path.GetDirectoryName(Root)!, "shared", "data", .. parts]);
        if (!File.Exists(path) && !Directory.Exists(path))
            Assert.Skip($"Real data are not on this machine: {string.Join('/', parts)}.");
        return path;
    }

    private static string Find(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HasToolkit.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The folder of HasToolkit.sln is not above the tests.");
    }
}
