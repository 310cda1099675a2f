using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Evaluation.Workflows.Diagrams;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Followers;

/// <summary>Writes a procedure as a workflow definition of Elsa Workflows 3, so that it can be seen in Elsa Studio.</summary>
/// <remarks>
/// One activity « Has.Step » for each step, one port for each outcome, one start. There is no timer and no join: the ledger holds
/// the dates and decides, a follower opens and leaves activities. Elsa's importer gives a definition a version of its own, so the
/// true version and the hash stand in the custom properties. Format: elsaworkflows.io/schemas/workflow-definition/v3.0.0.
/// </remarks>
public static class ElsaDefinition
{
    /// <summary>The type of the only activity used; an unknown type would be imported in silence and fail when it runs.</summary>
    public const string StepType = "Has.Step";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The JSON document, each line ended by a line feed. The same procedure gives the same bytes.</summary>
    public static string Write(Procedure procedure)
    {
        var drawing = new FlowDrawing(procedure);
        var document = new JsonObject
        {
            ["$schema"] = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json",
            ["id"] = $"{procedure.Id}:{procedure.Version}",
            ["definitionId"] = procedure.Id,
            ["name"] = procedure.Title,
            ["version"] = procedure.Version,
            ["isLatest"] = true,
            ["isPublished"] = true,
            ["variables"] = new JsonArray(),
            ["inputs"] = new JsonArray(),
            ["outputs"] = new JsonArray(),
            ["outcomes"] = new JsonArray(),
            ["customProperties"] = new JsonObject
            {
                ["has:version"] = procedure.Version,
                ["has:hash"] = $"sha256:{procedure.Sha256}",
            },
            ["root"] = new JsonObject
            {
                ["type"] = "Elsa.Flowchart",
                ["version"] = 1,
                ["id"] = "flow",
                ["start"] = procedure.Steps.First(step => step.IsStart).Id,
                ["activities"] = new JsonArray([.. drawing.Flow.Nodes.Where(node => node.Step is not null).Select(node => Activity(drawing, node))]),
                ["connections"] = new JsonArray([.. procedure.Steps.SelectMany(Connections)]),
            },
        };
        return new StringBuilder(document.ToJsonString(Indented)).Append('\n').ToString();
    }

    private static JsonObject Activity(FlowDrawing drawing, FlowNode node)
    {
        var (step, box) = (node.Step!, drawing.BoxOf(node));
        return new JsonObject
        {
            ["type"] = StepType,
            ["version"] = 1,
            ["id"] = step.Id,
            ["name"] = step.Title,
            ["key"] = Literal(step.Id),
            ["role"] = Literal(string.Join(",", step.Roles.Select(role => role.Key()))),
            ["metadata"] = new JsonObject
            {
                ["designer"] = new JsonObject
                {
                    ["position"] = new JsonObject { ["x"] = Math.Round(box.X), ["y"] = Math.Round(box.Y) },
                },
                ["displayText"] = step.Title,
            },
        };
    }

    private static JsonObject Literal(string value) => new()
    {
        ["typeName"] = "String",
        ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value },
    };

    private static IEnumerable<JsonNode> Connections(Step step) => step.OpensWhen.SelectMany(all => all).Distinct()
        .Select(outcome => new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = outcome.Step, ["port"] = outcome.Outcome },
            ["target"] = new JsonObject { ["activity"] = step.Id, ["port"] = "In" },
        });
}
