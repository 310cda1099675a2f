using System.Text.RegularExpressions;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Masking;

namespace Verbatims.Nlp.Tests;

/// <summary>An analyser of a few rules, so that a test can work out by hand what it will say.</summary>
/// <remarks>
/// « merci », « gentil » and « parfait » praise; « froid », « attente » and « bruit » blame; both make a mixed comment. Topics:
/// « gentil » HUM+, « repas » REP, « attente » ATT-, « bruit » CAL-. « chute » is a signal. « bof » needs a second reading.
/// « Dr Nom » is masked.
/// </remarks>
internal sealed partial class WordAnalyser(string version = "règles 1") : ICommentAnalyser
{
    private int _analysed;

    public string ModelVersion => version;

    /// <summary>How many comments were analysed.</summary>
    public int Analysed => _analysed;

    /// <summary>Called with each chunk, before it is analysed.</summary>
    public Action? OnChunk { get; init; }

    public MaskedText Mask(string text) => MaskedText.Of(
        text, [.. Doctor().Matches(text).Select(match => new MaskedSpan(match.Index + 3, match.Index + match.Length, "NOM"))]);

    public IReadOnlyList<CommentAnalysis> Analyse(IReadOnlyList<(string MaskedText, Box Box)> comments)
    {
        OnChunk?.Invoke();
        Interlocked.Add(ref _analysed, comments.Count);
        return [.. comments.Select(comment => Read(comment.MaskedText))];
    }

    [GeneratedRegex(@"Dr \p{Lu}\p{L}+")]
    private static partial Regex Doctor();

    private static CommentAnalysis Read(string text)
    {
        var praises = Has("merci") || Has("gentil") || Has("parfait");
        var blames = Has("froid") || Has("attente") || Has("bruit");
        var tone = (praises, blames) switch
        {
            (true, true) => Tone.Mixed,
            (true, false) => Tone.Positive,
            (false, true) => Tone.Negative,
            (false, false) => Tone.None,
        };
        var topics = new List<TopicMention>();
        Add("gentil", "HUM", isPraise: true, 0.9);
        Add("repas", "REP", isPraise: !blames, 0.8);
        Add("attente", "ATT", isPraise: false, 0.95);
        Add("bruit", "CAL", isPraise: false, 0.7);
        var fall = text.IndexOf("chute", StringComparison.OrdinalIgnoreCase);
        return new CommentAnalysis(
            tone, [.. Enum.GetValues<Tone>().Select(one => one == tone ? 0.91 : 0.03)], topics, fall >= 0, fall >= 0 ? 0.8 : 0.123456,
            fall >= 0 ? [new AlertReason("surveillance", fall, fall + 5)] : [], Has("bof"));

        bool Has(string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

        void Add(string word, string code, bool isPraise, double confidence)
        {
            if (text.IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var start)
                topics.Add(new TopicMention(code, isPraise, confidence, start, start + word.Length));
        }
    }
}
