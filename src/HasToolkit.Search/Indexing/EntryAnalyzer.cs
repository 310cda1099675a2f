using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;

namespace HasToolkit.Search.Indexing;

/// <summary>A word as the index knows it, and where it stands in the text.</summary>
internal readonly record struct Token(string Term, int Start, int End);

/// <summary>Cuts texts into the words that are indexed; the end of the field’s name says how.</summary>
/// <remarks>« .fr » and « .en » reduce words to stems and leave small words out; « .mot » keeps every word whole, without accents.</remarks>
internal sealed class EntryAnalyzer() : Analyzer(PER_FIELD_REUSE_STRATEGY)
{
    public const LuceneVersion Version = LuceneVersion.LUCENE_48;

    // The lists of Lucene, without accents: words are folded before they are compared, so that one typed without accents is found.
    private static readonly CharArraySet FrenchStops = Folded(FrenchAnalyzer.DefaultStopSet);
    private static readonly CharArraySet EnglishStops = EnglishAnalyzer.DefaultStopSet;
    private static readonly CharArraySet Articles = FrenchAnalyzer.DEFAULT_ARTICLES;

    /// <summary>Whether a word, folded, carries grammar and no subject.</summary>
    public static bool IsSmall(string folded) => FrenchStops.Contains(folded) || EnglishStops.Contains(folded);

    /// <summary>The words of a text, as a field has them.</summary>
    public List<Token> Read(string field, string text)
    {
        var tokens = new List<Token>();
        using var stream = GetTokenStream(field, text);
        var term = stream.AddAttribute<ICharTermAttribute>();
        var offsets = stream.AddAttribute<IOffsetAttribute>();
        stream.Reset();
        while (stream.IncrementToken())
            tokens.Add(new Token(term.ToString(), offsets.StartOffset, offsets.EndOffset));
        stream.End();
        return tokens;
    }

    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        var words = new StandardTokenizer(Version, reader);
        var whole = new ASCIIFoldingFilter(new LowerCaseFilter(Version, new ElisionFilter(words, Articles)));
        TokenStream stream = fieldName[^3..] switch
        {
            ".fr" => new FrenchLightStemFilter(new StopFilter(Version, whole, FrenchStops)),
            ".en" => new PorterStemFilter(new StopFilter(Version, whole, EnglishStops)),
            _ => whole,
        };
        return new TokenStreamComponents(words, stream);
    }

    private static CharArraySet Folded(CharArraySet words)
    {
        var folded = new CharArraySet(Version, words.Count, ignoreCase: false);
        foreach (var word in words)
        {
            var letters = word.ToCharArray();
            var plain = new char[letters.Length * 4];
            folded.Add(new string(plain, 0, ASCIIFoldingFilter.FoldToASCII(letters, 0, plain, 0, letters.Length)));
        }

        return folded;
    }
}
