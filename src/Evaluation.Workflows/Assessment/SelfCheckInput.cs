using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Evaluation.Workflows.Procedures;
using Json.Schema;

namespace Evaluation.Workflows.Assessment;

/// <summary>A study that a company declares; what it does not say is null or empty.</summary>
/// <param name="Title">The title.</param>
/// <param name="IsSpecific">Whether it bears on the product itself.</param>
/// <param name="Transposability">Why it holds for the product when it does not bear on it.</param>
/// <param name="Version">The version of the product that was studied.</param>
/// <param name="IsComparative">Whether it compares.</param>
/// <param name="IsSizeComputed">Whether the number of patients was computed beforehand.</param>
/// <param name="IsEndpointSubjective">Whether the endpoint is subjective.</param>
/// <param name="IsBlind">Whether the endpoint is judged blind.</param>
/// <param name="Country">Where it took place.</param>
/// <param name="Protocol">The file of the protocol.</param>
/// <param name="Report">The file of the report.</param>
public sealed record DeclaredStudy(
    [property: JsonPropertyName("titre")] string Title,
    [property: JsonPropertyName("specifique")] bool? IsSpecific = null,
    [property: JsonPropertyName("transposabilite")] string Transposability = "",
    [property: JsonPropertyName("version")] string Version = "",
    [property: JsonPropertyName("comparative")] bool? IsComparative = null,
    [property: JsonPropertyName("effectifCalcule")] bool? IsSizeComputed = null,
    [property: JsonPropertyName("critereSubjectif")] bool? IsEndpointSubjective = null,
    [property: JsonPropertyName("insu")] bool? IsBlind = null,
    [property: JsonPropertyName("pays")] string Country = "",
    [property: JsonPropertyName("protocole")] string Protocol = "",
    [property: JsonPropertyName("rapport")] string Report = "");

/// <summary>An answer of a company to a line of a grid.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Item">The line.</param>
/// <param name="Question">The question, copied for the reader's comfort.</param>
/// <param name="Answer">« renseigné » or « oui », « partiel » or « en partie », « absent » or « non », « sans objet »; empty when not answered.</param>
/// <param name="File">The file that shows it.</param>
/// <param name="Page">The page of that file.</param>
/// <param name="Comment">What the company says of it.</param>
public sealed record DeclaredAnswer(
    [property: JsonPropertyName("grille")] string Grid,
    [property: JsonPropertyName("ligne")] string Item,
    [property: JsonPropertyName("question")] string Question = "",
    [property: JsonPropertyName("reponse")] string Answer = "",
    [property: JsonPropertyName("fichier")] string File = "",
    [property: JsonPropertyName("page")] int? Page = null,
    [property: JsonPropertyName("commentaire")] string Comment = "");

/// <summary>What a company says of its dossier before it files it: the content of « dossier.json ».</summary>
/// <param name="Product">The product.</param>
/// <param name="Version">The version of the product that the request is for.</param>
/// <param name="IsDigital">Whether it is a digital device.</param>
/// <param name="UsesAi">Whether it rests on machine learning.</param>
/// <param name="Studies">The studies.</param>
/// <param name="Answers">The answers to the grids.</param>
public sealed record SelfCheckInput(
    [property: JsonPropertyName("produit")] string Product,
    [property: JsonPropertyName("version")] string Version = "",
    [property: JsonPropertyName("numerique")] bool IsDigital = true,
    [property: JsonPropertyName("ia")] bool UsesAi = false,
    [property: JsonPropertyName("etudes")] IReadOnlyList<DeclaredStudy>? Studies = null,
    [property: JsonPropertyName("reponses")] IReadOnlyList<DeclaredAnswer>? Answers = null)
{
    /// <summary>The name of the file in a company's folder.</summary>
    public const string FileName = "dossier.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        // Accents stay readable for those who fill the file in.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Lazy<JsonSchema> Schema =
        new(() => JsonSchema.FromText(ProcedureLibrary.Resource("grids/self-check.schema.json")));

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It has faults; the message lists them all, in French.</exception>
    public static SelfCheckInput Read(string json)
    {
        var file = new CheckedJson("La description", FileName);
        var node = file.Parse(json);
        file.Refuse(CheckedJson.SchemaFaults(node, Schema.Value));
        return node.Deserialize<SelfCheckInput>(Options)!;
    }

    /// <summary>An example to fill in: every line that the company answers, without its answer.</summary>
    public static string Example(string procedure, GridLibrary grids)
    {
        var answers =
            from grid in SelfCheck.GridsOf(grids, procedure, isDigital: true, usesAi: true)
            from item in grid.Items
            select new DeclaredAnswer(grid.Id, item.Id, item.Text);
        var study = new DeclaredStudy("Titre de l’étude", Version: "2.0", Country: "France", Protocol: "etudes-cliniques-protocole.pdf", Report: "etudes-cliniques-rapport.pdf");
        var example = new SelfCheckInput("Nom de marque", "2.0", IsDigital: true, UsesAi: true, [study], [.. answers]);
        return JsonSerializer.Serialize(example, Options) + "\n";
    }
}
