using System.Text.RegularExpressions;

namespace LitReview.Citations.Importing;

/// <summary>Reads names as exports write them.</summary>
internal static partial class AuthorText
{
    private const int MostAuthors = 20_000;

    private static readonly HashSet<string> Particles = new(StringComparer.OrdinalIgnoreCase)
    {
        "van", "von", "de", "del", "della", "der", "den", "di", "da", "do", "dos", "du", "des", "la", "le", "el",
        "al", "bin", "ibn", "ter", "ten", "zu", "zur", "af", "av", "d'", "d’", "st", "st.", "saint", "mac", "y",
    };

    /// <summary>Several names in one text, whatever separates them.</summary>
    public static IEnumerable<CitationAuthor> Several(string text)
    {
        text = text.Trim();
        if (text.Length == 0 || text is "-")
            return [];
        if (PythonList().IsMatch(text))
        {
            return Quoted().Matches(text)
                .Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value)
                    .SelectMany(Several);
        }

        return Split(text).Take(MostAuthors).Select(One).OfType<CitationAuthor>();
    }

    /// <summary>One name; null when there is none.</summary>
    public static CitationAuthor? One(string text)
    {
        var name = FieldText.OneLine(text).Trim(' ', ';', ',', '*');
        name = Numbering().Replace(name, "");
        name = OrcidTail().Replace(name, "").Trim();
        if (SeveralInitials().IsMatch(name))
            name = name[..^1];
        if (name.Length == 0 || NotAName().IsMatch(name))
            return null;
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0)
        {
            var (family, given) = (name[..comma].Trim(), name[(comma + 1)..].Trim(' ', ','));
            return IsGroup(family) && given.Split(' ').Length > 2
                ? new CitationAuthor(name, "", IsGroup: true)
                : new CitationAuthor(family, SuffixFirst().Replace(given, "$2 $1").Trim());
        }

        if (IsGroup(name))
            return new CitationAuthor(name, "", IsGroup: true);
        var words = name.Split(' ');
        return words.Length == 1 ? new CitationAuthor(name, "") : OfWords(words);
    }

    /// <summary>Whether a name is that of a group: a person is never called « Study Group ».</summary>
    public static bool IsGroup(string name) => GroupWord().IsMatch(name);

    // « Yang Z. », « Brownstein C D », « B. Abrahao », « Catarina Barata », « Ludwig van Beethoven ».
    private static CitationAuthor OfWords(string[] words)
    {
        var last = words.Length;
        while (last > 1 && (Initials().IsMatch(words[last - 1])
            || (last < words.Length && Suffix().IsMatch(words[last - 1]))
            || (last == words.Length && words.Length > 2 && Suffix().IsMatch(words[last - 1]))))
        {
            last--;
        }

        if (last < words.Length && !Initials().IsMatch(words[0]))
            return new CitationAuthor(string.Join(' ', words[..last]), string.Join(' ', words[last..]));
        var suffix = words.Length > 2 && Suffix().IsMatch(words[^1]) ? 1 : 0;
        var first = words.Length - 1 - suffix;
        while (first > 1 && Particles.Contains(words[first - 1]))
            first--;
        return new CitationAuthor(
            string.Join(' ', words[first..(words.Length - suffix)]),
            string.Join(' ', [.. words[..first], .. words[(words.Length - suffix)..]]));
    }

    private static IEnumerable<string> Split(string text)
    {
        text = Glued().Replace(text, ";");
        if (text.AsSpan().IndexOfAny(';', '|', '\n') >= 0)
            return text.Split([';', '|', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (And().IsMatch(text) && !(IsGroup(text) && !text.Contains(',', StringComparison.Ordinal)))
        {
            return And().Split(text).SelectMany(
                part => part.Count(c => c == ',') > 1 ? Split(part) : [part]);
        }

        var parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length < 2)
            return [text];
        if (parts.All(part => FamilyThenInitials().IsMatch(part) || (parts.Length > 2 && IsGroup(part))))
            return parts;
        if (parts.Length == 2 || (parts.Length == 3 && Suffix().IsMatch(parts[2])))
            return [text];
        if (parts.Length % 2 == 0 && parts.Where((_, i) => i % 2 == 1).All(part => AllInitials().IsMatch(part)))
            return parts.Chunk(2).Select(pair => string.Join(", ", pair));
        return parts.Count(part => part.Contains(' ', StringComparison.Ordinal)) * 3 > parts.Length * 2
            ? parts
            : parts.Length % 2 == 0 ? parts.Chunk(2).Select(pair => string.Join(", ", pair)) : [text];
    }

    [GeneratedRegex(@"^\[\s*(['""]).*\1\s*\]$", RegexOptions.Singleline)]
    private static partial Regex PythonList();

    [GeneratedRegex(@"'((?:[^'\\]|\\.)*)'|""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Quoted();

    // EndNote writes « Tan A.Schulze A. » where it lost its line breaks.
    [GeneratedRegex(@"(?<=\p{Lu}\.)(?=\p{Lu}[\p{Ll}'’])")]
    private static partial Regex Glued();

    [GeneratedRegex(@",?\s{1,50}(?:and|&|et)\s{1,50}")]
    private static partial Regex And();

    [GeneratedRegex(@"^[\p{L}'’\-. ]+\s(?:\p{Lu}\.?[- ]?){1,4}$")]
    private static partial Regex FamilyThenInitials();

    [GeneratedRegex(@"^(?:\p{Lu}\p{Ll}?\.?[- ]?){1,4}$")]
    private static partial Regex AllInitials();

    [GeneratedRegex(@"^(?:\p{Lu}\p{Ll}?\.-?)+$|^\p{Lu}{1,3}\.?$|^\p{Lu}(?:-\p{Lu})+\.?$")]
    private static partial Regex Initials();

    [GeneratedRegex(@"^(?:Jr|Sr|II|III|IV|2nd|3rd)\.?$")]
    private static partial Regex Suffix();

    [GeneratedRegex(@"^(Jr\.?|Sr\.?|II|III|IV),\s*(.+)$")]
    private static partial Regex SuffixFirst();

    [GeneratedRegex(@"(?<=\p{L})\s*\(?\d{1,2}(?:,\d{1,2})*\)?$")]
    private static partial Regex Numbering();

    // PubMed ends its list of authors with a full stop: « O'Connor RE. ».
    [GeneratedRegex(@"\s\p{Lu}{2,3}\.$")]
    private static partial Regex SeveralInitials();

    [GeneratedRegex(@"\s*\(?(?:https?://orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]\)?$")]
    private static partial Regex OrcidTail();

    [GeneratedRegex(@"^(?:\[?anonymous\]?\.?|no authors? (?:listed|indicated)\.?|anon\.?|unknown|et al\.?|none|n/?a|nan|-)$",
        RegexOptions.IgnoreCase)]
    private static partial Regex NotAName();

    [GeneratedRegex(
        @"\b(?:group|groups|team|collaborat\w*|consortium|committee|society|association|network|investigators?|institut\w*|"
        + @"universit\w*|organi[sz]ation|agency|agence|department|ministry|ministère|council|federation|foundation|fondation|"
        + @"cent(?:er|re)s?|college|collège|academy|académie|haute autorité|société|groupe|équipe|comité|commission|alliance|"
        + @"initiative|programme|program|trialists?|researchers|study|register|registry|board|hospitals?|working|task force|panel|"
        + @"members|writing|inc|ltd|gmbh|corporation|company|office|authority|service|bureau|unit)\b", RegexOptions.IgnoreCase)]
    private static partial Regex GroupWord();
}
