namespace Evaluation.Workflows.Documents;

/// <summary>What French printers do to a text.</summary>
internal static class FrenchTypography
{
    /// <summary>Ties the marks « » : ; ! ? to the word beside them, so that no line begins or ends with one alone.</summary>
    public static string Tied(string text) => text
        .Replace("« ", "«\u00a0", StringComparison.Ordinal)
        .Replace(" »", "\u00a0»", StringComparison.Ordinal)
        .Replace(" :", "\u00a0:", StringComparison.Ordinal)
        .Replace(" ;", "\u00a0;", StringComparison.Ordinal)
        .Replace(" !", "\u00a0!", StringComparison.Ordinal)
        .Replace(" ?", "\u00a0?", StringComparison.Ordinal);

    /// <summary>« a, b et c ».</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} et {items[^1]}",
    };

    public static string Years(int years) => years == 1 ? "1 an" : $"{years} ans";
}
