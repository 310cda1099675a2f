using System.Globalization;

namespace LitReview.Reports;

/// <summary>Numbers and days as French readers write them.</summary>
internal static class FrenchText
{
    private const string Tie = "\u202f";

    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static string Number(long value) => value.ToString("N0", French);

    public static string Count(long count, string one, string? many = null) =>
        $"{Number(count)} {(count is 0 or 1 ? one : many ?? one + "s")}";

    public static string Percent(double share) => $"{Math.Floor((share * 100) + 1e-9).ToString("0", French)}{Tie}%";

    public static string Decimal(double value) => value.ToString("0.00", French);

    public static string Probability(double p) => p < 0.001 ? "moins de 0,001" : p.ToString("0.###", French);

    public static string Day(DateOnly day) => day.ToString(day.Day == 1 ? "d'er' MMMM yyyy" : "d MMMM yyyy", French);

    /// <summary>« a, b et c ».</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} et {items[^1]}",
    };
}
