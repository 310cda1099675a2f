using LitReview.Citations.Importing;

namespace LitReview.Citations;

/// <summary>Reads the references of one file, one by one, so that a file of any size fits in memory.</summary>
public sealed class CitationReader : IDisposable
{
    private readonly DecodedFile _file;
    private readonly ImportNotes _notes;
    private readonly Func<IEnumerable<Citation>> _read;
    private bool _isRead;

    internal CitationReader(Stream content, string fileName)
    {
        _file = new DecodedFile(content, fileName);
        _notes = new ImportNotes(fileName);
        (Format, _read) = Choose();
    }

    /// <summary>The name of the file, without its folders.</summary>
    public string File => _notes.FileName;

    /// <summary>The format that the content shows: « RIS », « PubMed XML »…</summary>
    public string Format { get; }

    /// <summary>The encoding found: « UTF-8 », « Windows-1252 »…; « XLSX » carries its own.</summary>
    public string Encoding => _file.IsPackage ? "UTF-8" : _file.EncodingName;

    /// <summary>The data base or program of most records read so far; null when none tells.</summary>
    public string? Provider => _notes.Provider;

    /// <summary>What could not be read so far; complete once <see cref="ReadAll"/> has ended.</summary>
    public IReadOnlyList<CitationProblem> Problems => _notes.Problems;

    /// <summary>The references, in the order of the file. A second call finds nothing: open the file again.</summary>
    /// <exception cref="InvalidDataException">The file breaks off or is damaged as a whole.</exception>
    public IEnumerable<Citation> ReadAll()
    {
        if (_isRead)
            return [];
        _isRead = true;
        return _read();
    }

    /// <summary>Lets go of the file.</summary>
    public void Dispose() => _file.Dispose();

    private (string Format, Func<IEnumerable<Citation>> Read) Choose()
    {
        if (_file.IsPackage)
            return ("XLSX", () => TableReader.Read(SheetRows.Read(_file.Bytes(), _notes), "XLSX", _notes));
        var head = _file.HeadText;
        FormatFinder.RefuseWhatIsNoText(_file.Head, head, File);
        var format = FormatFinder.OfText(head.TrimStart('\uFEFF', ' ', '\t', '\r', '\n', '\0'), head);
        return format switch
        {
            PubMedXmlReader.Name => (format, () => PubMedXmlReader.Read(_file.Text(), _notes)),
            EndNoteXmlReader.Name => (format, () => EndNoteXmlReader.Read(_file.Text(), _notes)),
            ZoteroRdfReader.Name => (format, () => ZoteroRdfReader.Read(_file.Text(), _notes)),
            CslJsonReader.Name => (format, () => CslJsonReader.Read(_file.Text(), _notes)),
            RisReader.Name => (format, () => RisReader.Read(TextLines(), _notes)),
            MedlineReader.Name => (format, () => MedlineReader.Read(TextLines(), _notes)),
            IsiReader.Name => (format, () => IsiReader.Read(TextLines(), _notes)),
            EnwReader.Name => (format, () => EnwReader.Read(TextLines(), _notes)),
            OvidReader.Name => (format, () => OvidReader.Read(TextLines(), _notes)),
            BibTexReader.Name => (format, () => BibTexReader.Read(TextLines(), _notes)),
            _ => TableOrPlain(head),
        };
    }

    private (string Format, Func<IEnumerable<Citation>> Read) TableOrPlain(string head)
    {
        if (TableReader.Separator(head) is { } separator)
        {
            var format = separator switch { '\t' => "TSV", ';' => "CSV (point-virgule)", _ => "CSV" };
            return (format, () => TableReader.Read(SeparatedRows.Read(TextLines(), separator, _notes), format, _notes));
        }

        var plain = PlainTextReader.FormatOf(head) ?? throw FormatFinder.Unknown(File, head);
        return (plain, () => PlainTextReader.Read(TextLines(), plain, _notes));
    }

    private Lines TextLines() => new(_file.Text(), _notes);
}
