namespace LitReview.Citations;

/// <summary>The formats in which references leave.</summary>
public enum CitationFileFormat
{
    /// <summary>RIS: Zotero, EndNote, Rayyan, Covidence, ASReview.</summary>
    Ris,

    /// <summary>A table, UTF-8 with commas: ASReview, spreadsheets, R.</summary>
    Csv,

    /// <summary>An Excel workbook.</summary>
    Xlsx,

    /// <summary>BibTeX.</summary>
    BibTex,

    /// <summary>CSL-JSON: Zotero, citation processors.</summary>
    CslJson,
}
