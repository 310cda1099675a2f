using LitReview.Screening.Texts;

namespace LitReview.Screening.Features;

/// <summary>The words of all records, by number.</summary>
internal sealed class TokenisedRecords
{
    private TokenisedRecords(string[] vocabulary, int[] words, int[] starts, int[] titleEnds, Language[] languages)
    {
        (Vocabulary, Words, Starts, TitleEnds, Languages) = (vocabulary, words, starts, titleEnds, languages);
        Uses = new int[vocabulary.Length];
        foreach (var word in words)
            Uses[word]++;
    }

    public string[] Vocabulary { get; }

    /// <summary>Title then abstract of each record, record after record.</summary>
    public int[] Words { get; }

    public int[] Starts { get; }

    /// <summary>Where the abstract of each record starts in <see cref="Words"/>.</summary>
    public int[] TitleEnds { get; }

    public Language[] Languages { get; }

    /// <summary>How often each word occurs in all records.</summary>
    public int[] Uses { get; }

    public int Count => Languages.Length;

    public static TokenisedRecords Read(IReadOnlyList<ScreeningRecord> records, CancellationToken cancellationToken)
    {
        var tokeniser = new Tokeniser();
        var words = new List<int>();
        var (starts, titleEnds) = (new int[records.Count + 1], new int[records.Count]);
        for (var i = 0; i < records.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            tokeniser.Read(records[i].Title, words);
            titleEnds[i] = words.Count;
            tokeniser.Read(records[i].Abstract, words);
            starts[i + 1] = words.Count;
        }

        string[] vocabulary = [.. tokeniser.Vocabulary];
        int[] all = [.. words];
        var votes = LanguageGuess.Votes(vocabulary);
        var languages = new Language[records.Count];
        for (var i = 0; i < languages.Length; i++)
            languages[i] = LanguageGuess.Of(all.AsSpan(starts[i]..starts[i + 1]), votes);
        return new TokenisedRecords(vocabulary, all, starts, titleEnds, languages);
    }
}
