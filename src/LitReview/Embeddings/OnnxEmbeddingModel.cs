using LitReview.Screening;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;

namespace LitReview.Embeddings;

/// <summary>A folder with an ONNX network and its tokenizer that keep the contract « embedding-model/1 ».</summary>
/// <remarks>
/// The network takes « input_ids » and « attention_mask », and « token_type_ids » where it has them, and gives
/// « last_hidden_state »; the vector of a text is the mean over its pieces, brought to length 1.
/// </remarks>
public sealed class OnnxEmbeddingModel : IEmbeddingModel, IDisposable
{
    private const int BatchSize = 32;
    private const int LongestText = 20_000;
    private const string Output = "last_hidden_state";

    private static readonly string[] Needed = ["input_ids", "attention_mask"];
    private static readonly string[] Known = ["input_ids", "attention_mask", "token_type_ids"];

    private readonly EmbeddingFile _file;
    private readonly Tokenizer _tokenizer;
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputs;

    private OnnxEmbeddingModel(string folder)
    {
        (_file, var sha256) = EmbeddingFile.Read(folder);
        Identity = new SecondModel(_file.Name, _file.Version, sha256);
        _tokenizer = LoadTokenizer(Path.Combine(folder, Path.GetFileName(_file.Tokenizer.File)), _file.Tokenizer);
        var path = Path.Combine(folder, Path.GetFileName(_file.Network.File));
        _session = OpenNetwork(path);
        try
        {
            _inputs = CheckNetwork(path);
            // A trial: what a description cannot show fails here rather than in the middle of a review.
            _ = Embed(["Télésurveillance de l’insuffisance cardiaque.", ""]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public SecondModel Identity { get; }

    /// <inheritdoc/>
    public int Dimensions => _file.Dimensions;

    /// <summary>Loads a model and checks that it keeps the contract, by its description and by a trial.</summary>
    /// <param name="folder">The folder that holds model.json.</param>
    /// <exception cref="InvalidDataException">The contract is not kept; the French message says what was found.</exception>
    public static OnnxEmbeddingModel Load(string folder) => new(folder);

    /// <inheritdoc/>
    public IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        var pieces = texts.Select(Encode).ToArray();
        var vectors = new float[texts.Count][];
        // Texts of one length together: little of the network's time goes into padding.
        foreach (var batch in Enumerable.Range(0, pieces.Length).OrderBy(i => pieces[i].Length).Chunk(BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Embed(batch, pieces, vectors);
        }

        return vectors;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }

    private static Tokenizer LoadTokenizer(string path, EmbeddingFile.TokenizerFile file)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return file.Type == EmbeddingFile.SentencePiece
                ? SentencePieceTokenizer.Create(stream, addBeginningOfSentence: true, addEndOfSentence: true)
                : BertTokenizer.Create(
                    stream, new BertOptions { LowerCaseBeforeTokenization = file.LowerCase, RemoveNonSpacingMarks = file.LowerCase });
        }
        // Whatever is wrong with the bytes of a foreign file, the library throws something else each time.
        catch (Exception e) when (e is not (IOException or UnauthorizedAccessException))
        {
            throw new InvalidDataException($"« {path} » n’est pas un tokenizer « {file.Type} » lisible : {e.Message}", e);
        }
    }

    private static InferenceSession OpenNetwork(string path)
    {
        using var options = new SessionOptions { IntraOpNumThreads = Math.Max(1, Environment.ProcessorCount / 2), InterOpNumThreads = 1 };
        try
        {
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidDataException($"« {path} » n’est pas un réseau ONNX lisible : {e.Message}", e);
        }
    }

    private string[] CheckNetwork(string path)
    {
        var inputs = _session.InputMetadata.Keys.ToArray();
        if (Needed.Except(inputs).Concat(inputs.Except(Known)).ToList() is { Count: > 0 } wrong)
        {
            throw new InvalidDataException(
                $"« {path} », entrées : attendu {string.Join(", ", Needed)} (et token_type_ids au besoin), trouvé {string.Join(", ", inputs)} ; "
                + $"en cause : {string.Join(", ", wrong)}. Exportez le réseau avec ces noms.");
        }

        if (!_session.OutputMetadata.TryGetValue(Output, out var output))
        {
            throw new InvalidDataException(
                $"« {path} », sorties : attendu {Output}, trouvé {string.Join(", ", _session.OutputMetadata.Keys)}. Exportez le réseau avec ce nom.");
        }

        return output.Dimensions is [_, _, var width] && (width < 0 || width == _file.Dimensions)
            ? inputs
            : throw new InvalidDataException(
                $"« {path} », sortie « {Output} » : attendu [-1, -1, {_file.Dimensions}], trouvé [{string.Join(", ", output.Dimensions)}]. "
                + "Corrigez « dimensions » dans model.json.");
    }

    private long[] Encode(string text)
    {
        var read = _file.Prefix + (text.Length > LongestText ? text[..LongestText] : text);
        if (string.IsNullOrWhiteSpace(text))
            return [];
        var marks = _file.Tokenizer;
        var ids = (_tokenizer is SentencePieceTokenizer pieces
            ? pieces.EncodeToIds(read, addBeginningOfSentence: false, addEndOfSentence: false)
            : ((BertTokenizer)_tokenizer).EncodeToIds(read, addSpecialTokens: false)).Take(_file.MaxTokens - 2);
        return
        [
            marks.BeginId,
            .. ids.Select(id => _tokenizer is SentencePieceTokenizer known && id == known.UnknownId ? (long)marks.UnknownId : id + marks.Offset),
            marks.EndId,
        ];
    }

    private void Embed(int[] batch, long[][] pieces, float[][] vectors)
    {
        var length = batch.Max(i => pieces[i].Length);
        if (length == 0)
        {
            foreach (var i in batch)
                vectors[i] = new float[Dimensions];
            return;
        }

        var (ids, mask) = (new long[batch.Length * length], new long[batch.Length * length]);
        Array.Fill(ids, _file.Tokenizer.PadId);
        for (var row = 0; row < batch.Length; row++)
        {
            pieces[batch[row]].CopyTo(ids, row * length);
            Array.Fill(mask, 1, row * length, pieces[batch[row]].Length);
        }

        long[] shape = [batch.Length, length];
        using var idValues = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var maskValues = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var types = OrtValue.CreateTensorValueFromMemory(new long[ids.Length], shape);
        OrtValue[] values = [.. _inputs.Select(name => name switch { "input_ids" => idValues, "attention_mask" => maskValues, _ => types })];
        try
        {
            using var outputs = _session.Run(_options, _inputs, values, [Output]);
            var states = outputs[0].GetTensorDataAsSpan<float>();
            if (states.Length != batch.Length * length * Dimensions)
            {
                throw new InvalidDataException(
                    $"Le réseau de {Identity.Name} donne {states.Length} nombres pour {batch.Length} textes de {length} morceaux ; attendu : {Dimensions} par morceau.");
            }

            for (var row = 0; row < batch.Length; row++)
                vectors[batch[row]] = Mean(states.Slice(row * length * Dimensions, length * Dimensions), pieces[batch[row]].Length);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidDataException($"Le réseau de {Identity.Name} ne se laisse pas exécuter : {e.Message}", e);
        }
    }

    private float[] Mean(ReadOnlySpan<float> states, int count)
    {
        var vector = new float[Dimensions];
        for (var piece = 0; piece < count; piece++)
        {
            for (var dimension = 0; dimension < Dimensions; dimension++)
                vector[dimension] += states[(piece * Dimensions) + dimension];
        }

        var norm = Math.Sqrt(vector.Sum(value => (double)value * value));
        if (norm > 0)
        {
            for (var dimension = 0; dimension < Dimensions; dimension++)
                vector[dimension] = (float)(vector[dimension] / norm);
        }

        return vector;
    }
}
