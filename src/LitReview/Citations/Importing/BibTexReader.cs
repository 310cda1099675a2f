using System.Text;
using System.Text.RegularExpressions;

namespace LitReview.Citations.Importing;

/// <summary>Reads BibTeX and BibLaTeX.</summary>
/// <remarks>
/// Text outside of entries is a comment there. An entry that does not end is given up at the next line that begins one.
/// </remarks>
internal static partial class BibTexReader
{
    public const string Name = "BibTeX";

    private const int LongestEntry = 16 << 20;

    // What may be read a second time because an entry did not end: far more than a file that people wrote asks for.
    private const long MostReadAgain = 256L << 20;

    public static bool IsFirstLine(string line) => Entry().IsMatch(line);

    public static IEnumerable<Citation> Read(Lines lines, ImportNotes notes)
    {
        var strings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, month) in Months)
            strings[name] = month;
        var (ordinal, readAgain) = (0, 0L);
        while (lines.Next() is { } line)
        {
            if (!Entry().IsMatch(line.Text))
                continue;
            if (Body(lines, line, ref readAgain) is not { } raw)
            {
                ordinal++;
                if (readAgain > MostReadAgain)
                {
                    throw new InvalidDataException(
                        $"« {notes.FileName} », ligne {line.Number} : trop d’entrées BibTeX n’ont pas de fin. Attendu : autant d’accolades "
                        + "fermées que d’ouvertes dans chaque entrée ; refaites l’export.");
                }

                notes.Lost(line.Number, "Entrée BibTeX sans fin : une accolade manque. Elle n’a pas été importée.",
                    line.Text);
                continue;
            }

            var match = Entry().Match(raw);
            var type = match.Groups[1].Value.ToLowerInvariant();
            if (type is "comment" or "preamble")
                continue;
            var start = match.Length;
            if (type == "string")
            {
                foreach (var (name, value) in Fields(raw, start, strings))
                    strings[name] = value;
                continue;
            }

            ordinal++;
            var key = Key(raw, ref start);
            var draft = ToDraft(type, key, [.. Fields(raw, start, strings)], notes, line.Number);
            if (draft.IsEmpty)
                notes.Kept(line.Number, "Entrée vide : ni titre, ni auteur, ni identifiant.", raw);
            notes.Seen(draft.Provider);
            yield return draft.Build(new SourceRecord(notes.FileName, Name, draft.Provider, ordinal, line.Number, raw));
        }
    }

    private static IEnumerable<(string Name, string Month)> Months =>
        from month in "jan feb mar apr may jun jul aug sep oct nov dec".Split(' ')
        select (month, month);

    // The whole entry, or null where its braces never close.
    private static string? Body(Lines lines, Line first, ref long readAgain)
    {
        var (raw, read) = (new StringBuilder(), new List<Line>());
        var (depth, inQuotes, opened, escaped) = (0, false, false, false);
        var close = '}';
        for (Line? at = first; at is { } line; at = lines.Next())
        {
            if (read.Count > 0 && Entry().IsMatch(line.Text) && depth <= 1 && FieldStart().IsMatch(line.Text) is false)
            {
                lines.Back([line]);
                return null;
            }

            if (at != first)
                read.Add(line);
            raw.Append(line.Text).Append('\n');
            if (raw.Length > LongestEntry)
                break;
            foreach (var letter in line.Text)
            {
                if (escaped)
                {
                    escaped = false;
                    continue;
                }

                switch (letter)
                {
                    case '\\':
                        escaped = true;
                        break;
                    case '(' when !opened:
                        (opened, depth, close) = (true, 1, ')');
                        break;
                    case '{' when !inQuotes || opened:
                        if (!opened)
                            close = '}';
                        opened = true;
                        depth++;
                        break;
                    case '"' when depth == 1:
                        inQuotes = !inQuotes;
                        break;
                    case '}' when opened:
                        depth--;
                        break;
                    case ')' when close == ')' && depth == 1 && !inQuotes:
                        depth = 0;
                        break;
                }

                if (opened && depth <= 0)
                    return raw.ToString().TrimEnd();
            }

            escaped = false;
        }

        lines.Back(read);
        readAgain += raw.Length;
        return null;
    }

    private static string Key(string raw, ref int at)
    {
        var end = at;
        while (end < raw.Length && raw[end] is not (',' or '}' or '=' or ')'))
            end++;
        if (end >= raw.Length || raw[end] == '=')
            return "";
        var key = raw[at..end].Trim();
        at = end + 1;
        return key;
    }

    private static IEnumerable<(string Name, string Value)> Fields(string raw, int at, Dictionary<string,
        string> strings)
    {
        while (true)
        {
            while (at < raw.Length && (char.IsWhiteSpace(raw[at]) || raw[at] == ','))
                at++;
            var start = at;
            while (at < raw.Length && (char.IsLetterOrDigit(raw[at])
                || raw[at] is '-' or '_' or ':' or '+' or '.' or '/'))
            {
                at++;
            }

            var name = raw[start..at].ToLowerInvariant();
            while (at < raw.Length && char.IsWhiteSpace(raw[at]))
                at++;
            if (at >= raw.Length || raw[at] != '=' || name.Length == 0)
            {
                // What is no field is passed over up to the next comma.
                while (at < raw.Length && raw[at] != ',')
                    at++;
                if (at >= raw.Length)
                    yield break;
                continue;
            }

            at++;
            yield return (name, Value(raw, ref at, strings));
        }
    }

    private static string Value(string raw, ref int at, Dictionary<string, string> strings)
    {
        var value = new StringBuilder();
        while (true)
        {
            while (at < raw.Length && char.IsWhiteSpace(raw[at]))
                at++;
            if (at >= raw.Length)
                return value.ToString();
            if (raw[at] is '{' or '"')
            {
                value.Append(Delimited(raw, ref at));
            }
            else
            {
                var start = at;
                while (at < raw.Length && !char.IsWhiteSpace(raw[at]) && raw[at] is not (',' or '#' or '}' or ')'))
                    at++;
                if (at == start)
                    return value.ToString();
                var bare = raw[start..at];
                value.Append(strings.TryGetValue(bare, out var meant) ? meant : bare);
            }

            while (at < raw.Length && char.IsWhiteSpace(raw[at]))
                at++;
            if (at >= raw.Length || raw[at] != '#')
                return value.ToString();
            at++;
        }
    }

    private static string Delimited(string raw, ref int at)
    {
        var quote = raw[at] == '"';
        var (start, depth) = (++at, 0);
        for (; at < raw.Length; at++)
        {
            switch (raw[at])
            {
                case '\\':
                    at++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when depth > 0:
                    depth--;
                    break;
                case '}' when !quote:
                case '"' when quote && depth == 0:
                    return raw[start..at++];
            }
        }

        at = Math.Min(at, raw.Length);
        return raw[start..at];
    }

    private static CitationDraft ToDraft(
        string type, string key, IReadOnlyList<(string Name, string Value)> fields, ImportNotes notes, int line)
    {
        var draft = new CitationDraft(notes, line) { Kind = KindText.Of(type) };
        var bag = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
            bag.TryAdd(name, value);
        var title = Text("title");
        if (title is not null)
            draft.AddTitle(Text("subtitle") is { } more ? $"{title}: {more}" : title);
        draft.OriginalTitle = Text("origtitle");
        foreach (var author in Names("author"))
            draft.AddAuthor(author);
        foreach (var editor in Names("editor"))
            draft.AddEditor(editor);
        var date = Text("date") ?? Text("year") ?? "";
        draft.Year = FieldText.Year(date);
        draft.Date = Text("date") is { } full ? FieldText.Date(full) : Text("month") is { } month ? month : null;
        draft.Journal = Text("journaltitle") ?? Text("journal") ?? Text("booktitle") ?? Text("maintitle");
        draft.JournalAbbreviation = Text("shortjournal") ?? Text("journal-abbreviation") ?? Text("journal-iso");
        draft.Volume = Text("volume");
        draft.Issue = Text("number") ?? Text("issue");
        draft.Pages = FieldText.Pages(Text("pages") ?? Text("eid") ?? Text("article-number"), null);
        if (Raw("abstract") is { } summary)
            draft.AddAbstract(LatexText.Plain(summary, keepLines: true));
        if ((Text("keywords") ?? Text("keyword")) is { } words)
            draft.AddKeywords(words, words.Contains(';', StringComparison.Ordinal) ? ';' : ',');
        if (Raw("doi") is { } doi)
            draft.SetDoi(doi.Replace("\\", "", StringComparison.Ordinal));
        if (Text("pmid") is { } id)
            draft.SetPubMedId(id);
        if ((Text("pmcid") ?? Text("pmc")) is { } pmc)
            draft.SetPmcId(pmc.StartsWith("PMC", StringComparison.OrdinalIgnoreCase) ? pmc : "PMC" + pmc);
        foreach (var serial in Texts("issn isbn eissn"))
            draft.AddSerial(serial);
        if (Raw("url") is { } url)
            draft.AddUrl(Escapes().Replace(url, ""));
        if ((Text("language") ?? Text("langid")) is { } language)
            draft.SetLanguage(language);
        draft.Publisher = Text("publisher") ?? Text("institution") ?? Text("school") ?? Text("organization");
        draft.Place = Text("location") ?? Text("address") ?? Text("venue");
        foreach (var note in Texts("note annote annotation addendum"))
            draft.AddNote(note);
        foreach (var kind in Texts("type pubtype document_type"))
            draft.AddPublicationType(kind);
        if (Text("eprint") is { } eprint)
            Eprint(draft, eprint, Text("eprinttype") ?? Text("archiveprefix") ?? "");
        if (Text("unique-id") is { } unique)
            draft.AddAccession(unique);
        if ((Text("label_included") ?? Text("asreview_label") ?? Text("decision")) is { } label)
            draft.Label = LabelText.OfCell(label);
        if (Raw("hastoolkit") is { } carried)
            draft.Carried = carried;
        draft.Provider = Text("source") is { } source ? ProviderNames.Known(source)
            : key.StartsWith("ISI:", StringComparison.OrdinalIgnoreCase)
                || key.StartsWith("WOS:", StringComparison.OrdinalIgnoreCase)
                ? "Web of Science" : key.StartsWith("rayyan-", StringComparison.OrdinalIgnoreCase) ? "Rayyan" : null;
        return draft;

        string? Raw(string name) => bag.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

        string? Text(string name) => Raw(name) is { } value && LatexText.Plain(value) is { Length: > 0 } text ? text
            : null;

        IEnumerable<string> Texts(string names) => names.Split(' ').Select(Text).OfType<string>();

        IEnumerable<CitationAuthor> Names(string name) =>
            Raw(name) is { } value ? LatexText.Names(value) : [];
    }

    private static void Eprint(CitationDraft draft, string eprint, string type)
    {
        if (type.Equals("pubmed", StringComparison.OrdinalIgnoreCase))
            draft.SetPubMedId(eprint);
        else if (type.Equals("arxiv", StringComparison.OrdinalIgnoreCase))
            draft.AddIdentifier("ARXIV", eprint);
    }

    [GeneratedRegex(@"^\s*@\s*([A-Za-z]+)\s*[{(]")]
    private static partial Regex Entry();

    [GeneratedRegex(@"[\\{}]")]
    private static partial Regex Escapes();

    [GeneratedRegex(@"^\s*@\s*[A-Za-z]+\s*=")]
    private static partial Regex FieldStart();
}
