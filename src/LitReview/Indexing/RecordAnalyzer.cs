using LitReview.Searching;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;

namespace LitReview.Indexing;

/// <summary>A word as the index knows it.</summary>
/// <param name="Term">Its form in the index.</param>
/// <param name="Position">Its place among the words; words left out leave a gap.</param>
/// <param name="Start">Its first character in the text.</param>
/// <param name="End">The character after its last.</param>
internal readonly record struct Token(string Term, int Position, int Start, int End);

/// <summary>Cuts texts into the words that are indexed; the end of the field’s name says how.</summary>
/// <remarks>« .en » and « .fr » reduce words to stems and leave small words out; other fields keep every word whole.</remarks>
internal sealed class RecordAnalyzer() : Analyzer(PER_FIELD_REUSE_STRATEGY)
{
    public const LuceneVersion Version = LuceneVersion.LUCENE_48;

    private const string FrenchSmallWords =
        """
        au aux avec ce ces cet cette dans de des du elle elles en et eux il ils je la le les leur leurs lui mais me meme memes mes
        moi mon ne nos notre nous ou par pas pour qu que qui sa se ses si son sur ta te tes toi ton tu un une vos votre vous est
        sont etait etaient ete etre etant ont avait avaient avoir ayant sera seront soit chez comme donc dont lors ni car
        """;

    // Marked as two lists in Lucene too: a small word of one language may be a subject in the other.
    private static readonly CharArraySet EnglishStops = EnglishAnalyzer.DefaultStopSet;

    private static readonly CharArraySet FrenchStops = new(
        Version, FrenchSmallWords.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), ignoreCase: false);

    private static readonly CharArraySet Articles = new(
        Version, ["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"], ignoreCase: true);

    /// <summary>Whether a word carries grammar in French or English; one in capitals may be an abbreviation, and does not.</summary>
    public static bool IsSmallWord(string word)
    {
        if (word.Length > 1 && word.All(char.IsUpper))
            return false;
        var plain = PlainLetters.Of(word);
        return EnglishStops.Contains(plain) || FrenchStops.Contains(plain);
    }

    /// <summary>The words of a text, as a field has them.</summary>
    public List<Token> Read(string field, string text)
    {
        var tokens = new List<Token>();
        using var stream = GetTokenStream(field, text);
        var term = stream.AddAttribute<ICharTermAttribute>();
        var offsets = stream.AddAttribute<IOffsetAttribute>();
        var increment = stream.AddAttribute<IPositionIncrementAttribute>();
        stream.Reset();
        for (var position = -1; stream.IncrementToken();)
        {
            position += increment.PositionIncrement;
            tokens.Add(new Token(term.ToString(), position, offsets.StartOffset, offsets.EndOffset));
        }

        stream.End();
        return tokens;
    }

    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        var words = new StandardTokenizer(Version, reader);
        TokenStream stream = fieldName[^3..] switch
        {
            ".en" => English(words),
            ".fr" => French(words),
            _ => Whole(words),
        };
        return new TokenStreamComponents(words, stream);
    }

    private static PorterStemFilter English(Tokenizer words) => new(
        new StopFilter(Version, Folded(new EnglishPossessiveFilter(Version, words)), EnglishStops));

    // Folded before stemming, so that a word typed without its accents has the same stem.
    private static FrenchLightStemFilter French(Tokenizer words) => new(
        new StopFilter(Version, Folded(new ElisionFilter(words, Articles)), FrenchStops));

    private static ASCIIFoldingFilter Whole(Tokenizer words) =>
        Folded(new EnglishPossessiveFilter(Version, new ElisionFilter(words, Articles)));

    private static ASCIIFoldingFilter Folded(TokenStream stream) =>
        new(new GreekLetterFilter(new LowerCaseFilter(Version, stream)));

    /// <summary>Names a Greek letter that stands alone, so that « TNF-α » and « TNF-alpha » are one.</summary>
    private sealed class GreekLetterFilter : TokenFilter
    {
        private static readonly string[] Names =
        [
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
            "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
        ];

        private readonly ICharTermAttribute _term;

        public GreekLetterFilter(TokenStream input)
            : base(input) => _term = AddAttribute<ICharTermAttribute>();

        public override bool IncrementToken()
        {
            if (!m_input.IncrementToken())
                return false;
            if (_term.Length == 1 && _term.Buffer[0] is >= 'α' and <= 'ω' and var letter)
                _term.SetEmpty().Append(Names[letter - 'α']);
            return true;
        }
    }
}
