using System.Text.Json;

namespace LitReview.Screening;

/// <summary>One decision of a reviewer.</summary>
/// <param name="Record">The number of the record.</param>
/// <param name="IsRelevant">Whether it is kept; null when an earlier decision is taken back.</param>
public sealed record ScreeningDecision(int Record, bool? IsRelevant);

/// <summary>What a ranking depends on, so that each of its states can be reached again.</summary>
/// <param name="Model">The name of the model.</param>
/// <param name="Version">Its version.</param>
/// <param name="Fingerprint">The digest of the records, as <see cref="ScreeningCorpus.Fingerprint"/> gives it.</param>
/// <param name="Question">The reviewer’s question; null when none was read.</param>
/// <param name="Decisions">The decisions, oldest first.</param>
/// <param name="Examples">The records that were known to be relevant before any was read; null when none was.</param>
public sealed record ScreeningLog(
    string Model, int Version, string Fingerprint, string? Question, IReadOnlyList<ScreeningDecision> Decisions,
    IReadOnlyList<int>? Examples = null)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text is not such a log.</exception>
    public static ScreeningLog Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ScreeningLog>(json, Options)
                ?? throw new InvalidDataException("Le journal de tri est vide. Reprenez celui que le tri a écrit.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                "Ce texte n’est pas un journal de tri : « model », « version », « fingerprint » et « decisions » sont attendus. "
                + $"Reprenez le fichier que le tri a écrit. Détail : {e.Message}", e);
        }
    }

    /// <summary>The log as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    internal void CheckIsOf(ScreeningCorpus corpus)
    {
        if (Model != corpus.Model.Name || Version != corpus.Model.Version)
        {
            throw new InvalidDataException(
                $"Ce journal vient du modèle « {Model} », version {Version} ; le corpus est préparé pour « {corpus.Model.Name} », "
                + $"version {corpus.Model.Version}. Préparez-le pour le modèle du journal, avec la version de l’outil qui le porte.");
        }

        if (Fingerprint != corpus.Fingerprint)
        {
            throw new InvalidDataException(
                $"Ce journal porte sur d’autres références (empreinte {Short(Fingerprint)}, ici {Short(corpus.Fingerprint)}). "
                + "Ouvrez le fichier de références avec lequel le tri a commencé, sans rien y changer.");
        }

        if (Question != corpus.Question)
        {
            throw new InvalidDataException(
                $"Ce journal répond à une autre question (« {Question ?? "aucune"} »). Préparez le corpus avec cette question.");
        }

        if (!(Examples ?? []).SequenceEqual(corpus.Examples))
        {
            throw new InvalidDataException(
                $"Ce journal part d’autres articles connus ({Examples?.Count ?? 0}, ici {corpus.Examples.Count}). Préparez le corpus avec les mêmes.");
        }

        var unknown = Decisions.FirstOrDefault(decision => decision.Record < 0 || decision.Record >= corpus.Count);
        if (unknown is not null)
        {
            throw new InvalidDataException(
                $"Ce journal nomme la référence {unknown.Record}, et il y en a {corpus.Count}, numérotées à partir de 0. "
                + "Le journal a été modifié ; reprenez une copie.");
        }
    }

    private static string Short(string fingerprint) => fingerprint.Length > 12 ? fingerprint[..12] : fingerprint;
}
