using System.Text.RegularExpressions;

namespace LitReview.Citations.Importing;

/// <summary>What the tags of RIS mean, for every provider.</summary>
internal static partial class RisFields
{
    public static CitationDraft Read(TaggedRecord record, ImportNotes notes)
    {
        var draft = new CitationDraft(notes, record.Line);
        var bag = new Bag();
        foreach (var (tag, value) in record.Fields)
        {
            if (value.Length > 0)
                Take(draft, bag, tag, value);
        }

        Finish(draft, bag, notes, record);
        return draft;
    }

    private static void Take(CitationDraft draft, Bag bag, string tag, string value)
    {
        switch (tag)
        {
            case "TY":
                draft.Kind = KindText.Of(value);
                break;
            case "TI" or "T1" or "CT":
                draft.AddTitle(value);
                break;
            case "TT" or "OP":
                draft.OriginalTitle ??= value;
                break;
            case "AU" or "A1":
                draft.AddAuthors(value);
                break;
            case "A2" or "ED" or "A3":
                draft.AddEditors(value);
                break;
            case "PY" or "Y1" or "DA" or "YR":
                bag.Dates.Add((tag, value));
                break;
            case "N2" or "AB":
                draft.AddAbstract(Unwrapped(value));
                break;
            case "KW":
                foreach (var keyword in value.Split('\n'))
                    draft.AddKeyword(keyword);
                break;
            case "DO" or "DI":
                draft.SetDoi(value);
                break;
            case "UR" or "L1" or "L2" or "LK":
                draft.AddUrl(value);
                if (tag == "L2")
                    bag.Links.Add(value);
                break;
            case "SN":
                draft.AddSerial(value);
                break;
            case "AN" or "U2" or "ID" or "UT" or "C1":
                bag.Numbers.Add((tag, value));
                break;
            case "LA":
                draft.SetLanguage(value);
                break;
            case "M3" or "PT":
                foreach (var type in value.Split(tag == "PT" ? ',' : '\n'))
                    AddType(draft, type);
                break;
            case "N1" or "RN":
                draft.AddNote(value);
                bag.Notes.Add(value);
                break;
            case "PB" or "PU":
                draft.Publisher ??= value;
                break;
            case "CY" or "PP" or "PI":
                draft.Place ??= value;
                break;
            case "LB":
                draft.Label ??= LabelText.OfCell(value);
                break;
            case "DB":
                bag.Databases.AddRange(value.Split('\n'));
                break;
            case "U5" when value.StartsWith(CarriedFields.Mark, StringComparison.Ordinal):
                draft.Carried = value.ReplaceLineEndings("");
                break;
            default:
                bag.Others.TryAdd(tag, value);
                break;
        }
    }

    // M3 is the type of work for most, and a DOI or « Electronic » for some.
    private static void AddType(CitationDraft draft, string type)
    {
        if (FieldText.Doi(type) is not null)
            draft.SetDoi(type);
        else if (!NoType().IsMatch(type.Trim()))
            draft.AddPublicationType(type);
    }

    private static void Finish(CitationDraft draft, Bag bag, ImportNotes notes, TaggedRecord record)
    {
        Places(draft, bag);
        foreach (var (_, value) in bag.Dates.OrderBy(date =>
            date.Tag switch { "PY" => 0, "YR" => 1, "Y1" => 2, _ => 3 }))
        {
            draft.SetYear(value);
        }

        if (draft.Year is null && bag.Dates.Count > 0)
        {
            notes.Kept(
                record.Line, $"Année illisible : « {string.Join(" », « ", bag.Dates.Select(date => date.Value))} ». "
                + "Attendu : quatre chiffres. La référence est gardée sans année.", record.Raw);
        }

        if (draft.Date is not null && bag.Dates.Count == 0)
            draft.Date = null;
        draft.Volume = bag.First("VL", "VO", "IV");
        draft.Issue = bag.First("IS", "CP", "IP");
        draft.Pages = FieldText.Pages(bag.First("SP", "BP", "PG"), bag.First("EP"))
            ?? FieldText.Pages(bag.First("C7", "AR", "SE"), null);
        Providers(draft, bag);
        Identify(draft, bag);
        if (draft.Doi is null)
        {
            foreach (var text in bag.Links.Concat(bag.Notes).Where(text => DoiSaid().IsMatch(text)))
            {
                draft.SetDoi(text);
                break;
            }
        }

        if (!draft.HasTitle)
        {
            if (bag.First("ST") is { } shortTitle)
                draft.AddTitle(shortTitle);
            else if (draft.Kind is CitationKind.Book && bag.First("BT", "T2") is { } book)
                draft.AddTitle(book);
        }
    }

    private static void Places(CitationDraft draft, Bag bag)
    {
        var isPart = draft.Kind is CitationKind.BookChapter or CitationKind.ConferencePaper;
        var full = isPart ? bag.First("T2", "BT", "JF", "JO", "C3", "T3") : bag.First("JF", "T2", "JO", "BT", "SO");
        var shortened = bag.First("JA", "J2", "JI", "J1", "J9");
        if (bag.First("JO") is { } other && other != full)
            shortened ??= other;
        draft.Journal = full ?? shortened;
        draft.JournalAbbreviation = shortened == draft.Journal ? null : shortened;
    }

    private static void Providers(CitationDraft draft, Bag bag)
    {
        var number = bag.Numbers.Select(pair => pair.Value).FirstOrDefault() ?? "";
        var notes = string.Join(' ', bag.Notes);
        draft.Provider = number switch
        {
            _ when number.StartsWith("rayyan-", StringComparison.Ordinal)
                || notes.Contains("RAYYAN-", StringComparison.Ordinal) =>
                "Rayyan",
            _ when number.StartsWith("WOS:", StringComparison.Ordinal) => "Web of Science",
            _ when number.StartsWith("CN-", StringComparison.Ordinal) => "Cochrane",
            _ => null,
        };
        // Embase.com gives records of MEDLINE too, and names that as their data base.
        draft.Provider ??= ProviderNames.OfUrls(draft) is "Embase" ? "Embase" : null;
        draft.Provider ??= bag.Databases.Count > 0 ? ProviderNames.Of(bag.Databases[0]) : null;
        draft.Provider ??= bag.First("DP") is { } from ? ProviderNames.Known(from) : null;
        draft.Provider ??= bag.Others.ContainsKey("WE") ? "Web of Science" : null;
        draft.Provider ??= bag.Numbers.Exists(pair => pair.Value.StartsWith("EPPI", StringComparison.OrdinalIgnoreCase))
            || bag.Others.GetValueOrDefault("U1") is { } u1 && u1.Length is 8 or 9 && u1.All(char.IsAsciiDigit)
            && bag.Others.ContainsKey("ST") ? "EPPI-Reviewer" : null;
        draft.Provider ??= ProviderNames.OfUrls(draft);
    }

    private static void Identify(CitationDraft draft, Bag bag)
    {
        foreach (var (tag, value) in bag.Numbers)
        {
            if (tag == "C1")
            {
                if (bag.IsFrom("PubMed", "MEDLINE"))
                    draft.SetPmcId(value);
                continue;
            }

            if (tag == "ID" && value.Length < 7 && value.All(char.IsAsciiDigit))
                continue;
            if (bag.IsFrom("PubMed", "MEDLINE", "PMC") && tag is "AN" or "ID"
                && FieldText.PubMedId(value) is { Length: > 5 } id)
            {
                draft.SetPubMedId(id);
            }
            else if (value.StartsWith("PMC", StringComparison.OrdinalIgnoreCase))
            {
                draft.SetPmcId(value);
            }
            else
            {
                draft.AddAccession(value.Split('\n')[0]);
            }
        }

        // Embase gives PubMed’s number in C5, Scopus in C2, Cochrane in C3 with its name.
        if (draft.Provider == "Embase" && bag.First("C5") is { } embase)
            draft.SetPubMedId(embase);
        if (draft.Provider == "Scopus" && bag.First("C2") is { } scopus)
            draft.SetPubMedId(scopus);
        if (bag.First("C2") is { } pmc && PmcAlone().IsMatch(pmc))
            draft.SetPmcId(pmc);
        if (bag.First("PM", "PMID") is { } said)
            draft.SetPubMedId(said);
        if (bag.First("C3") is { } names)
        {
            foreach (Match match in NumberWithName().Matches(names))
                draft.AddAccession($"{match.Groups[1].Value} {match.Groups[2].Value}");
        }
    }

    // Lines of some eighty characters were wrapped; longer ones are paragraphs.
    private static string Unwrapped(string value)
    {
        if (!value.Contains('\n', StringComparison.Ordinal))
            return value;
        var lines = value.Split('\n');
        return lines.Take(lines.Length - 1).All(line => line.Length is > 40 and < 100) && lines.Length > 2
            ? string.Join(' ', lines)
            : value;
    }

    /// <summary>Fields that mean something only together.</summary>
    private sealed class Bag
    {
        public List<(string Tag, string Value)> Dates { get; } = [];

        public List<(string Tag, string Value)> Numbers { get; } = [];

        public List<string> Databases { get; } = [];

        public List<string> Links { get; } = [];

        public List<string> Notes { get; } = [];

        public Dictionary<string, string> Others { get; } = new(StringComparer.Ordinal);

        public string? First(params ReadOnlySpan<string> tags)
        {
            foreach (var tag in tags)
            {
                if (Others.TryGetValue(tag, out var value))
                    return value;
            }

            return null;
        }

        public bool IsFrom(params ReadOnlySpan<string> names)
        {
            var source = string.Join(' ', Databases) + " " + First("DP");
            foreach (var name in names)
            {
                if (source.Contains(name, StringComparison.OrdinalIgnoreCase))
                    return true;
            }

            return false;
        }
    }

    [GeneratedRegex(@"^(?:no|electronic|print|print-electronic|internet|doi:.*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex NoType();

    [GeneratedRegex(@"doi", RegexOptions.IgnoreCase)]
    private static partial Regex DoiSaid();

    [GeneratedRegex(@"^PMC\d+$", RegexOptions.IgnoreCase)]
    private static partial Regex PmcAlone();

    [GeneratedRegex(@"\b(PUBMED|EMBASE|CTGOV|CINAHL|ICTRP)\s+([\w-]+)")]
    private static partial Regex NumberWithName();
}
