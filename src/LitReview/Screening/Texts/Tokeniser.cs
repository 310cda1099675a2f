using System.Globalization;
using System.Text;

namespace LitReview.Screening.Texts;

/// <summary>Cuts texts into words: runs of two or more letters, digits or underscores, in lower case.</summary>
/// <remarks>The words are those of the pattern <c>\b\w\w+\b</c> in Python, which ASReview’s models count.</remarks>
internal sealed class Tokeniser
{
    private readonly List<string> _vocabulary = [];
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _numbers =
        new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private char[] _word = new char[64];

    /// <summary>The distinct words met so far; a word’s number is its place.</summary>
    public IReadOnlyList<string> Vocabulary => _vocabulary;

    /// <summary>Adds the numbers of the words of a text to a list.</summary>
    public void Read(ReadOnlySpan<char> text, List<int> words)
    {
        var (length, letters) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            var used = 1;
            if (char.IsSurrogate(text[at]) ? IsWideLetter(text[at..], out used) : IsLetter(text[at]))
            {
                if (length + used > _word.Length)
                    Array.Resize(ref _word, _word.Length * 2);
                for (var i = 0; i < used; i++)
                    _word[length++] = char.ToLowerInvariant(text[at + i]);
                letters++;
            }
            else
            {
                Add(length, letters, words);
                (length, letters) = (0, 0);
            }

            at += used;
        }

        Add(length, letters, words);
    }

    private void Add(int length, int letters, List<int> words)
    {
        if (letters < 2)
            return;
        var word = _word.AsSpan(0, length);
        if (!_numbers.TryGetValue(word, out var number))
        {
            number = _vocabulary.Count;
            _numbers[word] = number;
            _vocabulary.Add(word.ToString());
        }

        words.Add(number);
    }

    private static bool IsLetter(char c) => c < 128 ? char.IsAsciiLetterOrDigit(c) || c == '_' : IsLetter(char.GetUnicodeCategory(c));

    // Letters outside the first 65,536 characters, such as those that mathematical typesetting uses.
    private static bool IsWideLetter(ReadOnlySpan<char> text, out int used)
    {
        var isPair = Rune.DecodeFromUtf16(text, out var rune, out used) == System.Buffers.OperationStatus.Done;
        return isPair && IsLetter(Rune.GetUnicodeCategory(rune));
    }

    private static bool IsLetter(UnicodeCategory category) => category
        is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
