using System.Globalization;
using System.Text;
using Verbatims.Nlp.Figures;
using Verbatims.Nlp.Reports;

namespace HasToolkit.Web.Figures;

/// <summary>A share over months, each point with the interval in which the true one lies nineteen times out of twenty.</summary>
internal static class TrendFigure
{
    private const double Width = 430;
    private const double Height = 235;
    private const double Left = 44;
    private const double Right = 12;
    private const double Top = 14;
    private const double Bottom = 34;

    /// <summary>Draws the share.</summary>
    /// <param name="points">The months in order, those without comments too.</param>
    /// <param name="title">What is drawn.</param>
    /// <param name="isBlame">Whether the share is one of blame: it has the colour of blame.</param>
    public static string Draw(IReadOnlyList<(DateOnly Month, Proportion Share)> points, string title, bool isBlame)
    {
        var tone = isBlame ? "trend-bad" : "trend-good";
        var known = points.Select((point, place) => (point.Month, point.Share, X: X(place, points.Count)))
            .Where(point => point.Share.Of > 0).ToList();
        var highest = isBlame ? Math.Clamp(Math.Ceiling(known.Max(point => point.Share.High) * 10) / 10, 0.1, 1) : 1;
        var svg = new StringBuilder();
        foreach (var step in Enumerable.Range(0, 5))
        {
            var share = highest * step / 4;
            var y = Y(share, highest);
            svg.Append(Markup.Path("trend-grid", $"M{Markup.N(Left)} {Markup.N(y)}H{Markup.N(Width - Right)}"))
                .Append(Markup.Text("trend-label", Left - 6, y + 4, share.ToString("0 %", CultureInfo.CurrentCulture), "end"));
        }

        var every = Math.Max(1, (int)Math.Ceiling(points.Count / 5.0));
        foreach (var (place, point) in points.Index().Where(one => one.Index % every == 0))
        {
            svg.Append(Markup.Text(
                "trend-label", X(place, points.Count), Height - 10, point.Month.ToString("MMM yy", CultureInfo.CurrentCulture), "middle"));
        }

        if (known.Count > 1)
        {
            svg.Append(Markup.Path($"trend-line {tone}", "M" + string.Join(
                'L', known.Select(point => $"{Markup.N(point.X)} {Markup.N(Y(point.Share.Value!.Value, highest))}"))));
        }

        foreach (var (month, share, x) in known)
        {
            var (low, high) = (Y(share.Low, highest), Y(share.High, highest));
            svg.Append(Markup.Path(
                    $"trend-range {tone}",
                    $"M{Markup.N(x - 4)} {Markup.N(high)}H{Markup.N(x + 4)}M{Markup.N(x)} {Markup.N(high)}V{Markup.N(low)}M{Markup.N(x - 4)} {Markup.N(low)}H{Markup.N(x + 4)}"))
                .Append(Dot(tone, x, Y(share.Value!.Value, highest), $"{ReportText.Month(month)} : {ReportText.WithInterval(share)}"));
        }

        return Markup.Root("tendance", "trend-figure", Width, Height, title, Description(known.ConvertAll(point => (point.Month, point.Share))), svg.ToString());
    }

    private static string Dot(string tone, double x, double y, string title) =>
        $"<circle class=\"trend-dot {tone}\" cx=\"{Markup.N(x)}\" cy=\"{Markup.N(y)}\" r=\"4.5\"><title>{Markup.Encode(title)}</title></circle>";

    private static string Description(List<(DateOnly Month, Proportion Share)> known) => known.Count == 0
        ? "Aucun mois connu."
        : string.Join(" ; ", known.Select(point => $"{ReportText.Month(point.Month)} : {ReportText.WithInterval(point.Share)}")) + ".";

    private static double X(int place, int count) =>
        Left + 16 + ((Width - Left - Right - 32) * (count == 1 ? 0.5 : (double)place / (count - 1)));

    private static double Y(double share, double highest) => Top + ((Height - Top - Bottom) * (1 - (Math.Min(share, highest) / highest)));
}
