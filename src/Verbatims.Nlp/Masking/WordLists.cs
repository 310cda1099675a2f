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

    public static FrozenSet<string> Of(string words) =>
        words.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenSet<string> Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"mots/{file}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => WordScanner.Plain(word)).ToFrozenSet(StringComparer.Ordinal);
    }
}
