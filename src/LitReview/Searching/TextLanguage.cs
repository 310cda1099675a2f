using LitReview.Screening.Texts;

namespace LitReview.Searching;

/// <summary>Tells the language of a text from its small words.</summary>
public static class TextLanguage
{
    /// <summary>« fr » or « en »; null when nothing tells.</summary>
    public static string? Of(string text)
    {
        var sum = 0;
        foreach (var word in text.AsSpan().EnumerateWords())
            sum += LanguageGuess.Vote(word);
        return sum switch { > 0 => "fr", < 0 => "en", _ => null };
    }

    private static WordEnumerator EnumerateWords(this ReadOnlySpan<char> text) => new(text);

    private ref struct WordEnumerator(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly WordEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            var start = 0;
            while (start < _rest.Length && !char.IsLetter(_rest[start]))
                start++;
            var end = start;
            while (end < _rest.Length && char.IsLetter(_rest[end]))
                end++;
            Current = _rest[start..end];
            _rest = _rest[end..];
            return Current.Length > 0;
        }
    }
}
