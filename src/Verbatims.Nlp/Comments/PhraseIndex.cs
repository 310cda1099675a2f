namespace Verbatims.Nlp.Comments;

/// <summary>
/// Finds many words and phrases in a text in one pass. A star at the end of a word stands for any ending; apostrophes, hyphens,
/// case and accents do not count.
/// </summary>
/// <typeparam name="T">What a phrase stands for.</typeparam>
internal sealed class PhraseIndex<T>
{
    private readonly Dictionary<string, List<Phrase>> _byWord = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Phrase>> _byStem = new(StringComparer.Ordinal);
    private int _shortestStem = int.MaxValue;
    private int _longestStem;

    public void Add(string phrase, T value)
    {
        var parts = phrase.Split([' ', '\'', '\u2019', '-'], StringSplitOptions.RemoveEmptyEntries)
            .Select(part => new Part(WordScanner.Plain(part.TrimEnd('*')), part.EndsWith('*'))).ToArray();
        if (parts.Length == 0)
            throw new ArgumentException($"« {phrase} » ne contient aucun mot.", nameof(phrase));
        var first = parts[0];
        var index = first.IsStem ? _byStem : _byWord;
        if (!index.TryGetValue(first.Text, out var phrases))
            index.Add(first.Text, phrases = []);
        phrases.Add(new Phrase(parts, value));
        if (first.IsStem)
        {
            _shortestStem = Math.Min(_shortestStem, first.Text.Length);
            _longestStem = Math.Max(_longestStem, first.Text.Length);
        }
    }

    /// <summary>Calls back for each phrase found: what it stands for, its first word, and how many words it has.</summary>
    public void Find(List<Word> words, Action<T, int, int> found)
    {
        var stems = _byStem.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i < words.Count; i++)
        {
            if (_byWord.TryGetValue(words[i].Text, out var exact))
                Match(exact, words, i, found);
            var longest = Math.Min(_longestStem, words[i].Text.Length);
            for (var length = _shortestStem; length <= longest; length++)
            {
                if (stems.TryGetValue(words[i].Text.AsSpan(0, length), out var begun))
                    Match(begun, words, i, found);
            }
        }
    }

    private static void Match(List<Phrase> phrases, List<Word> words, int at, Action<T, int, int> found)
    {
        foreach (var phrase in phrases)
        {
            if (phrase.Parts.Length > words.Count - at)
                continue;
            var k = 1;
            while (k < phrase.Parts.Length && phrase.Parts[k].Fits(words[at + k].Text))
                k++;
            if (k == phrase.Parts.Length)
                found(phrase.Value, at, k);
        }
    }

    private sealed record Part(string Text, bool IsStem)
    {
        public bool Fits(string word) =>
            IsStem ? word.StartsWith(Text, StringComparison.Ordinal) : string.Equals(word, Text, StringComparison.Ordinal);
    }

    private sealed record Phrase(Part[] Parts, T Value);
}
