using System.Globalization;
using System.Text;

namespace Verbatims.Nlp.Comments;

/// <summary>
/// A comment folded for the tokenizer (form « fold/1 »), with the way back: what is found in the folded text can be shown in
/// the text that the patient wrote.
/// </summary>
/// <remarks>
/// In this order: Unicode NFC; format characters dropped; control, separator and space characters to a space; quotes, dashes
/// and the ellipsis to ASCII; a sign or a letter repeated more than three times cut to three; runs of spaces to one; ends
/// trimmed. Case and accents are kept. The training pipeline folds in the same way: both are held to
/// models/training/normalisation_cases.jsonl.
/// </remarks>
public sealed class FoldedText
{
    private const string RepeatedSigns = ".!?,;:-*_=";
    private const int LongestRun = 3;

    // Null when the folded text is the text itself: most comments.
    private readonly int[]? _starts;
    private readonly int[]? _ends;

    private FoldedText(string text, int[]? starts, int[]? ends) => (Text, _starts, _ends) = (text, starts, ends);

    /// <summary>The folded text.</summary>
    public string Text { get; }

    /// <summary>Folds a text.</summary>
    /// <param name="text">Any text; half of a surrogate pair counts as U+FFFD.</param>
    public static FoldedText Of(string text)
    {
        if (IsFoldedAlready(text))
            return new FoldedText(text, starts: null, ends: null);

        var fold = new Fold(text.Length);
        var whole = WithoutHalves(text);
        if (whole.IsNormalized(NormalizationForm.FormC))
        {
            fold.Read(whole, 0, whole.Length, perCharacter: true);
        }
        else
        {
            // A letter and its marks are composed together, so each group leads back to the whole of itself.
            var groups = StringInfo.ParseCombiningCharacters(whole);
            for (var i = 0; i < groups.Length; i++)
            {
                var end = i + 1 < groups.Length ? groups[i + 1] : whole.Length;
                fold.Read(whole[groups[i]..end].Normalize(NormalizationForm.FormC), groups[i], end, perCharacter: false);
            }
        }

        return fold.Done();
    }

    /// <summary>Where a part of the folded text stands in the original.</summary>
    /// <param name="start">First character, from 0.</param>
    /// <param name="end">After the last character; greater than <paramref name="start"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is empty or outside the folded text.</exception>
    public (int Start, int End) InOriginal(int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end, start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, Text.Length);
        return _starts is null ? (start, end) : (_starts[start], _ends![end - 1]);
    }

    private static bool IsFoldedAlready(string text)
    {
        if (text.Length == 0)
            return true;
        if (text[0] == ' ' || text[^1] == ' ')
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            // Letters of Latin-1 are composed already; anything else takes the long way.
            if (c is < ' ' or '`' or '\u007f' || (c > '\u007f' && !(c >= '\u00c0' && c <= '\u00ff')))
                return false;
            if (c == ' ' && text[i - 1] == ' ')
                return false;
            if (i >= LongestRun && char.ToLowerInvariant(c) == char.ToLowerInvariant(text[i - 1])
                && char.ToLowerInvariant(c) == char.ToLowerInvariant(text[i - 2])
                && char.ToLowerInvariant(c) == char.ToLowerInvariant(text[i - 3]))
            {
                return false;
            }
        }

        return true;
    }

    private static string WithoutHalves(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
                continue;
            }

            var whole = text.ToCharArray();
            for (var k = 0; k < whole.Length; k++)
            {
                if (!char.IsSurrogate(whole[k]))
                    continue;
                if (k + 1 < whole.Length && char.IsSurrogatePair(whole[k], whole[k + 1]))
                    k++;
                else
                    whole[k] = '\uFFFD';
            }

            return new string(whole);
        }

        return text;
    }

    private sealed class Fold(int length)
    {
        private readonly StringBuilder _text = new(length);
        private readonly List<int> _starts = new(length);
        private readonly List<int> _ends = new(length);
        private char _last;
        private int _run;

        /// <summary>Takes a piece of composed text that stands between two places of the original.</summary>
        public void Read(string piece, int start, int end, bool perCharacter)
        {
            for (var i = 0; i < piece.Length; i++)
            {
                var isPair = char.IsHighSurrogate(piece[i]) && i + 1 < piece.Length;
                var category = CharUnicodeInfo.GetUnicodeCategory(piece, i);
                var (from, to) = perCharacter ? (start + i, start + i + (isPair ? 2 : 1)) : (start, end);
                if (category is UnicodeCategory.Format)
                {
                    i += isPair ? 1 : 0;
                    continue;
                }

                if (isPair)
                {
                    Keep(piece[i], from, to);
                    Keep(piece[++i], from, to);
                }
                else if (category is UnicodeCategory.Control or UnicodeCategory.SpaceSeparator
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                {
                    Space(from, to);
                }
                else if (piece[i] == '\u2026')
                {
                    for (var dot = 0; dot < 3; dot++)
                        Keep('.', from, to);
                }
                else
                {
                    Keep(Sign(piece[i]), from, to);
                }
            }
        }

        public FoldedText Done()
        {
            if (_text.Length > 0 && _text[^1] == ' ')
            {
                _text.Length--;
                _starts.RemoveAt(_starts.Count - 1);
                _ends.RemoveAt(_ends.Count - 1);
            }

            return new FoldedText(_text.ToString(), [.. _starts], [.. _ends]);
        }

        private void Space(int from, int to)
        {
            (_last, _run) = (' ', 0);
            if (_text.Length == 0 || _text[^1] == ' ')
                return;
            Add(' ', from, to);
        }

        private void Keep(char c, int from, int to)
        {
            var same = char.ToLowerInvariant(c);
            _run = same == _last ? _run + 1 : 1;
            _last = same;
            if (_run > LongestRun && IsCut(c))
                return;
            Add(c, from, to);
        }

        private void Add(char c, int from, int to)
        {
            _text.Append(c);
            _starts.Add(from);
            _ends.Add(to);
        }

        private static bool IsCut(char c) => RepeatedSigns.Contains(c, StringComparison.Ordinal) || char.IsLetter(c)
            || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

        private static char Sign(char c) => c switch
        {
            '\u2018' or '\u2019' or '\u201a' or '\u201b' or '\u2032' or '\u00b4' or '`' => '\'',
            '\u201c' or '\u201d' or '\u201e' or '\u00ab' or '\u00bb' => '"',
            '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2015' or '\u2212' => '-',
            _ => c,
        };
    }
}
