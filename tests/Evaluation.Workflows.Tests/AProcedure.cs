using System.Text.Json.Nodes;
using Evaluation.Workflows.Procedures;

namespace Evaluation.Workflows.Tests;

/// <summary>A seventh version of a published procedure, for tests: a test states only what the version changes.</summary>
internal static class AProcedure
{
    public const string First = "lppr-nom-de-marque.1";

    public const string Second = "lppr-nom-de-marque.2";

    public static Procedure Changed(Action<JsonNode> change, string published = First)
    {
        var json = Seventh(published);
        change(json);
        return ProcedureReader.Read(json.ToJsonString(), "essai.json");
    }

    public static Procedure Renamed(string published, params (string From, string To)[] steps) =>
        ProcedureReader.Read(RenamedJson(published, steps), "essai.json");

    public static string RenamedJson(string published, params (string From, string To)[] steps)
    {
        var text = Seventh(published).ToJsonString();
        foreach (var (from, to) in steps)
        {
            text = text.Replace($"\"{from}\"", $"\"{to}\"", StringComparison.Ordinal)
                .Replace($"\"{from}:", $"\"{to}:", StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>What bears an identifier in one of the lists of the file: « steps », « limits »…</summary>
    public static JsonNode Of(this JsonNode json, string list, string id) =>
        json[list]!.AsArray().Single(entry => (string?)entry!["id"] == id)!;

    public static void Add(this JsonNode json, string list, string text) => json[list]!.AsArray().Add(JsonNode.Parse(text));

    public static void Remove(this JsonNode json, string list, string id) => json[list]!.AsArray().Remove(json.Of(list, id));

    private static JsonNode Seventh(string published)
    {
        var json = JsonNode.Parse(ProcedureLibrary.Resource($"procedures/{published}.json"))!;
        json["version"] = 7;
        return json;
    }
}
