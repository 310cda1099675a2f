using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace LitReview.Citations.Importing;

/// <summary>Cuts an XML text into its records, so that a faulty one spoils no other.</summary>
/// <remarks>
/// Each record is parsed on its own, without the declarations of the document: no entity of a DTD is ever expanded, no
/// file or
/// address is opened.
/// </remarks>
internal sealed class XmlRecords(TextReader text, ImportNotes notes, params string[] names)
{
    private const int LongestRecord = 16 << 20;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        ConformanceLevel = ConformanceLevel.Fragment,
        CheckCharacters = false,
    };

    private readonly char[] _buffer = new char[1 << 15];
    private int _at;
    private int _filled;
    private int _line = 1;

    /// <summary>The records: their lines, texts and elements; those that are no XML are reported.</summary>
    public IEnumerable<(int Line, string Raw, XElement Element)> Read()
    {
        while (NextTag() is { } tag)
        {
            var name = NameOf(tag);
            if (!names.Contains(name, StringComparer.Ordinal) || tag.EndsWith("/>", StringComparison.Ordinal))
                continue;
            var line = _line;
            if (Body(tag, name) is not { } raw)
            {
                notes.Lost(line, $"La référence « <{name}> » ne se termine pas. Refaites l’export.", tag);
                continue;
            }

            if (Parse(raw, line) is { } element)
                yield return (line, raw, element);
        }
    }

    private XElement? Parse(string raw, int line)
    {
        try
        {
            using var inner = XmlReader.Create(new StringReader(raw), Settings);
            using var reader = new BoundedXmlReader(inner);
            reader.MoveToContent();
            return (XElement)XNode.ReadFrom(reader);
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException)
        {
            notes.Lost(line, $"XML mal formé : {e.Message} La référence n’a pas été importée ; corrigez-la ou refaites l’export.", raw);
            return null;
        }
    }

    private static string NameOf(string tag)
    {
        var end = 1;
        while (end < tag.Length && !char.IsWhiteSpace(tag[end]) && tag[end] is not ('>' or '/'))
            end++;
        return tag[1..end];
    }

    private int Next()
    {
        if (_at == _filled)
        {
            (_at, _filled) = (0, text.Read(_buffer, 0, _buffer.Length));
            if (_filled == 0)
                return -1;
        }

        var letter = _buffer[_at++];
        if (letter == '\n')
            _line++;
        return letter;
    }

    // The next opening tag, whole; null at the end.
    private string? NextTag()
    {
        var tag = new StringBuilder();
        for (var letter = Next(); letter >= 0; letter = Next())
        {
            if (letter == '<')
                tag.Clear();
            if (tag.Length == 0 && letter != '<')
                continue;
            if (tag.Length < 1 << 12)
                tag.Append((char)letter);
            if (letter == '>')
                return tag.ToString();
        }

        return null;
    }

    // A record inside a record of the same name does not happen; one without end stops at the next beginning.
    private string? Body(string tag, string name)
    {
        var raw = new StringBuilder(tag);
        var end = $"</{name}>";
        for (var letter = Next(); letter >= 0; letter = Next())
        {
            raw.Append((char)letter);
            if (letter == '>' && EndsWith(raw, end))
                return raw.ToString();
            if (raw.Length > LongestRecord)
                return null;
        }

        return null;
    }

    private static bool EndsWith(StringBuilder text, string end)
    {
        if (text.Length < end.Length)
            return false;
        for (var i = 0; i < end.Length; i++)
        {
            if (text[text.Length - end.Length + i] != end[i])
                return false;
        }

        return true;
    }
}
