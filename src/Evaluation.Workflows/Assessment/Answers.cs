namespace Evaluation.Workflows.Assessment;

/// <summary>What a grid finds on one of its lines.</summary>
public enum GridAnswerKind
{
    /// <summary>The dossier says it.</summary>
    Filled,

    /// <summary>The dossier says a part of it.</summary>
    Partial,

    /// <summary>The dossier does not say it.</summary>
    Absent,

    /// <summary>The line does not concern this product.</summary>
    NotApplicable,
}

/// <summary>A page of a file of the dossier.</summary>
/// <param name="Sha256">The hash under which the file was received.</param>
/// <param name="Page">The page, from 1.</param>
public sealed record PartPage(string Sha256, int Page);

/// <summary>An answer to one line of a grid.</summary>
/// <param name="Item">The line.</param>
/// <param name="Kind">What is found.</param>
/// <param name="Comment">What the person says of it; empty when nothing.</param>
/// <param name="Quote">The words of the dossier; empty when none.</param>
/// <param name="Place">Where they are; null when no page is named.</param>
public sealed record GridAnswer(
    string Item, GridAnswerKind Kind, string Comment = "", string Quote = "", PartPage? Place = null);

/// <summary>The keys and French names of the answers.</summary>
public static class GridAnswers
{
    private static readonly (GridAnswerKind Kind, string Key, string Title, string ToQuestion)[] All =
    [
        (GridAnswerKind.Filled, "renseigne", "renseigné", "oui"), (GridAnswerKind.Partial, "partiel", "partiel", "en partie"),
        (GridAnswerKind.Absent, "absent", "absent", "non"), (GridAnswerKind.NotApplicable, "sans-objet", "sans objet", "sans objet"),
    ];

    /// <summary>Every answer, with the key that commands use.</summary>
    public static IReadOnlyList<(GridAnswerKind Kind, string Key)> Every { get; } = [.. All.Select(entry => (entry.Kind, entry.Key))];

    /// <summary>The answer of a key or of its words, or null.</summary>
    public static GridAnswerKind? Find(string text) =>
        All.Where(entry => entry.Key == text || entry.Title == text || entry.ToQuestion == text)
            .Select(entry => (GridAnswerKind?)entry.Kind).FirstOrDefault();

    /// <summary>The key: « renseigne ».</summary>
    public static string Key(this GridAnswerKind kind) => All.First(entry => entry.Kind == kind).Key;

    /// <summary>The words shown: « renseigné ».</summary>
    public static string Title(this GridAnswerKind kind) => All.First(entry => entry.Kind == kind).Title;

    /// <summary>The words shown in a grid: « oui » where its lines are questions.</summary>
    public static string Title(this GridAnswerKind kind, AssessmentGrid grid) =>
        grid.AsksYesOrNo ? All.First(entry => entry.Kind == kind).ToQuestion : kind.Title();
}
