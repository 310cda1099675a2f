using System.Text;
using System.Text.RegularExpressions;

namespace LitReview.Citations.Importing;

/// <summary>Turns LaTeX into plain text: accents, letters, braces, commands.</summary>
internal static partial class LatexText
{
    // The sign of an accent, and the combining mark it stands for.
    private static readonly Dictionary<char, char> Accents =
        "`'^~=u.\"rHvdckb"
        .Zip("\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030A\u030B\u030C\u0323\u0327\u0328\u0331")
        .ToDictionary(pair => pair.First, pair => pair.Second);

    private static readonly Dictionary<string, string> Commands = (
        "ss ß o ø O Ø ae æ AE Æ oe œ OE Œ aa å AA Å l ł L Ł i ı j ȷ dh ð th þ DH Ð TH Þ dj đ DJ Đ ng ŋ "
        + "textendash – textemdash — textquoteright ’ textquoteleft ‘ textquotedblleft “ "
        + "textquotedblright ” ldots … dots … textellipsis … textregistered ® texttrademark ™ "
        + "textdegree ° degree ° textmu µ pm ± times × leq ≤ le ≤ geq ≥ ge ≥ sim ~ textasciitilde ~ textasciicircum ^ lt < "
        + "gt > textless < textgreater > textbackslash \\ textunderscore _ infty ∞ rightarrow → to → "
        + "cdot · approx ≈ neq ≠ circ ° alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ "
        + "iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ "
        + "omega ω Delta Δ Gamma Γ Omega Ω Sigma Σ Theta Θ Lambda Λ Pi Π Phi Φ Psi Ψ S § P ¶ copyright © "
        + "pounds £ euro € texteuro € dag †")
        .Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>The text without LaTeX.</summary>
    public static string Plain(string latex, bool keepLines = false)
    {
        var text = latex.AsSpan().IndexOfAny(@"\{}$~") < 0 && !latex.Contains("--", StringComparison.Ordinal) ? latex
            : Convert(latex);
        return keepLines ? FieldText.Paragraphs(text) : FieldText.OneLine(text);
    }

    /// <summary>
    /// The names of a field, set apart by « and »; what stands in outer braces is the name of a group.
    /// </summary>
    public static IEnumerable<CitationAuthor> Names(string latex)
    {
        var names = SplitAtAnd(latex).Select(FieldText.OneLine).Where(name => name.Length > 0).ToList();
        if (names.Count == 1 && names[0].Contains(';', StringComparison.Ordinal))
            return AuthorText.Several(Plain(names[0]));
        return names.Where(name => !name.Equals("others", StringComparison.OrdinalIgnoreCase)).Select(Name)
            .OfType<CitationAuthor>();
    }

    private static CitationAuthor? Name(string name)
    {
        if (name is ['{', .., '}'] && Closing(name, 0) == name.Length - 1)
            return new CitationAuthor(Plain(name), "", IsGroup: true);
        var parts = SplitOutside(name, ',');
        if (parts.Count == 2)
            return new CitationAuthor(Plain(parts[0]), Plain(parts[1]));
        if (parts.Count == 3)
            return new CitationAuthor(Plain(parts[0]), $"{Plain(parts[2])} {Plain(parts[1])}");
        var words = SplitOutside(name, ' ');
        if (words.Count < 2 || !name.Contains('{', StringComparison.Ordinal)
            || name.Contains('\\', StringComparison.Ordinal))
        {
            return AuthorText.One(Plain(name));
        }

        return new CitationAuthor(Plain(words[^1]), Plain(string.Join(' ', words.Take(words.Count - 1))));
    }

    private static IEnumerable<string> SplitAtAnd(string latex)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i < latex.Length; i++)
        {
            switch (latex[i])
            {
                case '\\':
                    i++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}':
                    depth--;
                    break;
                case var c when depth == 0 && char.IsWhiteSpace(c) && AndWord()
                    .Match(latex, i) is { Success: true } and:
                    yield return latex[start..i];
                    i += and.Length - 1;
                    start = i + 1;
                    break;
            }
        }

        yield return latex[start..];
    }

    private static List<string> SplitOutside(string text, char separator)
    {
        var (parts, depth, start) = (new List<string>(), 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
            if (text[i] != separator || depth != 0)
                continue;
            parts.Add(text[start..i]);
            start = i + 1;
        }

        parts.Add(text[start..]);
        return [.. parts.Select(part => part.Trim()).Where(part => part.Length > 0)];
    }

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && --depth == 0)
                return i;
        }

        return -1;
    }

    private static string Convert(string latex)
    {
        var plain = new StringBuilder(latex.Length);
        for (var i = 0; i < latex.Length; i++)
        {
            switch (latex[i])
            {
                case '{' or '}':
                    break;
                case '$':
                    break;
                case '~':
                    plain.Append(' ');
                    break;
                case '-' when latex.AsSpan(i).StartsWith("---"):
                    plain.Append('—');
                    i += 2;
                    break;
                case '-' when latex.AsSpan(i).StartsWith("--"):
                    plain.Append('–');
                    i++;
                    break;
                case '\\' when i + 1 < latex.Length:
                    i = Command(latex, i + 1, plain);
                    break;
                default:
                    plain.Append(latex[i]);
                    break;
            }
        }

        return plain.ToString().Normalize(NormalizationForm.FormC);
    }

    // Returns the place of the last character of the command.
    private static int Command(string latex, int at, StringBuilder plain)
    {
        var sign = latex[at];
        if (!char.IsAsciiLetter(sign))
        {
            if (Accents.TryGetValue(sign, out var mark) && Letter(latex, at + 1) is { } target)
            {
                plain.Append(target.Letter).Append(mark);
                return target.At;
            }

            plain.Append(sign == '\\' ? '\n' : sign is '-' or '/' or ',' ? "" : sign.ToString());
            return at;
        }

        var end = at;
        while (end < latex.Length && char.IsAsciiLetter(latex[end]))
            end++;
        var name = latex[at..end];
        if (name.Length == 1 && Accents.TryGetValue(sign, out var accent) && Letter(latex, end) is { } letter)
        {
            plain.Append(letter.Letter).Append(accent);
            return letter.At;
        }

        if (Commands.TryGetValue(name, out var text))
        {
            plain.Append(text);
            if (end < latex.Length && latex[end] == ' ')
                return end;
            return end + 1 < latex.Length && latex[end] == '{' && latex[end + 1] == '}' ? end + 1 : end - 1;
        }

        // Of other commands (\textit, \emph…) the argument stays.
        return end < latex.Length && latex[end] == ' ' ? end : end - 1;
    }

    private static (char Letter, int At)? Letter(string latex, int at)
    {
        while (at < latex.Length && latex[at] == ' ')
            at++;
        if (at >= latex.Length)
            return null;
        var braced = latex[at] == '{';
        if (braced)
            at++;
        if (at >= latex.Length)
            return null;
        var letter = latex[at];
        if (letter == '\\' && at + 1 < latex.Length && latex[at + 1] is 'i' or 'j')
            letter = latex[++at];
        if (!char.IsLetter(letter))
            return null;
        return (letter, braced && at + 1 < latex.Length && latex[at + 1] == '}' ? at + 1 : at);
    }

    [GeneratedRegex(@"\G\s{1,50}and(?=\s)", RegexOptions.IgnoreCase)]
    private static partial Regex AndWord();
}
