using System.Globalization;
using System.Text;
using Evaluation.Workflows.Foresight;

namespace HasToolkit.Web.Figures;

/// <summary>A number over months as a fan: its median, and where 80 % and 95 % of the runs lie.</summary>
internal static class FanFigure
{
    private const double Left = 40;
    private const double Right = 12;
    private const double Top = 12;
    private const double Bottom = 30;

    /// <summary>Draws the fan.</summary>
    /// <param name="id">An identifier within the page.</param>
    /// <param name="title">What is drawn.</param>
    /// <param name="months">The months, at least one.</param>
    /// <param name="isSmall">Whether it stands in a third of the page.</param>
    public static string Draw(string id, string title, IReadOnlyList<MonthBand> months, bool isSmall)
    {
        var (width, height, dates) = isSmall ? (300.0, 160.0, 3.0) : (560.0, 240.0, 5.0);
        var highest = NiceTop(months.Max(month => month.Band.High95));
        double X(int place) => Left + 8 + ((width - Left - Right - 16) * (months.Count == 1 ? 0.5 : (double)place / (months.Count - 1)));
        double Y(double value) => Top + ((height - Top - Bottom) * (1 - (value / highest)));
        var svg = new StringBuilder();
        foreach (var step in Enumerable.Range(0, 5))
        {
            var value = highest * step / 4;
            svg.Append(Markup.Path("fan-grid", $"M{Markup.N(Left)} {Markup.N(Y(value))}H{Markup.N(width - Right)}"))
                .Append(Markup.Text("fan-label", Left - 6, Y(value) + 4, value.ToString("0.#", CultureInfo.CurrentCulture), "end"));
        }

        svg.Append(Markup.Path("fan-wide", Area(months, month => month.Band.Low95, month => month.Band.High95)))
            .Append(Markup.Path("fan-narrow", Area(months, month => month.Band.Low80, month => month.Band.High80)))
            .Append(Markup.Path("fan-median", "M" + string.Join(
                'L', months.Select((month, place) => $"{Markup.N(X(place))} {Markup.N(Y(month.Band.Median))}"))));
        var every = Math.Max(1, (int)Math.Ceiling(months.Count / dates));
        foreach (var (place, month) in months.Index().Where(one => one.Index % every == 0))
            svg.Append(Markup.Text("fan-label", X(place), height - 8, month.Month.ToString("MMM yy", CultureInfo.CurrentCulture), "middle"));
        var last = months[^1];
        return Markup.Root(
            Markup.Id(id), "fan-figure", width, height, title,
            $"En {last.Month.ToString("MMMM yyyy", CultureInfo.CurrentCulture)} : médiane {Number(last.Band.Median)}, "
            + $"de {Number(last.Band.Low95)} à {Number(last.Band.High95)} dans 95 % des essais.", svg.ToString());

        string Area(IReadOnlyList<MonthBand> band, Func<MonthBand, double> low, Func<MonthBand, double> high) =>
            "M" + string.Join('L', band.Select((month, place) => $"{Markup.N(X(place))} {Markup.N(Y(high(month)))}"))
            + "L" + string.Join('L', band.Select((month, place) => $"{Markup.N(X(place))} {Markup.N(Y(low(month)))}").Reverse()) + "z";
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.CurrentCulture);

    // A multiple of four, so that the lines of the grid are whole numbers.
    private static double NiceTop(double highest) => Math.Max(4, Math.Ceiling(highest / 4) * 4);
}
