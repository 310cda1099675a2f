using System.Globalization;
using System.Net;
using System.Text;
using LitReview.Reviews;

namespace LitReview.Reports;

/// <summary>The PRISMA 2020 flow diagram as an SVG picture; it needs no style sheet, and a page may restyle its classes.</summary>
public static class PrismaSvg
{
    private const double BoxWidth = 288;
    private const double Gap = 36;
    private const double Left = 46;
    private const double LineHeight = 17;

    /// <summary>Draws the diagram.</summary>
    /// <param name="flow">The counts.</param>
    /// <param name="id">An identifier that no other picture of the page has.</param>
    public static string Draw(PrismaFlow flow, string id = "prisma")
    {
        var hasOthers = flow.Others.IdentifiedTotal > 0;
        var columns = new List<double>();
        var x = Left;
        var hasPrevious = flow.IsUpdate;
        var previousAt = x;
        if (hasPrevious)
            x += BoxWidth + Gap;
        var main = x;
        columns.Add(main);
        var others = main + (2 * (BoxWidth + Gap));
        var width = (hasOthers ? others + (2 * (BoxWidth + Gap)) : main + (2 * (BoxWidth + Gap))) - Gap + 12;

        var picture = new StringBuilder();
        var rows = Rows(flow, hasOthers);
        var y = 44.0;
        Header(picture, main, hasOthers ? "Bases de données et registres" : "Nouvelles études : bases de données et registres", (2 * BoxWidth) + Gap);
        if (hasPrevious)
            Header(picture, previousAt, "Études précédentes", BoxWidth);
        if (hasOthers)
            Header(picture, others, "Autres méthodes", (2 * BoxWidth) + Gap);
        var phases = new List<(string Name, double From, double To)>();
        var bottoms = new Dictionary<double, double>();
        foreach (var row in rows)
        {
            var height = row.Boxes.Max(box => HeightOf(box.Lines));
            foreach (var box in row.Boxes)
            {
                var at = (box.Column < 2 ? main : others) + (box.Column % 2 * (BoxWidth + Gap));
                Box(picture, at, y, height, box.Lines, box.Column % 2 == 1);
                if (box.Column % 2 == 1)
                {
                    Arrow(picture, at - Gap, y + (height / 2), at - 1, y + (height / 2));
                }
                else
                {
                    if (bottoms.TryGetValue(at, out var above))
                        Arrow(picture, at + (BoxWidth / 2), above, at + (BoxWidth / 2), y - 1);
                    bottoms[at] = y + height;
                }
            }

            phases.Add((row.Phase, y, y + height));
            y += height + 24;
        }

        var included = Lines($"Études incluses (n = {FrenchText.Number(flow.Included)})", hasPrevious
            ? [$"dont nouvelles (n = {FrenchText.Number(flow.Included - flow.PreviousStudies)})"]
            : []);
        // High enough for the name of its phase, which stands upright beside it.
        var last = Math.Max(HeightOf(included), 76);
        Box(picture, main, y, last, included, isSide: false, isResult: true);
        Arrow(picture, main + (BoxWidth / 2), bottoms[main], main + (BoxWidth / 2), y - 1);
        if (hasOthers)
        {
            var center = others + (BoxWidth / 2);
            Elbow(picture, center, bottoms[others], y + (last / 2), main + BoxWidth + 1);
        }

        if (hasPrevious)
        {
            var earlier = Lines($"Études des recherches précédentes (n = {FrenchText.Number(flow.PreviousStudies)})", []);
            Box(picture, previousAt, 44, HeightOf(earlier), earlier, isSide: false);
            var center = previousAt + (BoxWidth / 2);
            Elbow(picture, center, 44 + HeightOf(earlier), y + (last / 2), main - 1);
        }

        phases.Add(("Inclusion", y, y + last));
        foreach (var phase in phases.GroupBy(phase => phase.Name))
            Phase(picture, phase.Key, phase.Min(part => part.From), phase.Max(part => part.To));
        var total = y + last + 12;
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"prisma-figure\" viewBox=\"0 0 {N(width)} {N(total)}\" "
            + $"width=\"{N(width)}\" height=\"{N(total)}\" role=\"img\" aria-labelledby=\"{id}-titre {id}-texte\" "
            + "font-family=\"system-ui, 'Segoe UI', 'Noto Sans', sans-serif\" font-size=\"13\">"
            + $"<title id=\"{id}-titre\">Diagramme de flux PRISMA 2020</title><desc id=\"{id}-texte\">{Encode(Description(flow))}</desc>"
            + $"{picture}</svg>";
    }

    /// <summary>The same counts in sentences, for those who do not see the picture.</summary>
    public static string Description(PrismaFlow flow) => string.Join(
        ' ', Rows(flow, flow.Others.IdentifiedTotal > 0).SelectMany(row => row.Boxes).Select(box => string.Join(", ", box.Lines) + "."))
        + $" Études incluses (n = {FrenchText.Number(flow.Included)}).";

    private static List<Row> Rows(PrismaFlow flow, bool hasOthers)
    {
        var rows = new List<Row>();
        void Add(string phase, Func<PrismaColumn, (string[] Main, string[]? Side)> boxes)
        {
            var row = new List<Cell>();
            foreach (var (column, at) in hasOthers ? new[] { (flow.Databases, 0), (flow.Others, 2) } : [(flow.Databases, 0)])
            {
                var (box, side) = boxes(column);
                row.Add(new Cell(at, box));
                if (side is not null)
                    row.Add(new Cell(at + 1, side));
            }

            rows.Add(new Row(phase, row));
        }

        Add("Identification", column => (
            Lines($"Références identifiées (n = {FrenchText.Number(column.IdentifiedTotal)})", [.. column.Identified.Select(source => $"{source.Name} (n = {FrenchText.Number(source.Count)})")]),
            Lines(
                "Retirées avant lecture :",
                [
                    $"doublons, par l’outil (n = {FrenchText.Number(column.DuplicatesByTool)})",
                    $"doublons, par une personne (n = {FrenchText.Number(column.DuplicatesByPeople)})",
                    $"non lues, écartées par l’outil (n = {FrenchText.Number(column.UnreadByTool)})",
                ])));
        Add("Sélection", column => (
            Lines($"Lues sur titre et résumé (n = {FrenchText.Number(column.Screened)})", [.. Pending(column.Unread, "encore à lire"), .. Pending(column.Undecided - column.Unread, "en attente d’une issue")]),
            Lines($"Écartées par des personnes (n = {FrenchText.Number(column.ExcludedByPeople)})", [])));
        Add("Sélection", column => (
            Lines($"Textes intégraux recherchés (n = {FrenchText.Number(column.Sought)})", []),
            Lines($"Non obtenus (n = {FrenchText.Number(column.NotRetrieved)})", [])));
        Add("Sélection", column => (
            Lines($"Textes intégraux jugés (n = {FrenchText.Number(column.Assessed)})", Pending(column.Pending, "à juger")),
            Lines(
                $"Exclus (n = {FrenchText.Number(column.ExcludedByReason.Sum(reason => reason.Count))})",
                [.. column.ExcludedByReason.Select(reason => $"{reason.Reason} (n = {FrenchText.Number(reason.Count)})")])));
        return rows;
    }

    private static string[] Pending(int count, string what) => count == 0 ? [] : [$"{what} (n = {FrenchText.Number(count)})"];

    // A text is cut between words, at about the width of a box.
    private static string[] Lines(string first, IReadOnlyList<string> others)
    {
        const int Most = 34;
        var lines = new List<string>();
        foreach (var text in others.Prepend(first))
        {
            var line = "";
            foreach (var word in text.Replace("(n = ", "(n\u00a0=\u00a0", StringComparison.Ordinal).Split(' '))
            {
                if (line.Length > 0 && line.Length + 1 + word.Length > Most)
                {
                    lines.Add(line);
                    line = "";
                }

                line = line.Length == 0 ? word : $"{line} {word}";
            }

            lines.Add(line);
        }

        return [.. lines];
    }

    private static double HeightOf(IReadOnlyCollection<string> lines) => (lines.Count * LineHeight) + 20;

    private static void Box(
        StringBuilder picture, double x, double y, double height, IReadOnlyList<string> lines, bool isSide, bool isResult = false)
    {
        var (name, fill, stroke) = isResult
            ? ("prisma-result", "#e1f3e8", "#17653a")
            : isSide ? ("prisma-side", "#f8f9fc", "#8592a8") : ("prisma-box", "#ffffff", "#14477d");
        picture.Append(CultureInfo.InvariantCulture,
            $"<rect class=\"{name}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(BoxWidth)}\" height=\"{N(height)}\" rx=\"8\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.4\"/>");
        for (var i = 0; i < lines.Count; i++)
        {
            picture.Append(CultureInfo.InvariantCulture,
                $"<text class=\"prisma-text\" x=\"{N(x + 12)}\" y=\"{N(y + 24 + (i * LineHeight))}\" fill=\"#18212f\"{(i == 0 ? " font-weight=\"600\"" : "")}>{Encode(lines[i])}</text>");
        }
    }

    private static void Header(StringBuilder picture, double x, string text, double width) => picture.Append(
        CultureInfo.InvariantCulture,
        $"<rect class=\"prisma-head\" x=\"{N(x)}\" y=\"4\" width=\"{N(width)}\" height=\"28\" rx=\"8\" fill=\"#e4edf8\"/>"
        + $"<text class=\"prisma-title\" x=\"{N(x + (width / 2))}\" y=\"23\" text-anchor=\"middle\" font-weight=\"600\" fill=\"#14477d\">{Encode(text)}</text>");

    private static void Phase(StringBuilder picture, string name, double from, double to)
    {
        var middle = (from + to) / 2;
        picture.Append(CultureInfo.InvariantCulture,
            $"<rect class=\"prisma-head\" x=\"4\" y=\"{N(from)}\" width=\"28\" height=\"{N(to - from)}\" rx=\"8\" fill=\"#e4edf8\"/>"
            + $"<text class=\"prisma-title\" transform=\"translate(23 {N(middle)}) rotate(-90)\" text-anchor=\"middle\" font-weight=\"600\" fill=\"#14477d\">{Encode(name)}</text>");
    }

    private static void Arrow(StringBuilder picture, double x1, double y1, double x2, double y2)
    {
        var isDown = x1 == x2;
        picture.Append(CultureInfo.InvariantCulture,
            $"<path class=\"prisma-edge\" fill=\"none\" stroke=\"#4d5b73\" stroke-width=\"1.4\" d=\"M{N(x1)} {N(y1)}L{N(x2)} {N(y2)}")
            .Append(isDown ? $"m-4 -6l4 6l4 -6\"/>" : "m-6 -4l6 4l-6 4\"/>");
    }

    private static void Elbow(StringBuilder picture, double x1, double y1, double y2, double x2)
    {
        var back = x2 < x1 ? 1 : -1;
        picture.Append(CultureInfo.InvariantCulture,
            $"<path class=\"prisma-edge\" fill=\"none\" stroke=\"#4d5b73\" stroke-width=\"1.4\" d=\"M{N(x1)} {N(y1)}L{N(x1)} {N(y2)}L{N(x2)} {N(y2)}m{6 * back} -4l{-6 * back} 4l{6 * back} 4\"/>");
    }

    private static string N(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private sealed record Row(string Phase, IReadOnlyList<Cell> Boxes);

    private sealed record Cell(int Column, string[] Lines);
}
