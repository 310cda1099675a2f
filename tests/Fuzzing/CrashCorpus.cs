namespace HasToolkit.Tests.Fuzzing;

/// <summary>Inputs that once broke a contract: « Crashes/PARSER/ » beside the tests, replayed on each run.</summary>
internal static class CrashCorpus
{
    /// <summary>The inputs of a parser, by their names.</summary>
    public static IEnumerable<(string Name, byte[] Input)> Of(string parser)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Crashes", parser);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))
            : [];
    }
}
