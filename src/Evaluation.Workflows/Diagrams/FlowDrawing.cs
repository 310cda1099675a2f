using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Diagrams;

/// <summary>The flow of a procedure with a place for everything; what BPMN and SVG are written from.</summary>
internal sealed class FlowDrawing
{
    /// <summary>The height of a line of text.</summary>
    public const double TextLine = 15;

    private const double StepWidth = 168;
    private const double LeastHeight = 56;
    private const double Gateway = 44;
    private const double Event = 34;
    private const double LabelWidth = 138;
    private const double LetterWidth = 6.7;

    private readonly LayeredLayout _layout;

    /// <summary>Draws a procedure.</summary>
    /// <param name="procedure">The procedure.</param>
    /// <param name="hasNotes">Whether each step keeps room for a line below its roles.</param>
    public FlowDrawing(Procedure procedure, bool hasNotes = false)
    {
        Flow = new FlowGraph(procedure);
        _layout = new LayeredLayout(
            [.. Flow.Nodes.Select(node => Measure(node, hasNotes ? 1 : 0))],
            [
                .. Flow.Arrows.Select(arrow =>
                {
                    var lines = Wrap(arrow.Title, LabelWidth);
                    var width = lines.Count == 0 ? 0 : lines.Max(line => line.Length) * LetterWidth;
                    return new LayoutLine(arrow.Id, arrow.From, arrow.To, width, lines.Count * TextLine);
                }),
            ]);
    }

    /// <summary>What is drawn.</summary>
    public FlowGraph Flow { get; }

    /// <summary>The width of the drawing.</summary>
    public double Width => _layout.Width;

    /// <summary>The height of the drawing.</summary>
    public double Height => _layout.Height;

    /// <summary>The place of a node: of its shape alone, without the text under an event.</summary>
    public Box BoxOf(FlowNode node)
    {
        var box = _layout.Boxes[node.Id];
        return node.Kind is FlowNodeKind.Start or FlowNodeKind.End
            ? new Box(box.Middle - (Event / 2), box.Y, Event, Event)
            : box;
    }

    /// <summary>The place of the text under an event.</summary>
    public Box TitleOf(FlowNode node)
    {
        var box = _layout.Boxes[node.Id];
        return new Box(box.X, box.Y + Event + 2, box.Width, box.Height - Event - 2);
    }

    /// <summary>How an arrow runs.</summary>
    public DrawnLine LineOf(FlowArrow arrow) => _layout.Lines[arrow.Id];

    /// <summary>The lines of a step: its title.</summary>
    public static IReadOnlyList<string> TitleLines(Step step) => Wrap(step.Title, StepWidth - 16);

    /// <summary>The lines of a step: who does it.</summary>
    public static IReadOnlyList<string> RoleLines(Step step) =>
        Wrap(string.Join(", ", step.Roles.Select(role => role.Title())), StepWidth - 8);

    /// <summary>A text cut into lines at its spaces.</summary>
    public static IReadOnlyList<string> LinesOf(string text) => Wrap(text, LabelWidth);

    private static LayoutNode Measure(FlowNode node, int notes) => node.Kind switch
    {
        FlowNodeKind.Step => new LayoutNode(
            node.Id, StepWidth,
            Math.Max(LeastHeight, 18 + (TextLine * (TitleLines(node.Step!).Count + RoleLines(node.Step!).Count + notes))),
            HasCorners: false),
        FlowNodeKind.Choice or FlowNodeKind.Together => new LayoutNode(node.Id, Gateway, Gateway, HasCorners: true),
        FlowNodeKind.Start or FlowNodeKind.End => new LayoutNode(
            node.Id, Math.Max(Event, node.Title.Length * LetterWidth), Event + (node.Title.Length > 0 ? TextLine + 2 : 0),
            HasCorners: true),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node.Kind, "Unknown kind."),
    };

    private static List<string> Wrap(string text, double width)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // A French sign of punctuation stands after a space and never begins a line.
            if (lines.Count > 0 && (word is ":" or ";" or "?" or "!" or "»" || (lines[^1].Length + 1 + word.Length) * LetterWidth <= width))
                lines[^1] += " " + word;
            else
                lines.Add(word);
        }

        return lines;
    }
}
