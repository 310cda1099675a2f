using System.Globalization;

namespace HasToolkit.Web.Figures;

/// <summary>The recall that a screening has reached: its middle estimate, its interval, and the target.</summary>
internal static class RecallFigure
{
    private const double Width = 280;
    private const double Left = 6;

    public static string Draw(double lowest, double middle, double highest, double target)
    {
        static double X(double share) => Left + (share * (Width - (2 * Left)));
        var content = Markup.Rect("recall-track", X(0), 22, X(1) - X(0), 8, 4)
            + Markup.Rect("recall-interval", X(lowest), 22, Math.Max(2, X(highest) - X(lowest)), 8, 4)
            + Markup.Path("recall-middle", $"M{Markup.N(X(middle))} 17v18")
            + Markup.Path("recall-target", $"M{Markup.N(X(target))} 12v28")
            + Markup.Text("recall-text", X(0), 52, "0")
            + Markup.Text("recall-text", X(target), 9, $"cible {Percent(target)}", "end")
            + Markup.Text("recall-text", X(1), 52, Percent(1), "end");
        return Markup.Root(
            "rappel", "recall-figure", Width, 58, "Rappel estimé",
            $"Rappel estimé {Percent(middle)}, entre {Percent(lowest)} et {Percent(highest)} ; cible {Percent(target)}.", content);
    }

    private static string Percent(double share) =>
        Math.Floor((share * 100) + 1e-9).ToString("0", CultureInfo.CurrentCulture) + "\u202f%";
}
