namespace LitReview.Deduplication;

/// <summary>Tells a title spelt otherwise from a title that says something else.</summary>
internal static class Spelling
{
    /// <summary>Whether the words that differ are misspelt, joined, cut or small ones.</summary>
    public static bool IsAll(TitleText one, TitleText other)
    {
        var (mine, theirs) = (Missing(one, other), Missing(other, one));
        if (string.Concat(mine) == string.Concat(theirs))
            return true;
        foreach (var word in mine.ToList())
        {
            var match = theirs.Find(known => AreAlike(word, known));
            if (match is null)
                continue;
            mine.Remove(word);
            theirs.Remove(match);
        }

        // What is left was joined or cut: its letters stand in the other title all the same.
        return mine.TrueForAll(word => other.Compact.Contains(word, StringComparison.Ordinal) && word.Length > 2)
            && theirs.TrueForAll(word => one.Compact.Contains(word, StringComparison.Ordinal) && word.Length > 2);
    }

    private static List<string> Missing(TitleText one, TitleText other) =>
        [.. one.Words.Except(other.Words, StringComparer.Ordinal).Where(word => !WordTables.SmallInTitles.Contains(word))];

    private static bool AreAlike(string one, string other) =>
        one.Length > 4 && other.Length > 4
            && Distances.Within(one, other, Math.Max(1, Math.Min(one.Length, other.Length) / 4));
}
