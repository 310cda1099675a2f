using System.Globalization;
using System.Xml.Linq;
using Evaluation.Workflows.Diagrams;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Diagrams;

public sealed class ProcedureBpmnTests
{
    private static readonly XNamespace Bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static readonly XNamespace Di = "http://www.omg.org/spec/BPMN/20100524/DI";
    private static readonly XNamespace Dc = "http://www.omg.org/spec/DD/20100524/DC";
    private static readonly XNamespace Waypoints = "http://www.omg.org/spec/DD/20100524/DI";
    private static readonly XNamespace Color = "http://www.omg.org/spec/BPMN/non-normative/color/1.0";

    public static TheoryData<string> Procedures =>
        [.. ProcedureLibrary.Load().All.Select(procedure => $"{procedure.Id}@{procedure.Version}")];

    [Theory, MemberData(nameof(Procedures))]
    public void Every_step_is_a_user_task_and_every_outcome_a_way_on(string id)
    {
        var (procedure, document) = Written(id);
        var process = document.Root!.Element(Bpmn + "process")!;

        Assert.Equal(
            procedure.Steps.Select(step => step.Title), process.Elements(Bpmn + "userTask").Select(task => (string?)task.Attribute("name")));
        Assert.Single(process.Elements(Bpmn + "startEvent"));
        foreach (var step in procedure.Steps)
        {
            var titles = WaysFrom(process, step).Select(way => (string?)way.Attribute("name")).ToList();
            Assert.Equal(step.Outcomes.Select(outcome => outcome.Title), titles);
        }
    }

    // A step that can only be done again, such as a prolongation, leads to itself and ends with the dossier.
    [Theory, MemberData(nameof(Procedures))]
    public void Every_node_is_reached_from_the_start_and_leads_to_an_end_or_to_itself(string id)
    {
        var (procedure, document) = Written(id);
        var process = document.Root!.Element(Bpmn + "process")!;
        var repeated = procedure.Steps.Where(step => step.Outcomes.All(outcome => procedure.Steps
                .Where(other => other.OpensWhen.Any(all => all.Contains(new OutcomeRef(step.Id, outcome.Id)))).Select(other => other.Id)
                .SequenceEqual([step.Id])))
            .Select(step => $"etape_{step.Id.Replace('-', '_')}");
        var flows = process.Elements(Bpmn + "sequenceFlow")
            .Select(flow => (From: (string)flow.Attribute("sourceRef")!, To: (string)flow.Attribute("targetRef")!)).ToList();
        var nodes = process.Elements().Where(node => node.Element(Bpmn + "incoming") is not null || node.Element(Bpmn + "outgoing") is not null)
            .Select(node => (string)node.Attribute("id")!).ToHashSet();
        var ends = process.Elements(Bpmn + "endEvent").Select(end => (string)end.Attribute("id")!).ToHashSet();

        Assert.Equal(nodes, Closure(["depart"], flows));
        Assert.Equal(nodes, Closure(ends.Concat(repeated), [.. flows.Select(flow => (flow.To, flow.From))]));
        Assert.All(flows, flow => Assert.True(nodes.Contains(flow.From) && nodes.Contains(flow.To)));
    }

    [Theory, MemberData(nameof(Procedures))]
    public void Everything_is_drawn_once_and_no_two_shapes_overlap(string id)
    {
        var document = Written(id).Document;
        var process = document.Root!.Element(Bpmn + "process")!;
        var plane = document.Descendants(Di + "BPMNPlane").Single();
        var shapes = plane.Elements(Di + "BPMNShape").Select(shape => (Id: (string)shape.Attribute("bpmnElement")!, Box: BoxOf(shape))).ToList();

        Assert.Equal(
            process.Elements(Bpmn + "sequenceFlow").Select(flow => (string)flow.Attribute("id")!),
            plane.Elements(Di + "BPMNEdge").Select(edge => (string)edge.Attribute("bpmnElement")!));
        Assert.Equal(shapes.Count, shapes.Select(shape => shape.Id).Distinct().Count());
        foreach (var (one, index) in shapes.Select((shape, index) => (shape, index)))
            Assert.All(shapes.Skip(index + 1), other => Assert.False(Overlap(one.Box, other.Box), $"{one.Id} lies over {other.Id}"));
    }

    [Theory, MemberData(nameof(Procedures))]
    public void A_line_begins_and_ends_at_its_shapes_and_crosses_no_other(string id)
    {
        var document = Written(id).Document;
        var boxes = document.Descendants(Di + "BPMNShape").ToDictionary(shape => (string)shape.Attribute("bpmnElement")!, BoxOf);
        var flows = document.Descendants(Bpmn + "sequenceFlow").ToDictionary(flow => (string)flow.Attribute("id")!);
        foreach (var edge in document.Descendants(Di + "BPMNEdge"))
        {
            var flow = flows[(string)edge.Attribute("bpmnElement")!];
            var (from, to) = ((string)flow.Attribute("sourceRef")!, (string)flow.Attribute("targetRef")!);
            var points = edge.Elements(Waypoints + "waypoint").Select(point => (X: Value(point, "x"), Y: Value(point, "y"))).ToList();

            Assert.True(IsOnBorder(points[0], boxes[from]), $"{flow} does not leave its source");
            Assert.True(IsOnBorder(points[^1], boxes[to]), $"{flow} does not reach its target");
            foreach (var (one, next) in points.Zip(points.Skip(1)))
            {
                Assert.True(one.X.Equals(next.X) || one.Y.Equals(next.Y), $"{flow} has a slanting piece");
                Assert.All(
                    boxes, box => Assert.False(
                        Crosses(one, next, box.Value), $"the way from {from} to {to} crosses {box.Key}"));
            }
        }
    }

    [Fact]
    public void Outcomes_that_must_all_hold_meet_in_one_parallel_gateway()
    {
        var process = Written("lppr-nom-de-marque@1").Document.Root!.Element(Bpmn + "process")!;

        var join = process.Elements(Bpmn + "parallelGateway").Single(gateway => (string)gateway.Attribute("id")! == "ensemble_examen_1");

        Assert.Equal(3, join.Elements(Bpmn + "incoming").Count());
        Assert.Single(join.Elements(Bpmn + "outgoing"));
    }

    [Fact]
    public void Open_steps_are_marked_with_a_colour()
    {
        var document = XDocument.Parse(ProcedureBpmn.Write(ProcedureLibrary.Load().Latest("lppr-nom-de-marque")!, ["experts"]));

        var marked = document.Descendants(Di + "BPMNShape").Where(shape => shape.Attribute(Color + "background-color") is not null);

        Assert.Equal("etape_experts", (string?)Assert.Single(marked).Attribute("bpmnElement"));
    }

    [Fact]
    public void The_same_procedure_gives_the_same_bytes()
    {
        var procedure = ProcedureLibrary.Load().Latest("lppr-nom-de-marque")!;

        Assert.Equal(ProcedureBpmn.Write(procedure, []), ProcedureBpmn.Write(procedure, []));
        Assert.Equal(ProcedureSvg.Write(procedure, []), ProcedureSvg.Write(procedure, []));
    }

    [Theory, MemberData(nameof(Procedures))]
    public void The_picture_shows_every_step_and_every_ending(string id)
    {
        var procedure = Find(id);
        var texts = XDocument.Parse(ProcedureSvg.Write(procedure, [])).Descendants()
            .Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();
        var all = string.Join(' ', texts);

        Assert.All(procedure.Steps, step => Assert.Contains(step.Title, all, StringComparison.Ordinal));
        Assert.All(
            procedure.Steps.SelectMany(step => step.Outcomes).Select(outcome => outcome.Ending).OfType<string>(),
            ending => Assert.Contains(ending, texts));
    }

    [Fact]
    public void A_step_bears_its_line_of_figures_and_no_other_step_does()
    {
        var procedure = ProcedureLibrary.Load().Latest("lppr-nom-de-marque")!;
        var svg = XDocument.Parse(ProcedureSvg.Write(procedure, ["instruction"], new Dictionary<string, string> { ["instruction"] = "3 ouverts · médiane 12 j" }));

        var note = Assert.Single(svg.Descendants(), element => (string?)element.Attribute("class") == "note");
        Assert.Equal("3 ouverts · médiane 12 j", note.Value);
        // Within its box.
        var box = Assert.Single(svg.Descendants(), element => (string?)element.Attribute("class") == "open");
        double At(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);
        Assert.InRange(At(note, "y"), At(box, "y"), At(box, "y") + At(box, "height"));
    }

    private static Procedure Find(string id)
    {
        var version = int.Parse(id[(id.IndexOf('@', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
        return ProcedureLibrary.Load().All.Single(procedure => $"{procedure.Id}@{procedure.Version}" == id && procedure.Version == version);
    }

    private static (Procedure Procedure, XDocument Document) Written(string id)
    {
        var procedure = Find(id);
        return (procedure, XDocument.Parse(ProcedureBpmn.Write(procedure, [])));
    }

    private static IEnumerable<XElement> WaysFrom(XElement process, Step step)
    {
        var node = $"etape_{step.Id.Replace('-', '_')}";
        var from = step.Outcomes.Count > 1 ? $"choix_{step.Id.Replace('-', '_')}" : node;
        return process.Elements(Bpmn + "sequenceFlow").Where(flow => (string?)flow.Attribute("sourceRef") == from);
    }

    private static HashSet<string> Closure(IEnumerable<string> from, List<(string From, string To)> flows)
    {
        var reached = from.ToHashSet();
        for (var before = -1; before < reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(flows.Where(flow => reached.Contains(flow.From)).Select(flow => flow.To).ToList());
        }

        return reached;
    }

    private static double Value(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);

    private static (double X, double Y, double Right, double Bottom) BoxOf(XElement shape)
    {
        var bounds = shape.Element(Dc + "Bounds")!;
        var (x, y) = (Value(bounds, "x"), Value(bounds, "y"));
        return (x, y, x + Value(bounds, "width"), y + Value(bounds, "height"));
    }

    private static bool Overlap(
        (double X, double Y, double Right, double Bottom) one, (double X, double Y, double Right, double Bottom) other) =>
        one.X < other.Right && other.X < one.Right && one.Y < other.Bottom && other.Y < one.Bottom;

    private static bool IsOnBorder((double X, double Y) point, (double X, double Y, double Right, double Bottom) box) =>
        point.X >= box.X - 1 && point.X <= box.Right + 1 && point.Y >= box.Y - 1 && point.Y <= box.Bottom + 1
        && (Math.Abs(point.X - box.Right) < 1 || Math.Abs(point.Y - box.Y) < 1 || Math.Abs(point.Y - box.Bottom) < 1);

    private static bool Crosses(
        (double X, double Y) one, (double X, double Y) next, (double X, double Y, double Right, double Bottom) box) =>
        Math.Max(one.X, next.X) > box.X + 1 && Math.Min(one.X, next.X) < box.Right - 1
        && Math.Max(one.Y, next.Y) > box.Y + 1 && Math.Min(one.Y, next.Y) < box.Bottom - 1;
}
