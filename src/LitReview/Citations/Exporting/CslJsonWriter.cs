using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LitReview.Citations.Importing;

namespace LitReview.Citations.Exporting;

/// <summary>Writes CSL-JSON.</summary>
internal static class CslJsonWriter
{
    private static readonly Dictionary<CitationKind, string> Types = new()
    {
        [CitationKind.JournalArticle] = "article-journal",
        [CitationKind.ConferencePaper] = "paper-conference",
        [CitationKind.Preprint] = "article",
        [CitationKind.Book] = "book",
        [CitationKind.BookChapter] = "chapter",
        [CitationKind.Thesis] = "thesis",
        [CitationKind.Report] = "report",
        [CitationKind.WebPage] = "webpage",
    };

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(IEnumerable<Citation> citations, Stream output)
    {
        using var writer = new Utf8JsonWriter(output, Options);
        writer.WriteStartArray();
        var ordinal = 0;
        foreach (var citation in citations)
        {
            var item = Item(citation, ++ordinal);
            var plain = $"[{item.ToJsonString()}]";
            if (ReadBack.Missing(citation, notes => CslJsonReader.Read(new StringReader(plain), notes)) is { } missing)
                item["custom"] = new JsonObject { ["hastoolkit"] = missing };
            item.WriteTo(writer);
            if (writer.BytesPending > 1 << 20)
                writer.Flush();
        }

        writer.WriteEndArray();
    }

    private static JsonObject Item(Citation citation, int ordinal)
    {
        var item = new JsonObject
        {
            ["id"] = $"ref-{ordinal.ToString(CultureInfo.InvariantCulture)}",
            ["type"] = TypeOf(citation.Kind),
        };
        Add("title", citation.Title);
        Add("original-title", citation.OriginalTitle);
        AddPeople("author", citation.Authors);
        AddPeople("editor", citation.Editors);
        if (citation.Year is { } year)
        {
            item["issued"] = new JsonObject
            {
                ["date-parts"] = new JsonArray(
                new JsonArray(DateParts(year, citation.Date)))
            };
        }

        Add("container-title", citation.Journal);
        Add("container-title-short", citation.JournalAbbreviation);
        Add("volume", citation.Volume);
        Add("issue", citation.Issue);
        Add("page", citation.Pages);
        Add("abstract", citation.Abstract);
        Add("keyword", string.Join("; ", citation.Keywords.Concat(citation.MeshTerms)));
        Add("DOI", citation.Doi);
        Add("PMID", citation.PubMedId);
        Add("PMCID", citation.PmcId);
        Add("ISSN", string.Join(", ", citation.Identifiers.Where(id => id.Scheme == "ISSN").Select(id => id.Value)));
        Add("ISBN", string.Join(' ', citation.Identifiers.Where(id => id.Scheme == "ISBN").Select(id => id.Value)));
        Add("URL", citation.Urls.Count > 0 ? citation.Urls[0] : null);
        Add("language", citation.Language);
        Add("publisher", citation.Publisher);
        Add("publisher-place", citation.Place);
        Add("genre", citation.PublicationTypes.Count > 0 ? citation.PublicationTypes[0] : null);
        Add("source", citation.Source.Provider);
        Add("note", string.Join('\n', citation.Notes.Append(ReadBack.LabelNote(citation.Label)).OfType<string>()));
        return item;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                item[name] = value;
        }

        void AddPeople(string name, IReadOnlyList<CitationAuthor> people)
        {
            if (people.Count > 0)
                item[name] = new JsonArray([.. people.Select(Person)]);
        }
    }

    private static JsonNode Person(CitationAuthor person)
    {
        if (person.IsGroup)
            return new JsonObject { ["literal"] = person.Family };
        var name = new JsonObject { ["family"] = person.Family };
        if (person.Given.Length > 0)
            name["given"] = person.Given;
        return name;
    }

    // The parts of an ISO date; of another one the year alone, the rest is carried.
    private static JsonNode[] DateParts(int year, string? date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year == year
            ? [year, day.Month, day.Day]
            : [year];

    private static string TypeOf(CitationKind kind) => Types.GetValueOrDefault(kind, "document");
}
