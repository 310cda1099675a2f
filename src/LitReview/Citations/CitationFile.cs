using LitReview.Citations.Importing;

namespace LitReview.Citations;

/// <summary>Reads references from a file of any known format, told by its content and never by its name.</summary>
/// <remarks>
/// Formats: RIS, MEDLINE and NBIB, PubMed XML, BibTeX and BibLaTeX, EndNote XML and ENW, ISI (Web of Science),
/// RefWorks, Ovid,
/// CSL-JSON, Zotero RDF, tables (CSV, TSV, XLSX), pasted abstracts, lists of DOI, PMID or titles; each perhaps
/// compressed (gzip). A
/// bad record stops nothing: it is told in the problems, with what stood there.
/// </remarks>
public static class CitationFile
{
    /// <summary>Reads a whole file into memory.</summary>
    /// <param name="content">The file, from its first byte on.</param>
    /// <param name="fileName">Its name, for messages and for the source of each reference.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidDataException">The content is in no known format, or damaged as a whole.</exception>
    public static CitationImport Read(Stream content, string fileName, CancellationToken cancellationToken = default)
    {
        using var reader = Open(content, fileName);
        var citations = new List<Citation>();
        foreach (var citation in reader.ReadAll())
        {
            cancellationToken.ThrowIfCancellationRequested();
            citations.Add(citation);
        }

        return new CitationImport(reader.File, reader.Format, reader.Provider, reader.Encoding, citations,
            reader.Problems);
    }

    /// <summary>Opens a file to read its references one by one.</summary>
    /// <param name="content">The file, from its first byte on; the reader closes it.</param>
    /// <param name="fileName">Its name, for messages and for the source of each reference.</param>
    /// <exception cref="InvalidDataException">The content is in no known format.</exception>
    public static CitationReader Open(Stream content, string fileName) => new(content, Path.GetFileName(fileName));

    /// <summary>Reads a table with the cells of each reference, by the names of their columns.</summary>
    internal static IEnumerable<(Citation Citation, IReadOnlyDictionary<string, string> Cells)> ReadTable(
        Stream content, string fileName)
    {
        var name = Path.GetFileName(fileName);
        using var file = new DecodedFile(content, name);
        var notes = new ImportNotes(name);
        var rows = file.IsPackage
            ? SheetRows.Read(file.Bytes(), notes)
            : SeparatedRows.Read(
                new Lines(file.Text(), notes), TableReader.Separator(file.HeadText)
                    ?? throw FormatFinder.Unknown(name, file.HeadText), notes);
        foreach (var pair in TableReader.ReadWithRows(rows, "CSV", notes))
            yield return pair;
    }
}
