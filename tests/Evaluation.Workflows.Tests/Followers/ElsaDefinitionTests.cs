using System.Text.Json.Nodes;
using Evaluation.Workflows.Followers;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests.Followers;

public sealed class ElsaDefinitionTests
{
    public static TheoryData<string> Procedures => [.. ProcedureLibrary.Load().All.Select(procedure => procedure.Id).Distinct()];

    [Theory, MemberData(nameof(Procedures))]
    public void Every_activity_is_a_step_and_no_other_type_is_used(string id)
    {
        var (procedure, root) = Written(id);

        Assert.Equal(procedure.Steps.Select(step => step.Id), Activities(root).Select(activity => (string)activity["id"]!));
        Assert.All(Activities(root), activity => Assert.Equal("Has.Step", (string)activity["type"]!));
        Assert.Equal("Elsa.Flowchart", (string)root["root"]!["type"]!);
    }

    // An activity that nothing leads to would start by itself as well.
    [Theory, MemberData(nameof(Procedures))]
    public void One_activity_starts_and_every_other_is_led_to(string id)
    {
        var (procedure, root) = Written(id);
        var led = Connections(root).Select(connection => (string)connection["target"]!["activity"]!).ToHashSet();

        Assert.Equal(
            [procedure.Steps.Single(step => step.IsStart).Id],
            Activities(root).Select(activity => (string)activity["id"]!).Where(step => !led.Contains(step)));
    }

    [Theory, MemberData(nameof(Procedures))]
    public void A_port_is_an_outcome_of_its_step(string id)
    {
        var (procedure, root) = Written(id);

        Assert.All(Connections(root), connection => Assert.NotNull(
            procedure.StepOf((string)connection["source"]!["activity"]!).FindOutcome((string)connection["source"]!["port"]!)));
    }

    [Fact]
    public void The_true_version_and_the_hash_are_kept_where_the_importer_leaves_them()
    {
        var (procedure, root) = Written("lppr-nom-de-marque");

        Assert.Equal(procedure.Version, (int)root["customProperties"]!["has:version"]!);
        Assert.Equal($"sha256:{procedure.Sha256}", (string)root["customProperties"]!["has:hash"]!);
        Assert.Equal("lppr-nom-de-marque", (string)root["definitionId"]!);
    }

    [Fact]
    public void An_activity_reads_as_the_format_asks()
    {
        var activity = Activities(Written("lppr-nom-de-marque").Root).Single(one => (string)one["id"]! == "recevabilite");

        Assert.Equal("""{"typeName":"String","expression":{"type":"Literal","value":"recevabilite"}}""", activity["key"]!.ToJsonString());
        Assert.Equal("""{"typeName":"String","expression":{"type":"Literal","value":"service-has"}}""", activity["role"]!.ToJsonString());
        Assert.Equal("Recevabilité administrative", (string)activity["metadata"]!["displayText"]!);
    }

    private static (Procedure Procedure, JsonNode Root) Written(string id)
    {
        var procedure = ProcedureLibrary.Load().Latest(id)!;
        return (procedure, JsonNode.Parse(ElsaDefinition.Write(procedure))!);
    }

    private static IEnumerable<JsonNode> Activities(JsonNode root) => root["root"]!["activities"]!.AsArray().Select(one => one!);

    private static IEnumerable<JsonNode> Connections(JsonNode root) => root["root"]!["connections"]!.AsArray().Select(one => one!);
}
