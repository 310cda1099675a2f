using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LitReview.Citations.Importing;

namespace LitReview.Deduplication;

/// <summary>What a title says once spelling, mark-up and additions of data bases are set aside.</summary>
/// <param name="Words">Its words: lower case, without accents; Greek letters by name, roman numbers as figures.</param>
/// <param name="Numbers">The numbers in it, in order, as « 2 30 ».</param>
/// <param name="Role">What it is to another document: an erratum, a reply, a comment, a protocol; else empty.</param>
internal sealed partial record TitleText(IReadOnlyList<string> Words, string Numbers, string Role)
{
    /// <summary>The words without spaces.</summary>
    public string Compact { get; } = string.Concat(Words);

    /// <summary>Whether many documents may bear it: then it proves little.</summary>
    public bool IsWeak => Words.Count < 4 || Compact.Length < 20 || WordTables.GenericTitles.Contains(string.Join(' ', Words))
        || Role.Length > 0 && Words.Count < 7;

    /// <summary>Whether it says nothing at all.</summary>
    public bool IsEmpty => Words.Count == 0 || WordTables.NoTitles.Contains(string.Join(' ', Words));

    public static TitleText Of(string title)
    {
        var text = FieldText.WithoutMarkup(title);
        var role = RoleOf(text);
        text = Retracted().Replace(text, "");
        var cut = Addition().Replace(text, "");
        while (cut.Length < text.Length && Letters(cut) >= 20)
        {
            text = cut;
            cut = Addition().Replace(text, "");
        }

        var words = Split(text);
        for (var i = 0; i < words.Count; i++)
        {
            var isNumber = WordTables.AlwaysRoman.Contains(words[i]) || (i > 0 && WordTables.BeforeNumbers.Contains(words[i - 1]))
                || ((i == 0 || i == words.Count - 1) && WordTables.RomanAtTheEnds.Contains(words[i]));
            if (isNumber && WordTables.Figures.TryGetValue(words[i], out var figure))
                words[i] = figure;
        }

        return new TitleText(words, string.Join(' ', words.Where((word, i) => char.IsAsciiDigit(word[0])
            || (word.Length == 1 && i > 0 && WordTables.BeforeNumbers.Contains(words[i - 1])))), role);
    }

    /// <summary>Words of any text, spelt as those of titles.</summary>
    public static List<string> Split(string text)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        foreach (var letter in text.Normalize(NormalizationForm.FormKD))
        {
            var lower = char.ToLowerInvariant(letter);
            if (WordTables.Letters.TryGetValue(lower, out var name))
            {
                word.Append(name);
            }
            else if (char.IsLetterOrDigit(lower))
            {
                if (word.Length > 0 && char.IsDigit(lower) != char.IsDigit(word[^1]))
                    End();
                word.Append(lower);
            }
            else if (letter == '&')
            {
                End();
                words.Add("and");
            }
            else if (char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark
                && letter is not ('\'' or '’' or '‘' or '`' or '´' or '\u00AD'))
            {
                End();
            }
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    private static int Letters(string text) => text.Count(char.IsLetter);

    private static string RoleOf(string title) => RoleWords().Match(title) switch
    {
        { Success: false } => "",
        { Groups: var groups } when groups["erratum"].Success => "erratum",
        { Groups: var groups } when groups["retraction"].Success => "retraction",
        { Groups: var groups } when groups["reply"].Success => "réponse",
        { Groups: var groups } when groups["protocol"].Success => "protocole",
        _ => "commentaire",
    };

    [GeneratedRegex(@"^\W*(?:retracted(?:\s+article)?|withdrawn)\s*[:.\]-]\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Retracted();

    // « [Review] [14 refs] », « (Provisional abstract) », « [see comments] », « [French] », a final « (vol 3, pg 12,
    // 2001) ».
    [GeneratedRegex(
        @"\s*(?:\[[^\[\]]{1,120}\]|\((?:provisional abstract|structured abstract|cochrane review|review|abstract|brief record|vol\b[^()]{0,60}|"
        + @"correction[^()]{0,60}|author'?s? transl)\))[\s.]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Addition();

    [GeneratedRegex(
        @"(?<erratum>^\W*(?:erratum|errata|corrigend(?:um|a)|(?:author|publisher)\s+correction|corrections?(?:\s+to\b|\s*:)|addendum)|"
        + @"\[(?:erratum|corrigendum|correction)\]\W*$|\((?:vol|volume)\s*\d[^)]*\)\W*$|"
        + @"[:.?!""”]\s*(?:erratum|errata|corrigend(?:um|a)|corrections?)\W*$)|"
        + @"(?<retraction>^\W*(?:retraction\b|notice of retraction)|\[retraction of[^\]]*\])|"
        + @"(?<reply>^\W*(?:(?:authors?['’]?s?\s+|the\s+|in\s+)?(?:reply|response)\b(?:\s+(?:to|from|by)\b|\s*[:.]|\s*$)|reply\b)|\b(?:authors?['’]?s?\s+(?:reply|response)|\breply)\W*$|[:.?!""”]\s*(?:reply|response)\s+to\b)|"
        + @"(?<comment>^\W*(?:comments?\s+(?:on|to)\b|commentary\b|re\s*:|letter to the editor\b|editorial(?:\s+comment)?\s*:|invited\s+comment)|:\s*(?:a\s+)?comment(?:ary)?\W*$)|"
        + @"(?<protocol>\bprotocol\b(?:\s+(?:for|of|and)\b|\W*$)|\bstudy\s+protocol\b|\(protocol\))",
        RegexOptions.IgnoreCase)]
    private static partial Regex RoleWords();
}
