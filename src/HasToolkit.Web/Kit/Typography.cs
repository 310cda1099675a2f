using System.Globalization;

namespace HasToolkit.Web.Kit;

/// <summary>French typography of texts that are made of parts.</summary>
internal static class Typography
{
    /// <summary>The text with a capital first letter.</summary>
    public static string Capital(string text) => char.ToUpper(text[0], CultureInfo.CurrentCulture) + text[1..];

    /// <summary>Ties the marks « » : ; ! ? to the word beside them, so that no line begins or ends with one alone.</summary>
    public static string Tied(string text) => text
        .Replace("« ", "«\u00a0", StringComparison.Ordinal)
        .Replace(" »", "\u00a0»", StringComparison.Ordinal)
        .Replace(" :", "\u00a0:", StringComparison.Ordinal)
        .Replace(" ;", "\u00a0;", StringComparison.Ordinal)
        .Replace(" !", "\u00a0!", StringComparison.Ordinal)
        .Replace(" ?", "\u00a0?", StringComparison.Ordinal);
}
