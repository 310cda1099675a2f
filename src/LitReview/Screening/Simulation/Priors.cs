using System.Text.Json;

namespace LitReview.Screening.Simulation;

/// <summary>What is known before a simulation starts: the decisions that it does not make.</summary>
/// <param name="Seed">The seed with which they were drawn.</param>
/// <param name="Included">Rows of relevant records.</param>
/// <param name="Excluded">Rows of irrelevant records.</param>
public sealed record Priors(int Seed, IReadOnlyList<int> Included, IReadOnlyList<int> Excluded)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The seeds of the published comparisons.</summary>
    public static IReadOnlyList<int> UsualSeeds { get; } = [42, 43, 44, 45, 46];

    /// <summary>Draws one relevant and one irrelevant record, the same that ASReview draws for this seed.</summary>
    /// <param name="set">The records.</param>
    /// <param name="seed">The seed, at least 0.</param>
    /// <exception cref="ArgumentException">The set has no relevant or no irrelevant record.</exception>
    public static Priors Draw(LabelledSet set, int seed)
    {
        return new Priors(seed, [One(isRelevant: true)], [One(isRelevant: false)]);

        // Each draw starts its own generator, as ASReview does.
        int One(bool isRelevant)
        {
            var rows = set.Records.Where(record => record.IsRelevant == isRelevant).Select(record => record.Row).ToList();
            return rows.Count > 0
                ? rows[new NumpyRandom((uint)seed).FirstOfPermutation(rows.Count)]
                : throw new ArgumentException(
                    $"None of {set.Records.Count} records is {(isRelevant ? "relevant" : "irrelevant")}.", nameof(set));
        }
    }

    /// <summary>Reads the priors of a set from a file of several sets, or from a bare list.</summary>
    /// <param name="json">An object of lists by the name of the set, or one list; each has a seed and two lists of rows.</param>
    /// <param name="set">The set.</param>
    /// <exception cref="InvalidDataException">The file has no priors of this set, or rows that do not fit it.</exception>
    public static IReadOnlyList<Priors> Read(string json, LabelledSet set)
    {
        try
        {
            using var file = JsonDocument.Parse(json);
            var list = file.RootElement;
            if (list.ValueKind == JsonValueKind.Object && !list.TryGetProperty(set.Name, out list))
            {
                var names = string.Join(", ", file.RootElement.EnumerateObject().Select(entry => entry.Name).Take(30));
                throw new InvalidDataException(
                    $"Le fichier de départs ne nomme pas « {set.Name} ». Il nomme : {names}. Renommez l’entrée comme le fichier CSV.");
            }

            var priors = list.Deserialize<List<Priors>>(Options) is { Count: > 0 } read
                ? read
                : throw new InvalidDataException($"Le fichier de départs n’a aucun départ pour « {set.Name} ».");
            foreach (var prior in priors)
                prior.CheckFit(set);
            return priors;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                "Le fichier de départs n’est pas celui attendu : {\"ensemble\": [{\"seed\": 42, \"included\": [lignes], "
                + $"\"excluded\": [lignes]}}]}}. Détail : {e.Message}", e);
        }
    }

    private void CheckFit(LabelledSet set)
    {
        var labels = set.Records.ToDictionary(record => record.Row, record => record.IsRelevant);
        foreach (var (rows, isRelevant) in new[] { (Included, true), (Excluded, false) })
        {
            foreach (var row in rows)
            {
                if (!labels.TryGetValue(row, out var label))
                {
                    throw new InvalidDataException(
                        $"Départ {Seed} : la ligne {row} n’est pas une référence étiquetée de « {set.Name} ». "
                        + "Les lignes se comptent à partir de 0, sans l’en-tête.");
                }

                if (label != isRelevant)
                {
                    throw new InvalidDataException(
                        $"Départ {Seed} : la ligne {row} est donnée pour {(isRelevant ? "retenue" : "écartée")}, et « {set.Name} » "
                        + "dit le contraire. Ces départs viennent d’un autre fichier.");
                }
            }
        }
    }
}
