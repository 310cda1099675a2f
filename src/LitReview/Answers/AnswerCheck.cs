using System.Globalization;
using System.Text.RegularExpressions;

namespace LitReview.Answers;

/// <summary>Checks what a model wrote against the passages that it was given.</summary>
/// <remarks>
/// The checks are code, not another model. They tell that a citation exists, and that its words and the figures stand there; they
/// cannot tell that the sentence follows from them, so a person reads the quote.
/// </remarks>
public static partial class AnswerCheck
{
    private const int LongestShown = 80;
    private const int FewestWords = 3;

    /// <summary>Checks a sentence.</summary>
    /// <param name="text">What it says.</param>
    /// <param name="citations">What it claims to rest on.</param>
    /// <param name="passages">The passages, in the order of their numbers.</param>
    public static AnswerSentence Check(string text, IReadOnlyList<AnswerCitation> citations, IReadOnlyList<Passage> passages)
    {
        var faults = new List<string>();
        var real = citations.Where(citation => !Unknown(citation.Passage)).ToList();
        if (citations.Count == 0)
            faults.Add("ne cite aucun passage");
        var markers = Markers(text).ToList();
        foreach (var number in citations.Select(citation => citation.Passage).Concat(markers).Where(Unknown).Distinct())
            faults.Add($"cite le passage {number}, qui n’existe pas");
        foreach (var number in markers.Where(number => !Unknown(number) && real.All(citation => citation.Passage != number)).Distinct())
            faults.Add($"cite le passage {number} sans ses mots");
        foreach (var citation in real)
        {
            if (citation.Quote.Trim().Length == 0)
                faults.Add($"cite le passage {citation.Passage} sans ses mots");
            else if (QuoteCheck.WordsOf(citation.Quote) < FewestWords)
                faults.Add($"« {Shown(citation.Quote)} » est trop court pour appuyer une phrase");
            else if (!QuoteCheck.Stands(citation.Quote, passages[citation.Passage - 1].Text))
                faults.Add($"« {Shown(citation.Quote)} » ne figure pas mot pour mot dans le passage {citation.Passage}");
        }

        var cited = real.Select(citation => passages[citation.Passage - 1]).Distinct().ToList();
        var sources = cited.Select(passage => passage.Text).ToList();
        foreach (var quote in QuoteCheck.QuotesIn(text).Where(quote => !sources.Any(source => QuoteCheck.Stands(quote, source))))
            faults.Add($"« {Shown(quote)} », entre guillemets, ne figure dans aucun passage cité");
        foreach (var figure in FigureCheck.Missing(text, cited.SelectMany(passage => new[] { passage.Reference, passage.Text })))
            faults.Add($"le chiffre {figure} ne figure dans aucun passage cité");
        return new AnswerSentence(text, real, faults);

        bool Unknown(int number) => number < 1 || number > passages.Count;
    }

    private static IEnumerable<int> Markers(string text) => Marker().Matches(text)
        .SelectMany(match => Number().Matches(match.Value))
        .Select(match => int.TryParse(match.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1);

    private static string Shown(string quote) => quote.Length > LongestShown ? quote[..LongestShown].TrimEnd() + "…" : quote.Trim();

    [GeneratedRegex(@"\[\s*\d+(?:\s*[,;–-]\s*\d+)*\s*\]")]
    private static partial Regex Marker();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
