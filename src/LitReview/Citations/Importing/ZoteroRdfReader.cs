using System.Xml;
using System.Xml.Linq;

namespace LitReview.Citations.Importing;

/// <summary>Reads Zotero RDF.</summary>
internal static class ZoteroRdfReader
{
    public const string Name = "Zotero RDF";

    private const long MostCharacters = 256L << 20;
    private const long MostNodes = 8_000_000;

    private static readonly XNamespace Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static readonly XNamespace Z = "http://www.zotero.org/namespaces/export#";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Terms = "http://purl.org/dc/terms/";
    private static readonly XNamespace Bib = "http://purl.org/net/biblio#";
    private static readonly XNamespace Foaf = "http://xmlns.com/foaf/0.1/";
    private static readonly XNamespace Prism = "http://prismstandard.org/namespaces/1.2/basic/";

    public static IEnumerable<Citation> Read(TextReader text, ImportNotes notes)
    {
        var document = Load(text, notes.FileName);
        var about = document.Root!.Elements()
            .Select(element => (Id: (string?)element.Attribute(Rdf + "about"), element))
            .Where(pair => pair.Id is not null).DistinctBy(pair => pair.Id)
                .ToDictionary(pair => pair.Id!, pair => pair.element);
        var ordinal = 0;
        foreach (var item in document.Root.Elements().Where(IsItem))
        {
            ordinal++;
            var line = ((IXmlLineInfo)item).LineNumber;
            var draft = ToDraft(item, about, notes, line);
            if (draft.IsEmpty)
                notes.Kept(line, "Référence vide : ni titre, ni auteur, ni identifiant.", item.ToString());
            notes.Seen("Zotero");
            yield return draft.Build(
                new SourceRecord(notes.FileName, Name, "Zotero", ordinal, line,
                    item.ToString(SaveOptions.DisableFormatting)));
        }
    }

    private static XDocument Load(TextReader text, string fileName)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            MaxCharactersInDocument = MostCharacters,
        };
        try
        {
            using var inner = XmlReader.Create(text, settings);
            using var reader = new BoundedXmlReader(inner, MostNodes);
            return XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException e)
        {
            throw new InvalidDataException(
                $"« {fileName} » n’est pas un fichier Zotero RDF lisible : {e.Message} Exportez-le de nouveau depuis Zotero.", e);
        }
    }

    // Notes, attachments and collections are no references, nor are the journals that articles point to.
    private static bool IsItem(XElement element) =>
        (string?)element.Element(Z + "itemType") is { } type
            ? type is not ("attachment" or "note")
            : element.Name.Namespace == Bib && element.Name.LocalName is not ("Journal" or "Memo" or "Series")
                && element.Element(Dc + "title") is not null;

    private static CitationDraft ToDraft(
        XElement item, Dictionary<string, XElement> about, ImportNotes notes, int line)
    {
        var draft = new CitationDraft(notes, line) { Provider = "Zotero" };
        draft.Kind = KindText.Of((string?)item.Element(Z + "itemType") ?? item.Name.LocalName);
        draft.AddTitle((string?)item.Element(Dc + "title") ?? "");
        foreach (var person in People(item, "authors").Concat(People(item, "presenters")))
            draft.AddAuthor(person);
        foreach (var person in People(item, "editors"))
            draft.AddEditor(person);
        draft.SetYear((string?)item.Element(Dc + "date") ?? "");
        foreach (var part in item.Elements(Terms + "isPartOf"))
        {
            Container(draft, (string?)part.Attribute(Rdf + "resource") is { } id ? about.GetValueOrDefault(id)
                : part.Elements().FirstOrDefault());
        }

        draft.Volume ??= (string?)item.Element(Prism + "volume");
        draft.Issue ??= (string?)item.Element(Prism + "number");
        draft.Pages = FieldText.Pages((string?)item.Element(Bib + "pages"), null);
        draft.AddAbstract((string?)item.Element(Terms + "abstract") ?? "");
        foreach (var subject in item.Elements(Dc + "subject"))
            draft.AddKeyword(subject.Value);
        foreach (var id in item.Elements(Dc + "identifier"))
            Identifier(draft, id);
        draft.SetLanguage((string?)item.Element(Z + "language") ?? "");
        foreach (var organisation in item.Elements(Dc + "publisher").Descendants(Foaf + "Organization"))
        {
            draft.Publisher ??= (string?)organisation.Element(Foaf + "name");
            draft.Place ??= (string?)organisation.Descendants()
                .FirstOrDefault(element => element.Name.LocalName == "locality");
        }

        foreach (var extra in item.Elements(Dc + "description"))
            Extra(draft, extra.Value);
        foreach (var memo in item.Elements(Terms + "isReferencedBy"))
        {
            if (about.GetValueOrDefault((string?)memo.Attribute(Rdf + "resource") ?? "") is { } note)
                draft.AddNote(FieldText.WithoutMarkup((string?)note.Element(Rdf + "value") ?? ""));
        }

        return draft;
    }

    /// <summary>Lines of Zotero’s « Extra » that hold identifiers; the rest is a note.</summary>
    internal static void Extra(CitationDraft draft, string text)
    {
        var rest = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = colon < 0 ? ("", line)
                : (line[..colon].Trim().ToUpperInvariant(), line[(colon + 1)..].Trim());
            switch (name)
            {
                case "PMID":
                    draft.SetPubMedId(value);
                    break;
                case "PMCID":
                    draft.SetPmcId(value);
                    break;
                case "DOI":
                    draft.SetDoi(value);
                    break;
                default:
                    rest.Add(line);
                    break;
            }
        }

        draft.AddNote(string.Join('\n', rest));
    }

    private static void Container(CitationDraft draft, XElement? container)
    {
        if (container is null || container.Name.LocalName == "Series")
            return;
        draft.Journal ??= (string?)container.Element(Dc + "title");
        draft.JournalAbbreviation ??= (string?)container.Element(Terms + "alternative");
        draft.Volume ??= (string?)container.Element(Prism + "volume");
        draft.Issue ??= (string?)container.Element(Prism + "number");
        foreach (var id in container.Elements(Dc + "identifier"))
            Identifier(draft, id);
    }

    private static void Identifier(CitationDraft draft, XElement id)
    {
        if (id.Elements(Terms + "URI").FirstOrDefault() is { } uri)
        {
            draft.AddUrl(uri.Value);
            return;
        }

        var value = id.Value.Trim();
        if (value.StartsWith("DOI", StringComparison.OrdinalIgnoreCase))
        {
            draft.SetDoi(value);
        }
        else if (value.StartsWith("ISSN", StringComparison.OrdinalIgnoreCase)
            || value.StartsWith("ISBN", StringComparison.OrdinalIgnoreCase))
        {
            draft.AddSerial(value[4..]);
        }
        else
        {
            draft.AddUrl(value);
        }
    }

    private static IEnumerable<CitationAuthor> People(XElement item, string role) =>
        from person in item.Elements(Bib + role).Descendants(Foaf + "Person")
        let family = FieldText.OneLine((string?)person.Element(Foaf + "surname") ?? "")
        let given = FieldText.OneLine((string?)person.Element(Foaf + "givenName")
            ?? (string?)person.Element(Foaf + "givenname") ?? "")
        where family.Length > 0
        select new CitationAuthor(family, given, IsGroup: given.Length == 0 && AuthorText.IsGroup(family));
}
