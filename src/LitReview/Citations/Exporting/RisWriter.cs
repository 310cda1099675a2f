using System.Globalization;
using System.Text;
using LitReview.Citations.Importing;

namespace LitReview.Citations.Exporting;

/// <summary>Writes RIS.</summary>
internal static class RisWriter
{
    private static readonly Dictionary<CitationKind, string> Types = new()
    {
        [CitationKind.JournalArticle] = "JOUR",
        [CitationKind.ConferencePaper] = "CONF",
        [CitationKind.Preprint] = "UNPB",
        [CitationKind.Book] = "BOOK",
        [CitationKind.BookChapter] = "CHAP",
        [CitationKind.Thesis] = "THES",
        [CitationKind.Report] = "RPRT",
        [CitationKind.WebPage] = "ELEC",
    };

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    // So far in, no line is taken for a tag.
    private const string Indent = "      ";

    public static void Write(IEnumerable<Citation> citations, Stream output)
    {
        using var writer = new StreamWriter(output, Utf8, leaveOpen: true) { NewLine = "\r\n" };
        foreach (var citation in citations)
        {
            var fields = Fields(citation);
            var plain = Text(fields);
            var missing = ReadBack.Missing(citation, notes =>
                RisReader.Read(new Lines(new StringReader(plain), notes), notes));
            writer.Write(missing is null ? plain : Text([.. fields, ("U5", CarriedFields.Write(missing))]));
            writer.WriteLine();
        }
    }

    private static string Text(List<(string Tag, string Value)> fields)
    {
        var text = new StringBuilder();
        foreach (var (tag, value) in fields)
        {
            text.Append(tag).Append("  - ");
            var lines = value.ReplaceLineEndings("\n").Split('\n');
            text.Append(tag == "AB" ? string.Join("\r\n",
                lines.Select((line, i) => i > 0 && RisReader.IsTagLine(line) ? Indent + line : line))
                : string.Join(' ', lines));
            text.Append("\r\n");
        }

        return text.Append("ER  - \r\n").ToString();
    }

    private static List<(string Tag, string Value)> Fields(Citation citation)
    {
        var fields = new List<(string Tag, string Value)> { ("TY", TypeOf(citation.Kind)) };
        Add("TI", citation.Title);
        Add("TT", citation.OriginalTitle);
        foreach (var author in citation.Authors)
            Add("AU", author.ToString());
        foreach (var editor in citation.Editors)
            Add("A2", editor.ToString());
        Add("PY", citation.Year?.ToString(CultureInfo.InvariantCulture));
        Add("DA", citation.Date);
        Add("T2", citation.Journal);
        Add("J2", citation.JournalAbbreviation);
        Add("VL", citation.Volume);
        Add("IS", citation.Issue);
        var pages = citation.Pages?.Split('-', 2) ?? [];
        Add("SP", pages.ElementAtOrDefault(0));
        Add("EP", pages.ElementAtOrDefault(1));
        Add("AB", citation.Abstract);
        foreach (var keyword in citation.Keywords.Concat(citation.MeshTerms))
            Add("KW", keyword);
        foreach (var type in citation.PublicationTypes)
            Add("M3", type);
        Add("DO", citation.Doi);
        if (citation.PubMedId is not null)
            Add("AN", $"PMID {citation.PubMedId}");
        Add("C2", citation.PmcId);
        foreach (var (scheme, value) in citation.Identifiers)
        {
            Add(scheme is "ISSN" or "ISBN" ? "SN" : "AN", scheme is "ISSN" or "ISBN" or "AN" or "WOS" ? value
                : $"{scheme} {value}");
        }

        foreach (var url in citation.Urls)
            Add("UR", url);
        Add("LA", citation.Language);
        Add("PB", citation.Publisher);
        Add("CY", citation.Place);
        foreach (var note in citation.Notes)
            Add("N1", note);
        Add("N1", ReadBack.LabelNote(citation.Label));
        Add("DB", citation.Source.Provider);
        return fields;

        void Add(string tag, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                fields.Add((tag, value));
        }
    }

    private static string TypeOf(CitationKind kind) => Types.GetValueOrDefault(kind, "GEN");
}
