using System.Xml.Linq;

namespace LitReview.Citations.Importing;

/// <summary>Reads the XML of PubMed.</summary>
/// <remarks>Source: PubMed DTD, National Library of Medicine.</remarks>
internal static class PubMedXmlReader
{
    public const string Name = "PubMed XML";

    public static IEnumerable<Citation> Read(TextReader text, ImportNotes notes)
    {
        var ordinal = 0;
        foreach (var (line, raw, element) in new XmlRecords(text, notes, "PubmedArticle", "PubmedBookArticle").Read())
        {
            ordinal++;
            var draft = new CitationDraft(notes, line) { Provider = "PubMed" };
            if (element.Name.LocalName == "PubmedBookArticle")
                Book(draft, element);
            else
                Article(draft, element);
            if (draft.IsEmpty)
                notes.Kept(line, "Référence vide : ni titre, ni auteur, ni identifiant. Refaites l’export.", raw);
            notes.Seen(draft.Provider);
            yield return draft.Build(new SourceRecord(notes.FileName, Name, draft.Provider, ordinal, line, raw));
        }
    }

    private static void Article(CitationDraft draft, XElement record)
    {
        var citation = record.Element("MedlineCitation") ?? record;
        var article = citation.Element("Article") ?? new XElement("Article");
        var journal = article.Element("Journal") ?? new XElement("Journal");
        var issue = journal.Element("JournalIssue") ?? new XElement("JournalIssue");
        draft.Kind = CitationKind.JournalArticle;
        draft.SetPubMedId(Text(citation.Element("PMID")));
        draft.AddTitle(Text(article.Element("ArticleTitle")));
        draft.OriginalTitle = Text(article.Element("VernacularTitle"));
        foreach (var author in article.Elements("AuthorList").Where(IsOfAuthors).Elements("Author"))
            Add(draft.AddAuthor, author);
        draft.Journal = Text(journal.Element("Title"));
        draft.JournalAbbreviation =
            Text(citation.Element("MedlineJournalInfo")?.Element("MedlineTA")) is { Length: > 0 } abbreviation
            ? abbreviation
            : Text(journal.Element("ISOAbbreviation"));
        draft.Volume = Text(issue.Element("Volume"));
        draft.Issue = Text(issue.Element("Issue"));
        Dated(draft, issue.Element("PubDate"));
        if (draft.Year is null)
            Dated(draft, article.Element("ArticleDate"));
        var pages = article.Element("Pagination");
        draft.Pages = FieldText.Pages(Text(pages?.Element("MedlinePgn")), null)
            ?? FieldText.Pages(Text(pages?.Element("StartPage")), Text(pages?.Element("EndPage")));
        Abstract(draft, article.Element("Abstract"));
        if (!draft.HasAbstract)
            Abstract(draft, citation.Elements("OtherAbstract").FirstOrDefault());
        foreach (var serial in journal.Elements("ISSN")
            .Concat(citation.Elements("MedlineJournalInfo").Elements("ISSNLinking")))
        {
            draft.AddSerial(Text(serial));
        }

        foreach (var location in article.Elements("ELocationID").Where(id => (string?)id.Attribute("EIdType") == "doi"))
            draft.SetDoi(Text(location));
        Shared(draft, citation, article);
        Identifiers(draft, record.Element("PubmedData"));
        foreach (var bank in article.Elements("DataBankList").Elements("DataBank").Elements("AccessionNumberList")
            .Elements("AccessionNumber"))
        {
            if (Text(bank).StartsWith("NCT", StringComparison.OrdinalIgnoreCase))
                draft.AddAccession(Text(bank));
        }

        foreach (var note in citation.Elements("GeneralNote"))
            draft.AddNote(Text(note));
        draft.Place = Text(citation.Element("MedlineJournalInfo")?.Element("Country"));
    }

    private static void Book(CitationDraft draft, XElement record)
    {
        var document = record.Element("BookDocument") ?? record;
        var book = document.Element("Book") ?? new XElement("Book");
        draft.SetPubMedId(Text(document.Element("PMID")));
        var (title, of) = (Text(document.Element("ArticleTitle")), Text(book.Element("BookTitle")));
        draft.Kind = title.Length > 0 ? CitationKind.BookChapter : CitationKind.Book;
        draft.AddTitle(title.Length > 0 ? title : of);
        draft.Journal = title.Length > 0 ? of : null;
        foreach (var author in document.Elements("AuthorList").Concat(book.Elements("AuthorList")).Where(IsOfAuthors)
            .Elements("Author"))
        {
            Add(draft.AddAuthor, author);
        }

        foreach (var list in document.Elements("AuthorList").Concat(book.Elements("AuthorList"))
            .Where(list => !IsOfAuthors(list)))
        {
            foreach (var editor in list.Elements("Author"))
                Add(draft.AddEditor, editor);
        }

        Dated(draft, book.Element("PubDate"));
        draft.Publisher = Text(book.Element("Publisher")?.Element("PublisherName"));
        draft.Place = Text(book.Element("Publisher")?.Element("PublisherLocation"));
        draft.Volume = Text(book.Element("Volume"));
        foreach (var isbn in book.Elements("Isbn"))
            draft.AddIdentifier("ISBN", Text(isbn));
        Abstract(draft, document.Element("Abstract"));
        Shared(draft, document, document);
        Identifiers(draft, record.Element("PubmedBookData"));
        Identifiers(draft, document);
    }

    private static void Shared(CitationDraft draft, XElement citation, XElement article)
    {
        foreach (var language in article.Elements("Language"))
            draft.SetLanguage(Text(language));
        foreach (var type in article.Elements("PublicationTypeList").Elements("PublicationType")
            .Concat(article.Elements("PublicationType")))
        {
            draft.AddPublicationType(Text(type));
        }

        foreach (var heading in citation.Elements("MeshHeadingList").Elements("MeshHeading"))
        {
            var descriptor = heading.Element("DescriptorName");
            var term = (IsMajor(descriptor) ? "*" : "") + Text(descriptor);
            var qualifiers = heading.Elements("QualifierName").ToList();
            if (qualifiers.Count == 0)
                draft.AddMesh(term);
            foreach (var qualifier in qualifiers)
                draft.AddMesh($"{term}/{(IsMajor(qualifier) ? "*" : "")}{Text(qualifier)}");
        }

        foreach (var keyword in citation.Elements("KeywordList").Elements("Keyword"))
            draft.AddKeyword(Text(keyword));
    }

    private static void Identifiers(CitationDraft draft, XElement? data)
    {
        foreach (var id in data?.Elements("ArticleIdList").Elements("ArticleId") ?? [])
        {
            switch ((string?)id.Attribute("IdType"))
            {
                case "doi":
                    draft.SetDoi(Text(id));
                    break;
                case "pubmed":
                    draft.SetPubMedId(Text(id));
                    break;
                case "pmc":
                    draft.SetPmcId(Text(id));
                    break;
            }
        }
    }

    private static void Abstract(CitationDraft draft, XElement? summary)
    {
        foreach (var part in summary?.Elements("AbstractText") ?? [])
        {
            var label = (string?)part.Attribute("Label") is { Length: > 0 } name
                && !name.Equals("UNLABELLED", StringComparison.OrdinalIgnoreCase)
                ? name + ": "
                : "";
            var text = Text(part);
            if (text.Length > 0)
                draft.AddAbstract(label + text);
        }
    }

    // « 2001 Jun 4 », « 2013 Spring », or what a range says in words.
    private static void Dated(CitationDraft draft, XElement? date)
    {
        if (date is null)
            return;
        string[] parts = [Text(date.Element("Year")), Text(date.Element("Season")), Text(date.Element("Month")),
            Text(date.Element("Day"))];
        var written = Text(date.Element("MedlineDate")) is { Length: > 0 } words ? words
            : string.Join(' ', parts.Where(part => part.Length > 0));
        draft.SetYear(written);
    }

    private static void Add(Action<CitationAuthor> add, XElement author)
    {
        var family = Text(author.Element("LastName"));
        var group = Text(author.Element("CollectiveName"));
        if (group.Length > 0)
            add(new CitationAuthor(group, "", IsGroup: true));
        if (family.Length == 0)
            return;
        var given = Text(author.Element("ForeName")) is { Length: > 0 } name ? name : Text(author.Element("Initials"));
        add(new CitationAuthor(family, given));
    }

    private static bool IsOfAuthors(XElement list) =>
        (string?)list.Attribute("Type") is null or "authors";

    private static bool IsMajor(XElement? element) => (string?)element?.Attribute("MajorTopicYN") == "Y";

    private static string Text(XElement? element) => element is null ? "" : FieldText.OneLine(element.Value);
}
