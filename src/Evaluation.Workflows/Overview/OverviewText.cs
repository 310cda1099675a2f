using System.Globalization;

namespace Evaluation.Workflows.Overview;

/// <summary>Figures in French, the same on the pages, in pictures and on the command line.</summary>
public static class OverviewText
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>« 12 j », « 7,5 j »; « trop peu » when too few are known for a median to be shown; « – » when there is none.</summary>
    public static string Median(Spread spread) => spread switch
    {
        { Count: 0 } => "–",
        { IsShown: false } => "trop\u00a0peu",
        _ => $"{Days(spread.Median!.Value)} j",
    };

    /// <summary>« 12 j [8 à 20] »: the median and the quartiles, under the same conditions.</summary>
    public static string MedianAndQuartiles(Spread spread) => spread.IsShown
        ? $"{Median(spread)} [{Days(spread.LowerQuartile!.Value)} à {Days(spread.UpperQuartile!.Value)}]"
        : Median(spread);

    /// <summary>What a box of the diagram says of its step: « 3 ouverts · médiane 12 j ».</summary>
    public static string Note(StepFigures step)
    {
        var open = step.Open switch { 0 => "", 1 => "1 ouvert", var count => $"{count.ToString("N0", French)} ouverts" };
        var wait = step.Wait.IsShown ? $"médiane {Median(step.Wait)}" : step.Finished > 0 ? $"{step.Finished} fait{(step.Finished > 1 ? "s" : "")}" : "";
        return string.Join(" · ", new[] { open, wait }.Where(part => part.Length > 0));
    }

    /// <summary>The notes of the boxes of a procedure, by step; a step of which nothing is known has none.</summary>
    public static IReadOnlyDictionary<string, string> Notes(ProcedureFigures figures) => figures.Steps
        .Select(step => (step.Step.Id, Note: Note(step))).Where(pair => pair.Note.Length > 0).ToDictionary(pair => pair.Id, pair => pair.Note);

    /// <summary>A share in whole percent, « – » when there is nothing to share.</summary>
    public static string Share(int count, int of) => of == 0 ? "–" : ((double)count / of).ToString("0\u202f%", French);

    private static string Days(double days) => days.ToString("0.#", French);
}
