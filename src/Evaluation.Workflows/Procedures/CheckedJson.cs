using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Evaluation.Workflows.Procedures;

/// <summary>A data file as JSON: it is read once, and every fault is said in one French message.</summary>
/// <param name="subject">What the file is, with its article: « La procédure ».</param>
/// <param name="name">What to call it in messages.</param>
internal sealed class CheckedJson(string subject, string name)
{
    /// <summary>Reads the text.</summary>
    /// <exception cref="InvalidDataException">It is not JSON, or a key is written twice.</exception>
    public JsonNode Parse(string json)
    {
        try
        {
            // A key written twice would lose one of its two values in silence.
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false })
                ?? throw Invalid(["le fichier contient « null »"]);
        }
        catch (JsonException e)
        {
            throw Invalid([$"ce n’est pas du JSON valide (ligne {e.LineNumber + 1}, octet {e.BytePositionInLine}) : {e.Message}"]);
        }
    }

    /// <summary>Throws when there are faults.</summary>
    /// <exception cref="InvalidDataException">There are; the message lists them all.</exception>
    public void Refuse(IReadOnlyCollection<string> faults)
    {
        if (faults.Count > 0)
            throw Invalid(faults);
    }

    /// <summary>Where the file differs from its schema.</summary>
    public static List<string> SchemaFaults(JsonNode node, JsonSchema schema)
    {
        var result = schema.Evaluate(
            JsonSerializer.SerializeToElement(node),
            new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return result.IsValid
            ? []
            : [.. (result.Details ?? [])
                .Where(detail => detail.Errors is not null)
                .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} : {error.Value}"))
                .Distinct()];
    }

    /// <summary>The SHA-256 of the text, in lower-case hexadecimal.</summary>
    public static string Hash(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    private InvalidDataException Invalid(IReadOnlyCollection<string> faults) => new(
        $"{subject} « {name} » a {faults.Count} défaut(s) :{Environment.NewLine}"
        + string.Join(Environment.NewLine, faults.Select(fault => "- " + fault))
        + $"{Environment.NewLine}Corrigez le fichier, puis rechargez-le.");
}
