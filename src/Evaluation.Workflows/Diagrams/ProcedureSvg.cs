using System.Globalization;
using System.Xml.Linq;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Diagrams;

/// <summary>Writes a procedure as a picture that stands alone: steps with their roles, choices, forks, joins, ends.</summary>
public static class ProcedureSvg
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private const string Style =
        "text{font:13px 'Noto Sans','Segoe UI',sans-serif;fill:#1b2430}.role{font-size:11.5px;fill:#4b5a6b}.t{font-weight:600}"
        + ".note{font-size:12px;font-weight:600;fill:#8a4a05}"
        + ".step{fill:#fff;stroke:#3a5a88;stroke-width:1.5}.session{stroke-width:3}.open{fill:#fff3d6;stroke:#b45f06;stroke-width:3}"
        + ".gate{fill:#eef3fa;stroke:#3a5a88;stroke-width:1.5}.sign{fill:none;stroke:#3a5a88;stroke-width:2.6;stroke-linecap:round}"
        + ".start{fill:#e2f2e4;stroke:#2f7d3b;stroke-width:1.5}.end{fill:#f3e3e3;stroke:#97302f;stroke-width:3}"
        + ".way{fill:none;stroke:#5b6b7d;stroke-width:1.4}.head{fill:#5b6b7d}.label{font-size:12px;fill:#33404e}";

    /// <summary>The SVG document, UTF-8, each line ended by a line feed. The same procedure gives the same bytes.</summary>
    /// <param name="procedure">The procedure.</param>
    /// <param name="open">The steps to mark as open; empty for the procedure alone.</param>
    public static string Write(Procedure procedure, IReadOnlyCollection<string> open) =>
        Write(procedure, new FlowDrawing(procedure), open);

    /// <summary>The same with a line of figures in each step; a step that has dossiers is marked as open.</summary>
    /// <param name="procedure">The procedure.</param>
    /// <param name="open">The steps to mark as open.</param>
    /// <param name="notes">The line of each step; a step that is not there has none.</param>
    public static string Write(Procedure procedure, IReadOnlyCollection<string> open, IReadOnlyDictionary<string, string> notes) =>
        Write(procedure, new FlowDrawing(procedure, hasNotes: true), open, notes);

    internal static string Write(
        Procedure procedure, FlowDrawing drawing, IReadOnlyCollection<string> open, IReadOnlyDictionary<string, string>? notes = null)
    {
        var (width, height) = (Number(drawing.Width), Number(drawing.Height));
        var document = new XElement(
            Svg + "svg", new XAttribute("viewBox", $"0 0 {width} {height}"), new XAttribute("width", width),
            new XAttribute("height", height), new XAttribute("role", "img"), new XAttribute("lang", "fr"),
            new XElement(Svg + "title", $"{procedure.Title}, version {procedure.Version}"),
            new XElement(Svg + "style", Style),
            new XElement(
                Svg + "rect", new XAttribute("width", width), new XAttribute("height", height), new XAttribute("fill", "#fff")),
            drawing.Flow.Arrows.Select(arrow => Arrow(drawing, arrow)),
            drawing.Flow.Nodes.Select(node => Node(
                drawing, node, node.Step is { } step && open.Contains(step.Id), node.Step is { } noted ? notes?.GetValueOrDefault(noted.Id) : null)));
        return document.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static IEnumerable<XElement> Arrow(FlowDrawing drawing, FlowArrow arrow)
    {
        var line = drawing.LineOf(arrow);
        yield return new XElement(
            Svg + "polyline", new XAttribute("class", "way"),
            new XAttribute("points", string.Join(' ', line.Points.Select(point => $"{Number(point.X)},{Number(point.Y)}"))));
        var (last, before) = (line.Points[^1], line.Points[^2]);
        var (dx, dy) = (Math.Sign(last.X - before.X), Math.Sign(last.Y - before.Y));
        var (x, y) = (last.X - (8 * dx), last.Y - (8 * dy));
        yield return Path("head", $"M{Number(last.X)} {Number(last.Y)}L{Number(x + (4 * dy))} {Number(y + (4 * dx))}"
            + $"L{Number(x - (4 * dy))} {Number(y - (4 * dx))}z");
        if (line.Label is not { } label)
            yield break;
        foreach (var text in Lines(FlowDrawing.LinesOf(arrow.Title), "label", "start", label.X, label.Y + 12))
            yield return text;
    }

    private static IEnumerable<XElement> Node(FlowDrawing drawing, FlowNode node, bool isOpen, string? note)
    {
        var box = drawing.BoxOf(node);
        var (x, y, r) = (box.Middle, box.Y + (box.Height / 2), box.Width / 2);
        switch (node.Kind)
        {
            case FlowNodeKind.Start:
                yield return Circle("start", x, y, r);
                break;
            case FlowNodeKind.End:
                yield return Circle("end", x, y, r - 1.5);
                var title = drawing.TitleOf(node);
                foreach (var text in Lines([node.Title], "t", "middle", title.Middle, title.Y + 12))
                    yield return text;
                break;
            case FlowNodeKind.Choice or FlowNodeKind.Together:
                yield return Path("gate", $"M{Number(x)} {Number(box.Y)}l{Number(r)} {Number(r)}l{Number(-r)} {Number(r)}"
                    + $"l{Number(-r)} {Number(-r)}z");
                yield return Path("sign", node.Kind == FlowNodeKind.Choice
                    ? $"M{Number(x - 6)} {Number(y - 6)}l12 12m0 -12l-12 12"
                    : $"M{Number(x - 9)} {Number(y)}h18m-9 -9v18");
                break;
            case FlowNodeKind.Step:
                yield return new XElement(
                    Svg + "rect", new XAttribute("class", Class(node.Step!, isOpen)), new XAttribute("x", Number(box.X)),
                    new XAttribute("y", Number(box.Y)), new XAttribute("width", Number(box.Width)),
                    new XAttribute("height", Number(box.Height)), new XAttribute("rx", "8"));
                var titles = FlowDrawing.TitleLines(node.Step!);
                foreach (var text in Lines(titles, "t", "middle", x, box.Y + 19))
                    yield return text;
                var roles = FlowDrawing.RoleLines(node.Step!);
                foreach (var text in Lines(roles, "role", "middle", x, box.Y + 19 + (titles.Count * FlowDrawing.TextLine)))
                    yield return text;
                if (note is not null)
                    yield return Lines([note], "note", "middle", x, box.Y + box.Height - 9).Single();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(node), node.Kind, "Unknown kind.");
        }
    }

    private static string Class(Step step, bool isOpen) => isOpen ? "open" : step.NeedsSession ? "step session" : "step";

    private static IEnumerable<XElement> Lines(IReadOnlyList<string> lines, string css, string anchor, double x, double y) =>
        lines.Select((line, index) => new XElement(
            Svg + "text", new XAttribute("class", css), new XAttribute("text-anchor", anchor), new XAttribute("x", Number(x)),
            new XAttribute("y", Number(y + (index * FlowDrawing.TextLine))), line));

    private static XElement Circle(string css, double x, double y, double r) => new(
        Svg + "circle", new XAttribute("class", css), new XAttribute("cx", Number(x)), new XAttribute("cy", Number(y)),
        new XAttribute("r", Number(r)));

    private static XElement Path(string css, string d) =>
        new(Svg + "path", new XAttribute("class", css), new XAttribute("d", d));

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
