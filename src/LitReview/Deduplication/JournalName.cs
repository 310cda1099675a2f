using System.Text.RegularExpressions;

namespace LitReview.Deduplication;

/// <summary>Compares names of journals: whole, abbreviated, by initials, with place or second title.</summary>
internal static partial class JournalName
{
    /// <summary>
    /// The names that one field gives, each as its words that count: a second name may stand after « = » or in
    /// brackets.
    /// </summary>
    public static IReadOnlyList<string[]> Names(params ReadOnlySpan<string?> fields)
    {
        var names = new List<string[]>();
        foreach (var field in fields)
        {
            if (field is null)
                continue;
            foreach (var part in Place().Replace(field, " ").Split('=')
                .Concat(Place().Matches(field).Select(match => match.Value)))
            {
                string[] words = [.. TitleText.Split(part).Where(word => !WordTables.SmallInJournals.Contains(word))];
                var isPlace = part.Length > 0 && part[0] is '(' or '[' && words.Length < 3;
                if (words.Length > 0 && !isPlace && !names.Exists(known => known.SequenceEqual(words)))
                    names.Add(words);
            }
        }

        return names;
    }

    /// <summary>
    /// True when two lists share a journal, false when none of their names can be one, null when one cannot tell.
    /// </summary>
    public static bool? Compare(IReadOnlyList<string[]> one, IReadOnlyList<string[]> other)
    {
        var best = (bool?)false;
        foreach (var name in one)
        {
            foreach (var known in other)
            {
                var same = Compare(name, known);
                if (same == true)
                    return true;
                best = same is null ? null : best;
            }
        }

        return one.Count == 0 || other.Count == 0 ? null : best;
    }

    private static bool? Compare(string[] one, string[] other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        if (IsWithin(shorter, longer) || IsInitials(shorter, longer) || IsInitials(longer, shorter))
            return true;
        if (one.Any(WordTables.Meetings.Contains) != other.Any(WordTables.Meetings.Contains)
            && (one.Contains("journal") || other.Contains("journal")))
        {
            return false;
        }

        var shared = shorter.Count(word => longer.Any(known => Fits(word, known)));
        return shared * 2 >= shorter.Length && shared > 1 || shared * 3 >= shorter.Length * 2 ? null : false;
    }

    // Each word of the shorter name stands in the longer one, in its order, whole or shortened.
    private static bool IsWithin(string[] shorter, string[] longer)
    {
        if (shorter.Length == 1 && longer.Length > 2)
            return shorter[0] == longer[0] && shorter[0].Length > 3;
        var at = 0;
        foreach (var word in shorter)
        {
            while (at < longer.Length && !Fits(word, longer[at]))
                at++;
            if (at++ == longer.Length)
                return false;
        }

        return shorter.Length * 2 >= longer.Length || shorter.Length >= 3;
    }

    private static bool Fits(string one, string other) =>
        one == other || (one, other) is ("j", "journal") or ("journal", "j")
            || (one.Length >= 2 && other.StartsWith(one, StringComparison.Ordinal))
        || (other.Length >= 2 && one.StartsWith(other, StringComparison.Ordinal))
        || (one.Length > 6 && other.Length > 6 && one.AsSpan(0, 6).SequenceEqual(other.AsSpan(0, 6)));

    // « BMJ », « PNAS ».
    private static bool IsInitials(string[] name, string[] words) =>
        name.Length == 1 && words.Length >= 2 && name[0].Length >= words.Length
        && name[0].Length <= words.Length + 1 && name[0]
            .StartsWith(string.Concat(words.Select(word => word[0])), StringComparison.Ordinal);

    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]")]
    private static partial Regex Place();
}
