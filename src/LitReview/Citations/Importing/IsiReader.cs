using System.Text.RegularExpressions;

namespace LitReview.Citations.Importing;

/// <summary>Reads the tagged text of Web of Science (ISI), and that of RefWorks, which looks like it.</summary>
/// <remarks>
/// Two letters, a space, the value; lines that begin with spaces continue. Source: Web of Science field tags.
/// </remarks>
internal static partial class IsiReader
{
    public const string Name = "ISI";

    public static bool IsFirstLine(string line) => FirstLine().IsMatch(line);

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
        while (lines.Next() is { } line)
        {
            if (TagLine().Match(line.Text) is not { Success: true } match)
            {
                open?.Keep(line.Text);
                if (open is { IsTooLong: false } && !string.IsNullOrWhiteSpace(line.Text))
                {
                    open.Continue(line.Text);
                }
                else if (open is null && !string.IsNullOrWhiteSpace(line.Text))
                {
                    notes.Lost(line.Number, "Texte hors de toute référence : attendu « PT ». Il n’a pas été importé.",
                        line.Text);
                }

                continue;
            }

            var tag = match.Groups[1].Value;
            if (tag is "FN" or "VR" or "EF" && (open is null || tag == "EF"))
                continue;
            if (tag is "ER" || (tag is "PT" or "RT" && open is not null && open.Has(tag)))
            {
                open?.Keep(line.Text);
                if (open is { IsEmpty: false })
                    yield return open;
                open = null;
                if (tag == "ER")
                    continue;
            }

            open ??= new TaggedRecord(line.Number);
            open.Keep(line.Text);
            if (!open.IsTooLong)
                open.Begin(tag, match.Groups[2].Value);
        }

        if (open is { IsEmpty: false })
        {
            if (!open.Has("RT"))
                notes.Kept(open.Line, "Pas de fin « ER » : le fichier s’arrête peut-être trop tôt. La référence est gardée.", open.Raw);
            yield return open;
        }
    }

    private static CitationDraft ToDraft(TaggedRecord record, ImportNotes notes)
    {
        var draft = new CitationDraft(notes, record.Line);
        var fields = record.Fields.ToLookup(field => field.Tag, field => field.Value);
        var isRefWorks = record.Has("RT");
        foreach (var title in (isRefWorks ? fields["T1"] : fields["TI"]).Take(1))
            draft.AddTitle(title);
        var names = isRefWorks ? fields["A1"] : fields["AF"].Any() ? fields["AF"] : fields["AU"];
        foreach (var name in names.SelectMany(value => value.Split('\n')))
        {
            if (AuthorText.One(name) is { } author)
                draft.AddAuthor(author);
        }

        foreach (var group in fields["CA"].Concat(fields["GP"]).SelectMany(value => value.Split('\n', ';')))
            draft.AddAuthor(new CitationAuthor(FieldText.OneLine(group), "", IsGroup: true));
        foreach (var editor in fields["BE"].Concat(isRefWorks ? fields["A2"] : fields["ED"]))
            draft.AddEditors(editor);
        draft.Journal = One("SO") ?? One("JF");
        draft.JournalAbbreviation = One("JI") ?? One("J9") ?? One("JO");
        draft.Volume = One("VL") ?? One("VO");
        draft.Issue = One("IS");
        draft.Pages = FieldText.Pages(One("BP") ?? One("SP"), One("EP") ?? One("OP"))
            ?? FieldText.Pages(One("PS"), null)
            ?? FieldText.Pages(One("AR"), null);
        foreach (var date in fields["PY"].Concat(fields["YR"]))
            draft.SetYear(date);
        if ((One("PD") ?? One("FD")) is { } day)
            draft.Date = FieldText.OneLine(day);
        foreach (var text in fields["AB"])
            draft.AddAbstract(Joined(text));
        foreach (var words in fields["DE"].Concat(fields["ID"].Where(_ => !isRefWorks)).Concat(fields["K1"]))
            draft.AddKeywords(Joined(words), ';');
        foreach (var type in fields["DT"].SelectMany(value => value.Split(';')))
            draft.AddPublicationType(type);
        foreach (var doi in fields["DI"].Concat(fields["DO"]))
            draft.SetDoi(doi);
        foreach (var id in fields["PM"])
            draft.SetPubMedId(id);
        foreach (var serial in fields["SN"].Concat(fields["EI"]).Concat(fields["BN"]))
            draft.AddSerial(serial);
        foreach (var number in fields["UT"].Concat(fields["AN"]))
            draft.AddAccession(number);
        draft.Publisher = One("PU") ?? One("PB");
        draft.Place = One("PI") ?? One("PP");
        foreach (var language in fields["LA"])
            draft.SetLanguage(language);
        foreach (var note in fields["NO"])
            draft.AddNote(note);
        foreach (var url in fields["UR"].Concat(fields["LK"]))
            draft.AddUrl(url);
        draft.Kind ??= isRefWorks ? KindText.Of(One("RT") ?? "") : One("PT")?.Trim() switch
        {
            "J" => CitationKind.JournalArticle,
            "B" or "S" => fields["SO"].Any() && fields["BE"].Any() ? CitationKind.BookChapter : CitationKind.Book,
            "C" => CitationKind.ConferencePaper,
            _ => null,
        };
        draft.Provider = isRefWorks ? "RefWorks"
            : One("UT")?.StartsWith("INSPEC", StringComparison.OrdinalIgnoreCase) == true ? "Inspec" : "Web of Science";
        return draft;

        string? One(string tag) => fields[tag].FirstOrDefault() is { Length: > 0 } value ? Joined(value) : null;
    }

    private static string Joined(string value) => value.Replace('\n', ' ');

    [GeneratedRegex(@"^([A-Z][A-Z0-9])(?:\s(.*))?$", RegexOptions.Singleline)]
    private static partial Regex TagLine();

    [GeneratedRegex(@"^(?:FN (?:ISI|Thomson|Clarivate).*|VR \d.*|PT [A-Z]\s*|RT [A-Z][a-z].*)$")]
    private static partial Regex FirstLine();
}
