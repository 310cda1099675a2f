using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Evaluation.Workflows.Procedures;
using Json.Schema;

namespace Evaluation.Workflows.Replay;

/// <summary>The dated moments of a published case, in the order in which they follow each other.</summary>
public enum CaseMoment
{
    /// <summary>The request was filed.</summary>
    Filed,

    /// <summary>It was found complete.</summary>
    Admitted,

    /// <summary>The commission examined it.</summary>
    Examined,

    /// <summary>The commission adopted the draft opinion.</summary>
    Drafted,

    /// <summary>The applicant received the draft.</summary>
    Notified,

    /// <summary>The commission examined the contradictory phase.</summary>
    Contradictory,

    /// <summary>The commission gave its opinion.</summary>
    Given,

    /// <summary>The opinion was put online.</summary>
    Published,

    /// <summary>The CEPS and the company agreed.</summary>
    Agreed,

    /// <summary>The ministers signed.</summary>
    Decreed,

    /// <summary>The decision appeared in the Journal officiel.</summary>
    Gazetted,

    /// <summary>The listing took effect.</summary>
    Effective,
}

/// <summary>A date that a source gives.</summary>
/// <param name="On">The day; the first of the month when the source gives only the month.</param>
/// <param name="IsExact">Whether the source gives the day.</param>
/// <param name="Source">Where it was read.</param>
public sealed record CaseDate(DateOnly On, bool IsExact, LegalSource Source);

/// <summary>What the opinion concluded on one indication, as far as the source says.</summary>
/// <param name="Indication">The indication.</param>
/// <param name="Verdict">A verdict of the procedure, such as « suffisant »; null when the source does not say.</param>
/// <param name="Level">I to V as 1 to 5; null when unknown or none.</param>
/// <param name="Comparator">The comparator; null when unknown or none.</param>
/// <param name="Years">The duration; null when unknown.</param>
/// <param name="Note">What the source adds; null when nothing.</param>
/// <param name="Criteria">What the source says of each criterion; empty when nothing.</param>
/// <param name="Source">Where it was read.</param>
public sealed record CaseVerdict(
    string Indication, string? Verdict, int? Level, string? Comparator, int? Years, string? Note,
    IReadOnlyDictionary<string, string> Criteria, LegalSource Source);

/// <summary>A real case, with a source and a confidence for each field.</summary>
/// <param name="Id">The identifier.</param>
/// <param name="Device">The device, or the activity.</param>
/// <param name="Applicant">Who applied.</param>
/// <param name="Procedure">The procedure, such as « pect ».</param>
/// <param name="Request">The kind of request.</param>
/// <param name="Dates">The dates that a source gives.</param>
/// <param name="ContradictoryForm">« audition » or « observations »; null when no source says.</param>
/// <param name="Verdicts">What was concluded, by indication.</param>
/// <param name="Notes">What the reader should know.</param>
/// <param name="IsDigital">Whether the device is digital.</param>
public sealed record RealCase(
    string Id, string Device, string Applicant, string Procedure, string Request,
    IReadOnlyDictionary<CaseMoment, CaseDate> Dates, string? ContradictoryForm, IReadOnlyList<CaseVerdict> Verdicts,
    IReadOnlyList<string> Notes, bool IsDigital = true)
{
    private static readonly Lazy<JsonSchema> Schema =
        new(() => JsonSchema.FromText(ProcedureLibrary.Resource("cases/real-case.schema.json")));

    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    /// <summary>The cases that come with the toolkit, by identifier.</summary>
    public static IReadOnlyList<RealCase> Known() =>
    [
        .. typeof(RealCase).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("cases/", StringComparison.Ordinal)
                && !name.EndsWith(".schema.json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(ProcedureLibrary.Resource(name), name)),
    ];

    /// <summary>Reads a case file.</summary>
    /// <exception cref="InvalidDataException">The file has faults; the message lists them all, in French.</exception>
    public static RealCase Read(string json, string name)
    {
        JsonNode node;
        try
        {
            node = JsonNode.Parse(json) ?? throw Invalid(name, ["le fichier contient « null »"]);
        }
        catch (JsonException e)
        {
            throw Invalid(name, [$"ce n’est pas du JSON valide : {e.Message}"]);
        }

        var result = Schema.Value.Evaluate(
            JsonSerializer.SerializeToElement(node), new EvaluationOptions { OutputFormat = OutputFormat.List });
        if (!result.IsValid)
        {
            throw Invalid(name, [.. (result.Details ?? []).Where(detail => detail.Errors is not null)
                .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation} : {error.Value}")).Distinct()]);
        }

        return node.Deserialize<CaseFile>(Options)!.Build(problem => Invalid(name, [problem]));
    }

    private static InvalidDataException Invalid(string name, IReadOnlyCollection<string> faults) => new(
        $"Le cas « {name} » a {faults.Count} défaut(s) :{Environment.NewLine}"
        + string.Join(Environment.NewLine, faults.Select(fault => "- " + fault))
        + $"{Environment.NewLine}Corrigez le fichier, puis rejouez-le.");

    private sealed record SourcedFile(string Confidence, string Source, string? Url = null)
    {
        public LegalSource Build() => new(Source, ProcedureReader.ConfidenceOf(Confidence), Url);
    }

    private sealed record DateFile(string On, string Confidence, string Source, string? Url = null);

    private sealed record VerdictFile(
        string Indication, string Confidence, string Source, string? Verdict = null, int? Level = null,
        string? Comparator = null, int? Years = null, string? Note = null, string? Url = null,
        Dictionary<string, string>? Criteria = null);

    private sealed record CaseFile(
        string Id, string Device, string Applicant, string Procedure, string Request,
        Dictionary<string, DateFile> Dates, IReadOnlyList<VerdictFile> Verdicts, string? ContradictoryForm = null,
        IReadOnlyList<string>? Notes = null, bool Digital = true)
    {
        public RealCase Build(Func<string, Exception> fault) => new(
            Id, Device, Applicant, Procedure, Request,
            Dates.ToDictionary(
                date => Enum.Parse<CaseMoment>(date.Key, ignoreCase: true), date => DateOf(date.Key, date.Value, fault)),
            ContradictoryForm,
            [
                .. Verdicts.Select(v => new CaseVerdict(
                    v.Indication, v.Verdict, v.Level, v.Comparator, v.Years, v.Note, v.Criteria ?? [],
                    new SourcedFile(v.Confidence, v.Source, v.Url).Build())),
            ],
            Notes ?? [], Digital);

        private static CaseDate DateOf(string moment, DateFile date, Func<string, Exception> fault)
        {
            var source = new SourcedFile(date.Confidence, date.Source, date.Url).Build();
            if (DateOnly.TryParseExact(date.On, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return new CaseDate(day, IsExact: true, source);
            return DateOnly.TryParseExact(date.On + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
                ? new CaseDate(month, IsExact: false, source)
                : throw fault($"dates/{moment} : « {date.On} » n’est pas une date (AAAA-MM-JJ, ou AAAA-MM)");
        }
    }
}
