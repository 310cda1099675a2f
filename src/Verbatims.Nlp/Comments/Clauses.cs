using System.Text.RegularExpressions;

namespace Verbatims.Nlp.Comments;

/// <summary>Cuts a comment into clauses: the parts that can each have a tone of their own.</summary>
public static partial class Clauses
{
    /// <summary>Cuts at ends of sentences, semicolons, lines, list dashes, and before words that turn (mais, par contre …).</summary>
    /// <param name="text">The comment.</param>
    /// <returns>Where each clause stands, without the spaces around it, in order; none for a text without a letter or digit.</returns>
    public static IReadOnlyList<(int Start, int End)> Of(string text)
    {
        var clauses = new List<(int, int)>();
        var start = 0;
        foreach (Match match in Borders().Matches(text))
        {
            // « sauf » and « dommage » say something of what follows; « mais » only joins; a sign belongs to what it ends.
            var (end, next) = match.Groups["joins"].Success ? (match.Index, match.Index + match.Length)
                : match.Groups["turns"].Success ? (match.Index, match.Index)
                : (match.Index + match.Length, match.Index + match.Length);
            Add(text, start, end, clauses);
            start = next;
        }

        Add(text, start, text.Length, clauses);
        return clauses;
    }

    private static void Add(string text, int start, int end, List<(int, int)> clauses)
    {
        while (start < end && !char.IsLetterOrDigit(text[start]) && text[start] != '[')
            start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ',' or ';' or '-'))
            end--;
        if (end > start)
            clauses.Add((start, end));
    }

    [GeneratedRegex(
        @"[.!?](?=\s|$)|[;\r\n\u2026]|\s[-\u2013\u2014/]\s"
        + @"|\b(?<joins>mais|par contre|en revanche|cependant|n[ée]anmoins|toutefois)\b"
        + @"|\b(?<turns>sauf|malgr[ée]|hormis|[àa] part|dommage|(?:seul )?b[ée]mol|malheureusement)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Borders();
}
