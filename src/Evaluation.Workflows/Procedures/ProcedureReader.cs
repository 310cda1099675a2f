using System.Globalization;
using System.Text.Json;
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
        var file = new CheckedJson("La procédure", name);
        var node = file.Parse(json);
        file.Refuse(CheckedJson.SchemaFaults(node, Schema.Value));

        var procedure = node.Deserialize<ProcedureFile>(Options)!.Build(CheckedJson.Hash(json));
        file.Refuse(ProcedureChecks.Faults(procedure));
        return procedure;
    }

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
