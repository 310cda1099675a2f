using HasToolkit.Search.Entries;

namespace HasToolkit.Search.Indexing;

/// <summary>Marks in a text what was looked for, where it stands in the text as it was written.</summary>
internal sealed class Highlighter(EntryAnalyzer analyzer)
{
    private const int ExcerptLength = 260;

    public MarkedText Whole(string text, IReadOnlyList<SoughtTerms> sought) => new(text, Marks(text, sought));

    /// <summary>The part of a text with the most marks; its beginning when it has none.</summary>
    public MarkedText Excerpt(string text, IReadOnlyList<SoughtTerms> sought)
    {
        var marks = Marks(text, sought);
        if (text.Length <= ExcerptLength)
            return new MarkedText(text, marks);
        var start = Start(text, marks);
        var end = Math.Min(text.Length, start + ExcerptLength);
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;
        var (before, after) = (start > 0 ? "… " : "", end < text.Length ? " …" : "");
        return new MarkedText(
            $"{before}{text[start..end]}{after}",
            [
                .. marks.Where(mark => mark.Start >= start && mark.Start + mark.Length <= end)
                    .Select(mark => mark with { Start = mark.Start - start + before.Length }),
            ]);
    }

    private List<Stretch> Marks(string text, IReadOnlyList<SoughtTerms> sought)
    {
        var found = new List<Stretch>();
        foreach (var field in sought.GroupBy(one => one.Field))
        {
            var tokens = analyzer.Read(EntryFields.Text + field.Key, text);
            foreach (var one in field)
            {
                for (var first = 0; first + one.Terms.Count <= tokens.Count; first++)
                {
                    if (Fits(tokens, first, one))
                        found.Add(Between(text, tokens[first], tokens[first + one.Terms.Count - 1]));
                }
            }
        }

        return Merged(found);
    }

    // The article that is left out of « d’insuline » is not marked.
    private static Stretch Between(string text, Token first, Token last)
    {
        var apostrophe = text.AsSpan(first.Start, first.End - first.Start).IndexOfAny('\'', '’');
        var start = apostrophe >= 0 && !first.Term.Contains('\'', StringComparison.Ordinal) ? first.Start + apostrophe + 1 : first.Start;
        return new Stretch(start, last.End - start);
    }

    private static bool Fits(List<Token> tokens, int first, SoughtTerms sought)
    {
        for (var i = 0; i < sought.Terms.Count; i++)
        {
            var isBeginning = sought.IsBeginning && i == sought.Terms.Count - 1;
            var term = tokens[first + i].Term;
            if (isBeginning ? !term.StartsWith(sought.Terms[i], StringComparison.Ordinal) : term != sought.Terms[i])
                return false;
        }

        return true;
    }

    private static List<Stretch> Merged(List<Stretch> found)
    {
        var merged = new List<Stretch>();
        foreach (var mark in found.OrderBy(mark => mark.Start).ThenByDescending(mark => mark.Length))
        {
            if (merged.Count == 0 || mark.Start >= merged[^1].Start + merged[^1].Length)
                merged.Add(mark);
        }

        return merged;
    }

    private static int Start(string text, List<Stretch> marks)
    {
        var (best, most) = (0, 0);
        for (var i = 0; i < marks.Count; i++)
        {
            var count = marks.Skip(i).TakeWhile(mark => mark.Start + mark.Length <= marks[i].Start + ExcerptLength - 50).Count();
            if (count > most)
                (best, most) = (marks[i].Start, count);
        }

        var start = Math.Clamp(best - 50, 0, text.Length - ExcerptLength);
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]))
            start--;
        return start;
    }
}
