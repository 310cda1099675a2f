using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Evaluation.Workflows.Deadlines;
using Json.Schema;

namespace Evaluation.Workflows.Procedures;

/// <summary>Reads a procedure file: first its form, against the JSON Schema, then its sense.</summary>
public static class ProcedureReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
    };

    private static readonly Lazy<JsonSchema> Schema =
        new(() => JsonSchema.FromText(ProcedureLibrary.Resource("procedures/procedure.schema.json")));

    /// <summary>Reads and checks a file.</summary>
    /// <param name="json">The text of the file, UTF-8.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidDataException">The file has faults; the message lists them all, in French.</exception>
    public static Procedure Read(string json, string name)
    {
        var node = Parse(json, name);
        var faults = SchemaFaults(node);
        if (faults.Count > 0)
            throw Invalid(name, faults);

        var procedure = node.Deserialize<ProcedureFile>(Options)!.Build(Hash(json));
        faults = ProcedureChecks.Faults(procedure);
        return faults.Count == 0 ? procedure : throw Invalid(name, faults);
    }

    private static JsonNode Parse(string json, string name)
    {
        try
        {
            // A key written twice would lose one of its two values in silence.
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) ?? throw Invalid(name, ["le fichier contient « null »"]);
        }
        catch (JsonException e)
        {
            throw Invalid(name, [$"ce n’est pas du JSON valide (ligne {e.LineNumber + 1}, octet {e.BytePositionInLine}) : {e.Message}"]);
        }
    }

    private static List<string> SchemaFaults(JsonNode node)
    {
        var result = Schema.Value.Evaluate(
            JsonSerializer.SerializeToElement(node),
            new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return result.IsValid
            ? []
            : [.. (result.Details ?? [])
                .Where(detail => detail.Errors is not null)
                .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} : {error.Value}"))
                .Distinct()];
    }

    private static InvalidDataException Invalid(string name, IReadOnlyCollection<string> faults) => new(
        $"La procédure « {name} » a {faults.Count} défaut(s) :{Environment.NewLine}"
        + string.Join(Environment.NewLine, faults.Select(fault => "- " + fault))
        + $"{Environment.NewLine}Corrigez le fichier, puis rechargez-le.");

    private static string Hash(string json) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(json)));

    internal static Confidence ConfidenceOf(string mark) => mark switch
    {
        "V" => Confidence.Verified,
        "S" => Confidence.Secondary,
        "M" => Confidence.Unverified,
        _ => throw new InvalidDataException($"« {mark} » n’est pas une marque de confiance ; attendu : V, S ou M."),
    };

    internal static DateOnly DayOf(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static PeriodUnit UnitOf(string unit) => unit switch
    {
        "calendar-days" => PeriodUnit.CalendarDays,
        "working-days" => PeriodUnit.WorkingDays,
        "workable-days" => PeriodUnit.WorkableDays,
        "months" => PeriodUnit.Months,
        _ => throw new InvalidDataException($"« {unit} » n’est pas une unité."),
    };
}
