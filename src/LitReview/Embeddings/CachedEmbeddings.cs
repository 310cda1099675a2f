using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using LitReview.Screening;

namespace LitReview.Embeddings;

/// <summary>Keeps the vectors of a model in a file, so that a text is read once by it; the file can be deleted at any time.</summary>
internal sealed class CachedEmbeddings(IEmbeddingModel model, string folder) : IEmbeddingModel, IDisposable
{
    private const int Chunk = 256;

    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(folder, model.Identity.Sha256 + ".vecteurs");
    private Dictionary<string, float[]>? _known;

    public SecondModel Identity => model.Identity;

    public int Dimensions => model.Dimensions;

    private int EntryLength => SHA256.HashSizeInBytes + (Dimensions * sizeof(float));

    public IReadOnlyList<float[]> Embed(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _known ??= Read();
            var keys = texts.Select(text => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))).ToList();
            var missing = keys.Index().Where(key => !_known.ContainsKey(key.Item)).DistinctBy(key => key.Item).ToList();
            // What is done stays done when the rest is given up.
            foreach (var chunk in missing.Chunk(Chunk))
            {
                var vectors = model.Embed([.. chunk.Select(key => texts[key.Index])], cancellationToken);
                for (var i = 0; i < chunk.Length; i++)
                    _known[chunk[i].Item] = vectors[i];
                Add(chunk.Select(key => key.Item));
            }

            return [.. keys.Select(key => _known[key])];
        }
    }

    public void Dispose() => (model as IDisposable)?.Dispose();

    private Dictionary<string, float[]> Read()
    {
        var known = new Dictionary<string, float[]>(StringComparer.Ordinal);
        if (!File.Exists(_path))
            return known;
        var bytes = File.ReadAllBytes(_path);
        // Half an entry at the end was being written when the program stopped.
        for (var at = 0; at + EntryLength <= bytes.Length; at += EntryLength)
        {
            var entry = bytes.AsSpan(at, EntryLength);
            known[Convert.ToHexStringLower(entry[..SHA256.HashSizeInBytes])] = MemoryMarshal.Cast<byte, float>(entry[SHA256.HashSizeInBytes..]).ToArray();
        }

        return known;
    }

    // Where another program writes at this moment, the vectors are only kept in memory.
    private void Add(IEnumerable<string> keys)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
            file.Position = file.Length / EntryLength * EntryLength;
            foreach (var key in keys)
            {
                file.Write(Convert.FromHexString(key));
                file.Write(MemoryMarshal.AsBytes<float>(_known![key]));
            }
        }
        catch (IOException)
        {
            return;
        }
    }
}
