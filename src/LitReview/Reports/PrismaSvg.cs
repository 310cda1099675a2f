using System.Globalization;
using System.Net;
using System.Text;
using LitReview.Reviews;

namespace LitReview.Reports;

/// <summary>The PRISMA 2020 flow diagram as an SVG picture; it needs no style sheet, and a page may restyle its classes.</summary>
public static class PrismaSvg
{
    /// <summary>Draws the diagram.</summary>
    /// <param name="flow">The counts.</param>
    /// <param name="id">An identifier that no other picture of the page has.</param>
    public static string Draw(PrismaFlow flow, string id = "prisma")
    {
        var layout = PrismaLayout.Of(flow);
        var picture = new StringBuilder();
        foreach (var shape in layout.Shapes)
        {
            switch (shape)
            {
                case PrismaShape.Box box:
                    Box(picture, box);
                    break;
                case PrismaShape.Head head:
                    Head(picture, head);
                    break;
                case PrismaShape.Arrow arrow:
                    Arrow(picture, arrow);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown shape {shape.GetType().Name}.");
            }
        }

        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"prisma-figure\" viewBox=\"0 0 {N(layout.Width)} {N(layout.Height)}\" "
            + $"width=\"{N(layout.Width)}\" height=\"{N(layout.Height)}\" role=\"img\" aria-labelledby=\"{id}-titre {id}-texte\" "
            + "font-family=\"system-ui, 'Segoe UI', 'Noto Sans', sans-serif\" font-size=\"13\">"
            + $"<title id=\"{id}-titre\">Diagramme de flux PRISMA 2020</title><desc id=\"{id}-texte\">{Encode(Description(flow))}</desc>"
            + $"{picture}</svg>";
    }

    /// <summary>The same counts in sentences, for those who do not see the picture.</summary>
    public static string Description(PrismaFlow flow) => PrismaLayout.Description(flow);

    private static void Box(StringBuilder picture, PrismaShape.Box box)
    {
        var (name, fill, stroke) = box.Tone switch
        {
            PrismaTone.Result => ("prisma-result", "#e1f3e8", "#17653a"),
            PrismaTone.Side => ("prisma-side", "#f8f9fc", "#8592a8"),
            PrismaTone.Main => ("prisma-box", "#ffffff", "#14477d"),
            _ => throw new ArgumentOutOfRangeException(nameof(box), box.Tone, "Unknown tone."),
        };
        picture.Append(CultureInfo.InvariantCulture,
            $"<rect class=\"{name}\" x=\"{N(box.X)}\" y=\"{N(box.Y)}\" width=\"{N(box.Width)}\" height=\"{N(box.Height)}\" rx=\"8\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.4\"/>");
        for (var i = 0; i < box.Lines.Count; i++)
        {
            picture.Append(CultureInfo.InvariantCulture,
                $"<text class=\"prisma-text\" x=\"{N(box.X + 12)}\" y=\"{N(box.Y + 24 + (i * PrismaLayout.LineHeight))}\" fill=\"#18212f\"{(i == 0 ? " font-weight=\"600\"" : "")}>{Encode(box.Lines[i])}</text>");
        }
    }

    private static void Head(StringBuilder picture, PrismaShape.Head head)
    {
        var place = head.IsUpright
            ? $"transform=\"translate({N(head.X + 19)} {N(head.Y + (head.Height / 2))}) rotate(-90)\""
            : $"x=\"{N(head.X + (head.Width / 2))}\" y=\"{N(head.Y + 19)}\"";
        picture.Append(CultureInfo.InvariantCulture,
            $"<rect class=\"prisma-head\" x=\"{N(head.X)}\" y=\"{N(head.Y)}\" width=\"{N(head.Width)}\" height=\"{N(head.Height)}\" rx=\"8\" fill=\"#e4edf8\"/>"
            + $"<text class=\"prisma-title\" {place} text-anchor=\"middle\" font-weight=\"600\" fill=\"#14477d\">{Encode(head.Text)}</text>");
    }

    private static void Arrow(StringBuilder picture, PrismaShape.Arrow arrow)
    {
        var (before, end) = (arrow.Points[^2], arrow.Points[^1]);
        var tip = before.X == end.X ? "m-4 -6l4 6l4 -6" : end.X > before.X ? "m-6 -4l6 4l-6 4" : "m6 -4l-6 4l6 4";
        picture.Append(CultureInfo.InvariantCulture,
            $"<path class=\"prisma-edge\" fill=\"none\" stroke=\"#4d5b73\" stroke-width=\"1.4\" d=\"M{string.Join('L', arrow.Points.Select(point => $"{N(point.X)} {N(point.Y)}"))}{tip}\"/>");
    }

    private static string N(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
