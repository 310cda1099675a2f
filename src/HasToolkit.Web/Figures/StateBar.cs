using System.Globalization;
using Evaluation.Workflows.Deadlines;

namespace HasToolkit.Web.Figures;

/// <summary>Small bars beside numbers that say the same: they are hidden from those who do not see them.</summary>
internal static class StateBar
{
    private const double Width = 200;
    private const double Height = 14;

    /// <summary>The order of the states in a bar, with their French names and colours.</summary>
    public static IReadOnlyList<(ClockState State, string Key, string One, string Title, string Css)> States { get; } =
    [
        (ClockState.Met, "tenus", "tenu", "tenus", "bar-good"), (ClockState.MetLate, "tardifs", "tenu en retard", "tenus en retard", "bar-warn"),
        (ClockState.Running, "en-cours", "en cours", "en cours", "bar-accent"), (ClockState.Stopped, "arretes", "arrêté", "arrêtés", "bar-stop"),
        (ClockState.Overdue, "depasses", "dépassé", "dépassés", "bar-bad"),
    ];

    /// <summary>Each state that some limits are in, with their number: « 2 tenus », « 1 arrêté ».</summary>
    public static IEnumerable<(string Key, string Text)> InWords(Func<ClockState, int> count) =>
        from entry in States
        let number = count(entry.State)
        where number > 0
        select (entry.Key, $"{number.ToString("N0", CultureInfo.CurrentCulture)} {(number > 1 ? entry.Title : entry.One)}");

    /// <summary>The states of some limits, one beside the other.</summary>
    public static string Of(Func<ClockState, int> count)
    {
        var (total, x, content) = (States.Sum(entry => count(entry.State)), 0.0, "");
        foreach (var (state, _, _, _, css) in States.Where(entry => count(entry.State) > 0))
        {
            var width = Width * count(state) / total;
            content += Markup.Rect(css, x, 0, width, Height);
            x += width;
        }

        return Hidden(Markup.Rect("bar-ground", 0, 0, Width, Height, 3) + content);
    }

    /// <summary>A share of a whole.</summary>
    public static string Share(int count, int of) => Hidden(
        Markup.Rect("bar-ground", 0, 0, Width, Height, 3)
        + (count == 0 || of == 0 ? "" : Markup.Rect("bar-accent", 0, 0, Math.Max(2, Width * count / of), Height, 3)));

    private static string Hidden(string content) =>
        $"<svg class=\"bar-figure\" viewBox=\"0 0 {Markup.N(Width)} {Markup.N(Height)}\" preserveAspectRatio=\"none\" aria-hidden=\"true\" "
        + $"focusable=\"false\" xmlns=\"http://www.w3.org/2000/svg\">{content}</svg>";
}
