using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace LitReview.Bias;

/// <summary>A form on which the risk of bias of studies is judged: domains, and what may be found on each.</summary>
/// <param name="Id">Its name in the journal.</param>
/// <param name="Version">Grows when the form changes.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Source">Where it is published.</param>
/// <param name="Confidence">V: read in the text; S: in a secondary source; M: not checked.</param>
/// <param name="Judgements">What may be found, best first.</param>
/// <param name="Domains">What is judged, in the order of the table.</param>
public sealed partial record BiasForm(
    string Id, int Version, string Name, string Source, string Confidence, IReadOnlyList<BiasJudgement> Judgements,
    IReadOnlyList<BiasDomain> Domains)
{
    private const int LongestFile = 200_000;
    private const int MostDomains = 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>The forms that are shipped.</summary>
    public static IReadOnlyList<BiasForm> Shipped { get; } =
        [.. ((string[])["rob2", "robins-i", "quadas-2"]).Select(id => Read(Resource($"{id}.json"), id))];

    /// <summary>The schema of a form, for who writes one.</summary>
    public static string Schema => Resource("grille-biais.schema.json");

    /// <summary>The domain of a key; null when there is none.</summary>
    public BiasDomain? Domain(string key) => Domains.FirstOrDefault(domain => domain.Key == key);

    /// <summary>The judgement of a key; null when there is none.</summary>
    public BiasJudgement? Judgement(string key) => Judgements.FirstOrDefault(judgement => judgement.Key == key);

    /// <summary>Reads a form of one’s own.</summary>
    /// <param name="json">The form, as the schema describes it.</param>
    /// <param name="file">What the message calls it.</param>
    /// <exception cref="InvalidDataException">It is no such form; the French message says what was expected and found.</exception>
    public static BiasForm Read(string json, string file)
    {
        BiasForm? form;
        try
        {
            form = json.Length > LongestFile ? null : JsonSerializer.Deserialize<BiasForm>(json, Json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"« {file} » n’est pas une grille de biais : {e.Message} Attendu : le schéma que « has litreview bias-schema » écrit.", e);
        }

        if (form is null)
            throw new InvalidDataException($"« {file} » est vide, ou dépasse 200 000 caractères. Donnez une grille de biais en JSON.");
        return form.Faults() is { Count: > 0 } faults
            ? throw new InvalidDataException($"La grille « {file} » ne peut pas servir : {string.Join(" ; ", faults)}. Corrigez le fichier.")
            : form;
    }

    /// <summary>Whether both are word for word the same.</summary>
    public bool IsSame(BiasForm other) => JsonSerializer.Serialize(this, Json) == JsonSerializer.Serialize(other, Json);

    /// <summary>What is wrong with it, in French; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        foreach (var key in Judgements.Select(judgement => judgement.Key).Concat(Domains.Select(domain => domain.Key)).Append(Id))
        {
            if (!Key().IsMatch(key))
                faults.Add($"« {key} » n’est pas une clé : lettres sans accent, chiffres et tirets, 40 au plus");
        }

        if (Version < 1)
            faults.Add($"la version est {Version} : un nombre à partir de 1 est attendu");
        if (Confidence is not ("V" or "S" or "M"))
            faults.Add($"la confiance est « {Confidence} » : V, S ou M est attendu");
        if (Judgements.Count is < 2 or > 8)
            faults.Add($"elle a {Judgements.Count} jugements : de 2 à 8 sont attendus");
        if (Domains.Count is < 1 or > MostDomains)
            faults.Add($"elle a {Domains.Count} domaines : de 1 à {MostDomains} sont attendus");
        if (Judgements.DistinctBy(judgement => judgement.Key).Count() != Judgements.Count
            || Judgements.DistinctBy(judgement => judgement.Sign).Count() != Judgements.Count)
        {
            faults.Add("deux jugements ont la même clé ou le même signe");
        }

        if (Domains.DistinctBy(domain => domain.Key).Count() != Domains.Count)
            faults.Add("deux domaines ont la même clé");
        if (Name.Length is 0 or > 160 || Source.Length is 0 or > 1_000
            || Judgements.Any(judgement => judgement.Name.Length is 0 or > 80 || judgement.Sign.Length is 0 or > 3)
            || Domains.Any(domain => domain.Name.Length is 0 or > 120 || domain.Short.Length is 0 or > 6 || domain.Question.Length is 0 or > 600))
        {
            faults.Add("un nom, une source, un signe ou une question est vide ou trop long");
        }

        return faults;
    }

    private static string Resource(string name)
    {
        using var stream = typeof(BiasForm).Assembly.GetManifestResourceStream($"biais/{name}")
            ?? throw new InvalidOperationException($"The form {name} is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex Key();
}

/// <summary>What may be found on a domain.</summary>
/// <param name="Key">Its name in the journal.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Sign">The sign that stands for it where colours are not seen.</param>
/// <param name="Tone">The colour that goes with it.</param>
public sealed record BiasJudgement(string Key, string Name, string Sign, BiasTone Tone);

/// <summary>The colour of a judgement.</summary>
public enum BiasTone
{
    /// <summary>Green.</summary>
    Good,

    /// <summary>Amber.</summary>
    Warn,

    /// <summary>Red.</summary>
    Bad,

    /// <summary>Grey.</summary>
    Neutral,
}

/// <summary>A domain of a form.</summary>
/// <param name="Key">Its name in the journal.</param>
/// <param name="Short">The head of its column.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Kind">What it speaks of.</param>
public sealed record BiasDomain(string Key, string Short, string Name, string Question, BiasDomainKind Kind);

/// <summary>What a domain speaks of.</summary>
public enum BiasDomainKind
{
    /// <summary>A way in which a result may be wrong.</summary>
    Bias,

    /// <summary>Whether the study fits the question.</summary>
    Applicability,

    /// <summary>All domains together.</summary>
    Overall,
}
