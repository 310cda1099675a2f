using System.Xml.Linq;

namespace LitReview.Citations.Importing;

/// <summary>Reads the XML of EndNote, which Bookends and others write too.</summary>
internal static class EndNoteXmlReader
{
    public const string Name = "EndNote XML";

    public static IEnumerable<Citation> Read(TextReader text, ImportNotes notes)
    {
        var ordinal = 0;
        foreach (var (line, raw, record) in new XmlRecords(text, notes, "record").Read())
        {
            ordinal++;
            var draft = ToDraft(record, notes, line);
            if (draft.IsEmpty)
                notes.Kept(line, "Référence vide : ni titre, ni auteur, ni identifiant. Refaites l’export.", raw);
            notes.Seen(draft.Provider);
            yield return draft.Build(new SourceRecord(notes.FileName, Name, draft.Provider, ordinal, line, raw));
        }
    }

    private static CitationDraft ToDraft(XElement record, ImportNotes notes, int line)
    {
        var draft = new CitationDraft(notes, line);
        var titles = record.Element("titles");
        draft.Kind = KindText.Of((string?)record.Element("ref-type")?.Attribute("name") ?? "");
        draft.AddTitle(Of(titles, "title"));
        draft.OriginalTitle = Of(titles, "translated-title");
        var people = record.Element("contributors");
        foreach (var author in people?.Elements("authors").Elements("author") ?? [])
            draft.AddAuthors(author.Value.Contains(';', StringComparison.Ordinal) ? author.Value : Line(author));
        foreach (var editor in people?.Elements("secondary-authors").Elements("author") ?? [])
            draft.AddEditors(Line(editor));
        draft.Journal = First(Of(titles, "secondary-title"), Of(record.Element("periodical"), "full-title"),
            Of(titles, "alt-title"));
        draft.JournalAbbreviation =
            First(Of(record.Element("periodical"), "abbr-1"), Of(record.Element("alt-periodical"), "abbr-1"));
        draft.Volume = Of(record, "volume");
        draft.Issue = First(Of(record, "number"), Of(record, "issue"));
        draft.Pages = FieldText.Pages(Of(record, "pages"), null);
        var dates = record.Element("dates");
        draft.Year = FieldText.Year(Of(dates, "year"));
        if (dates?.Element("pub-dates")?.Element("date") is { } day)
            draft.Date = Line(day);
        draft.Year ??= FieldText.Year(draft.Date ?? "");
        foreach (var keyword in record.Elements("keywords").Elements("keyword")
            .SelectMany(keyword => keyword.Value.Split('\r', '\n')))
        {
            draft.AddKeyword(keyword);
        }

        foreach (var summary in record.Elements("abstract"))
            draft.AddAbstract(summary.Value);
        foreach (var doi in record.Elements("electronic-resource-num"))
            draft.SetDoi(Line(doi));
        foreach (var url in record.Elements("urls").Descendants("url"))
            draft.AddUrl(Line(url));
        foreach (var serial in record.Elements("isbn"))
            draft.AddSerial(serial.Value.ReplaceLineEndings("\n"));
        draft.SetLanguage(Of(record, "language"));
        draft.Publisher = Of(record, "publisher");
        draft.Place = Of(record, "pub-location");
        foreach (var note in record.Elements("notes").Concat(record.Elements("research-notes"))
            .Concat(record.Elements("caption")))
        {
            draft.AddNote(note.Value);
        }

        if (Of(record, "work-type") is { Length: > 0 } type)
            draft.AddPublicationType(type);
        draft.SetPmcId(Of(record, "custom2"));
        var provider = First(
            Of(record, "remote-database-name"), Of(record, "remote-database-provider"),
                record.Element("source-app")?.Value);
        draft.Provider = provider is null ? "EndNote" : provider.Contains("NLM", StringComparison.Ordinal) ? "PubMed"
            : ProviderNames.Of(provider);
        var accession = Of(record, "accession-num");
        if (draft.Provider is "PubMed" or "MEDLINE" or "Ovid MEDLINE" && FieldText.PubMedId(accession) is not null)
            draft.SetPubMedId(accession);
        else if (accession.Length > 0 && accession != draft.PubMedId)
            draft.AddAccession(accession);
        return draft;
    }

    private static string Of(XElement? parent, string name) => parent?.Element(name) is { } element ? Line(element)
        : "";

    private static string Line(XElement element) => FieldText.OneLine(element.Value);

    private static string? First(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
                return FieldText.OneLine(text);
        }

        return null;
    }
}
