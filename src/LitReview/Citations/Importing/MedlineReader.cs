using System.Text.RegularExpressions;

namespace LitReview.Citations.Importing;

/// <summary>Reads MEDLINE tagged text, as PubMed (NBIB) and Ovid write it.</summary>
/// <remarks>Source: « MEDLINE/PubMed Data Element (Field) Descriptions », National Library of Medicine.</remarks>
internal static partial class MedlineReader
{
    public const string Name = "MEDLINE";

    // What may begin a record after an empty line, beside the tag that began the first one.
    private static readonly HashSet<string> Firsts = new(StringComparer.Ordinal) { "PMID", "UI", "VN" };

    public static bool IsTagLine(string line) => TagLine().IsMatch(line);

    public static IEnumerable<Citation> Read(Lines lines, ImportNotes notes)
    {
        var ordinal = 0;
        foreach (var record in Records(lines, notes))
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

    private static IEnumerable<TaggedRecord> Records(Lines lines, ImportNotes notes)
    {
        TaggedRecord? open = null;
        var (afterEmpty, strays, first) = (true, false, (string?)null);
        while (lines.Next() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line.Text))
            {
                afterEmpty = true;
                open?.Keep("");
                continue;
            }

            var match = TagLine().Match(line.Text);
            var isContinuation = line.Text[0] is ' ' or '\t' && open is { IsEmpty: false };
            if (isContinuation || !match.Success)
            {
                if (open is { IsEmpty: false } && (isContinuation || !afterEmpty))
                {
                    open.Keep(line.Text);
                    if (!open.IsTooLong)
                        open.Continue(line.Text);
                }
                else if (!Numbering().IsMatch(line.Text))
                {
                    notes.Lost(line.Number, "Ligne sans étiquette hors d’une référence : attendu « PMID- ». Elle n’a pas été importée.", line.Text);
                }

                continue;
            }

            var tag = match.Groups[1].Value;
            first ??= tag;
            var begins = open is null || tag == "PMID" && open.Has("PMID")
                || afterEmpty && (Firsts.Contains(tag) || tag == first) && !open.IsEmpty;
            // SO is the last field of a record: what follows it after an empty line belongs to none.
            if (!begins && afterEmpty && !strays && open!.Has("SO"))
            {
                yield return open;
                (open, strays) = (new TaggedRecord(line.Number), true);
            }
            else if (begins)
            {
                if (strays)
                    Stray(open!, notes);
                else if (open is not null)
                    yield return open;
                (open, strays) = (new TaggedRecord(line.Number), false);
            }

            afterEmpty = false;
            open!.Keep(line.Text);
            if (!open.IsTooLong)
                open.Begin(tag, match.Groups[2].Value);
        }

        if (strays)
            Stray(open!, notes);
        else if (open is not null)
            yield return open;
    }

    private static void Stray(TaggedRecord record, ImportNotes notes) => notes.Lost(
        record.Line, "Bloc sans « PMID- » après la fin d’une référence. Il n’a pas été importé ; refaites l’export.",
            record.Raw);

    private static CitationDraft ToDraft(TaggedRecord record, ImportNotes notes)
    {
        var draft = new CitationDraft(notes, record.Line);
        var hasFull = record.Has("FAU");
        var hasFullEditor = record.Has("FED");
        string? publication = null;
        foreach (var (tag, text) in record.Fields)
        {
            if (text.Length == 0)
                continue;
            var value = text.Replace('\n', ' ');
            switch (tag)
            {
                case "PMID":
                    draft.SetPubMedId(value);
                    break;
                case "UI":
                    if (FieldText.PubMedId(value) is { Length: > 5 } id)
                        draft.SetPubMedId(id);
                    else
                        draft.AddAccession(value);
                    break;
                case "PMC":
                    draft.SetPmcId("PMC" + value.Replace("PMC", "", StringComparison.OrdinalIgnoreCase));
                    break;
                case "TI":
                    draft.AddTitle(value);
                    break;
                case "BTI" or "CTI" when tag == "BTI" || draft.Journal is null:
                    draft.Journal ??= value;
                    draft.Kind ??= tag == "BTI" ? CitationKind.Book : null;
                    break;
                case "TT":
                    draft.OriginalTitle ??= value;
                    break;
                case "FAU":
                    Add(draft.AddAuthor, value);
                    break;
                case "AU" when !hasFull:
                    Add(draft.AddAuthor, value);
                    break;
                case "CN":
                    draft.AddAuthor(new CitationAuthor(FieldText.OneLine(value), "", IsGroup: true));
                    break;
                case "FED":
                    Add(draft.AddEditor, value);
                    break;
                case "ED" when !hasFullEditor:
                    Add(draft.AddEditor, value);
                    break;
                case "DP" or "YR":
                    publication = value;
                    break;
                case "TA":
                    draft.JournalAbbreviation = value;
                    break;
                case "JT" or "JN":
                    draft.Journal = value;
                    break;
                case "VI" or "VO" or "VL":
                    draft.Volume ??= value;
                    break;
                case "IP":
                    draft.Issue ??= value;
                    break;
                case "PG":
                    draft.Pages ??= FieldText.Pages(value, null);
                    break;
                case "AB" or "OAB":
                    if (tag == "AB" || !draft.HasAbstract)
                        draft.AddAbstract(value);
                    break;
                case "MH":
                    foreach (var heading in Headings(value))
                        draft.AddMesh(heading);
                    break;
                case "OT" or "KW":
                    foreach (var keyword in tag == "KW" ? text.Split('\n', ';') : [value])
                        draft.AddKeyword(keyword.TrimStart('*'));
                    break;
                case "PT":
                    draft.AddPublicationType(value);
                    break;
                case "AID" or "LID" or "DO" or "DI":
                    if (!value.Contains("[pii]", StringComparison.OrdinalIgnoreCase) && FieldText.Doi(value) is { } doi)
                        draft.SetDoi(doi);
                    break;
                case "LA" or "LG":
                    draft.SetLanguage(value);
                    break;
                case "IS" or "ISBN" or "SN":
                    draft.AddSerial(value);
                    break;
                case "SI":
                    if (value.Contains("NCT", StringComparison.Ordinal))
                        draft.AddAccession(value);
                    break;
                case "PB":
                    draft.Publisher ??= value;
                    break;
                case "PL" or "CP":
                    draft.Place ??= value;
                    break;
                case "GN":
                    draft.AddNote(value);
                    break;
                case "UR":
                    draft.AddUrl(value);
                    break;
                case "DB":
                    draft.Provider ??= ProviderNames.Of(value);
                    break;
                case "SO":
                    Source(draft, value);
                    break;
            }
        }

        if (publication is not null)
            draft.SetYear(publication);
        Finish(draft, record);
        return draft;
    }

    private static void Finish(CitationDraft draft, TaggedRecord record)
    {
        draft.Kind ??= record.Has("BTI") ? CitationKind.Book
            : record.Has("TA") || record.Has("JT") || record.Has("SO") ? CitationKind.JournalArticle : null;
        draft.Provider ??= record.Has("PMID") ? "PubMed" : record.Has("VN") ? "Ovid" : null;
        if (draft.HasTitle)
            return;
        foreach (var title in record.Fields.Where(field => field.Tag == "BTI").Select(field => field.Value))
            draft.AddTitle(title.Replace('\n', ' '));
    }

    // « Women, Working/*history/psychology » is two headings with qualifiers.
    private static IEnumerable<string> Headings(string value)
    {
        var parts = value.Split('/');
        return parts.Length <= 2 || parts[0].Contains('(', StringComparison.Ordinal) && !parts[0]
            .Contains(')', StringComparison.Ordinal)
            ? [value]
            : parts.Skip(1).Select(qualifier => $"{parts[0]}/{qualifier}");
    }

    // « Journal. 2019 Apr 5;36(9):764-9. doi: … »: what the record does not say apart.
    private static void Source(CitationDraft draft, string value)
    {
        if (SourceLine().Match(value) is not { Success: true } match)
        {
            if (draft.Year is null)
                draft.SetYear(value);
            return;
        }

        draft.Journal ??= match.Groups["journal"].Value;
        draft.Volume ??= match.Groups["volume"].Value;
        if (match.Groups["issue"].Success)
            draft.Issue ??= match.Groups["issue"].Value;
        draft.Pages ??= FieldText.Pages(match.Groups["pages"].Value, null);
        if (draft.Year is null)
            draft.Year = FieldText.Year(match.Groups["date"].Value);
    }

    private static void Add(Action<CitationAuthor> add, string value)
    {
        if (AuthorText.One(value) is { } author)
            add(author);
    }

    [GeneratedRegex(@"^\s?([A-Z][A-Z0-9]{1,3})\s{0,3}-\s?(.*)$", RegexOptions.Singleline)]
    private static partial Regex TagLine();

    [GeneratedRegex(@"^\s*(?:\d+\s*[.)]?|<\d+>)\s*$")]
    private static partial Regex Numbering();

    [GeneratedRegex(
        @"^(?<journal>.{1,300}?)\.\s*(?<date>\d{4}[^;:]{0,40});\s*(?<volume>[^(:;]{0,30})(?:\((?<issue>[^)]{0,30})\))?:\s*"
        + @"(?<pages>[A-Za-z]?\d+(?:[-–][A-Za-z]?\d+)?)")]
    private static partial Regex SourceLine();
}
