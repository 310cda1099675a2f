using System.Security.Cryptography;
using System.Text.Json;

namespace LitReview.Embeddings;

/// <summary>What model.json says of an embedding model: the contract « embedding-model/1 » (docs/decisions/0016).</summary>
internal sealed record EmbeddingFile
{
    public const string KnownFormat = "embedding-model/1";
    public const string SentencePiece = "sentencepiece";
    public const string WordPiece = "wordpiece";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public required string Format { get; init; }

    public required string Name { get; init; }

    public required string Version { get; init; }

    public required int Dimensions { get; init; }

    public required int MaxTokens { get; init; }

    public required string Pooling { get; init; }

    /// <summary>What stands before each text, as some models were taught; empty for nothing.</summary>
    public string Prefix { get; init; } = "";

    public required NetworkFile Network { get; init; }

    public required TokenizerFile Tokenizer { get; init; }

    public sealed record NetworkFile(string File, string Sha256);

    /// <summary>The tokenizer.</summary>
    /// <param name="File">Its file.</param>
    /// <param name="Sha256">The digest of the file.</param>
    /// <param name="Type">« sentencepiece » or « wordpiece ».</param>
    /// <param name="BeginId">What the network is given before a text.</param>
    /// <param name="EndId">What it is given after a text.</param>
    /// <param name="PadId">What fills up a shorter text.</param>
    /// <param name="UnknownId">What stands for what the tokenizer does not know.</param>
    /// <param name="Offset">What is added to each number of a piece: 1 for models made with fairseq, 0 for others.</param>
    /// <param name="LowerCase">For « wordpiece »: whether letters are made small and lose their accents.</param>
    public sealed record TokenizerFile(
        string File, string Sha256, string Type, int BeginId, int EndId, int PadId, int UnknownId, int Offset = 0, bool LowerCase = false);

    /// <summary>Reads and checks model.json and the digests of the files beside it.</summary>
    /// <exception cref="InvalidDataException">Something is missing or does not agree; the French message says what.</exception>
    public static (EmbeddingFile File, string Sha256) Read(string folder)
    {
        var path = Path.Combine(folder, "model.json");
        if (!File.Exists(path))
        {
            throw new InvalidDataException(
                $"Modèle introuvable : « {path} » n’existe pas. Attendu : un dossier avec model.json, model.onnx et le fichier du tokenizer.");
        }

        var bytes = File.ReadAllBytes(path);
        EmbeddingFile file;
        try
        {
            file = JsonSerializer.Deserialize<EmbeddingFile>(bytes, Json) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"« {path} » n’a pas la forme attendue ({KnownFormat}) : {e.Message}", e);
        }

        file.Check(path);
        CheckFile(folder, file.Network.File, file.Network.Sha256);
        CheckFile(folder, file.Tokenizer.File, file.Tokenizer.Sha256);
        return (file, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private void Check(string path)
    {
        Expect(path, "format", KnownFormat, Format);
        Expect(path, "pooling", "mean", Pooling);
        if (Tokenizer.Type is not (SentencePiece or WordPiece))
            Expect(path, "tokenizer.type", $"{SentencePiece} ou {WordPiece}", Tokenizer.Type);
        if (MaxTokens is < 8 or > 8_192)
            Expect(path, "max_tokens", "entre 8 et 8192", $"{MaxTokens}");
        if (Dimensions is < 2 or > 8_192)
            Expect(path, "dimensions", "entre 2 et 8192", $"{Dimensions}");
        if (Name.Length is 0 or > 60 || !Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_') || Name[0] == '.')
            Expect(path, "name", "lettres sans accent, chiffres, tirets et points, 60 au plus", Name);
    }

    private static void Expect(string path, string field, string expected, string found)
    {
        if (expected != found)
        {
            throw new InvalidDataException(
                $"« {path} », champ « {field} » : attendu « {expected} », trouvé « {found} ». Corrigez ce champ, ou prenez une autre livraison du modèle.");
        }
    }

    private static void CheckFile(string folder, string name, string expected)
    {
        var path = Path.Combine(folder, Path.GetFileName(name));
        if (!File.Exists(path))
            throw new InvalidDataException($"model.json annonce le fichier « {name} », absent de « {folder} ». Reprenez le modèle entier.");
        using var stream = File.OpenRead(path);
        var found = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (!found.Equals(expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException(
                $"« {path} » n’est pas le fichier annoncé par model.json : empreinte attendue {expected}, trouvée {found}. Prenez tous les fichiers d’une même livraison.");
        }
    }
}
