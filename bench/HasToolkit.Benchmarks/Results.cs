using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace HasToolkit.Benchmarks;

/// <summary>Prints figures, and keeps them in a file of bench/results, one section per command.</summary>
internal static class Results
{
    public static void Print(string title, Options options, params (string What, string Figure)[] figures) =>
        Print(title, options, "ledger", figures);

    /// <summary>Prints figures of a subject, which names the file.</summary>
    public static void Print(string title, Options options, string subject, params (string What, string Figure)[] figures) =>
        PrintText(title, options, subject, "| | |\n| --- | --- |\n" + string.Concat(figures.Select(figure => $"| {figure.What} | {figure.Figure} |\n")));

    /// <summary>Prints what is said of a subject, tables of more columns included.</summary>
    public static void PrintText(string title, Options options, string subject, string text)
    {
        var section = $"## {title}\n\n"
            + $"`dotnet run -c Release --project bench/HasToolkit.Benchmarks -- {options.Command}`\n\n"
            + $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Machine()}\n\n"
            + text;
        Console.WriteLine(section);
        if (options.Save)
            Keep(title, section, subject);
    }

    private static void Keep(string title, string section, string subject)
    {
        var file = Path.Combine(Root(), "bench", "results", subject + ".md");
        var text = File.Exists(file)
            ? File.ReadAllText(file)
            : $"# Measures of the {subject}\n\nEach section is written by the command it names, with `--save`.\n";
        var old = new Regex($@"\n## {Regex.Escape(title)}\n.*?(?=\n## |\z)", RegexOptions.Singleline);
        text = old.IsMatch(text) ? old.Replace(text, "\n" + section.Replace("$", "$$", StringComparison.Ordinal), 1) : text + "\n" + section;
        File.WriteAllText(file, text);
    }

    private static string Machine()
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({model ?? "unknown CPU"}), {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HasToolkit.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("HasToolkit.sln is in no folder above; run from the repository.");
    }
}
