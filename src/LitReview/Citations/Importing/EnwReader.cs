using System.Text.RegularExpressions;

namespace LitReview.Citations.Importing;

/// <summary>Reads the « % » tags of Refer and EndNote (ENW).</summary>
internal static partial class EnwReader
{
    public const string Name = "EndNote (ENW)";

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

    // A record begins with %0, unless the one above names no type; in files without it, after an empty line.
    private static IEnumerable<TaggedRecord> Records(Lines lines, ImportNotes notes)
    {
        TaggedRecord? open = null;
        var afterEmpty = false;
        while (lines.Next() is { } line)
        {
            if (TagLine().Match(line.Text) is not { Success: true } match)
            {
                afterEmpty |= string.IsNullOrWhiteSpace(line.Text);
                open?.Keep(line.Text);
                if (open is null && !string.IsNullOrWhiteSpace(line.Text))
                {
                    notes.Lost(line.Number, "Texte hors de toute référence : attendu « %0 ». Il n’a pas été importé.",
                        line.Text);
                }
                else if (open is { IsTooLong: false } && !string.IsNullOrWhiteSpace(line.Text))
                {
                    open.Continue(line.Text);
                }

                continue;
            }

            var tag = match.Groups[1].Value;
            if (open is not null && (tag == "0" ? open.Says("0") || afterEmpty : afterEmpty && !open.Has("0")))
            {
                yield return open;
                open = null;
            }

            afterEmpty = false;
            open ??= new TaggedRecord(line.Number);
            open.Keep(line.Text);
            if (!open.IsTooLong)
                open.Begin(tag, match.Groups[2].Value);
        }

        if (open is not null)
            yield return open;
    }

    private static CitationDraft ToDraft(TaggedRecord record, ImportNotes notes)
    {
        var draft = new CitationDraft(notes, record.Line);
        string? book = null;
        foreach (var (tag, value) in record.Fields)
        {
            if (value.Length == 0)
                continue;
            switch (tag)
            {
                case "0":
                    draft.Kind = KindText.Of(value);
                    break;
                case "T":
                    draft.AddTitle(value);
                    break;
                case "Q":
                    draft.OriginalTitle ??= value;
                    break;
                case "A":
                    draft.AddAuthors(value);
                    break;
                case "E" or "Y":
                    draft.AddEditors(value);
                    break;
                case "D":
                    draft.SetYear(value);
                    break;
                case "8":
                    draft.Date = FieldText.OneLine(value);
                    break;
                case "J":
                    draft.Journal ??= value;
                    break;
                case "O":
                    draft.AddNote(value);
                    break;
                case "B":
                    book ??= value;
                    break;
                case "!":
                    break;
                case "V":
                    draft.Volume ??= value;
                    break;
                case "N":
                    draft.Issue ??= value;
                    break;
                case "P":
                    draft.Pages ??= FieldText.Pages(value, null);
                    break;
                case "K":
                    draft.AddKeywords(value, '\n', ';');
                    break;
                case "X":
                    draft.AddAbstract(value);
                    break;
                case "R" when FieldText.Doi(value) is not null:
                    draft.SetDoi(value);
                    break;
                case "U" or ">":
                    draft.AddUrl(value);
                    break;
                case "@":
                    draft.AddSerial(value);
                    break;
                case "M":
                    draft.AddAccession(value);
                    break;
                case "G":
                    draft.SetLanguage(value);
                    break;
                case "I":
                    draft.Publisher ??= value;
                    break;
                case "C":
                    draft.Place ??= value;
                    break;
                case "9":
                    draft.AddPublicationType(value);
                    break;
                case "Z":
                    draft.AddNote(value);
                    break;
                case "W" or "~":
                    draft.Provider ??= ProviderNames.Of(value);
                    break;
            }
        }

        draft.Journal ??= book;
        if (draft.Provider is "PubMed" or "MEDLINE" or "Ovid MEDLINE"
            && record.Fields.FirstOrDefault(field => field.Tag == "M").Value is { } number)
        {
            draft.SetPubMedId(number);
        }

        draft.Kind ??= draft.Journal is null ? null : CitationKind.JournalArticle;
        return draft;
    }

    [GeneratedRegex(@"^%([0-9A-Z@!><~^&=\]\[(){}\#\$+*?-])(?:\s(.*)|)$", RegexOptions.Singleline)]
    private static partial Regex TagLine();
}
