using System.Globalization;

namespace HasToolkit.Benchmarks;

/// <summary>« --name value » arguments.</summary>
internal sealed class Options(string[] args)
{
    public string Command => string.Join(' ', args.Where(arg => arg != "--save"));

    public bool Save => args.Contains("--save");

    /// <summary>Whether a switch is given.</summary>
    public bool Has(string name) => args.Contains("--" + name);

    public string Text(string name, string otherwise)
    {
        var at = Array.IndexOf(args, "--" + name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
    }

    public int Number(string name, int otherwise) =>
        int.Parse(Text(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
}
