using LitReview.Citations.Exporting;

namespace LitReview.Citations;

/// <summary>
/// Writes references so that Zotero, EndNote and screening programs read them, labels and notes included.
/// </summary>
/// <remarks>
/// Nothing is lost: what a format has no place for travels in a field of its own, which <see cref="CitationFile"/>
/// reads back and
/// other programs pass over. A label is written as ASReview writes it: « ASReview_relevant » among the notes, or a
/// column
/// « label_included » of 1 and 0.
/// </remarks>
public static class CitationExport
{
    /// <summary>Writes references, one by one.</summary>
    /// <param name="citations">The references, in the order of the file.</param>
    /// <param name="format">The format.</param>
    /// <param name="output">Where to write; it stays open.</param>
    public static void Write(IEnumerable<Citation> citations, CitationFileFormat format, Stream output)
    {
        ArgumentNullException.ThrowIfNull(citations);
        switch (format)
        {
            case CitationFileFormat.Ris:
                RisWriter.Write(citations, output);
                break;
            case CitationFileFormat.Csv:
                TableWriter.WriteCsv(citations, output);
                break;
            case CitationFileFormat.Xlsx:
                TableWriter.WriteXlsx(citations, output);
                break;
            case CitationFileFormat.BibTex:
                BibTexWriter.Write(citations, output);
                break;
            case CitationFileFormat.CslJson:
                CslJsonWriter.Write(citations, output);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format.");
        }
    }

    /// <summary>
    /// The format that the name of a new file asks for: « .ris », « .csv », « .xlsx », « .bib », « .json »; else null.
    /// </summary>
    public static CitationFileFormat? FormatOf(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".ris" => CitationFileFormat.Ris,
        ".csv" => CitationFileFormat.Csv,
        ".xlsx" => CitationFileFormat.Xlsx,
        ".bib" => CitationFileFormat.BibTex,
        ".json" => CitationFileFormat.CslJson,
        _ => null,
    };
}
