using System.Globalization;
using System.Net;
using System.Text;

namespace HasToolkit.Web.Figures;

/// <summary>The few pieces of SVG that the figures share. Colours and fonts are those of figures.css, never inline.</summary>
internal static class Markup
{
    /// <summary>A number as SVG reads it, whatever the culture.</summary>
    public static string N(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>A text that may hold anything, safe between tags and in quoted attributes.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>An identifier made of the letters, digits and hyphens of a text.</summary>
    public static string Id(string text) =>
        string.Concat(text.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));

    /// <summary>The root, with its title and its description for those who do not see it.</summary>
    public static string Root(
        string id, string cssClass, double width, double height, string title, string description, string content) =>
        $"<svg class=\"{cssClass}\" viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" "
        + $"aria-labelledby=\"{id}-title {id}-desc\" xmlns=\"http://www.w3.org/2000/svg\">"
        + $"<title id=\"{id}-title\">{Encode(title)}</title><desc id=\"{id}-desc\">{Encode(description)}</desc>"
        + $"{content}</svg>";

    /// <summary>A line of text.</summary>
    public static string Text(string cssClass, double x, double y, string text, string anchor = "start") =>
        $"<text class=\"{cssClass}\" x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\">{Encode(text)}</text>";

    /// <summary>A rectangle.</summary>
    public static string Rect(string cssClass, double x, double y, double width, double height, double radius = 0) =>
        $"<rect class=\"{cssClass}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" rx=\"{N(radius)}\"/>";

    /// <summary>A path.</summary>
    public static string Path(string cssClass, string data) => $"<path class=\"{cssClass}\" d=\"{data}\"/>";

    /// <summary>A line through points, its corners rounded.</summary>
    public static string Rounded(IReadOnlyList<(double X, double Y)> points, double radius)
    {
        var data = new StringBuilder("M").Append(Pair(points[0]));
        for (var i = 1; i < points.Count - 1; i++)
        {
            var (before, corner, after) = (points[i - 1], points[i], points[i + 1]);
            var r = Math.Min(radius, Math.Min(Distance(before, corner), Distance(corner, after)) / 2);
            data.Append('L').Append(Pair(Towards(corner, before, r)))
                .Append('Q').Append(Pair(corner)).Append(' ').Append(Pair(Towards(corner, after, r)));
        }

        return data.Append('L').Append(Pair(points[^1])).ToString();
    }

    /// <summary>The words of a text on lines of at most so many letters; the last line ends with « … » when some are left.</summary>
    public static IReadOnlyList<string> Wrap(string text, int letters, int lines)
    {
        var wrapped = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (wrapped.Count > 0 && wrapped[^1].Length + 1 + word.Length <= letters)
                wrapped[^1] = $"{wrapped[^1]} {word}";
            else
                wrapped.Add(word);
        }

        wrapped = [.. wrapped.Select(line => line.Length <= letters ? line : line[..(letters - 1)] + "…")];
        if (wrapped.Count <= lines)
            return wrapped;
        var last = wrapped[lines - 1];
        return [.. wrapped.Take(lines - 1), (last.Length < letters ? last : last[..(letters - 1)]).TrimEnd('…', ' ') + "…"];
    }

    private static string Pair((double X, double Y) point) => $"{N(point.X)} {N(point.Y)}";

    private static double Distance((double X, double Y) a, (double X, double Y) b) =>
        Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)));

    private static (double X, double Y) Towards((double X, double Y) from, (double X, double Y) to, double length)
    {
        var distance = Distance(from, to);
        return distance == 0
            ? from
            : (from.X + ((to.X - from.X) * length / distance), from.Y + ((to.Y - from.Y) * length / distance));
    }
}
