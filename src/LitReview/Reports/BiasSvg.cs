using System.Globalization;
using System.Net;
using System.Text;
using LitReview.Bias;
using LitReview.Citations;
using LitReview.Reviews;
using LitReview.Searching;

namespace LitReview.Reports;

/// <summary>The judgements of bias of a review as an SVG table: a sign, a shape and a colour for each, so that colour is never alone.</summary>
public static class BiasSvg
{
    private const double NameWidth = 300;
    private const double CellWidth = 58;
    private const double CellHeight = 36;
    private const double Top = 84;
    private const double LineHeight = 21;
    private const double Width = 860;

    /// <summary>Draws the table.</summary>
    /// <param name="review">The review.</param>
    /// <param name="form">The form.</param>
    /// <param name="citations">The references of its studies, by number.</param>
    public static string Draw(Review review, BiasForm form, IReadOnlyDictionary<int, Citation> citations)
    {
        var studies = review.JudgedOn(form);
        var width = Math.Max(Width, NameWidth + (form.Domains.Count * CellWidth) + 16);
        var picture = new StringBuilder();
        Text(picture, 8, 28, form.Name, size: 17, isBold: true, colour: "#14477d");
        for (var i = 0; i < form.Domains.Count; i++)
            Text(picture, Middle(i), Top - 14, form.Domains[i].Short, isBold: true, anchor: "middle");
        var y = Top;
        foreach (var record in studies)
        {
            Line(picture, y, width);
            Text(picture, 8, y + 23, Short(Label(record, citations), 42));
            for (var i = 0; i < form.Domains.Count; i++)
            {
                if (record.Mark(form, form.Domains[i]) is { } mark && form.Judgement(mark.Judgement) is { } judgement)
                    Sign(picture, Middle(i), y + (CellHeight / 2), judgement);
            }

            y += CellHeight;
        }

        Line(picture, y, width);
        y += 30;
        foreach (var judgement in form.Judgements)
        {
            Sign(picture, 24, y - 5, judgement);
            Text(picture, 48, y, judgement.Name);
            y += 34;
        }

        foreach (var domain in form.Domains)
        {
            Text(picture, 8, y, domain.Short, isBold: true);
            Text(picture, 64, y, domain.Name);
            y += LineHeight;
        }

        foreach (var line in Wrapped($"Source : {form.Source} [{form.Confidence}]", 118))
        {
            y += 18;
            Text(picture, 8, y, line, size: 12, colour: "#4d5b73");
        }

        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bias-figure\" viewBox=\"0 0 {N(width)} {N(y + 14)}\" width=\"{N(width)}\" height=\"{N(y + 14)}\" "
            + "role=\"img\" aria-labelledby=\"biais-titre biais-texte\" font-family=\"system-ui, 'Segoe UI', 'Noto Sans', sans-serif\" font-size=\"14\">"
            + $"<title id=\"biais-titre\">{Encode(form.Name)}</title><desc id=\"biais-texte\">{Encode(Description(form, studies, citations))}</desc>"
            + $"<rect width=\"{N(width)}\" height=\"{N(y + 14)}\" fill=\"#ffffff\"/>{picture}</svg>";
    }

    /// <summary>A study in a few words.</summary>
    public static string Label(RecordState record, IReadOnlyDictionary<int, Citation> citations) =>
        $"n° {record.Number} · {(citations.TryGetValue(record.Number, out var citation) ? ShortReference.Of(citation) : "")}";

    private static string Description(BiasForm form, IReadOnlyList<RecordState> studies, IReadOnlyDictionary<int, Citation> citations) =>
        string.Join(' ', studies.Select(record => $"{Label(record, citations)} : " + string.Join(", ", form.Domains.Select(domain =>
            $"{domain.Name} : {(record.Mark(form, domain) is { } mark ? form.Judgement(mark.Judgement)?.Name ?? mark.Judgement : "non jugé")}")) + "."));

    // A circle, a triangle, a square, a ring: the shape tells as much as the colour.
    private static void Sign(StringBuilder picture, double x, double y, BiasJudgement judgement)
    {
        const double R = 13;
        picture.Append(judgement.Tone switch
        {
            BiasTone.Good => $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(R)}\" fill=\"#17653a\"/>",
            BiasTone.Warn => $"<path d=\"M{N(x)} {N(y - R - 1)}L{N(x + R + 2)} {N(y + R - 1)}L{N(x - R - 2)} {N(y + R - 1)}Z\" fill=\"#f0b429\" stroke=\"#6b4a00\"/>",
            BiasTone.Bad => $"<rect x=\"{N(x - R)}\" y=\"{N(y - R)}\" width=\"{N(2 * R)}\" height=\"{N(2 * R)}\" fill=\"#a4161a\"/>",
            BiasTone.Neutral => $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(R)}\" fill=\"#ffffff\" stroke=\"#4d5b73\" stroke-width=\"2\"/>",
            _ => throw new ArgumentOutOfRangeException(nameof(judgement), judgement.Tone, "Unknown tone."),
        });
        Text(
            picture, x, y + (judgement.Tone == BiasTone.Warn ? 8 : 5), judgement.Sign, size: 15, isBold: true, anchor: "middle",
            colour: judgement.Tone is BiasTone.Good or BiasTone.Bad ? "#ffffff" : "#18212f");
    }

    private static void Text(
        StringBuilder picture, double x, double y, string text, double size = 14, bool isBold = false, string anchor = "start",
        string colour = "#18212f") => picture.Append(
        CultureInfo.InvariantCulture,
        $"<text x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(size)}\" text-anchor=\"{anchor}\" fill=\"{colour}\"{(isBold ? " font-weight=\"650\"" : "")}>{Encode(text)}</text>");

    private static void Line(StringBuilder picture, double y, double width) => picture.Append(
        CultureInfo.InvariantCulture, $"<path d=\"M8 {N(y)}H{N(width - 8)}\" stroke=\"#d8deea\"/>");

    private static IEnumerable<string> Wrapped(string text, int most)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > most)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }

    private static string Short(string text, int most) => text.Length > most ? text[..(most - 1)].TrimEnd() + "…" : text;

    private static double Middle(int column) => NameWidth + (column * CellWidth) + (CellWidth / 2);

    private static string N(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(
        string.Concat(text.Where(letter => letter >= ' ' && !char.IsSurrogate(letter) && letter is not ('\uFFFE' or '\uFFFF'))));
}
