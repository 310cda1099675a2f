namespace LitReview.Citations.Importing;

/// <summary>What the columns of a table mean, by their names in the exports of the world.</summary>
internal sealed class TableColumns
{
    private enum Field
    {
        Title, OriginalTitle, Authors, FullAuthors, Editors, Year, Date, Journal, JournalAbbreviation, Volume, Issue,
        Pages, FirstPage, LastPage, ArticleNumber, Abstract, Keywords, Mesh, PublicationType, Kind, Doi, PubMedId,
        PmcId, Serial, Accession, Embase, Wos, Scopus, Nct, Central, OpenAlex, Language, Publisher, Place, Url, Note,
        Label, WeakLabel, Database, Source, Carried,
    }

    private static readonly Dictionary<string, Field> Known = new(StringComparer.Ordinal);

    static TableColumns()
    {
        Add(
            Field.Title,
            "title", "primarytitle", "articletitle", "titre", "ti", "t1", "documenttitle", "studytitle", "itemtitle",
            "displayname", "publicationtitleprimary");
        Add(Field.OriginalTitle, "originaltitle", "titreoriginal", "translatedtitle");
        Add(
            Field.Authors,
            "authors", "author", "authornames", "auteurs", "auteur", "au", "firstauthors", "authorlist", "creator",
            "creators", "authorshipsauthordisplayname", "authorsnames", "authornamesall", "authorsrawauthorname",
            "a1", "contributors");
        Add(Field.FullAuthors, "authorfullnames", "authorshipsrawauthorname");
        Add(Field.Editors, "editors", "editor", "secondaryauthors", "bookeditors");
        Add(Field.Year, "year", "publicationyear", "publishedyear", "annee", "py", "pubyear", "yearpublished", "yr");
        Add(
            Field.Date,
            "date", "publicationdate", "dateofpublication", "pubdate", "coverdate", "published", "publisheddate",
            "startdate");
        Add(
            Field.Journal,
            "journal", "journaltitle", "sourcetitle", "publicationtitle", "journalbook", "secondarytitle", "revue",
            "publication", "publicationname", "primarylocationsourcedisplayname", "hostvenuedisplayname",
            "containertitle", "t2", "journalname", "periodical", "sourcename", "jo", "so", "alternatetitle3",
            "booktitle");
        Add(
            Field.JournalAbbreviation,
            "journalabbreviation", "abbreviatedsourcetitle", "alternatetitle2", "isoabbreviation", "journalabbrev",
            "journaliso", "journalisoabbreviation");
        Add(Field.Volume, "volume", "vol", "bibliovolume", "vl");
        Add(Field.Issue, "issue", "number", "numero", "biblioissue", "journalissue");
        Add(Field.Pages, "pages", "page", "pagination", "pg", "pagerange");
        Add(Field.FirstPage, "firstpage", "pagestart", "startpage", "beginningpage", "bibliofirstpage", "sp", "spage");
        Add(Field.LastPage, "lastpage", "pageend", "endpage", "endingpage", "bibliolastpage", "ep", "epage");
        Add(Field.ArticleNumber, "artno", "articlenumber");
        Add(
            Field.Abstract,
            "abstract", "abstractnote", "abstracttext", "resume", "ab", "n2", "notesabstract", "summary",
            "description", "briefsummary", "abstractsummary");
        Add(
            Field.Keywords,
            "keywords", "authorkeywords", "indexkeywords", "keywordsplus", "subjects", "manualtags", "automatictags",
            "emtreedrugindextermsmajorfocus", "emtreedrugindexterms", "emtreemedicalindextermsmajorfocus",
            "emtreemedicalindexterms", "motscles", "keyword", "kw", "subject", "keywordsdisplayname", "conditions",
            "subjectterms");
        Add(Field.Mesh, "mesh", "meshterms", "meshheadings", "meshdescriptor", "meshsubjectheadings");
        Add(
            Field.PublicationType,
            "publicationtype", "doctype", "documenttype", "publicationtypes", "studytype", "typeofwork");
        Add(Field.Kind, "itemtype", "typeofreference", "reftype", "type", "kind", "entrytype", "referencetype");
        Add(Field.Doi, "doi", "doinumber", "digitalobjectidentifier", "doilink", "do", "electronicresourcenum");
        Add(Field.PubMedId, "pmid", "pubmedid", "medlinepmid", "pubmedpmid", "idspmid", "pubmed");
        Add(Field.PmcId, "pmcid", "pmc", "idspmcid");
        Add(
            Field.Serial,
            "issn", "isbn", "eissn", "issnisbn", "primarylocationsourceissn", "isbnissn", "sn", "issns", "isbns");
        Add(Field.Accession, "accessionnumber", "accession", "pui", "embaseaccessionid", "an");
        Add(Field.Embase, "embaseid");
        Add(Field.Wos, "utuniquewosid", "uniquewosid", "utuniqueid", "wosid", "utwos");
        Add(Field.Scopus, "eid");
        Add(Field.Nct, "nctnumber", "ctgovid", "clinicaltrialnumbers", "nctid");
        Add(Field.Central, "centralid");
        Add(Field.OpenAlex, "openalexid", "idsopenalex", "openalex");
        Add(Field.Language, "language", "articlelanguage", "languageoforiginaldocument", "langue", "languages", "la");
        Add(Field.Publisher, "publisher", "bookpublisher", "primarylocationsourcehostorganizationname", "editeur");
        Add(Field.Place, "place", "placepublished", "placeofpublication", "country", "publisheraddress", "lieu");
        Add(
            Field.Url,
            "url", "urls", "link", "plink", "embaselink", "fulltextlink", "studyurl", "urlprimary", "linkattachments",
            "urllink", "lien", "permalink");
        Add(
            Field.Note,
            "notes", "note", "extra", "usernotes", "tags", "exclusionreason", "asreviewnote", "includednotes",
            "remarques", "comments");
        Add(
            Field.Label,
            "labelincluded", "included", "finalincluded", "finallabel", "inclusion", "include", "relevant",
            "isrelevant", "relevance", "decision", "finaldecision", "asreviewlabel", "inclusionexclusion");
        Add(
            Field.WeakLabel,
            "label", "labelabstractscreening", "labelabstractincluded", "abstractincluded", "titleabstractincluded",
            "status", "screeningdecision", "screening");
        Add(
            Field.Database,
            "database", "databasename", "sourcedatabase", "archive", "librarycatalog", "db", "dataprovider");
        Add(Field.Source, "source");
        Add(Field.Carried, "hastoolkit");
    }

    private readonly Field?[] _fields;
    private readonly string[] _plain;

    public TableColumns(IReadOnlyList<string> names)
    {
        Names = [.. names.Select(name => FieldText.OneLine(name.Trim('\uFEFF')))];
        _plain = [.. Names.Select(FieldText.Plain)];
        _fields = [.. _plain.Select(plain => Known.TryGetValue(plain, out var field) ? field : (Field?)null)];
        if (!_fields.Contains(Field.Label) && OnlyOneAbout("includ") is { } about)
            _fields[about] = Field.Label;
    }

    /// <summary>The names, as written.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many cells a row needs to hold anything of use.</summary>
    public int LeastCells => Array.FindIndex(_fields, known => known is Field.Title or Field.Doi or Field.PubMedId) + 1;

    private string? Provider => _plain switch
    {
        _ when Has("embaseaccessionid") || Has("pui") => "Embase",
        _ when Has("centralid") => "Cochrane",
        _ when Has("eid") && Has("sourcetitle") => "Scopus",
        _ when Has("utuniquewosid") || Has("uniquewosid") => "Web of Science",
        _ when Has("plink") => "CINAHL",
        _ when Has("nihmsid") || (Has("journalbook") && Has("pmid")) => "PubMed",
        _ when Has("abstractnote") && Has("itemtype") => "Zotero",
        _ when Has("covidence") => "Covidence",
        _ when Has("relevancescore") || Has("idsopenalex") || Has("primarylocationsourcedisplayname") => "OpenAlex",
        _ when Has("nctnumber") => "ClinicalTrials.gov",
        _ when Has("key") && Has("pmcid") && Has("pubmedid") => "Rayyan",
        _ when Has("itemid") && Has("shorttitle") => "EPPI-Reviewer",
        _ => null,
    };

    public static bool IsKnown(string plain) => Known.ContainsKey(plain);

    public static int CountKnown(IReadOnlyList<string> names) =>
        names.Select(FieldText.Plain).Where(Known.ContainsKey).Select(plain => Known[plain]).Distinct().Count();

    public static bool IsUsable(IReadOnlyList<string> names) => names.Select(FieldText.Plain)
        .Any(plain => Known.TryGetValue(plain, out var field) && field is Field.Title or Field.Doi or Field.PubMedId);

    /// <summary>Refuses a table in which no reference could be told from another.</summary>
    public void Refuse(string fileName)
    {
        if (!_fields.Any(field => field is Field.Title or Field.Doi or Field.PubMedId or Field.OriginalTitle))
        {
            throw new InvalidDataException(
                $"« {fileName} » n’a pas de colonne de titre. Colonnes trouvées : {string.Join(", ", Names.Take(20))}. "
                + "Nommez-la « title ».");
        }
    }

    /// <summary>The cells of a row by the names of their columns.</summary>
    public IReadOnlyDictionary<string, string> Named(IReadOnlyList<string> cells)
    {
        var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < Math.Min(cells.Count, Names.Count); i++)
            named.TryAdd(Names[i], cells[i]);
        return named;
    }

    /// <summary>The reference of a row.</summary>
    public CitationDraft Read(IReadOnlyList<string> cells, ImportNotes notes, int line)
    {
        var draft = new CitationDraft(notes, line) { Provider = Provider };
        var authors = Cell(Field.Authors) ?? Cell(Field.FullAuthors);
        foreach (var i in Enumerable.Range(0, Math.Min(cells.Count, _fields.Length)))
        {
            if (_fields[i] is { } field && Clean(cells[i]) is { Length: > 0 } text)
                Take(draft, field, text, notes, line);
        }

        if (authors is not null)
            draft.AddAuthors(authors);
        draft.Pages ??= FieldText.Pages(Cell(Field.FirstPage), Cell(Field.LastPage))
            ?? FieldText.Pages(Cell(Field.ArticleNumber), null);
        if (Cell(Field.Source) is { } source)
        {
            // « Source » is a journal for Cochrane, a data base for others.
            if (Has("centralid") || (draft.Journal is null && ProviderNames.Known(source) is null))
                draft.Journal ??= source;
            else
                draft.Provider ??= ProviderNames.Known(source);
        }

        if (draft.Year is null && Cell(Field.Date) is { } day)
            draft.Year = FieldText.Year(day);
        draft.Label ??= Cell(Field.WeakLabel) is { } label ? LabelText.OfCell(label) : null;
        draft.Kind ??= draft.Journal is null ? null : CitationKind.JournalArticle;
        if (Carried(cells) is { Length: > 0 } carried)
            draft.Carried = carried;
        return draft;

        string? Cell(Field wanted)
        {
            for (var i = 0; i < Math.Min(cells.Count, _fields.Length); i++)
            {
                if (_fields[i] == wanted && Clean(cells[i]) is { Length: > 0 } text)
                    return text;
            }

            return null;
        }
    }

    private static void Take(CitationDraft draft, Field field, string text, ImportNotes notes, int line)
    {
        switch (field)
        {
            case Field.Title when !draft.HasTitle:
                draft.AddTitle(text);
                break;
            case Field.OriginalTitle:
                draft.OriginalTitle ??= text;
                break;
            case Field.Editors:
                draft.AddEditors(text);
                break;
            case Field.Year:
                draft.Year ??= FieldText.Year(text);
                if (draft.Year is null)
                    notes.Kept(line, $"Année illisible : « {text} ». Attendu : quatre chiffres. La référence est gardée sans année.", text);
                break;
            case Field.Date:
                draft.Date ??= FieldText.Date(text);
                break;
            case Field.Journal:
                draft.Journal ??= text;
                break;
            case Field.JournalAbbreviation:
                draft.JournalAbbreviation ??= text;
                break;
            case Field.Volume:
                draft.Volume ??= text;
                break;
            case Field.Issue:
                draft.Issue ??= text;
                break;
            case Field.Pages:
                draft.Pages ??= FieldText.Pages(text, null);
                break;
            case Field.Abstract:
                if (!draft.HasAbstract)
                    draft.AddAbstract(text);
                break;
            case Field.Keywords:
                draft.AddKeywords(text, ListSeparator(text));
                break;
            case Field.Mesh:
                foreach (var heading in text.Split(';', '|', '\n'))
                    draft.AddMesh(heading);
                break;
            case Field.PublicationType:
                foreach (var type in text.Split(';', '|', '\n'))
                    draft.AddPublicationType(type);
                break;
            case Field.Kind:
                draft.Kind ??= KindText.Of(text);
                break;
            case Field.Doi:
                draft.SetDoi(text);
                break;
            case Field.PubMedId:
                draft.SetPubMedId(text);
                break;
            case Field.PmcId:
                draft.SetPmcId(text.All(char.IsAsciiDigit) ? "PMC" + text : text);
                break;
            case Field.Serial:
                draft.AddSerial(text.Replace('|', ';'));
                break;
            case Field.Accession:
                draft.AddAccession(text);
                break;
            case Field.Embase:
                draft.AddIdentifier("EMBASE", text.Replace("EMBASE", "", StringComparison.OrdinalIgnoreCase));
                break;
            case Field.Wos:
                draft.AddIdentifier("WOS", text);
                break;
            case Field.Scopus:
                draft.AddIdentifier("SCOPUS", text);
                break;
            case Field.Nct:
                foreach (var number in text.Split(';', ',', '|', '\n'))
                    draft.AddAccession(number.Trim());
                break;
            case Field.Central:
                draft.AddIdentifier("CENTRAL", text);
                break;
            case Field.OpenAlex:
                draft.AddIdentifier("OPENALEX", text[(text.LastIndexOf('/') + 1)..]);
                break;
            case Field.Language:
                draft.SetLanguage(text);
                break;
            case Field.Publisher:
                draft.Publisher ??= text;
                break;
            case Field.Place:
                draft.Place ??= text;
                break;
            case Field.Url:
                draft.AddUrl(text);
                break;
            case Field.Note:
                draft.AddNote(text);
                break;
            case Field.Label:
                draft.Label ??= LabelText.OfCell(text);
                break;
            case Field.Database:
                draft.Provider ??= ProviderNames.Known(text);
                break;
        }
    }

    private static char ListSeparator(string text) =>
        text.Contains(';', StringComparison.Ordinal) ? ';'
        : text.Contains('|', StringComparison.Ordinal) ? '|'
        : text.Contains('\n', StringComparison.Ordinal) ? '\n' : ',';

    // « nan » is what pandas writes for nothing; an apostrophe keeps a sheet from computing what follows.
    private static string Clean(string cell)
    {
        var text = cell.Trim();
        if (text.Length > 1 && text[0] == '\'' && text[1] is '=' or '+' or '-' or '@' or '|' or '%' or '＝' or '＋' or '－' or '＠')
            text = text[1..];
        return text is "nan" or "NaN" or "None" or "NULL" or "null" or "NA" or "N/A" ? "" : text;
    }

    private static void Add(Field field, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            Known.Add(name, field);
    }

    // Our own exports cut what is too long for one cell.
    private string Carried(IReadOnlyList<string> cells)
    {
        var at = Array.IndexOf(_fields, Field.Carried);
        return at < 0 || at >= cells.Count ? "" : string.Concat(cells.Skip(at));
    }

    private bool Has(string plain) => Array.IndexOf(_plain, plain) >= 0;

    private int? OnlyOneAbout(string word)
    {
        var about = Enumerable.Range(0, _plain.Length)
            .Where(i => _plain[i].Contains(word, StringComparison.Ordinal) && _fields[i] is null).ToList();
        return about.Count == 1 ? about[0] : null;
    }
}
