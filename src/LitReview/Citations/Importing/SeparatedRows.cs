using System.Text;

namespace LitReview.Citations.Importing;

/// <summary>Cuts text into rows of cells, with the quotes that programs and people write.</summary>
/// <remarks>
/// A quote that never closes would swallow the rest of the file: then its line is read alone, and that is said.
/// </remarks>
internal static class SeparatedRows
{
    private const int MostLines = 2_000;
    private const int MostCharacters = 4 << 20;

    // What may be read a second time because a quote did not close, before quotes are no longer believed so easily.
    private const long MostReadAgain = 64L << 20;

    public static IEnumerable<TableRow> Read(Lines lines, char separator, ImportNotes notes)
    {
        // Up to this line, no quote closed what was left open before.
        var (openUntil, readAgain) = (0, 0L);
        while (lines.Next() is { } first)
        {
            var isSuspect = readAgain > MostReadAgain && first.Number <= openUntil;
            var (row, further) = Whole(lines, first, separator, isSuspect);
            if (row is not null)
            {
                yield return row;
                continue;
            }

            lines.Back(further);
            if (further.Count > 0)
                openUntil = further[^1].Number;
            readAgain += further.Sum(line => (long)line.Text.Length + 1);
            notes.Kept(first.Number, "Un guillemet ouvre un champ et ne le ferme pas. La ligne est lue seule ; vérifiez-la.", first.Text);
            yield return new TableRow(
                first.Number, [.. first.Text.Split(separator).Select(cell => cell.Trim().Trim('"'))], first.Text);
        }
    }

    /// <summary>The cells of one text; null when a quote stays open.</summary>
    public static List<string>? Cells(string text, char separator)
    {
        var cells = new OpenRow(separator);
        cells.Add(text);
        return cells.IsOpen ? null : cells.Close();
    }

    private static (TableRow? Row, List<Line> Further) Whole(Lines lines, Line first, char separator, bool isAlone)
    {
        var further = new List<Line>();
        var cells = new OpenRow(separator);
        cells.Add(first.Text);
        if (!cells.IsOpen)
            return (new TableRow(first.Number, cells.Close(), first.Text), further);
        var text = new StringBuilder(first.Text);
        while (!isAlone && further.Count < MostLines && text.Length < MostCharacters && lines.Next() is { } next)
        {
            further.Add(next);
            text.Append('\n').Append(next.Text);
            cells.AddLine(next.Text);
            if (!cells.IsOpen)
                return (new TableRow(first.Number, cells.Close(), text.ToString()), further);
        }

        return (null, further);
    }

    /// <summary>The cells of a row while its lines come in.</summary>
    private sealed class OpenRow(char separator)
    {
        private readonly List<string> _cells = [];
        private readonly StringBuilder _cell = new();
        private bool _started;

        /// <summary>Whether a quote waits for its end.</summary>
        public bool IsOpen { get; private set; }

        /// <summary>The cells, once the last line came in.</summary>
        public List<string> Close()
        {
            _cells.Add(_cell.ToString());
            return _cells;
        }

        /// <summary>A further line of a cell that is open.</summary>
        public void AddLine(string text)
        {
            _cell.Append('\n');
            Add(text);
        }

        public void Add(string text)
        {
            for (var i = 0; i < text.Length; i++)
            {
                var letter = text[i];
                if (IsOpen)
                {
                    if (letter != '"')
                        _cell.Append(letter);
                    else if (i + 1 < text.Length && text[i + 1] == '"')
                        _cell.Append(text[i++]);
                    else if (i + 1 == text.Length || text[i + 1] == separator || char.IsWhiteSpace(text[i + 1]))
                        IsOpen = false;
                    else
                        _cell.Append(letter);
                }
                else if (letter == separator)
                {
                    _cells.Add(_cell.ToString());
                    _cell.Clear();
                    _started = false;
                }
                else if (letter == '"' && !_started)
                {
                    (IsOpen, _started) = (true, true);
                    _cell.Clear();
                }
                else
                {
                    // « ="0123" » keeps leading zeros in Excel.
                    if (letter == '=' && !_started && i + 1 < text.Length && text[i + 1] == '"')
                        continue;
                    _started |= !char.IsWhiteSpace(letter);
                    _cell.Append(letter);
                }
            }
        }
    }
}
