using System.Text.RegularExpressions;

namespace LitReview.Citations.Importing;

/// <summary>
/// Reads what Ovid calls « citation »: a number in angle brackets, then names of fields, each above its indented value.
/// </summary>
internal static partial class OvidReader
{
    public const string Name = "Ovid (texte)";

    public static bool IsFirstLine(string line) => First().IsMatch(line);

    public static IEnumerable<Citation> Read(Lines lines, ImportNotes notes)
    {
        var ordinal = 0;
        foreach (var record in Records(lines))
        {
            ordinal++;
            var draft = ToDraft(record, notes);
            if (draft.IsEmpty)
            {
                notes.Kept(record.Line, "Référence vide : ni titre, ni auteur, ni identifiant. Refaites l’export.",
                    record.Raw);
            }

            notes.Seen(draft.Provider);
            yield return draft.Build(
                new SourceRecord(notes.FileName, Name, draft.Provider, ordinal, record.Line, record.Raw));
        }
    }

    private static IEnumerable<TaggedRecord> Records(Lines lines)
    {
        TaggedRecord? open = null;
        while (lines.Next() is { } line)
        {
            if (First().IsMatch(line.Text))
            {
                if (open is not null)
                    yield return open;
                open = new TaggedRecord(line.Number);
                open.Keep(line.Text);
                continue;
            }

            if (open is null)
                continue;
            open.Keep(line.Text);
            if (string.IsNullOrWhiteSpace(line.Text) || open.IsTooLong)
                continue;
            if (line.Text[0] is ' ' or '\t')
                open.Continue(line.Text);
            else
                open.Begin(FieldText.Plain(line.Text.TrimEnd(' ', ':')), "");
        }

        if (open is not null)
            yield return open;
    }

    private static CitationDraft ToDraft(TaggedRecord record, ImportNotes notes)
    {
        var draft = new CitationDraft(notes, record.Line) { Provider = "Ovid" };
        string? chapter = null;
        foreach (var (tag, text) in record.Fields)
        {
            if (text.Length == 0 || text == "-")
                continue;
            var value = text.Replace('\n', ' ');
            switch (tag)
            {
                case "author" or "authors" or "authorspreferred" or "authorfullname":
                    Authors(draft, value);
                    break;
                case "title":
                    draft.AddTitle(TypeMark().Replace(value, ""));
                    if (TypeMark().Match(value) is { Success: true } mark)
                        draft.AddPublicationType(mark.Groups[1].Value);
                    break;
                case "chaptertitle":
                    chapter = value;
                    break;
                case "originaltitle" or "translatedtitle":
                    draft.OriginalTitle ??= value;
                    break;
                case "source":
                    Source(draft, value);
                    break;
                case "journalname" or "journal":
                    draft.Journal = value;
                    break;
                case "abstract":
                    draft.AddAbstract(text);
                    break;
                case "keywords" or "authorkeywords" or "keywordheading" or "keyconcepts":
                    draft.AddKeywords(value.TrimEnd('.'), ';');
                    break;
                case "meshsubjectheadings" or "subjectheadings" or "mesh":
                    foreach (var heading in text.Split(';', '\n'))
                        draft.AddMesh(heading);
                    break;
                case "publicationtype" or "documenttype":
                    foreach (var type in text.Split('\n', ';'))
                        draft.AddPublicationType(type);
                    draft.Kind ??= KindText.Of(value);
                    break;
                case "doi" or "doinumber" or "digitalobjectidentifier":
                    draft.SetDoi(value);
                    break;
                case "uniqueidentifier" or "pmid" when FieldText.PubMedId(value) is { Length: > 5 }:
                    draft.SetPubMedId(value);
                    break;
                case "accessionnumber" or "uniqueidentifier":
                    draft.AddAccession(value.TrimEnd('.'));
                    break;
                case "issn" or "issnprint" or "issnelectronic" or "isbn":
                    draft.AddSerial(value);
                    break;
                case "language":
                    draft.SetLanguage(value);
                    break;
                case "publisher":
                    draft.Publisher ??= value;
                    break;
                case "countryofpublication" or "placeofpublication":
                    draft.Place ??= value;
                    break;
                case "yearofpublication" or "dateofpublication" or "year" or "publicationdate":
                    draft.SetYear(value);
                    break;
                case "status":
                    if (draft.Year is null)
                        draft.SetYear(value);
                    break;
                case "database" or "databasename":
                    draft.Provider = ProviderNames.Of(value);
                    break;
                default:
                    if (tag.StartsWith("link", StringComparison.Ordinal))
                        draft.AddUrl(value);
                    break;
            }
        }

        if (chapter is not null)
        {
            draft.Kind = CitationKind.BookChapter;
            if (!draft.HasTitle)
                draft.AddTitle(chapter);
        }

        draft.Kind ??= draft.Journal is null ? null : CitationKind.JournalArticle;
        return draft;
    }

    // « Holstiege, Jakob 1; Mathes, Tim 2 », « Max [Ed] », « Mustermann  Musterfrau ».
    private static void Authors(CitationDraft draft, string value)
    {
        foreach (var name in value.Split(';'))
        {
            var plain = Bracketed().Replace(name.Trim(' ', '.'), "");
            if (EditorMark().IsMatch(name))
                draft.AddEditors(plain);
            else
                draft.AddAuthors(plain);
        }
    }

    // « Journal. 28(2):103-106, April 2015. », « Title. Vol 28(2) April 2015, 103-106. », « Editor(2015). Title. (pp.
    // 1-9) … Place: Press ».
    private static void Source(CitationDraft draft, string value)
    {
        value = value.Trim();
        draft.Year ??= FieldText.Year(value);
        foreach (var pattern in (ReadOnlySpan<Regex>)[Colon(), Vol()])
        {
            if (pattern.Match(value) is not { Success: true } match)
                continue;
            draft.Journal ??= match.Groups["journal"].Value.Trim(' ', '.');
            draft.Volume ??= match.Groups["volume"].Value;
            draft.Issue ??= match.Groups["issue"].Success ? match.Groups["issue"].Value : null;
            draft.Pages ??= FieldText.Pages(match.Groups["pages"].Value, null);
            return;
        }

        if (Book().Match(value) is { Success: true } book)
        {
            draft.Kind ??= CitationKind.Book;
            if (!draft.HasTitle)
                draft.AddTitle(book.Groups["title"].Value);
            if (book.Groups["pages"].Success)
                draft.Pages ??= FieldText.Pages(book.Groups["pages"].Value, null);
            if (book.Groups["place"].Success)
            {
                (draft.Place, draft.Publisher) =
                    (book.Groups["place"].Value, book.Groups["publisher"].Value.TrimEnd('.', ' '));
            }

            return;
        }

        draft.Journal ??= value.Trim(' ', '.');
    }

    [GeneratedRegex(@"^<\s*\d{1,7}\s*>\s*$")]
    private static partial Regex First();

    [GeneratedRegex(@"\s*\[([A-Z][A-Za-z ]{2,40})\]\s*\.?\s*$")]
    private static partial Regex TypeMark();

    [GeneratedRegex(@"\s*\[[^\]]*\]")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"\[Eds?\]", RegexOptions.IgnoreCase)]
    private static partial Regex EditorMark();

    [GeneratedRegex(@"^(?<journal>.{2,300}?)\.\s+(?<volume>\d+)(?:\((?<issue>[^)]{1,30})\))?:\s*(?<pages>[\w-]+)")]
    private static partial Regex Colon();

    [GeneratedRegex(@"^(?<journal>.{2,300}?)\.\s+Vol\.?\s*(?<volume>\d+)(?:\((?<issue>[^)]{1,30})\))?[^,]{0,60},\s*(?<pages>[\w-]+)")]
    private static partial Regex Vol();

    [GeneratedRegex(
        @"\(\d{4}\)\.?\s*(?<title>.{2,300}?)\.?\s+(?:\((?:pp?\.\s*)(?<pages>[\w-]+)\)\s*)?(?:[\w,]{1,20} pp\.\s*)?"
        + @"(?:(?<place>[^.:]{2,80}):\s*(?<publisher>.{2,100}))?$")]
    private static partial Regex Book();
}
