using System.Text.Json;
using Evaluation.Workflows.Procedures;
using Json.Schema;

namespace Evaluation.Workflows.Assessment;

/// <summary>Reads a grid: first its form, against the JSON Schema, then its sense.</summary>
public static class GridReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
    };

    private static readonly Lazy<JsonSchema> Schema =
        new(() => JsonSchema.FromText(ProcedureLibrary.Resource("grids/grid.schema.json")));

    private static readonly (Confidence Confidence, string Words)[] Statuses =
    [
        (Confidence.Verified, "vérifié"), (Confidence.Secondary, "source secondaire"), (Confidence.Unverified, "non vérifié"),
    ];

    /// <summary>Reads and checks a file.</summary>
    /// <param name="json">The text of the file, UTF-8.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidDataException">The file has faults; the message lists them all, in French.</exception>
    public static AssessmentGrid Read(string json, string name)
    {
        var file = new CheckedJson("La grille", name);
        var node = file.Parse(json);
        file.Refuse(CheckedJson.SchemaFaults(node, Schema.Value));

        var read = node.Deserialize<GridFile>(Options)!;
        file.Refuse([.. Faults(read)]);
        return read.Build(CheckedJson.Hash(json));
    }

    /// <summary>A status as grid files write it: « vérifié », « source secondaire », « non vérifié ».</summary>
    public static string StatusOf(Confidence confidence) =>
        Statuses.First(status => status.Confidence == confidence).Words;

    internal static Confidence ConfidenceOf(string words) => Statuses.First(status => status.Words == words).Confidence;

    private static IEnumerable<string> Faults(GridFile file)
    {
        foreach (var twice in Twice(file.Sections.Select(section => section.Id)))
            yield return $"deux groupes portent l’identifiant « {twice} »";
        foreach (var twice in Twice(file.Items.Select(item => item.Id)))
            yield return $"deux lignes portent l’identifiant « {twice} »";
        foreach (var item in file.Items.Where(item => file.Sections.All(section => section.Id != item.Section)))
            yield return $"ligne « {item.Id} » : le groupe « {item.Section} » n’existe pas";
        foreach (var section in file.Sections.Where(section => file.Items.All(item => item.Section != section.Id)))
            yield return $"le groupe « {section.Id} » n’a aucune ligne";
        foreach (var key in file.FilledBy.Where(key => Roles.Find(key) is null))
            yield return $"« {key} » n’est pas un rôle ; rôles : {string.Join(", ", Roles.Every.Select(role => role.Key()))}";
        if (file.Expected is { } expected && file.Items.Count > expected)
            yield return $"{file.Items.Count} lignes, alors que le texte officiel en compterait {expected}";
        foreach (var item in file.Items.Where(item => item.Signal is { } signal && !SelfCheckSignals.Names.Contains(signal)))
        {
            yield return $"ligne « {item.Id} » : le contrôle « {item.Signal} » est inconnu ; connus : "
                + string.Join(", ", SelfCheckSignals.Names);
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<string> keys) =>
        keys.GroupBy(key => key).Where(group => group.Count() > 1).Select(group => group.Key);
}

/// <summary>A grid as the file writes it.</summary>
internal sealed record GridFile(
    string Id, int Version, string Title, string ShortTitle, string Lead, string Scope, string AppliesTo,
    IReadOnlyList<string> FilledBy, string Asks, bool NeedsPage, GridSourceFile Source, IReadOnlyList<GridSection> Sections,
    IReadOnlyList<GridItemFile> Items, IReadOnlyList<string>? Procedures = null, int? Expected = null,
    IReadOnlyList<GridFactFile>? Facts = null)
{
    public AssessmentGrid Build(string sha256) => new()
    {
        Id = Id,
        Version = Version,
        Title = Title,
        ShortTitle = ShortTitle,
        Lead = Lead,
        Scope = Scope == "indication" ? GridScope.Indication : GridScope.Dossier,
        AppliesTo = AppliesTo switch
        {
            "when-digital" => PartRequirement.WhenDigital,
            "when-ai" => PartRequirement.WhenAi,
            _ => PartRequirement.Always,
        },
        Procedures = Procedures ?? [],
        FilledBy = [.. FilledBy.Select(key => Roles.Find(key)!.Value)],
        AsksYesOrNo = Asks == "yes-or-no",
        NeedsPage = NeedsPage,
        Expected = Expected,
        Source = Source.Build(),
        Facts = [.. (Facts ?? []).Select(fact => new GridFact(fact.Title, fact.Text, fact.Source.Build()))],
        Sections = Sections,
        Items = [.. Items.Select(item => item.Build(Source.Article))],
        Sha256 = sha256,
    };
}

internal sealed record GridSourceFile(string Article, string Status, string? Url = null)
{
    public LegalSource Build() => new(Article, GridReader.ConfidenceOf(Status), Url);
}

internal sealed record GridFactFile(string Title, string Text, GridSourceFile Source);

internal sealed record GridItemFile(
    string Id, string Section, string Label, string Text, string Status, string? Article = null, string? Url = null,
    string? Why = null, string? Signal = null)
{
    public GridItem Build(string article) => new(
        Id, Section, Label, Text, new LegalSource(Article ?? article, GridReader.ConfidenceOf(Status), Url), Why, Signal);
}
