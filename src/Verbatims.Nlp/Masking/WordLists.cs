using System.Collections.Frozen;
using System.Reflection;
using Verbatims.Nlp.Comments;

namespace Verbatims.Nlp.Masking;

/// <summary>The words that masking knows; all in lower case and without accents.</summary>
internal static class WordLists
{
    /// <summary>First names used in France, whatever their origin.</summary>
    public static FrozenSet<string> FirstNames { get; } = Read("prenoms.txt");

    /// <summary>Frequent family names.</summary>
    public static FrozenSet<string> FamilyNames { get; } = Read("noms-de-famille.txt");

    /// <summary>Those that are words as well, or look like a word typed in haste: « fontaine », « lenfant ».</summary>
    public static FrozenSet<string> FamilyNamesThatAreWords { get; } = Read("noms-et-mots.txt");

    /// <summary>Words that comments and reviews write in lower case.</summary>
    public static FrozenSet<string> CommonWords { get; } = Read("mots-courants.txt");

    private static readonly Dictionary<string, FrozenSet<string>> OfRules = ReadLists("mots-des-regles.txt");

    /// <summary>A list of the rules: « titres », « metiers ».</summary>
    /// <exception cref="KeyNotFoundException">There is no list of that name.</exception>
    public static FrozenSet<string> Of(string list) => OfRules[list];

    private static FrozenSet<string> Read(string file) => Words(Text(file).Split('\n'));

    private static Dictionary<string, FrozenSet<string>> ReadLists(string file)
    {
        var lists = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal);
        foreach (var part in $"\n{Text(file)}".Split("\n[").Skip(1))
        {
            var lines = part.Split('\n');
            lists.Add(lines[0].Trim().TrimEnd(']'), Words(lines.Skip(1)));
        }

        return lists;
    }

    private static FrozenSet<string> Words(IEnumerable<string> lines) =>
        lines.SelectMany(line => line.Split([' ', '\r'], StringSplitOptions.RemoveEmptyEntries)).Select(word => WordScanner.Plain(word))
            .ToFrozenSet(StringComparer.Ordinal);

    private static string Text(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"mots/{file}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
