using System.Text;

namespace LitReview.Citations.Importing;

/// <summary>A line with its number.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">Without its end.</param>
internal readonly record struct Line(int Number, string Text);

/// <summary>The lines of a text, whatever ends them, none of them without bound.</summary>
internal sealed class Lines(TextReader text, ImportNotes notes)
{
    /// <summary>Of a longer line, the rest is reported and passed over.</summary>
    public const int LongestLine = 4 << 20;

    private readonly char[] _buffer = new char[1 << 15];
    private readonly StringBuilder _building = new();
    private readonly Stack<Line> _back = new();
    private int _at;
    private int _filled;
    private bool _afterReturn;
    private int _number;

    /// <summary>The next line; null after the last one.</summary>
    public Line? Next()
    {
        if (_back.TryPop(out var again))
            return again;
        _building.Clear();
        var (any, cut) = (false, 0L);
        while (true)
        {
            if (_at == _filled)
            {
                (_at, _filled) = (0, text.Read(_buffer, 0, _buffer.Length));
                if (_filled == 0)
                    return any ? Finish(cut) : null;
            }

            // « \r\n » is one end; its second half may stand in the next buffer.
            if (_afterReturn)
            {
                _afterReturn = false;
                if (_buffer[_at] == '\n' && ++_at == _filled)
                    continue;
            }

            var rest = _buffer.AsSpan(_at, _filled - _at);
            var end = rest.IndexOfAny('\r', '\n');
            var part = end < 0 ? rest : rest[..end];
            any = true;
            var kept = Math.Min(part.Length, LongestLine - _building.Length);
            _building.Append(part[..kept]);
            cut += part.Length - kept;
            if (end < 0)
            {
                _at = _filled;
                continue;
            }

            _afterReturn = rest[end] == '\r';
            _at += end + 1;
            return Finish(cut);
        }
    }

    /// <summary>Gives lines back, to be read again in their order.</summary>
    public void Back(IReadOnlyList<Line> lines)
    {
        for (var i = lines.Count - 1; i >= 0; i--)
            _back.Push(lines[i]);
    }

    private Line Finish(long cut)
    {
        _number++;
        if (_number == 1 && _building.Length > 0 && _building[0] == '\uFEFF')
            _building.Remove(0, 1);
        var line = new Line(_number, _building.ToString());
        if (cut > 0)
        {
            notes.Kept(
                line.Number,
                $"Ligne de plus de {LongestLine:N0} caractères ; {cut:N0} caractères n’ont pas été lus. "
                + "Vérifiez que le fichier est bien un export de références.", line.Text[..200]);
        }

        return line;
    }
}
