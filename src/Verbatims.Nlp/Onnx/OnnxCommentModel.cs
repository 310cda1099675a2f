using System.Buffers;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;
using Verbatims.Nlp.Analysis;
using Verbatims.Nlp.Comments;

namespace Verbatims.Nlp.Onnx;

/// <summary>
/// A folder with an ONNX network and a SentencePiece tokenizer that keep the contract « verbatims-model/1 »: ours, or a
/// hospital's own.
/// </summary>
/// <remarks>Safe for several threads at once. Each call uses one thread: callers share out the work.</remarks>
public sealed class OnnxCommentModel : ICommentModel, IDisposable
{
    private const int BatchSize = 64;
    private const int ToneCount = 4;

    // A comment of a megabyte says in its first pages what it says; the rest would only cost time.
    private const int LongestRead = 20_000;

    private readonly ModelFile _file;
    private readonly ModelFile.NetworkFile _network;
    private readonly SentencePieceTokenizer _tokenizer;
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputs;
    private readonly string[] _outputs;

    private OnnxCommentModel(string folder)
    {
        _file = ModelFile.Read(folder);
        _network = _file.Networks[0];
        TopicThresholds = [.. _network.TopicThresholds.SelectMany(pair => pair)];
        _tokenizer = LoadTokenizer(Path.Combine(folder, Path.GetFileName(_file.Tokenizer.File)), _file);
        _inputs = _file.Letters is null ? ["ids", "box"] : ["ids", "box", "grams", "counts"];
        var path = Path.Combine(folder, Path.GetFileName(_network.File));
        _session = OpenNetwork(path);
        try
        {
            CheckNetwork(path, _session, _file.Topics.Count, _inputs);
            _outputs = _session.OutputMetadata.ContainsKey("token_themes")
                ? ["tone", "themes", "gravity", "token_themes"]
                : ["tone", "themes", "gravity"];
            // A trial: what a description cannot show fails here rather than in the middle of a batch.
            _ = Read([new ModelQuestion("Tout va bien.", Box.Unknown), new ModelQuestion("", Box.Negative)]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Version => $"{_file.Name} {_file.Version}";

    /// <summary>The language it reads, as an ISO 639-1 code.</summary>
    public string Language => _file.Language;

    /// <inheritdoc/>
    public IReadOnlyList<string> Topics => _file.Topics;

    /// <inheritdoc/>
    public IReadOnlyList<double> TopicThresholds { get; }

    /// <inheritdoc/>
    public double GravityThreshold => _network.GravityThreshold;

    /// <summary>Whether it says which words justify a topic; without that, the whole comment is given.</summary>
    public bool PointsAtWords => _outputs.Length == ToneCount;

    /// <summary>The folder of the French model that is shipped beside the program.</summary>
    public static string ShippedFolder { get; } = Path.Combine(AppContext.BaseDirectory, "models", "verbatims-fr");

    /// <summary>Loads a model and checks that it keeps the contract, by its description and by a trial.</summary>
    /// <param name="folder">The folder that holds model.json.</param>
    /// <exception cref="InvalidDataException">The contract is not kept; the French message says what was found.</exception>
    public static OnnxCommentModel Load(string folder) => new(folder);

    /// <inheritdoc/>
    public IReadOnlyList<ModelAnswer> Read(IReadOnlyList<ModelQuestion> texts)
    {
        var pieces = new Pieces[texts.Count];
        for (var i = 0; i < pieces.Length; i++)
            pieces[i] = Encode(texts[i].Text);

        // Texts of one length together: little of the network's time goes into padding.
        var order = Enumerable.Range(0, pieces.Length).OrderBy(i => pieces[i].Ids.Length).ToArray();
        var answers = new ModelAnswer[pieces.Length];
        foreach (var batch in order.Chunk(BatchSize))
            Ask(batch, texts, pieces, answers);
        return answers;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }

    private static SentencePieceTokenizer LoadTokenizer(string path, ModelFile file)
    {
        SentencePieceTokenizer tokenizer;
        try
        {
            using var stream = File.OpenRead(path);
            tokenizer = SentencePieceTokenizer.Create(stream, addBeginningOfSentence: true, addEndOfSentence: true);
        }
        // Whatever is wrong with the bytes of a foreign file, the library throws something else each time.
        catch (Exception e) when (e is not (IOException or UnauthorizedAccessException))
        {
            throw new InvalidDataException(
                $"« {path} » n’est pas un tokenizer SentencePiece lisible : {e.Message} Attendu : un modèle unigram entraîné avec "
                + "des marques de début et de fin.", e);
        }

        return tokenizer.BeginningOfSentenceId == file.Tokenizer.BosId && tokenizer.EndOfSentenceId == file.Tokenizer.EosId
            ? tokenizer
            : throw new InvalidDataException(
                $"« {path} » marque début et fin par {tokenizer.BeginningOfSentenceId} et {tokenizer.EndOfSentenceId} ; "
                + $"model.json annonce {file.Tokenizer.BosId} et {file.Tokenizer.EosId}. Prenez les fichiers d’une même livraison.");
    }

    private static InferenceSession OpenNetwork(string path)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        try
        {
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidDataException(
                $"« {path} » n’est pas un réseau ONNX lisible : {e.Message} Attendu : opset 13 à 17.", e);
        }
    }

    private static void CheckNetwork(string path, InferenceSession session, int topics, string[] inputs)
    {
        ExpectNames(path, "entrées", inputs, session.InputMetadata.Keys);
        if (session.InputMetadata.Keys.Except(inputs).ToList() is { Count: > 0 } more)
        {
            throw new InvalidDataException(
                $"« {path} » demande les entrées {string.Join(", ", more)}, que model.json n’annonce pas ; attendu : "
                + $"{string.Join(", ", inputs)}. Ajoutez « letters » à model.json si le réseau lit des groupes de lettres, "
                + "ou prenez les fichiers d’une même livraison.");
        }

        ExpectNames(path, "sorties", ["tone", "themes", "gravity"], session.OutputMetadata.Keys);
        ExpectShape(path, session, "tone", [-1, ToneCount]);
        ExpectShape(path, session, "themes", [-1, topics, 2]);
        if (session.OutputMetadata.ContainsKey("token_themes"))
            ExpectShape(path, session, "token_themes", [-1, -1, topics, 2]);
    }

    private static void ExpectNames(string path, string kind, string[] expected, IEnumerable<string> found)
    {
        if (expected.Except(found).ToList() is { Count: > 0 } missing)
        {
            throw new InvalidDataException(
                $"« {path} » n’a pas les {kind} {string.Join(", ", missing)} ; trouvé : {string.Join(", ", found)}. "
                + "Exportez le réseau avec les noms du contrat verbatims-model/1.");
        }
    }

    // −1 stands for a size that may vary.
    private static void ExpectShape(string path, InferenceSession session, string output, int[] expected)
    {
        var found = session.OutputMetadata[output].Dimensions;
        if (found.Length == expected.Length && !expected.Where((size, i) => size > 0 && found[i] > 0 && found[i] != size).Any())
            return;
        throw new InvalidDataException(
            $"« {path} », sortie « {output} » : attendu [{string.Join(", ", expected)}], trouvé [{string.Join(", ", found)}]. "
            + "Prenez model.json et le réseau de la même livraison.");
    }

    private Pieces Encode(string text)
    {
        var folded = FoldedText.Of(text.Length > LongestRead ? text[..LongestRead] : text);
        // The marks are put in here, so that they stay when the text is cut.
        var tokens = _tokenizer.EncodeToTokens(
            folded.Text, out _, addBeginningOfSentence: false, addEndOfSentence: false, considerNormalization: true);
        var kept = Math.Min(tokens.Count, _file.MaxTokens - 2);
        var ids = new long[kept + 2];
        var places = new (int Start, int End)[kept];
        ids[0] = _file.Tokenizer.BosId;
        ids[^1] = _file.Tokenizer.EosId;
        for (var i = 0; i < kept; i++)
        {
            ids[i + 1] = tokens[i].Id;
            places[i] = Place(folded, tokens[i]);
        }

        return new Pieces(ids, places, _file.Letters is null ? [] : LetterGroups.Of(folded.Text));
    }

    // The tokenizer's text has a space before the first word, so its places are one too far.
    private static (int Start, int End) Place(FoldedText folded, EncodedToken token)
    {
        var start = Math.Max(0, token.Offset.Start.Value - 1);
        var end = Math.Min(folded.Text.Length, token.Offset.End.Value - 1);
        while (start < end && folded.Text[start] == ' ')
            start++;
        return start < end ? folded.InOriginal(start, end) : (0, 0);
    }

    private void Ask(int[] batch, IReadOnlyList<ModelQuestion> texts, Pieces[] pieces, ModelAnswer[] answers)
    {
        var length = batch.Max(i => pieces[i].Ids.Length);
        var ids = ArrayPool<long>.Shared.Rent(batch.Length * length);
        try
        {
            var boxes = new long[batch.Length];
            for (var row = 0; row < batch.Length; row++)
            {
                var own = pieces[batch[row]].Ids;
                own.CopyTo(ids, row * length);
                Array.Fill(ids, _file.Tokenizer.PadId, row * length + own.Length, length - own.Length);
                boxes[row] = (long)texts[batch[row]].Box;
            }

            using var idsValue = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, ids.AsMemory(0, batch.Length * length), [batch.Length, length]);
            using var boxValue = OrtValue.CreateTensorValueFromMemory(boxes, [batch.Length]);
            using var outputs = _file.Letters is null
                ? _session.Run(_options, _inputs, [idsValue, boxValue], _outputs)
                : AskWithLetters(batch, pieces, idsValue, boxValue);
            Keep(batch, pieces, length, outputs, answers);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(ids);
        }
    }

    // An unused place of a row is bucket 0 with a weight of 0: it adds nothing.
    private IDisposableReadOnlyCollection<OrtValue> AskWithLetters(
        int[] batch, Pieces[] pieces, OrtValue idsValue, OrtValue boxValue)
    {
        var width = Math.Max(1, batch.Max(i => pieces[i].Letters.Count));
        var size = batch.Length * width;
        var grams = ArrayPool<long>.Shared.Rent(size);
        var counts = ArrayPool<float>.Shared.Rent(size);
        try
        {
            Array.Clear(grams, 0, size);
            Array.Clear(counts, 0, size);
            for (var row = 0; row < batch.Length; row++)
            {
                var at = row * width;
                foreach (var (bucket, count) in pieces[batch[row]].Letters)
                {
                    grams[at] = bucket;
                    counts[at++] = 1 + MathF.Log(count);
                }
            }

            using var gramsValue = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, grams.AsMemory(0, size), [batch.Length, width]);
            using var countsValue = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, counts.AsMemory(0, size), [batch.Length, width]);
            return _session.Run(_options, _inputs, [idsValue, boxValue, gramsValue, countsValue], _outputs);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(grams);
            ArrayPool<float>.Shared.Return(counts);
        }
    }

    private void Keep(
        int[] batch, Pieces[] pieces, int length, IDisposableReadOnlyCollection<OrtValue> outputs, ModelAnswer[] answers)
    {
        var tone = outputs[0].GetTensorDataAsSpan<float>();
        var themes = outputs[1].GetTensorDataAsSpan<float>();
        var gravity = outputs[2].GetTensorDataAsSpan<float>();
        var words = PointsAtWords ? outputs[3].GetTensorDataAsSpan<float>() : default;
        var width = 2 * Topics.Count;
        for (var row = 0; row < batch.Length; row++)
        {
            var own = pieces[batch[row]];
            var tones = new double[ToneCount];
            for (var k = 0; k < ToneCount; k++)
                tones[k] = (tone[row * ToneCount + k] + _network.ToneBias[k]) / _network.ToneTemperature;
            SoftMax(tones);

            var topics = new double[width];
            for (var k = 0; k < width; k++)
            {
                topics[k] = Sigmoid(
                    themes[row * width + k] * _network.TopicScale[k / 2][k % 2] + _network.TopicBias[k / 2][k % 2]);
            }

            // Only the rows of real pieces are kept, after the mark of beginning.
            var speaks = PointsAtWords
                ? words.Slice((row * length + 1) * width, own.Places.Length * width).ToArray()
                : [];
            answers[batch[row]] = new ModelAnswer(
                tones, topics, Sigmoid(gravity[row] * _network.GravityScale + _network.GravityBias),
                new TopicWords(own.Places, speaks, width));
        }
    }

    private static void SoftMax(double[] values)
    {
        var largest = values.Max();
        var sum = 0.0;
        for (var k = 0; k < values.Length; k++)
            sum += values[k] = Math.Exp(values[k] - largest);
        for (var k = 0; k < values.Length; k++)
            values[k] /= sum;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>A text in pieces.</summary>
    /// <param name="Ids">The mark of beginning, the pieces, the mark of end.</param>
    /// <param name="Places">Where each piece stands in the text, without the marks.</param>
    /// <param name="Letters">Its letter groups; none when the network takes none.</param>
    private sealed record Pieces(
        long[] Ids, (int Start, int End)[] Places, List<(int Bucket, int Count)> Letters);

    private sealed class TopicWords((int Start, int End)[] places, float[] speaks, int width) : ITopicWords
    {
        // Pieces that speak at least half as loud as the loudest belong to what is shown.
        private const float LogHalf = -0.69f;

        public (int Start, int End) For(int topic, bool isPraise)
        {
            var column = topic * 2 + (isPraise ? 0 : 1);
            if (places.Length == 0)
                return (0, 0);
            if (speaks.Length == 0)
                return Between(0, places.Length - 1);

            var best = 0;
            for (var i = 1; i < places.Length; i++)
            {
                if (speaks[i * width + column] > speaks[best * width + column])
                    best = i;
            }

            var (first, last) = (best, best);
            var enough = speaks[best * width + column] + LogHalf;
            while (first > 0 && speaks[(first - 1) * width + column] >= enough)
                first--;
            while (last + 1 < places.Length && speaks[(last + 1) * width + column] >= enough)
                last++;
            return Between(first, last);
        }

        // A piece that is nothing but a space stands nowhere: it is no border.
        private (int Start, int End) Between(int first, int last)
        {
            while (first < last && places[first].End == 0)
                first++;
            while (last > first && places[last].End == 0)
                last--;
            return (places[first].Start, places[last].End);
        }
    }
}
