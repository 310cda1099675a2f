using Evaluation.Workflows.Dossiers;

namespace Evaluation.Workflows.Assessment;

/// <summary>How far a grid is filled, for the dossier or for one indication.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Indication">The indication; null for a grid that is filled once for the dossier.</param>
/// <param name="Answers">The latest answer to each line that has one.</param>
public sealed record GridReading(
    AssessmentGrid Grid, Indication? Indication, IReadOnlyDictionary<string, GivenAnswer> Answers)
{
    /// <summary>The lines without an answer.</summary>
    public IReadOnlyList<GridItem> Unanswered => [.. Grid.Items.Where(item => !Answers.ContainsKey(item.Id))];

    /// <summary>The lines whose answer is partial or absent.</summary>
    public IReadOnlyList<GridItem> Lacking =>
        [.. Grid.Items.Where(item => Answers.GetValueOrDefault(item.Id)?.Answer.Kind is GridAnswerKind.Partial or GridAnswerKind.Absent)];

    /// <summary>The lines with an answer.</summary>
    public int Answered => Grid.Items.Count - Unanswered.Count;

    /// <summary>Reads every grid that concerns a dossier, a grid per indication once for each.</summary>
    public static IReadOnlyList<GridReading> Of(Dossier dossier, GridLibrary grids) =>
        [.. dossier.Assessment.GridsOf(grids, dossier.Opening).SelectMany(grid => Of(dossier, grid))];

    /// <summary>Reads one grid.</summary>
    public static IEnumerable<GridReading> Of(Dossier dossier, AssessmentGrid grid) =>
        (grid.Scope == GridScope.Indication ? dossier.Opening.Indications.Cast<Indication?>() : [null])
            .Select(indication => new GridReading(
                grid, indication,
                dossier.Assessment.Answers
                    .Where(pair => pair.Key.Grid == grid.Ref && pair.Key.Indication == indication?.Id)
                    .ToDictionary(pair => pair.Key.Item, pair => pair.Value)));
}
