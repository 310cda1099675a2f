using System.Collections.Frozen;
using System.Reflection;

namespace LitReview.Deduplication;

/// <summary>The words that the search for duplicates knows; words.txt holds them and says what each list means.</summary>
internal static class WordTables
{
    private static readonly Dictionary<string, List<string>> Lists = Read(Embedded());

    public static FrozenSet<string> GenericTitles { get; } = Set(nameof(GenericTitles));

    public static FrozenSet<string> NoTitles { get; } = Set(nameof(NoTitles));

    public static FrozenDictionary<char, string> Letters { get; } =
        Pairs(Lists[nameof(Letters)]).ToFrozenDictionary(pair => pair.Key[0], pair => pair.Value);

    public static FrozenDictionary<string, string> Figures { get; } =
        Pairs(Lists[nameof(Figures)]).ToFrozenDictionary(StringComparer.Ordinal);

    public static FrozenSet<string> AlwaysRoman { get; } = Set(nameof(AlwaysRoman));

    public static FrozenSet<string> RomanAtTheEnds { get; } = Set(nameof(RomanAtTheEnds));

    public static FrozenSet<string> BeforeNumbers { get; } = Set(nameof(BeforeNumbers));

    public static FrozenSet<string> SmallInJournals { get; } = Set(nameof(SmallInJournals));

    public static FrozenSet<string> Meetings { get; } = Set(nameof(Meetings));

    public static FrozenSet<string> SmallInTitles { get; } = Set(nameof(SmallInTitles));

    public static FrozenSet<string> MarksOfDuplicates { get; } = Set(nameof(MarksOfDuplicates));

    public static FrozenSet<string> MarksOfOriginals { get; } = Set(nameof(MarksOfOriginals));

    /// <summary>The lists of a text by their names.</summary>
    public static Dictionary<string, List<string>> Read(string text)
    {
        var lists = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var list = new List<string>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '[')
                lists[line[1..^1]] = list = [];
            else if (line[0] != '#')
                list.Add(line);
        }

        return lists;
    }

    /// <summary>Entries of two words each: the first, and what it stands for.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(IEnumerable<string> entries) =>
        entries.Select(entry => entry.Split(' ')).Select(words => KeyValuePair.Create(words[0], words[1]));

    private static FrozenSet<string> Set(string list) => Lists[list].ToFrozenSet(StringComparer.Ordinal);

    private static string Embedded()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("doublons/words.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
