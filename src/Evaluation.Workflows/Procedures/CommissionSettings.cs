using System.Text.Json;

namespace Evaluation.Workflows.Procedures;

/// <summary>The figures by which people and the commission work, whatever the procedure; data, each with its source.</summary>
public static class CommissionSettings
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private static readonly IReadOnlyList<Parameter> Read = ReadAll();

    /// <summary>All of them, in the order of the file.</summary>
    public static IReadOnlyList<Parameter> All => Read;

    /// <summary>A figure by its key.</summary>
    /// <exception cref="ArgumentException">The file has no such key.</exception>
    public static Parameter Of(string id) => Read.FirstOrDefault(parameter => parameter.Id == id)
        ?? throw new ArgumentException($"commission.json has no parameter '{id}'.", nameof(id));

    private static List<Parameter> ReadAll() =>
    [
        .. JsonSerializer.Deserialize<List<Entry>>(ProcedureLibrary.Resource("settings/commission.json"), Options)!
            .Select(entry => new Parameter(
                entry.Id, entry.Title, entry.Value, entry.Unit,
                new LegalSource(entry.Source.Article, ConfidenceOf(entry), entry.Source.Url))),
    ];

    private static Confidence ConfidenceOf(Entry entry) => entry.Source.Confidence switch
    {
        "V" => Confidence.Verified,
        "S" => Confidence.Secondary,
        "M" => Confidence.Unverified,
        var mark => throw new InvalidDataException(
            $"commission.json, '{entry.Id}': the mark '{mark}' is none of V, S, M. Write one of them."),
    };

    private sealed record Entry(string Id, string Title, int Value, string Unit, EntrySource Source);

    private sealed record EntrySource(string Article, string Confidence, string? Url = null);
}
