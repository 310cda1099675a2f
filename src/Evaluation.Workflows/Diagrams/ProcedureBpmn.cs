using System.Globalization;
using System.Xml.Linq;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Diagrams;

/// <summary>Writes a procedure as BPMN 2.0 with its drawing, for the tools that read it (Camunda, Flowable, bpmn.io).</summary>
/// <remarks>
/// Steps are user tasks with their roles as potential owners, outcomes are sequence flows with a condition on the variable
/// « issue_ÉTAPE ». The legal limits stay with the ledger: a BPMN timer knows neither stops nor law versions, so they are told in
/// the documentation of each task. Format: OMG, Business Process Model and Notation 2.0.2, 2014, with BPMN in Color 1.0.
/// </remarks>
public static class ProcedureBpmn
{
    private static readonly XNamespace Bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static readonly XNamespace Di = "http://www.omg.org/spec/BPMN/20100524/DI";
    private static readonly XNamespace Dc = "http://www.omg.org/spec/DD/20100524/DC";
    private static readonly XNamespace Waypoints = "http://www.omg.org/spec/DD/20100524/DI";
    private static readonly XNamespace Color = "http://www.omg.org/spec/BPMN/non-normative/color/1.0";
    private static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The XML document, UTF-8, each line ended by a line feed. The same procedure gives the same bytes.</summary>
    /// <param name="procedure">The procedure.</param>
    /// <param name="open">The steps to mark as open; empty for the procedure alone.</param>
    public static string Write(Procedure procedure, IReadOnlyCollection<string> open)
    {
        var drawing = new FlowDrawing(procedure);
        var id = $"{procedure.Id}-{procedure.Version}";
        var document = new XElement(
            Bpmn + "definitions",
            new XAttribute(XNamespace.Xmlns + "bpmn", Bpmn), new XAttribute(XNamespace.Xmlns + "bpmndi", Di),
            new XAttribute(XNamespace.Xmlns + "dc", Dc), new XAttribute(XNamespace.Xmlns + "di", Waypoints),
            new XAttribute(XNamespace.Xmlns + "color", Color), new XAttribute(XNamespace.Xmlns + "xsi", Schema),
            new XAttribute("id", $"definitions-{id}"), new XAttribute("targetNamespace", "https://hastoolkit.example/procedures"),
            new XAttribute("exporter", "HasToolkit"), new XAttribute("exporterVersion", procedure.Sha256[..12]),
            Process(procedure, drawing),
            new XElement(
                Di + "BPMNDiagram", new XAttribute("id", $"dessin-{id}"),
                new XElement(
                    Di + "BPMNPlane", new XAttribute("id", $"plan-{id}"), new XAttribute("bpmnElement", ProcessId(procedure)),
                    drawing.Flow.Nodes.Select(node => Shape(drawing, node, node.Step is { } step && open.Contains(step.Id))),
                    drawing.Flow.Arrows.Select(arrow => Edge(drawing, arrow)))));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static string ProcessId(Procedure procedure) => $"procedure-{procedure.Id}";

    private static XElement Process(Procedure procedure, FlowDrawing drawing) => new(
        Bpmn + "process", new XAttribute("id", ProcessId(procedure)), new XAttribute("name", procedure.Title),
        new XAttribute("isExecutable", "false"),
        new XElement(
            Bpmn + "documentation",
            $"{procedure.Title}, version {procedure.Version}. {procedure.Source}. Empreinte SHA-256 : {procedure.Sha256}."),
        drawing.Flow.Nodes.Select(node => Node(procedure, drawing.Flow, node)),
        drawing.Flow.Arrows.Select(Flow));

    private static XElement Node(Procedure procedure, FlowGraph flow, FlowNode node) => new(
        Bpmn + NameOf(node.Kind), new XAttribute("id", node.Id),
        node.Title.Length == 0 ? null : new XAttribute("name", node.Title),
        node.Step is null ? null : new XElement(Bpmn + "documentation", Documentation(procedure, node.Step)),
        flow.Arrows.Where(arrow => arrow.To == node.Id).Select(arrow => new XElement(Bpmn + "incoming", arrow.Id)),
        flow.Arrows.Where(arrow => arrow.From == node.Id).Select(arrow => new XElement(Bpmn + "outgoing", arrow.Id)),
        node.Step is null
            ? null
            : new XElement(
                Bpmn + "potentialOwner",
                new XElement(
                    Bpmn + "resourceAssignmentExpression",
                    new XElement(
                        Bpmn + "formalExpression", string.Join(", ", node.Step.Roles.Select(role => $"group({role.Key()})"))))));

    private static string NameOf(FlowNodeKind kind) => kind switch
    {
        FlowNodeKind.Start => "startEvent",
        FlowNodeKind.Step => "userTask",
        FlowNodeKind.Choice => "exclusiveGateway",
        FlowNodeKind.Together => "parallelGateway",
        FlowNodeKind.End => "endEvent",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    private static string Documentation(Procedure procedure, Step step)
    {
        var limits = procedure.Limits.Where(limit => limit.Steps.Contains(step.Id)).Select(limit =>
        {
            var version = limit.Versions[^1];
            return $"Délai « {limit.Title} » : {version.Period}, {version.Source}";
        });
        return string.Join("\n", ((string[])[step.Hint, step.Source?.ToString() ?? ""]).Where(line => line.Length > 0).Concat(limits));
    }

    // Only a choice has conditions: a flow out of a step with one outcome is always taken.
    private static XElement Flow(FlowArrow arrow) => new(
        Bpmn + "sequenceFlow", new XAttribute("id", arrow.Id),
        arrow.Title.Length == 0 ? null : new XAttribute("name", arrow.Title),
        new XAttribute("sourceRef", arrow.From), new XAttribute("targetRef", arrow.To),
        arrow.Outcome is not { } outcome || arrow.From == FlowGraph.NodeOf(outcome.Step)
            ? null
            : new XElement(
                Bpmn + "conditionExpression", new XAttribute(Schema + "type", "bpmn:tFormalExpression"),
                $"${{issue_{outcome.Step.Replace('-', '_')} == '{outcome.Outcome}'}}"));

    private static XElement Shape(FlowDrawing drawing, FlowNode node, bool isOpen) => new(
        Di + "BPMNShape", new XAttribute("id", $"forme_{node.Id}"), new XAttribute("bpmnElement", node.Id),
        node.Kind == FlowNodeKind.Choice ? new XAttribute("isMarkerVisible", "true") : null,
        isOpen ? new XAttribute(Color + "background-color", "#fff3d6") : null,
        isOpen ? new XAttribute(Color + "border-color", "#b45f06") : null,
        Bounds(drawing.BoxOf(node)),
        node.Kind == FlowNodeKind.End && node.Title.Length > 0
            ? new XElement(Di + "BPMNLabel", Bounds(drawing.TitleOf(node)))
            : null);

    private static XElement Edge(FlowDrawing drawing, FlowArrow arrow)
    {
        var line = drawing.LineOf(arrow);
        return new XElement(
            Di + "BPMNEdge", new XAttribute("id", $"trait_{arrow.Id}"), new XAttribute("bpmnElement", arrow.Id),
            line.Points.Select(point => new XElement(
                Waypoints + "waypoint", new XAttribute("x", Number(point.X)), new XAttribute("y", Number(point.Y)))),
            line.Label is { } label ? new XElement(Di + "BPMNLabel", Bounds(label)) : null);
    }

    private static XElement Bounds(Box box) => new(
        Dc + "Bounds", new XAttribute("x", Number(box.X)), new XAttribute("y", Number(box.Y)),
        new XAttribute("width", Number(box.Width)), new XAttribute("height", Number(box.Height)));

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
