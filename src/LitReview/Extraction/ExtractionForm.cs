using System.Text.Json;

namespace LitReview.Extraction;

/// <summary>What is taken from each study of a review, and by how many people.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Extractors">How many people fill it in for each study, each without seeing the other: 1 or 2.</param>
/// <param name="Fields">What is taken, in the order of the table.</param>
public sealed record ExtractionForm(string Name, int Extractors, IReadOnlyList<ExtractionField> Fields)
{
    private const int MostFields = 60;
    private const int LongestName = 120;
    private const int LongestHint = 400;

    /// <summary>The form that a review has until it makes its own.</summary>
    public static ExtractionForm Default { get; } = ReadDefault();

    /// <summary>The field of a key; null when there is none.</summary>
    public ExtractionField? Field(string key) => Fields.FirstOrDefault(field => field.Key == key);

    /// <summary>Its fields as a person writes them, one a line, a bar before what helps; <see cref="WithLines"/> reads them back.</summary>
    public IReadOnlyList<string> Lines() => [.. Fields.Select(field => field.Hint.Length == 0 ? field.Name : $"{field.Name} | {field.Hint}")];

    /// <summary>The form with the fields of a text, one a line, a bar before what helps: « Durée | Médiane de suivi ».</summary>
    /// <remarks>A field that has the name of one that is there keeps its key, so that its values stay.</remarks>
    public ExtractionForm WithLines(IEnumerable<string> lines)
    {
        var fields = new List<ExtractionField>();
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            var (name, hint) = line.Split('|', 2, StringSplitOptions.TrimEntries) is [var before, var after] ? (before, after) : (line, "");
            var known = Fields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));
            fields.Add(new ExtractionField(known?.Key ?? NewKey(name, Fields.Concat(fields)), name, hint));
        }

        return this with { Fields = fields };
    }

    /// <summary>What is wrong with it, in French; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (Extractors is not (1 or 2))
            faults.Add($"le nombre de personnes par étude est {Extractors} : 1 ou 2 est attendu");
        if (Fields.Count is 0 or > MostFields)
            faults.Add($"il a {Fields.Count} champs : de 1 à {MostFields} sont attendus");
        if (Fields.Any(field => field.Name.Length is 0 or > LongestName || field.Hint.Length > LongestHint))
            faults.Add($"un nom de champ est vide ou dépasse {LongestName} caractères, ou son aide {LongestHint}");
        if (Fields.Select(field => field.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() != Fields.Count
            || Fields.Select(field => field.Key).Distinct(StringComparer.Ordinal).Count() != Fields.Count)
        {
            faults.Add("un champ est écrit deux fois");
        }

        return faults;
    }

    private static string NewKey(string name, IEnumerable<ExtractionField> taken)
    {
        var letters = new string([.. name.Normalize(System.Text.NormalizationForm.FormD).ToLowerInvariant()
            .Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-').Select(letter => letter == ' ' ? '-' : letter)]);
        var root = letters.Trim('-') is { Length: > 0 } some ? some[..Math.Min(some.Length, 40)] : "champ";
        var keys = taken.Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
        return keys.Contains(root)
            ? Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{root}-{number}").First(key => !keys.Contains(key))
            : root;
    }

    private static ExtractionForm ReadDefault()
    {
        using var stream = typeof(ExtractionForm).Assembly.GetManifestResourceStream("extraction/formulaire-par-defaut.json")
            ?? throw new InvalidOperationException("The default form is missing from the assembly.");
        return JsonSerializer.Deserialize<ExtractionForm>(stream, JsonSerializerOptions.Web)!;
    }
}

/// <summary>A field of a form.</summary>
/// <param name="Key">Its name in the journal.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Hint">What belongs in it; empty when the name says it.</param>
public sealed record ExtractionField(string Key, string Name, string Hint);
