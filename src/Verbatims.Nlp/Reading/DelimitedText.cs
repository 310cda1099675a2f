namespace Verbatims.Nlp.Reading;

/// <summary>
/// The records of a CSV file. A quote that is never closed costs its own line and no other: reading goes on at the next one,
/// where a reader that follows RFC 4180 to the letter would swallow the rest of the file into one field.
/// </summary>
/// <param name="lines">The lines.</param>
/// <param name="delimiter">Between two fields.</param>
/// <param name="quote">Around a field.</param>
/// <param name="width">How many fields a record has; null when not known yet.</param>
internal sealed class DelimitedText(IEnumerable<TextLine> lines, char delimiter, char quote, int? width = null)
{
    private readonly List<string> _fields = [];
    private readonly System.Text.StringBuilder _field = new();

    /// <summary>A record: its first line and its fields, or why it is none.</summary>
    public readonly record struct TextRecord(long Line, string[] Fields, string? Problem);

    public IEnumerable<TextRecord> Records()
    {
        using var source = lines.GetEnumerator();
        var ahead = new LinkedList<TextLine>();
        // Up to this line, no quote closes what was left open before.
        var openUntil = 0L;
        while (Next(source, ahead) is { } line)
        {
            if (line.IsTooLong)
            {
                yield return new TextRecord(
                    line.Number, [], $"Ligne de plus de {Limits.Line >> 20} Mo : illisible. Vérifiez les fins de ligne du fichier.");
                continue;
            }

            if (line.Text.Length == 0)
                continue;

            _fields.Clear();
            _field.Clear();
            var state = Scan(line.Text, isQuoted: false, isContinued: false);
            if (state == State.Open && line.Number > openUntil)
                state = Continue(source, ahead, line, ref openUntil);
            if (state == State.Closed)
            {
                yield return new TextRecord(line.Number, [.. _fields], null);
            }
            else
            {
                yield return new TextRecord(
                    line.Number, [], $"Guillemet {quote} ouvert et jamais fermé : ligne non lue, la lecture reprend à la suivante.");
            }
        }
    }

    private enum State
    {
        Closed,
        Open,
        Broken,
    }

    // Takes more lines until the quote is closed; gives them back when it is not.
    private State Continue(IEnumerator<TextLine> source, LinkedList<TextLine> ahead, TextLine first, ref long openUntil)
    {
        var taken = new List<TextLine>();
        var state = State.Open;
        while (state == State.Open && taken.Count < Limits.RecordLines && _field.Length < Limits.Record
            && Next(source, ahead) is { } more)
        {
            taken.Add(more);
            if (more.IsTooLong)
                break;
            _field.Append('\n');
            state = Scan(more.Text, isQuoted: true, isContinued: true);
        }

        // A record over several lines that has not the width of the others has swallowed some of them.
        if (state == State.Closed && (width is null || width == _fields.Count))
            return state;
        if (state == State.Open)
            openUntil = taken.Count > 0 ? taken[^1].Number : first.Number;
        for (var i = taken.Count - 1; i >= 0; i--)
            ahead.AddFirst(taken[i]);
        return State.Broken;
    }

    // Reads a line into the fields; what stays open goes on in the next line.
    private State Scan(string text, bool isQuoted, bool isContinued)
    {
        var isAtStart = !isQuoted;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted && c == quote)
            {
                if (i + 1 < text.Length && text[i + 1] == quote)
                {
                    _field.Append(quote);
                    i++;
                }
                else if (i + 1 == text.Length || text[i + 1] == delimiter)
                {
                    isQuoted = false;
                }
                else if (isContinued)
                {
                    // A field over several lines that meets the quote of another field was never closed.
                    return State.Broken;
                }
                else
                {
                    _field.Append(c);
                }
            }
            else if (isQuoted)
            {
                _field.Append(c);
            }
            else if (c == delimiter)
            {
                Take();
                (isAtStart, isContinued) = (true, false);
                continue;
            }
            else if (c == quote && isAtStart)
            {
                (isQuoted, isContinued) = (true, false);
            }
            else
            {
                _field.Append(c);
            }

            isAtStart = false;
        }

        if (isQuoted)
            return State.Open;
        Take();
        return State.Closed;
    }

    private void Take()
    {
        _fields.Add(_field.ToString());
        _field.Clear();
    }

    private static TextLine? Next(IEnumerator<TextLine> source, LinkedList<TextLine> ahead)
    {
        if (ahead.First is { } node)
        {
            ahead.RemoveFirst();
            return node.Value;
        }

        return source.MoveNext() ? source.Current : null;
    }
}

/// <summary>What a CSV file looks like, found out from its first lines.</summary>
/// <param name="Delimiter">Between two fields; null when each line is one field.</param>
/// <param name="Quote">Around a field.</param>
/// <param name="FirstLine">How many lines stand before the records: one when the file starts with « sep=; ».</param>
internal sealed record DelimitedShape(char? Delimiter, char Quote, int FirstLine)
{
    // What no text holds: splits nothing.
    private const char NoDelimiter = '\uFFFF';

    private static readonly char[] Candidates = [';', '\t', ',', '|', '^', '~', '\u001f', ':'];

    public char Splitter => Delimiter ?? NoDelimiter;

    public static DelimitedShape Detect(IReadOnlyList<TextLine> sample, char? chosen)
    {
        var first = 0;
        if (sample.Count > 0 && sample[0].Text is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var stated])
            (first, chosen) = (1, chosen ?? stated);
        var lines = sample.Skip(first).ToList();
        if (chosen is { } delimiter)
            return new DelimitedShape(delimiter, QuoteOf(lines, delimiter), first);

        // The delimiter that cuts most records into as many fields as the first one, and into most fields.
        var (best, bestScore) = ((char?)null, 0.0);
        foreach (var candidate in Candidates)
        {
            var records = new DelimitedText(lines, candidate, QuoteOf(lines, candidate)).Records()
                .Where(record => record.Problem is null).Select(record => record.Fields).ToList();
            if (records.Count == 0 || records[0].Length < 2 || IsPunctuation(records, candidate))
                continue;
            var counts = records.ConvertAll(fields => fields.Length);
            var share = (double)counts.Count(count => count == counts[0]) / counts.Count;
            var score = share + (Math.Min(counts[0], 20) * 0.001);
            if (share >= 0.5 && score > bestScore)
                (best, bestScore) = (candidate, score);
        }

        return new DelimitedShape(best, QuoteOf(lines, best ?? NoDelimiter), first);
    }

    // In a text, a comma or a colon has a space after it; between fields it has none.
    private static bool IsPunctuation(List<string[]> records, char candidate) =>
        candidate is ',' or ';' or ':'
        && records.Sum(fields => fields.Skip(1).Count(field => field is [' ', ..])) > records.Sum(fields => fields.Length - 1) * 0.8;

    // Apostrophes are letters of French words: they count as quotes only where they stand around whole fields.
    private static char QuoteOf(List<TextLine> lines, char delimiter)
    {
        var (fields, doubled, single) = (0, 0, 0);
        foreach (var line in lines)
        {
            foreach (var field in line.Text.Split(delimiter))
            {
                fields++;
                doubled += field is ['"', ..] ? 1 : 0;
                single += field is ['\'', _, .., '\''] ? 1 : 0;
            }
        }

        return single > doubled && single * 5 > fields ? '\'' : '"';
    }
}
