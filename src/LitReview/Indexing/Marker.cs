using LitReview.Searching;

namespace LitReview.Indexing;

/// <summary>Marks in a text what a query looked for, where it stands in the text as it was written.</summary>
internal sealed class Marker(RecordAnalyzer analyzer)
{
    private const int ExcerptLength = 320;

    /// <summary>The stretches to mark, in order, none within another.</summary>
    public IReadOnlyList<TextSpan> Spans(string field, string text, IReadOnlyList<TextMark> marks)
    {
        var found = new List<TextSpan>();
        foreach (var form in marks.Where(mark => mark.Field is null || mark.Field == field).GroupBy(mark => mark.Form))
        {
            var tokens = analyzer.Read(form.Key, text);
            foreach (var mark in form)
                found.AddRange(mark.Others is { } others ? Near(tokens, mark.Words, others) : InOrder(tokens, mark.Words));
        }

        return Merged(found);
    }

    /// <summary>The part of a text that holds the most marks; its beginning when it holds none.</summary>
    /// <returns>Null for an empty text.</returns>
    public Excerpt? Excerpt(string text, IReadOnlyList<TextMark> marks)
    {
        if (text.Length == 0)
            return null;
        var spans = Spans(IndexFields.Abstract, text, marks);
        var start = text.Length <= ExcerptLength ? 0 : BestStart(text, spans);
        var end = text.Length <= ExcerptLength ? text.Length : WordEnd(text, Math.Min(text.Length, start + ExcerptLength));
        var inside = spans.Where(span => span.Start >= start && span.End <= end)
            .Select(span => span with { Start = span.Start - start });
        return new Excerpt(text[start..end], start, [.. inside]);
    }

    private static IEnumerable<TextSpan> InOrder(List<Token> tokens, IReadOnlyList<IReadOnlySet<string>> words)
    {
        for (var first = 0; first + words.Count <= tokens.Count; first++)
        {
            var fits = true;
            for (var i = 0; fits && i < words.Count; i++)
                fits = words[i].Contains(tokens[first + i].Term);
            if (fits)
                yield return Stretch(tokens[first], tokens[first + words.Count - 1]);
        }
    }

    // Words counted by place, so that small words left out count too, as they do in the search.
    private static IEnumerable<TextSpan> Near(List<Token> tokens, IReadOnlyList<IReadOnlySet<string>> words, int others)
    {
        var places = words.Select(word => tokens.Where(token => word.Contains(token.Term)).ToList()).ToList();
        if (places.Any(place => place.Count == 0))
            yield break;
        var widest = words.Count + others;
        foreach (var first in places.SelectMany(place => place))
        {
            var chosen = places.Select(place => place.FirstOrDefault(
                token => token.Position >= first.Position && token.Position - first.Position < widest, default)).ToList();
            if (chosen.Any(token => token.Term is null))
                continue;
            foreach (var token in chosen)
                yield return Stretch(token, token);
        }
    }

    private static TextSpan Stretch(Token first, Token last) => new(first.Start, last.End - first.Start);

    private static List<TextSpan> Merged(List<TextSpan> spans)
    {
        var merged = new List<TextSpan>();
        foreach (var span in spans.OrderBy(span => span.Start).ThenByDescending(span => span.Length))
        {
            if (merged.Count > 0 && span.Start < merged[^1].End)
                merged[^1] = merged[^1] with { Length = Math.Max(merged[^1].End, span.End) - merged[^1].Start };
            else
                merged.Add(span);
        }

        return merged;
    }

    private static int BestStart(string text, IReadOnlyList<TextSpan> spans)
    {
        var (best, most) = (0, 0);
        for (var i = 0; i < spans.Count; i++)
        {
            var count = spans.Skip(i).TakeWhile(span => span.End <= spans[i].Start + ExcerptLength - 60).Count();
            if (count > most)
                (best, most) = (spans[i].Start, count);
        }

        var start = Math.Clamp(best - 60, 0, Math.Max(0, text.Length - ExcerptLength));
        while (start > 0 && !char.IsWhiteSpace(text[start - 1]))
            start--;
        return start;
    }

    private static int WordEnd(string text, int end)
    {
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;
        return end;
    }
}
