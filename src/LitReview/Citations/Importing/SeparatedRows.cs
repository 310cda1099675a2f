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

    public static IEnumerable<TableRow> Read(Lines lines, char separator, ImportNotes notes)
    {
        while (lines.Next() is { } first)
        {
            var (row, further) = Whole(lines, first, separator);
            if (row is not null)
            {
                yield return row;
                continue;
            }

            lines.Back(further);
            notes.Kept(first.Number, "Un guillemet ouvre un champ et ne le ferme pas. La ligne est lue seule ; vérifiez-la.", first.Text);
            yield return new TableRow(
                first.Number, [.. first.Text.Split(separator).Select(cell => cell.Trim().Trim('"'))], first.Text);
        }
    }

    /// <summary>The cells of one text; null when a quote stays open.</summary>
    public static List<string>? Cells(string text, char separator)
    {
        var (cells, cell) = (new List<string>(), new StringBuilder());
        var (quoted, started) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (quoted)
            {
                if (letter != '"')
                    cell.Append(letter);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    cell.Append(text[i++]);
                else if (i + 1 == text.Length || text[i + 1] == separator || char.IsWhiteSpace(text[i + 1]))
                    quoted = false;
                else
                    cell.Append(letter);
            }
            else if (letter == separator)
            {
                cells.Add(cell.ToString());
                cell.Clear();
                started = false;
            }
            else if (letter == '"' && !started)
            {
                (quoted, started) = (true, true);
                cell.Clear();
            }
            else
            {
                // « ="0123" » keeps leading zeros in Excel.
                if (letter == '=' && !started && i + 1 < text.Length && text[i + 1] == '"')
                    continue;
                started |= !char.IsWhiteSpace(letter);
                cell.Append(letter);
            }
        }

        cells.Add(cell.ToString());
        return quoted ? null : cells;
    }

    private static (TableRow? Row, List<Line> Further) Whole(Lines lines, Line first, char separator)
    {
        var further = new List<Line>();
        if (Cells(first.Text, separator) is { } simple)
            return (new TableRow(first.Number, simple, first.Text), further);
        var text = new StringBuilder(first.Text);
        while (further.Count < MostLines && text.Length < MostCharacters && lines.Next() is { } next)
        {
            further.Add(next);
            text.Append('\n').Append(next.Text);

            // A line without a quote cannot close one.
            if (!next.Text.Contains('"', StringComparison.Ordinal))
                continue;
            if (Cells(text.ToString(), separator) is { } cells)
                return (new TableRow(first.Number, cells, text.ToString()), further);
        }

        return (null, further);
    }

}
