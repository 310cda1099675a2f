using System.Text.RegularExpressions;

namespace LitReview.Citations.Importing;

/// <summary>
/// Reads what people paste: the « abstract » text of PubMed, titles with abstracts, lists of DOI, PMID or titles.
/// </summary>
internal static partial class PlainTextReader
{
    public const string ListName = "Liste de références";
    public const string TextName = "Texte collé";

    private const int LongestBlock = 1 << 20;

    /// <summary>The format that a text shows; null when it shows none.</summary>
    public static string? FormatOf(string head)
    {
        var lines = head.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).ToList();
        var filled = lines.Where(line => line.Length > 0).Take(400).ToList();
        if (filled.Count == 0)
            return null;
        if (filled.Exists(line => CitationLine().IsMatch(line))
            && filled.Exists(line => PmidLine().IsMatch(line) || line.Contains("doi:", StringComparison.Ordinal)))
        {
            return TextName;
        }

        if (filled.Count(line => IsIdentifier(line) || HasIdentifier(line)) * 2 > filled.Count)
            return ListName;
        var blocks = Blocks(filled.Count == 0 ? [] : lines);
        if (blocks.Count(block => block.Count > 1 && IsTitle(block[0])
            && string.Join(' ', block.Skip(1)).Length > 200) * 2 > blocks.Count)
        {
            return TextName;
        }

        return filled.Count(IsTitle) * 10 >= filled.Count * 9 ? ListName : null;
    }

    public static IEnumerable<Citation> Read(Lines lines, string format, ImportNotes notes)
    {
        var ordinal = 0;
        foreach (var (line, raw, draft) in format == ListName ? List(lines, notes) : Pasted(lines, notes))
        {
            notes.Seen(draft.Provider);
            yield return draft.Build(new SourceRecord(notes.FileName, format, draft.Provider, ++ordinal, line, raw));
        }
    }

    private static IEnumerable<(int Line, string Raw, CitationDraft Draft)> List(Lines lines, ImportNotes notes)
    {
        while (lines.Next() is { } line)
        {
            var text = FieldText.OneLine(ListMark().Replace(line.Text, "")).Trim(',', ';', '"');
            if (text.Length == 0 || HeaderWord().IsMatch(text))
                continue;
            if (IsIdentifier(text) && text.AsSpan().IndexOfAny(' ', ';', ',') > 0 && FieldText.PubMedId(text) is null
                && text.Split([' ', ';', ','], StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } several
                    && several.All(IsIdentifier))
            {
                foreach (var one in several)
                    yield return (line.Number, one, Known(one, line.Number, notes));
                continue;
            }

            yield return (line.Number, line.Text, Known(text, line.Number, notes));
        }
    }

    private static CitationDraft Known(string text, int line, ImportNotes notes)
    {
        var draft = new CitationDraft(notes, line);
        if (FieldText.PubMedId(text) is { Length: > 0 } id)
        {
            draft.SetPubMedId(id);
            return draft;
        }

        if (FieldText.Doi(text) is { } doi)
            draft.SetDoi(doi);
        if (PmidInside().Match(text) is { Success: true } pmid)
            draft.SetPubMedId(pmid.Groups[1].Value);
        draft.SetPmcId(text);
        draft.AddUrl(text);
        if (IsIdentifier(text))
            return draft;
        Reference(draft, IdentifierInside().Replace(text, " "));
        return draft;
    }

    // « Smith J, Doe A. The title. Journal. 2019;12(3):4-9. »: what stands between two sentence ends and is longest is
    // the title.
    private static void Reference(CitationDraft draft, string text)
    {
        draft.Year ??= FieldText.Year(text);
        var parts = SentenceEnd().Split(FieldText.OneLine(text)).Where(part => part.Length > 0).ToList();
        if (parts.Count < 3 || !parts.Exists(part => FieldText.Year(part) is not null))
        {
            draft.Year = null;
            draft.AddTitle(FieldText.OneLine(text).Trim('.', ' ', ';', ','));
            return;
        }

        draft.AddTitle(parts.Take(3).Skip(1).MaxBy(part => part.Length) ?? text);
        draft.AddAuthors(parts[0]);
    }

    private static IEnumerable<(int Line, string Raw, CitationDraft Draft)> Pasted(Lines lines, ImportNotes notes)
    {
        var (block, blocks) = (new List<Line>(), new List<List<Line>>());
        var isPubMed = false;
        for (var line = lines.Next(); ; line = lines.Next())
        {
            var begins = line is { } at && CitationLine().IsMatch(at.Text) && block.Count == 0;
            if ((begins || line is null) && blocks.Count > 0 && (isPubMed || line is null))
            {
                if (isPubMed)
                    yield return PubMed(blocks, notes);
                blocks = [];
            }

            isPubMed |= begins;
            if (line is null)
                break;
            if (string.IsNullOrWhiteSpace(line.Value.Text))
            {
                Close();
                if (!isPubMed)
                {
                    foreach (var done in blocks)
                        yield return Titled(done, notes);
                    blocks = [];
                }
            }
            else
            {
                block.Add(line.Value);
            }
        }

        void Close()
        {
            if (block.Count > 0 && block.Sum(line => line.Text.Length) < LongestBlock)
                blocks.Add(block);
            block = [];
        }
    }

    private static (int Line, string Raw, CitationDraft Draft) Titled(List<Line> block, ImportNotes notes)
    {
        var draft = new CitationDraft(notes, block[0].Number);
        draft.AddTitle(TitleMark().Replace(block[0].Text, ""));
        var rest = string.Join('\n', block.Skip(1).Select(line => line.Text));
        if (FieldText.Doi(rest) is { } doi && rest.Contains("doi", StringComparison.OrdinalIgnoreCase))
            draft.SetDoi(doi);
        if (PmidInside().Match(rest) is { Success: true } pmid)
            draft.SetPubMedId(pmid.Groups[1].Value);
        draft.AddAbstract(AbstractMark().Replace(rest, ""));
        return (block[0].Number, string.Join('\n', block.Select(line => line.Text)), draft);
    }

    // « 1. Journal. 2020 Jan;12(3):45-50. doi: … », title, authors, addresses, abstract, numbers: a block of lines
    // each.
    private static (int Line, string Raw, CitationDraft Draft) PubMed(List<List<Line>> blocks, ImportNotes notes)
    {
        var draft = new CitationDraft(notes, blocks[0][0].Number)
        {
            Kind = CitationKind.JournalArticle,
            Provider = "PubMed"
        };
        var texts = blocks.Select(block => string.Join(' ', block.Select(line => line.Text.Trim()))).ToList();
        var first = CitationLine().Replace(texts[0], "");
        if (Source().Match(first) is { Success: true } source)
        {
            draft.Journal = source.Groups["journal"].Value;
            draft.SetYear(source.Groups["date"].Value.Trim());
            draft.Volume = source.Groups["volume"].Value;
            draft.Issue = source.Groups["issue"].Value;
            draft.Pages = FieldText.Pages(source.Groups["pages"].Value, null);
        }

        if (FieldText.Doi(first) is { } doi)
            draft.SetDoi(doi);
        if (texts.Count > 1)
            draft.AddTitle(texts[1].TrimEnd('.'));
        var at = 2;
        if (at < texts.Count && !PmidLine().IsMatch(texts[at]) && !texts[at]
            .StartsWith("Author information", StringComparison.Ordinal))
        {
            draft.AddAuthors(AuthorNumbers().Replace(texts[at++], "").TrimEnd('.'));
        }

        for (; at < texts.Count; at++)
        {
            var text = texts[at];
            if (PmidInside().Match(text) is { Success: true } pmid)
                draft.SetPubMedId(pmid.Groups[1].Value);
            if (PmcInside().Match(text) is { Success: true } pmc)
                draft.SetPmcId(pmc.Value);
            if (draft.Doi is null && text.StartsWith("DOI:", StringComparison.Ordinal)
                && FieldText.Doi(text) is { } said)
            {
                draft.SetDoi(said);
            }

            if (!NoAbstract().IsMatch(text) && text.Length > 60)
                draft.AddAbstract(text);
        }

        return (blocks[0][0].Number,
            string.Join("\n\n", blocks.Select(block => string.Join('\n', block.Select(line => line.Text)))), draft);
    }

    private static List<List<string>> Blocks(List<string> lines)
    {
        var blocks = new List<List<string>> { new() };
        foreach (var line in lines)
        {
            if (line.Length > 0)
                blocks[^1].Add(line);
            else if (blocks[^1].Count > 0)
                blocks.Add([]);
        }

        return [.. blocks.Where(block => block.Count > 0)];
    }

    private static bool IsIdentifier(string line) =>
        line.Split([' ', ',', ';', '\t'], StringSplitOptions.RemoveEmptyEntries).All(
            part => FieldText.PubMedId(part) is not null || FieldText.Doi(part) is not null || PmcAlone().IsMatch(part)
                || PrefixWord().IsMatch(part))
        && line.Any(char.IsAsciiDigit);

    private static bool HasIdentifier(string line) => FieldText.Doi(line) is not null || PmidInside().IsMatch(line);

    private static bool IsTitle(string line) =>
        line.Length is >= 15 and <= 400 && line.Count(c => c == ' ') is >= 2 and <= 60
            && line.Count(char.IsLetter) * 10 > line.Length * 6
        && !CodeSign().IsMatch(line) && !line.EndsWith(',') && !line.EndsWith(';') && char.IsLetterOrDigit(line[0]);

    [GeneratedRegex(@"^\s*\d{1,6}\.\s+(?=\S.*(?:19|20)\d\d)")]
    private static partial Regex CitationLine();

    [GeneratedRegex(@"[{}<>=\\]")]
    private static partial Regex CodeSign();

    [GeneratedRegex(@"^PMID:\s*\d+", RegexOptions.IgnoreCase)]
    private static partial Regex PmidLine();

    [GeneratedRegex(@"\bPMID\s*:?\s*(\d{1,8})\b", RegexOptions.IgnoreCase)]
    private static partial Regex PmidInside();

    [GeneratedRegex(@"\bPMC\d{3,9}\b")]
    private static partial Regex PmcInside();

    [GeneratedRegex(@"^PMC\d{3,9}$", RegexOptions.IgnoreCase)]
    private static partial Regex PmcAlone();

    [GeneratedRegex(@"^(?:doi|pmid|pmcid)\s*:?$", RegexOptions.IgnoreCase)]
    private static partial Regex PrefixWord();

    [GeneratedRegex(@"^(?:doi|pmid|pmcid|title|titre|identifiant|id|references?|références?)\s*:?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex HeaderWord();

    [GeneratedRegex(@"^\s*(?:[-*•–]\s+|\[?\d{1,4}[.)\]]\s+)")]
    private static partial Regex ListMark();

    [GeneratedRegex(@"(?:https?://\S+|\b(?:doi\s*:?\s*)?10\.\d{4,9}/\S+|\bPMID\s*:?\s*\d{1,8}\b|\bPMC\d{3,9}\b)",
        RegexOptions.IgnoreCase)]
    private static partial Regex IdentifierInside();

    [GeneratedRegex(@"(?<=[\p{Ll}\d)?\p{Lu}])[.?]\s+(?=\p{Lu}|\d{4})")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^\s*(?:\d{1,4}[.)]\s+)?(?:title|titre)\s*:\s*", RegexOptions.IgnoreCase)]
    private static partial Regex TitleMark();

    [GeneratedRegex(@"^\s*(?:abstract|résumé|summary)\s*:?\s*", RegexOptions.IgnoreCase)]
    private static partial Regex AbstractMark();

    [GeneratedRegex(@"\(\d{1,3}\)(?:\(\d{1,3}\))*")]
    private static partial Regex AuthorNumbers();

    [GeneratedRegex(
        @"^(?:Author information|Erratum|Comment|Update|©|Copyright|DOI:|PMCID:|PMID:|Conflict of interest|\[Article in|Republished|Publisher)")]
    private static partial Regex NoAbstract();

    [GeneratedRegex(
        @"^(?<journal>.{2,200}?)\.\s+(?<date>\d{4}[^;:.]{0,30});(?<volume>[^(:;]{0,20})(?:\((?<issue>[^)]{0,30})\))?:(?<pages>[\w.-]{1,30}?)\.")]
    private static partial Regex Source();
}
