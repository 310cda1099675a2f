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

    /// <summary>
    /// The root, with its title and its description for those who do not see it. A fixed one keeps its natural size; any
    /// other follows its frame.
    /// </summary>
    public static string Root(
        string id, string cssClass, double width, double height, string title, string description, string content,
        bool isFixed = false) =>
        $"<svg{(isFixed ? $" width=\"{N(width)}\" height=\"{N(height)}\"" : "")} class=\"{cssClass}\" "
        + $"viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" "
        + $"aria-labelledby=\"{id}-title {id}-desc\" xmlns=\"http://www.w3.org/2000/svg\">"
        + $"<title id=\"{id}-title\">{Encode(title)}</title><desc id=\"{id}-desc\">{Encode(description)}</desc>"
        + $"{content}</svg>";

    /// <summary>A line of text.</summary>
    public static string Text(string cssClass, double x, double y, string text, string anchor = "start") =>
        $"<text class=\"{cssClass}\" x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\">{Encode(text)}</text>";

    /// <summary>A rectangle.</summary>
    public static string Rect(string cssClass, double x, double y, double width, double height, double radius = 0) =>
        $"<rect class=\"{cssClass}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" "
        + $"rx=\"{N(radius)}\"/>";

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

    /// <summary>
    /// How wide a text is at most, in a common sans-serif font. The page chooses the font, so this errs on the wide side.
    /// </summary>
    public static double WidthOf(string text, double fontSize, bool isBold = false) =>
        text.Sum(WidthOf) * fontSize * (isBold ? 1 : 0.92);

    /// <summary>The words of a text on lines of at most a width; the last line ends with « … » when words are left.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width, int lines, double fontSize, bool isBold = false)
    {
        bool Fits(string line) => WidthOf(line, fontSize, isBold) <= width;
        var wrapped = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (wrapped.Count > 0 && Fits($"{wrapped[^1]} {word}"))
                wrapped[^1] = $"{wrapped[^1]} {word}";
            else
                wrapped.Add(Shorten(word, Fits));
        }

        return wrapped.Count <= lines
            ? wrapped
            : [.. wrapped.Take(lines - 1), Shorten($"{wrapped[lines - 1]} {wrapped[lines]}", Fits)];
    }

    private static string Shorten(string text, Func<string, bool> fits)
    {
        if (fits(text))
            return text;
        var length = text.Length - 1;
        while (length > 1 && !fits(text[..length] + "…"))
            length--;
        return text[..length].TrimEnd() + "…";
    }

    // Shares of the font size, in bold.
    private static double WidthOf(char letter) => letter switch
    {
        'i' or 'j' or 'l' or 'I' or ' ' or '.' or ',' or ':' or '\'' or '’' or '\u00a0' or '\u202f' => 0.37,
        'f' or 'r' or 't' => 0.49,
        'c' or 's' or 'z' => 0.6,
        'm' or 'w' or 'M' or 'W' or '…' => 1.04,
        _ when char.IsUpper(letter) => 0.76,
        _ => 0.7,
    };

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
