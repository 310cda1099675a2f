using System.Text.RegularExpressions;

namespace LitReview.Citations.Importing;

/// <summary>A reference while it is read: every format fills one, in its own order.</summary>
internal sealed partial class CitationDraft(ImportNotes notes, int line)
{
    private const int MostValues = 2_000;

    private readonly List<string> _titles = [];
    private readonly List<string> _abstracts = [];
    private readonly List<CitationAuthor> _authors = [];
    private readonly List<CitationAuthor> _editors = [];
    private readonly List<string> _keywords = [];
    private readonly List<string> _mesh = [];
    private readonly List<string> _types = [];
    private readonly List<CitationIdentifier> _identifiers = [];
    private readonly List<string> _urls = [];
    private readonly List<string> _notes = [];
    private string? _language;

    public int Line => line;

    public CitationKind? Kind { get; set; }

    public string? OriginalTitle { get; set; }

    public int? Year { get; set; }

    public string? Date { get; set; }

    public string? Journal { get; set; }

    public string? JournalAbbreviation { get; set; }

    public string? Volume { get; set; }

    public string? Issue { get; set; }

    public string? Pages { get; set; }

    public string? Doi { get; private set; }

    public string? PubMedId { get; private set; }

    public string? PmcId { get; private set; }

    public string? Publisher { get; set; }

    public string? Place { get; set; }

    public CitationLabel? Label { get; set; }

    public string? Provider { get; set; }

    /// <summary>What our own exports carry for a format that has no place for it.</summary>
    public string? Carried { get; set; }

    public IReadOnlyList<CitationAuthor> Authors => _authors;

    /// <summary>The host of the first address; null when there is none.</summary>
    public string? FirstUrlHost =>
        _urls.Select(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Host : null)
        .FirstOrDefault(host => host is not null and not "doi.org" and not "dx.doi.org");

    public bool HasTitle => _titles.Count > 0;

    public bool HasAbstract => _abstracts.Count > 0;

    /// <summary>Whether it says anything by which a person could find the document.</summary>
    public bool IsEmpty => !HasTitle && !HasAbstract && _authors.Count == 0 && Doi is null && PubMedId is null
        && PmcId is null
        && Journal is null && _urls.Count == 0 && _identifiers.Count == 0 && OriginalTitle is null;

    public void AddTitle(string text) => AddTo(_titles, FieldText.Title(text));

    public void AddAbstract(string text)
    {
        var clean = FieldText.Paragraphs(FieldText.WithoutMarkup(text));
        if (clean.Length > 0 && !NoAbstract().IsMatch(clean))
            AddTo(_abstracts, clean);
    }

    public void AddAuthors(string text) => _authors.AddRange(AuthorText.Several(text));

    public void AddAuthor(CitationAuthor author) => _authors.Add(author);

    public void AddEditors(string text) => _editors.AddRange(AuthorText.Several(text));

    public void AddEditor(CitationAuthor editor) => _editors.Add(editor);

    public void AddKeyword(string text)
    {
        var keyword = FieldText.OneLine(FieldText.WithoutMarkup(text)).Trim(';', ' ');
        if (!string.Equals(keyword, "n/a", StringComparison.OrdinalIgnoreCase))
            AddTo(_keywords, keyword);
    }

    public void AddKeywords(string text, params char[] separators)
    {
        if (text.StartsWith("['", StringComparison.Ordinal) && text.EndsWith("']", StringComparison.Ordinal))
        {
            foreach (var keyword in text[2..^2].Split("', '"))
                AddKeyword(keyword);
            return;
        }

        foreach (var keyword in text.Split(separators))
            AddKeyword(keyword);
    }

    public void AddMesh(string text) => AddTo(_mesh, FieldText.OneLine(text));

    public void AddPublicationType(string text)
    {
        var type = FieldText.OneLine(text).Trim('.', ' ');
        AddTo(_types, type);
        if (KindText.OfPublicationType(type) is { } kind)
            Kind = kind;
    }

    public void AddNote(string text)
    {
        var (label, rest) = LabelText.OfNote(FieldText.Paragraphs(text));
        Label ??= label;
        AddTo(_notes, rest);
    }

    public void AddUrl(string text)
    {
        foreach (var whole in Url().Matches(text).Select(match => match.Value.TrimEnd('.', ',', ';', ')')))
        {
            var url = FieldText.Start(whole);
            AddTo(_urls, whole);
            if (PubMedUrl().Match(url) is { Success: true } pubMed)
                PubMedId ??= pubMed.Groups[1].Value;
            if (PmcUrl().Match(url) is { Success: true } pmc)
                PmcId ??= pmc.Value.ToUpperInvariant();
            if (EmbaseUrl().Match(url) is { Success: true } embase)
                AddIdentifier("EMBASE", embase.Groups[1].Value);
            if (ScopusUrl().Match(url) is { Success: true } scopus)
                AddIdentifier("SCOPUS", scopus.Value);
            if (url.Contains("doi.org/", StringComparison.OrdinalIgnoreCase))
                Doi ??= FieldText.Doi(url);
        }
    }

    /// <summary>A field that should hold a DOI.</summary>
    public void SetDoi(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        if (FieldText.Doi(text) is not { } doi)
        {
            if (!NoValue().IsMatch(text.Trim()))
                notes.Kept(line, $"DOI « {Short(text)} » : attendu « 10.… ». La référence est gardée sans DOI.", text);
        }
        else if (Doi is null)
        {
            Doi = doi;
        }
        else if (Doi != doi)
        {
            AddIdentifier("DOI", doi);
        }
    }

    public void SetPubMedId(string text)
    {
        if (FieldText.PubMedId(text) is { Length: > 0 } id)
            PubMedId ??= id;
    }

    public void SetPmcId(string text)
    {
        if (Pmc().Match(FieldText.Start(text)) is { Success: true } match)
            PmcId ??= "PMC" + match.Groups[1].Value;
    }

    public void SetLanguage(string text) => _language ??= FieldText.Language(text);

    /// <summary>
    /// A year field; what cannot be read as a year is said, and what is more than a year is kept as the date.
    /// </summary>
    public void SetYear(string text)
    {
        if (Year is null && FieldText.Year(text) is { } year)
            Year = year;
        Date ??= FieldText.Date(text) is { } date && FieldText.Year(date) is not null ? date : null;
    }

    public void AddIdentifier(string scheme, string value)
    {
        value = FieldText.OneLine(value);
        if (value.Length > 0 && _identifiers.Count < MostValues && !_identifiers.Exists(known => known.Scheme == scheme && known.Value == value))
            _identifiers.Add(new CitationIdentifier(scheme, value));
    }

    /// <summary>One or more ISSN and ISBN, told apart by their digits.</summary>
    public void AddSerial(string text)
    {
        foreach (var part in SerialEnd().Split(FieldText.Start(text)))
        {
            var value = SerialNote().Replace(part, "").Trim(' ', '.', '=', '"');
            if (value.Length == 0)
                continue;
            var digits = value.Where(c => char.IsAsciiDigit(c) || c is 'X' or 'x').ToArray();
            if (digits.Length == 8 && value.All(c => char.IsAsciiDigit(c) || c is 'X' or 'x' or '-'))
                AddIdentifier("ISSN", $"{new string(digits, 0, 4)}-{new string(digits, 4, 4)}".ToUpperInvariant());
            else
                AddIdentifier(digits.Length is 10 or 13 ? "ISBN" : "ISSN", value);
        }
    }

    /// <summary>A number given by a data base: its form tells which one.</summary>
    public void AddAccession(string text)
    {
        var value = FieldText.OneLine(text);
        if (value.Length == 0)
            return;
        if (Nct().Match(value) is { Success: true } nct)
        {
            AddIdentifier("NCT", nct.Value.ToUpperInvariant());
        }
        else if (value.StartsWith("WOS:", StringComparison.OrdinalIgnoreCase)
            || value.StartsWith("ISI:", StringComparison.Ordinal))
        {
            AddIdentifier("WOS", value);
        }
        else if (value.StartsWith("rayyan-", StringComparison.OrdinalIgnoreCase))
        {
            AddIdentifier("RAYYAN", value);
        }
        else if (EmbaseNumber().IsMatch(value))
        {
            AddIdentifier("EMBASE", value);
        }
        else if (value.StartsWith("CN-", StringComparison.Ordinal))
        {
            AddIdentifier("CENTRAL", value);
        }
        else if (value.StartsWith("2-s2.0-", StringComparison.Ordinal))
        {
            AddIdentifier("SCOPUS", value);
        }
        else if (Eric().IsMatch(value))
        {
            AddIdentifier("ERIC", value);
        }
        else if (Prefixed().Match(value) is { Success: true } prefixed)
        {
            AddPrefixed(prefixed.Groups[1].Value, prefixed.Groups[2].Value);
        }
        else
        {
            AddIdentifier("AN", value);
        }
    }

    /// <summary>The reference.</summary>
    public Citation Build(SourceRecord source)
    {
        if (_types.Select(KindText.OfPublicationType).OfType<CitationKind>()
            .FirstOrDefault() is var kind and not default(CitationKind))
        {
            Kind = kind;
        }

        if ((Kind ?? CitationKind.Other) is CitationKind.Other or CitationKind.JournalArticle
            && Doi is not null && KnownPreprint().IsMatch(Doi))
        {
            Kind = CitationKind.Preprint;
        }

        var citation = new Citation
        {
            Kind = Kind ?? CitationKind.Other,
            Title = string.Join(' ', _titles),
            OriginalTitle = Null(OriginalTitle is null ? null : FieldText.Title(OriginalTitle)),
            Authors = _authors,
            Editors = _editors,
            Year = Year,
            Date = Null(Date),
            Journal = Null(Journal) ?? Null(JournalAbbreviation),
            JournalAbbreviation = Null(JournalAbbreviation),
            Volume = Null(Volume),
            Issue = Null(Issue),
            Pages = Null(Pages),
            Abstract = string.Join('\n', _abstracts),
            Keywords = _keywords,
            MeshTerms = _mesh,
            PublicationTypes = _types,
            Doi = Doi,
            PubMedId = PubMedId,
            PmcId = PmcId,
            Identifiers = _identifiers,
            Language = _language,
            Publisher = Null(Publisher),
            Place = Null(Place),
            Urls = _urls,
            Notes = _notes,
            Label = Label,
            Source = source,
        };
        return Carried is null ? citation : CarriedFields.Restore(citation, Carried, notes, line);
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private static string? Null(string? text) => text is null || FieldText.OneLine(text) is not { Length: > 0 } line
        ? null
        : FieldText.WithoutMarkup(line);

    // Each value is compared with all before it; the record as it came is kept whole beside.
    private static void AddTo(List<string> list, string text)
    {
        if (text.Length > 0 && list.Count < MostValues && !list.Contains(text))
            list.Add(text);
    }

    private void AddPrefixed(string scheme, string value)
    {
        switch (scheme.ToUpperInvariant())
        {
            case "PUBMED" or "PMID" or "MEDLINE":
                SetPubMedId(value);
                break;
            case "CTGOV":
                AddIdentifier("NCT", value);
                break;
            case var known:
                AddIdentifier(known, value);
                break;
        }
    }

    [GeneratedRegex(@"^(no abstract( available)?|\[no abstract available\]|no abstract is available.*|abstract not available)\.?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex NoAbstract();

    [GeneratedRegex(@"(?:https?|ftp|file)://[^\s""<>|]+|\bwww\.[^\s""<>|]+", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,8})\b", RegexOptions.IgnoreCase)]
    private static partial Regex PubMedUrl();

    [GeneratedRegex(@"(?<=/)PMC\d{3,9}", RegexOptions.IgnoreCase)]
    private static partial Regex PmcUrl();

    [GeneratedRegex(@"embase\.com/.*[?&]id=(L\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex EmbaseUrl();

    [GeneratedRegex(@"2-s2\.0-\d+")]
    private static partial Regex ScopusUrl();

    [GeneratedRegex(@"PMC\s*-?\s*(\d{2,9})", RegexOptions.IgnoreCase)]
    private static partial Regex Pmc();

    [GeneratedRegex(@"\s*[;,\n|]\s*|(?<=\))\s+(?=\d)|(?<=\d{4}-\d{3}[\dXx])\s+")]
    private static partial Regex SerialEnd();

    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]|^\s*(?:ISSN|ISBN)(?:-1[03])?:?\s*|['\[\]]", RegexOptions.IgnoreCase)]
    private static partial Regex SerialNote();

    [GeneratedRegex(@"\bNCT\d{8}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Nct();

    [GeneratedRegex(@"^L\d{6,}$")]
    private static partial Regex EmbaseNumber();

    [GeneratedRegex(@"^E[JD]\d{5,7}$")]
    private static partial Regex Eric();

    [GeneratedRegex(@"^([A-Za-z]{3,10})[ :](\S+)$")]
    private static partial Regex Prefixed();

    [GeneratedRegex(@"^(?:n/?a|none|null|nan|-|no|not available)$", RegexOptions.IgnoreCase)]
    private static partial Regex NoValue();

    [GeneratedRegex(@"^10\.(?:1101/(?:\d{6}|20\d\d\.)|21203/rs\.|2139/ssrn|20944/preprints|31234/|31219/osf|48550/arxiv|36227/techrxiv|"
        + @"26434/chemrxiv|22541/|12688/(?:f1000research|wellcomeopenres|openreseurope)\.\d+\.1$)")]
    private static partial Regex KnownPreprint();
}
