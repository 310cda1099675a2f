using System.Security.Cryptography;
using System.Text.Json;
using Verbatims.Nlp.Comments;

namespace Verbatims.Nlp.Onnx;

/// <summary>What model.json says: the contract « verbatims-model/1 » (docs/decisions/0008).</summary>
internal sealed record ModelFile
{
    public const string KnownFormat = "verbatims-model/1";
    private const string KnownFolding = "fold/1";
    private const string KnownTokenizer = "sentencepiece-unigram";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public required string Format { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    public required string Language { get; init; }

    public required string Normalisation { get; init; }

    public required TokenizerFile Tokenizer { get; init; }

    public required int MaxTokens { get; init; }

    public required IReadOnlyList<string> Tones { get; init; }

    public required IReadOnlyList<string> Topics { get; init; }

    public required IReadOnlyList<NetworkFile> Networks { get; init; }

    /// <summary>The letter groups that the network takes beside the pieces of words; null when it takes none.</summary>
    public LettersFile? Letters { get; init; }

    public sealed record LettersFile(string Form, int Buckets);

    public sealed record TokenizerFile(
        string File, string Sha256, string Type, int PadId, int UnkId, int BosId, int EosId);

    public sealed record NetworkFile(
        string File, string Sha256, double ToneTemperature, double[] ToneBias, double[][] TopicScale, double[][] TopicBias,
        double[][] TopicThresholds, double GravityScale, double GravityBias, double GravityThreshold);

    /// <summary>Reads and checks model.json and the hashes of the files beside it.</summary>
    /// <exception cref="InvalidDataException">Something is missing or does not agree; the message says what.</exception>
    public static ModelFile Read(string folder)
    {
        var path = Path.Combine(folder, "model.json");
        if (!File.Exists(path))
        {
            throw new InvalidDataException(
                $"Modèle introuvable : « {path} » n’existe pas. Attendu : un dossier avec model.json, un tokenizer SentencePiece "
                + "et un réseau ONNX. Indiquez le bon dossier avec --modele.");
        }

        ModelFile file;
        try
        {
            using var stream = File.OpenRead(path);
            file = JsonSerializer.Deserialize<ModelFile>(stream, Json)
                ?? throw new InvalidDataException($"« {path} » est vide. Reprenez le fichier de la même livraison du modèle.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"« {path} » n’a pas la forme attendue ({KnownFormat}) : {e.Message} Reprenez le fichier de la même livraison.", e);
        }

        file.Check(path);
        file.CheckFile(folder, file.Tokenizer.File, file.Tokenizer.Sha256);
        foreach (var network in file.Networks)
            file.CheckFile(folder, network.File, network.Sha256);
        return file;
    }

    private void Check(string path)
    {
        Expect(path, "format", KnownFormat, Format);
        Expect(path, "normalisation", KnownFolding, Normalisation);
        Expect(path, "tokenizer.type", KnownTokenizer, Tokenizer.Type);
        Expect(path, "tones", "P, N, M, R", string.Join(", ", Tones));
        Expect(path, "networks", "1", $"{Networks.Count}");
        if (MaxTokens is < 8 or > 4096)
            Expect(path, "max_tokens", "entre 8 et 4096", $"{MaxTokens}");
        if (Topics.Count == 0 || Topics.Distinct(StringComparer.Ordinal).Count() != Topics.Count)
            Expect(path, "topics", "au moins un code, chacun une fois", string.Join(", ", Topics));
        if (Letters is { } letters)
        {
            Expect(path, "letters.form", LetterGroups.Form, letters.Form);
            Expect(path, "letters.buckets", $"{LetterGroups.Buckets}", $"{letters.Buckets}");
        }

        foreach (var network in Networks)
        {
            Expect(path, "tone_bias", $"{Tones.Count} valeurs", $"{network.ToneBias.Length} valeurs");
            foreach (var (name, values) in new[]
            {
                ("topic_scale", network.TopicScale), ("topic_bias", network.TopicBias),
                ("topic_thresholds", network.TopicThresholds),
            })
            {
                Expect(path, name, $"{Topics.Count} paires", values.All(pair => pair.Length == 2)
                    ? $"{values.Length} paires"
                    : "une ligne qui n’est pas une paire");
            }

            if (network.ToneTemperature <= 0)
                Expect(path, "tone_temperature", "un nombre positif", $"{network.ToneTemperature}");
        }
    }

    private static void Expect(string path, string field, string expected, string found)
    {
        if (expected != found)
        {
            throw new InvalidDataException(
                $"« {path} », champ « {field} » : attendu « {expected} », trouvé « {found} ». "
                + "Prenez tous les fichiers de la même livraison du modèle, ou corrigez ce champ.");
        }
    }

    private void CheckFile(string folder, string name, string expected)
    {
        var path = Path.Combine(folder, Path.GetFileName(name));
        if (!File.Exists(path))
        {
            throw new InvalidDataException(
                $"Le modèle {Name} {Version} annonce le fichier « {name} », absent de « {folder} ». Reprenez la livraison entière.");
        }

        using var stream = File.OpenRead(path);
        var found = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (!found.Equals(expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException(
                $"« {path} » n’est pas le fichier annoncé par model.json : empreinte attendue {expected}, trouvée {found}. "
                + "Prenez tous les fichiers de la même livraison du modèle.");
        }
    }
}
