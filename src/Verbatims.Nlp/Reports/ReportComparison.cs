using Verbatims.Nlp.Figures;

namespace Verbatims.Nlp.Reports;

/// <summary>Two periods, or two batches, side by side.</summary>
/// <param name="First">What the first is, in French: « depuis juin 2026 », « ce lot ».</param>
/// <param name="Second">What the second is.</param>
/// <param name="Lines">The lines; none when one of the two has too few comments to be shown.</param>
public sealed record ReportComparison(string First, string Second, IReadOnlyList<ComparisonLine> Lines)
{
    /// <summary>What is said where there is no line.</summary>
    public static string TooFew { get; } = $"L’un des deux côtés a moins de {SmallCells.Least} commentaires : rien n’est comparé.";

    /// <summary>What a line compares, in French.</summary>
    /// <param name="line">The line.</param>
    /// <param name="names">The French name of each topic, by code.</param>
    public static string Title(ComparisonLine line, IReadOnlyDictionary<string, string> names) =>
        line.Code is null ? "Satisfaits" : $"Critiques : {names.GetValueOrDefault(line.Code, line.Code)}";

    /// <summary>One of the two shares with its interval; « moins de 5 » where it is not shown.</summary>
    /// <param name="share">The share.</param>
    /// <param name="query">The comments behind it.</param>
    public static string Cell(Proportion share, Search.CommentQuery query)
    {
        var figure = new Figure(share.Count, query);
        return figure.IsHidden ? ReportText.Number(figure) : ReportText.WithInterval(share);
    }

    /// <summary>What the two shares say: « en hausse (p = 0,012) », or why nothing can be said.</summary>
    /// <param name="test">The two shares.</param>
    public static string Difference(ShareTest test) => test switch
    {
        { PValue: null } => "effectif trop faible pour comparer",
        { IsSignificant: true, Difference: > 0 } => $"en hausse ({ReportText.P(test.PValue.Value)})",
        { IsSignificant: true } => $"en baisse ({ReportText.P(test.PValue.Value)})",
        _ => $"pas de différence établie ({ReportText.P(test.PValue.Value)})",
    };
}
