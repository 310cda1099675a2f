namespace LitReview.Deduplication;

/// <summary>Tells a title spelt otherwise from a title that says something else.</summary>
internal static class Spelling
{
    private static readonly HashSet<string> Small = new(StringComparer.Ordinal)
    {
        "a", "an", "the", "of", "and", "in", "on", "for", "to", "with", "by", "at", "from", "versus", "vs", "le",
        "la", "les", "de", "des", "du", "et", "en", "un", "une",
    };

    /// <summary>Whether the words that differ are misspelt, joined, cut or small ones.</summary>
    public static bool IsAll(TitleText one, TitleText other)
    {
        var mine = one.Words.Except(other.Words, StringComparer.Ordinal).Where(word => !Small.Contains(word)).ToList();
        var theirs = other.Words.Except(one.Words, StringComparer.Ordinal).Where(word => !Small.Contains(word))
            .ToList();
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

    private static bool AreAlike(string one, string other) =>
        one.Length > 4 && other.Length > 4
            && Distances.Within(one, other, Math.Max(1, Math.Min(one.Length, other.Length) / 4));
}
