using System.Globalization;
using System.Text;
using LitReview.Citations.Importing;

namespace LitReview.Citations.Exporting;

/// <summary>Writes BibTeX, in UTF-8.</summary>
internal static class BibTexWriter
{
    private static readonly Dictionary<CitationKind, string> Types = new()
    {
        [CitationKind.JournalArticle] = "article",
        [CitationKind.ConferencePaper] = "inproceedings",
        [CitationKind.Book] = "book",
        [CitationKind.BookChapter] = "incollection",
        [CitationKind.Thesis] = "thesis",
        [CitationKind.Report] = "techreport",
        [CitationKind.WebPage] = "online",
    };

    public static void Write(IEnumerable<Citation> citations, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            leaveOpen: true)
        {
            NewLine = "\n",
        };
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var citation in citations)
        {
            var key = KeyOf(citation, keys);
            var fields = Fields(citation);
            var plain = Text(citation.Kind, key, fields);
            var missing = ReadBack.Missing(citation, notes =>
                BibTexReader.Read(new Lines(new StringReader(plain), notes), notes));
            writer.WriteLine(missing is null
                ? plain
                : Text(citation.Kind, key, [.. fields, ("hastoolkit", CarriedFields.Write(missing))]));
        }
    }

    private static string KeyOf(Citation citation, Dictionary<string, int> keys)
    {
        var family = FieldText.Plain(citation.Authors.Count > 0 ? citation.Authors[0].Family : "");
        var word = citation.Title.Split(' ').Select(FieldText.Plain).FirstOrDefault(part => part.Length > 3) ?? "";
        var key = $"{(family.Length > 0 ? family : "anonyme")}{citation.Year?.ToString(CultureInfo.InvariantCulture)}{word}";
        var count = keys[key] = keys.GetValueOrDefault(key) + 1;
        return count == 1 ? key : $"{key}_{count}";
    }

    private static string Text(CitationKind kind, string key, List<(string Name, string Value)> fields)
    {
        var text = new StringBuilder($"@{TypeOf(kind)}{{{key},\n");
        foreach (var (name, value) in fields)
            text.Append("  ").Append(name).Append(" = {").Append(value).Append("},\n");
        return text.Append("}\n").ToString();
    }

    private static List<(string Name, string Value)> Fields(Citation citation)
    {
        var fields = new List<(string Name, string Value)>();
        Add("title", citation.Title);
        Add("origtitle", citation.OriginalTitle);
        AddRaw("author", Names(citation.Authors));
        AddRaw("editor", Names(citation.Editors));
        Add("year", citation.Year?.ToString(CultureInfo.InvariantCulture));
        Add("month", citation.Date);
        Add(citation.Kind is CitationKind.BookChapter or CitationKind.ConferencePaper ? "booktitle" : "journal",
            citation.Journal);
        Add("shortjournal", citation.JournalAbbreviation);
        Add("volume", citation.Volume);
        Add("number", citation.Issue);
        AddRaw("pages", citation.Pages is { } pages ? Escaped(pages).Replace("-", "--", StringComparison.Ordinal)
            : null);
        Add("abstract", citation.Abstract);
        Add("keywords", string.Join("; ", citation.Keywords.Concat(citation.MeshTerms)));
        AddRaw("doi", citation.Doi is { } doi && IsPlain(doi) ? doi : null);
        Add("pmid", citation.PubMedId);
        Add("pmcid", citation.PmcId);
        Add("issn", string.Join("; ", citation.Identifiers.Where(id => id.Scheme == "ISSN").Select(id => id.Value)));
        Add("isbn", string.Join("; ", citation.Identifiers.Where(id => id.Scheme == "ISBN").Select(id => id.Value)));
        AddRaw("url", citation.Urls.Count > 0 && IsPlain(citation.Urls[0]) ? citation.Urls[0] : null);
        Add("language", citation.Language);
        Add("publisher", citation.Publisher);
        Add("address", citation.Place);
        Add("pubtype", citation.PublicationTypes.Count > 0 ? citation.PublicationTypes[0] : null);
        Add("note", string.Join('\n', citation.Notes.Append(ReadBack.LabelNote(citation.Label)).OfType<string>()));
        Add("source", citation.Source.Provider);
        return fields;

        void Add(string name, string? value) => AddRaw(name, value is null ? null : Escaped(value));

        void AddRaw(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                fields.Add((name, value));
        }
    }

    private static bool IsPlain(string text) => text.AsSpan().IndexOfAny("{}\\\r\n") < 0;

    private static string Names(IReadOnlyList<CitationAuthor> people) => string.Join(
        " and ", people.Select(person => person.IsGroup || person.Given.Length == 0 ? $"{{{Escaped(person.Family)}}}"
            : Escaped(person.ToString())));

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            escaped.Append(letter switch
            {
                '{' or '}' or '%' or '&' or '#' or '$' or '_' => $"\\{letter}",
                '\\' => "\\textbackslash{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                _ => letter.ToString(),
            });
        }

        return escaped.ToString();
    }

    private static string TypeOf(CitationKind kind) => Types.GetValueOrDefault(kind, "misc");
}
