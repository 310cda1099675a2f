using System.Text.Json.Nodes;
using LitReview.Citations.Importing;

namespace LitReview.Citations.Exporting;

/// <summary>Reads what was just written, and says what is missing in it.</summary>
internal static class ReadBack
{
    /// <summary>What the reader of the format would not find again; null when it finds all.</summary>
    public static JsonObject? Missing(Citation citation, Func<ImportNotes, IEnumerable<Citation>> read)
    {
        var found = read(new ImportNotes(citation.Source.File)).FirstOrDefault();
        return found is null ? CarriedFields.Describe(citation) : CarriedFields.Missing(citation, found);
    }

    /// <summary>The note that says a label to other programs; null when there is none.</summary>
    public static string? LabelNote(CitationLabel? label) => label switch
    {
        CitationLabel.Included => "ASReview_relevant",
        CitationLabel.Excluded => "ASReview_irrelevant",
        _ => null,
    };
}
